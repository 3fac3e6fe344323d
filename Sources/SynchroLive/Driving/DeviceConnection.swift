import SynchroLinks
import SynchroPXB

/// A connection to a device, on which sessions are held one after another.
final class DeviceConnection: Sendable {
  private let driver: RealTimeDriver<SessionParty>
  private let desk: StimulusDesk?
  let recorder: SessionRecorder
  /// Where we listen, for whoever has to call.
  let places: [String]

  /// Opens the links.
  init(_ links: DeviceLinks, desk: StimulusDesk? = nil) throws(LiveFault) {
    let set = try links.make()
    let recorder = SessionRecorder(controlLinks: set.controlLinks)
    self.recorder = recorder
    self.desk = desk
    places = set.places
    let party = SessionParty(isCalled: links.isCalled, isApart: links.isApart, desk: desk) {
      recorder.place
    }
    do throws(LinkFault) {
      driver = try RealTimeDriver(party, links: set.attachments) { recorder.note($0) }
    } catch {
      throw .unusable(
        error.description, help: "see how many processes and files this user may have")
    }
    let driver = driver
    desk?.deliver { order, outcome in
      await driver.perform { party, now in party.settle(order, outcome, at: now) }
    }
    driver.start()
  }

  /// What time it is, by the clock that sessions go by.
  var now: PXBTime { driver.clock.now }

  /// Holds a session to its end. Cancelling the task stops it.
  func hold<Session: LiveSession>(_ session: Session) async -> Session {
    let (results, result) = AsyncStream.makeStream(of: (any LiveSession).self)
    let isBegun = await driver.perform { party, now in
      party.begin(session, at: now) {
        result.yield($0)
        result.finish()
      }
      return true
    }
    guard isBegun == true else { return broken(session) }
    let driver = driver
    let over = await withTaskCancellationHandler {
      // Cancelling must not end the waiting, only the session.
      await Task.detached { await results.first { _ in true } }.value
    } onCancel: {
      Task { await driver.perform { party, now in party.stop(at: now) } }
    }
    return over as? Session ?? broken(session)
  }

  private func broken<Session: LiveSession>(_ session: Session) -> Session {
    var session = session
    session.breakOff("the connection is gone", at: now)
    return session
  }

  /// Whether the device is gone, so that the next session needs a new connection.
  func isGone() async -> Bool {
    await driver.perform { party, _ in party.end != nil } ?? true
  }

  /// Leaves in order; what is held against the device for how it left.
  func close() async -> (misconduct: String?, report: DriverReport) {
    driver.finish()
    let (_, report) = await driver.ended()
    desk?.close()
    let ends = report.ends.sorted { $0.key < $1.key }.map(\.value)
    let bad = ends.first { end in
      switch end.reason {
      case .ignoredTerm, .outlastedInput: true
      default: false
      }
    }
    return (bad.map { "after the last session \($0)" }, report)
  }
}

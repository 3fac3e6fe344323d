import SynchroJSON
import SynchroLinks
import SynchroPXB
import Synchronization
import Testing

@testable import SynchroLive

/// A session that notes what reaches it.
private struct NotingSession: LiveSession {
  let run: String
  var isHeld = false
  var isFinished = false
  var heard: [String] = []
  var outgoing: [Message] = []
  var broken: String?

  var nextWake: PXBTime? { nil }
  mutating func wake(at now: PXBTime) {}
  mutating func receive(_ message: Message, at now: PXBTime) { heard.append(message.header.id) }
  mutating func receive(_ fault: PXBFault, at now: PXBTime) { heard.append("fault") }
  mutating func breakOff(_ reason: String, at now: PXBTime) {
    broken = reason
    isFinished = true
  }
  mutating func stop(at now: PXBTime) { isFinished = true }
  mutating func takeOutgoing() -> [Message] {
    defer { outgoing = [] }
    return outgoing
  }
}

@Suite struct SessionPartyTests {
  private func header(_ id: String, run: String = "r2") -> Header {
    Header(run: run, id: id, sequence: 1, clock: "h", at: .epoch)
  }

  private func bye(_ id: String, run: String = "r2") -> Message {
    .bye(Bye(header: header(id, run: run)))
  }

  private func result(_ id: String, sent: Int?) -> Message {
    .controlResult(
      ControlResult(
        header: header(id), correlation: "c", outcome: .done(.object([])), trafficSent: sent))
  }

  /// What a session heard of what came; a result waits for what was sent before it.
  @Test(arguments: [
    (false, ["late", "foreign", "r5", "a", "b"], ["r5", "a", "b"]),
    (true, ["late", "r3", "a", "b"], ["a", "b", "r3"]),
    (true, ["r2", "late", "a", "b"], ["a", "r2", "b"]),
    (true, ["aside", "r1", "a"], ["aside", "a", "r1"]),
  ])
  func `what comes of an earlier session is passed over, and results wait for the traffic`(
    isApart: Bool, coming: [String], heard: [String]
  ) {
    var party = SessionParty(isCalled: false, isApart: isApart) { "line 7" }
    let ended = Mutex<[String]>([])
    party.begin(NotingSession(run: "r1"), at: .epoch) { _ in }
    party.begin(NotingSession(run: "r2"), at: .epoch) { session in
      ended.withLock { $0 = (session as? NotingSession)?.heard ?? [] }
    }
    for id in coming {
      switch id {
      case "late": party.receive(bye(id, run: "r1"), at: .epoch)
      case "foreign": party.receive(bye(id, run: "r0"), at: .epoch)
      case "aside":
        party.expectAside()
        party.receive(bye(id), at: .epoch)
      case _ where id.hasPrefix("r"):
        party.receive(result(id, sent: Int(id.dropFirst())), at: .epoch)
      default: party.receive(bye(id), at: .epoch)
      }
    }
    party.stop(at: .epoch)
    _ = party.takeOutgoing()
    #expect(ended.withLock { $0 } == heard)
  }

  private func place(_ number: UInt64, link: Int = 0) -> RoutePlace {
    RoutePlace(link: link, peer: LinkPeer(number: number))
  }

  @Test(arguments: [(false, false), (true, true)])
  func `a peer that leaves ends the session of one that called`(isCalled: Bool, ends: Bool) {
    var party = SessionParty(isCalled: isCalled, isApart: false) { "line 7" }
    let reason = Mutex<String?>(nil)
    party.begin(NotingSession(run: "r1"), at: .epoch) { session in
      reason.withLock { $0 = (session as? NotingSession)?.broken }
    }
    party.expect(from: place(0))
    party.receive(bye("a", run: "r1"), at: .epoch)
    party.peerLeft(place(0), LinkEnd(.closedByPeer), at: .epoch)
    #expect((reason.withLock { $0 } != nil) == ends)
    party.linkEnded(LinkEnd(.exited(status: 2)), at: .epoch)
    let words = reason.withLock { $0 } ?? ""
    #expect(words.hasSuffix(", line 7"))
  }

  /// Who spoke for which run, in order, after two sessions began; "r2" is the one that is held.
  @Test(
    arguments: [
      ([], 7, false),
      ([(1, "r2")], 7, false), ([(1, "r2")], 1, true),
      ([(1, "r2"), (7, "r0")], 7, false), ([(1, "r2"), (7, nil)], 7, false),
      ([(1, "r2"), (2, "r2")], 1, true), ([(1, "r2"), (2, "r2")], 2, true),
      // The one of the session before counts until another has spoken in this one.
      ([], 0, true), ([(7, "r0")], 0, true), ([(1, "r2")], 0, false),
    ] as [([(UInt64, String?)], UInt64, Bool)])
  func `only a peer that the session runs over ends it by leaving`(
    spoken: [(UInt64, String?)], leaving: UInt64, ends: Bool
  ) {
    var party = SessionParty(isCalled: true, isApart: false) { "line 7" }
    let reason = Mutex<String?>(nil)
    party.begin(NotingSession(run: "r1"), at: .epoch) { _ in }
    party.expect(from: place(0))
    party.receive(bye("z", run: "r1"), at: .epoch)
    party.begin(NotingSession(run: "r2"), at: .epoch) { session in
      reason.withLock { $0 = (session as? NotingSession)?.broken }
    }
    for (number, run) in spoken {
      party.expect(from: place(number))
      if let run {
        party.receive(bye("a", run: run), at: .epoch)
      } else {
        party.receive(PXBFault(.badJSON, "no JSON"), at: .epoch)
      }
    }
    party.peerLeft(place(leaving), LinkEnd(.closedByPeer), at: .epoch)
    #expect((reason.withLock { $0 } != nil) == ends)
  }

  @Test func `orders tell how much traffic went before them`() {
    var party = SessionParty(isCalled: false, isApart: true) { "" }
    var session = NotingSession(run: "r1")
    let order = Control(header: header("c1", run: "r1"), verb: .clock(.get))
    session.outgoing = [bye("a"), bye("b"), .control(order), bye("c"), .control(order)]
    party.begin(session, at: .epoch) { _ in }
    let sent = party.takeOutgoing().compactMap { message -> Int? in
      if case .control(let order) = message { return order.trafficSent }
      return nil
    }
    #expect(sent == [2, 3])
  }

  @Test func `the lag is the most of the last seconds`() {
    var window = LagWindow()
    var bounds: [Duration] = []
    for (second, lag) in [(0, 1), (2, 9), (6, 2), (12, 1), (30, 3)] {
      window.note(.milliseconds(lag), at: .epoch + .seconds(100 + second))
      bounds.append(window.bound)
    }
    #expect(bounds == [1, 9, 9, 2, 3].map { .milliseconds($0) })
  }
}

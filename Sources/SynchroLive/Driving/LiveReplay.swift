public import SynchroPXB
public import SynchroReplay
import SynchroRunner
import SynchroTiming
import Synchronization

/// Plays flows against a device over its links, one after another or a few at a time.
///
/// Each flow is a session of its own. A connection is used again as long as the device keeps it; one
/// that breaks ends its own flow, and the next one gets a new one.
public final class LiveReplay: Sendable {
  private let links: DeviceLinks
  private let announce: @Sendable ([String]) -> Void
  private let asking: (@Sendable (String) async -> Bool)?
  /// The connection on which the device was asked, for the first flow.
  private let spare = Mutex<DeviceConnection?>(nil)

  /// A replay against a device. `announce` is told where we listen, for whoever has to call; `asking` asks the
  /// person at the console to do something, and whether it was done.
  public init(
    _ links: DeviceLinks, announce: @escaping @Sendable ([String]) -> Void = { _ in },
    asking: (@Sendable (String) async -> Bool)? = nil
  ) {
    self.asking = asking
    self.links = links
    self.announce = announce
  }

  /// Leaves a device that was only asked.
  public func close() async {
    if let connection = spare.withLock({ $0.take() }) { _ = await connection.close() }
  }

  /// What is played, and where it is kept.
  public struct Order: Sendable {
    /// What every engine is told.
    public var setting: ReplaySetting
    /// How many flows are played at a time.
    public var jobs = 1
    /// Where what happens is written down, so that a run that was killed can go on.
    public var journal: SoakJournal?
    /// What an earlier run has played.
    public var past: SoakPast?
    /// The folder for transcripts of the sessions; it has to be there. Nil keeps none.
    public var transcripts: String?

    /// Flows one after another, without transcripts.
    public init(setting: ReplaySetting) { self.setting = setting }
  }

  /// Asks the device what it can do.
  public func ask(run: String) async throws(LiveFault) -> Capability {
    let connection = try open()
    let session = CapabilitySession(
      run: run + "-0", wantsVirtual: links.device.time == .virtual)
    switch await connection.hold(session).outcome {
    case .success(let capability):
      spare.withLock { $0 = connection }
      return capability
    case .failure(let fault):
      _ = await connection.close()
      throw fault
    }
  }

  /// Plays flows, `jobs` at a time; the outcomes stand in the order of the plays. Cancelling the task
  /// stops what is played.
  @discardableResult
  public func run(
    _ plays: [FlowPlay], _ order: Order, begun: @escaping @Sendable (FlowPlay) -> Void = { _ in },
    ended: @escaping @Sendable (FlowOutcome) -> Void = { _ in }
  ) async -> [FlowOutcome] {
    let queue = PlayQueue(plays)
    let jobs = order.jobs
    return await withTaskGroup(of: [(Int, FlowOutcome)].self) { group in
      for _ in 0..<max(1, min(jobs, plays.count)) {
        group.addTask { await self.work(queue, order, begun, ended) }
      }
      var outcomes: [Int: FlowOutcome] = [:]
      for await found in group {
        for (number, outcome) in found { outcomes[number] = outcome }
      }
      return plays.indices.compactMap { outcomes[$0] }
    }
  }

  private func work(
    _ queue: PlayQueue, _ order: Order, _ begun: @Sendable (FlowPlay) -> Void,
    _ ended: @Sendable (FlowOutcome) -> Void
  ) async -> [(Int, FlowOutcome)] {
    var outcomes: [(Int, FlowOutcome)] = []
    var connection = spare.withLock { $0.take() }
    while let (number, play) = queue.next(), !Task.isCancelled {
      begun(play)
      var outcome = await self.play(play, number, order, &connection)
      let isLast = queue.isEmpty || Task.isCancelled
      if isLast || outcome.problem != nil, let open = connection.take() {
        outcome.misconduct = await open.close().misconduct
      }
      ended(outcome)
      outcomes.append((number, outcome))
    }
    if let connection { _ = await connection.close() }
    return outcomes
  }

  /// Plays one flow on a connection that is there, or on a new one.
  private func play(
    _ play: FlowPlay, _ number: Int, _ order: Order, _ connection: inout DeviceConnection?
  ) async -> FlowOutcome {
    if let known = connection, await known.isGone() {
      _ = await known.close()
      connection = nil
    }
    var setting = order.setting
    if let past = order.past?.flows[number], past.isOver {
      return ReplayEngine.outcome(of: play, past: past, setting: setting)
    }
    setting.run += "-\(number + 1)"
    // The device's file says how its time passes, and nobody else.
    setting.time = links.device.time == .virtual ? .virtual : .real
    do throws(LiveFault) {
      let current: DeviceConnection
      if let connection { current = connection } else { current = try open() }
      connection = current
      setting.start = current.now
      setting.past = order.past?.flows[number]
      setting.isJournalled = order.journal != nil
      try current.recorder.begin(Self.name(of: play, number), in: order.transcripts)
      var engine = ReplayEngine(play, setting: setting)
      let outcome: FlowOutcome
      if setting.time == .virtual {
        outcome = await current.hold(VirtualSession(engine, run: setting.run)).engine.outcome
      } else {
        let gap = order.gap(of: number, at: current.now)
        order.journal?.begin(
          number, play.id, origin: current.now - (setting.past?.played ?? .zero))
        let session = RealSession(
          engine, run: setting.run, journal: order.journal.map { ($0, number) })
        engine = await current.hold(session).engine
        var found = engine.outcome
        found.remarks += [gap].compactMap { $0 }
        outcome = found
      }
      return noted(outcome, current.recorder.finish())
    } catch {
      var engine = ReplayEngine(play, setting: setting)
      engine.breakOff(error.description, at: setting.start)
      return engine.outcome
    }
  }

  private func noted(_ outcome: FlowOutcome, _ remarks: [String]) -> FlowOutcome {
    var outcome = outcome
    outcome.remarks += remarks
    return outcome
  }

  private func open() throws(LiveFault) -> DeviceConnection {
    let connection = try DeviceConnection(links, desk: StimulusDesk(links.hooks, asking: asking))
    if !connection.places.isEmpty { announce(connection.places) }
    return connection
  }

  /// The transcript of a flow: its number, and what can stand in a file's name of its own.
  static func name(of play: FlowPlay, _ number: Int) -> String {
    let digits = String(number + 1)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let words = play.id.split(separator: "#").last ?? ""
    let safe = words.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "-" }
    return "\(padded)-\(String(safe).prefix(80)).jsonl"
  }
}

/// The plays that nobody has taken yet.
private final class PlayQueue: Sendable {
  private let plays: [FlowPlay]
  private let taken = Mutex(0)

  init(_ plays: [FlowPlay]) { self.plays = plays }

  var isEmpty: Bool { taken.withLock { $0 >= plays.count } }

  func next() -> (number: Int, play: FlowPlay)? {
    let number = taken.withLock { taken in
      defer { taken += 1 }
      return taken
    }
    return number < plays.count ? (number, plays[number]) : nil
  }
}

extension LiveReplay.Order {
  /// What is said of a flow that goes on after an interruption; nil of one that was not interrupted.
  fileprivate func gap(of number: Int, at now: PXBTime) -> String? {
    guard let past = past?.flows[number], let last = self.past?.lastMoment(of: number) else {
      return nil
    }
    let open = past.starts.count - past.results.count
    let times =
      past.interruptions > 0 ? " (it had been interrupted \(past.interruptions) times before)" : ""
    return
      "the harness was stopped at \(last) after \(Self.seconds(past.played)) of the flow and went on "
      + "\(Self.seconds(now - last)) later\(times): \(past.results.count) rounds of before are counted, "
      + "\(open) that were on their way are void, none is counted twice"
  }

  private static func seconds(_ duration: Duration) -> String {
    let tenths = duration.wholeNanoseconds / 100_000_000
    return "\(tenths / 10).\(abs(tenths % 10)) s"
  }
}

import SynchroPXB
import SynchroReplay

/// A flow played in the time of the world.
struct RealSession: LiveSession {
  let run: String
  var isHeld = false
  private(set) var engine: ReplayEngine
  private var lag = LagWindow()
  private var latest = PXBTime.epoch
  /// Where what happens is written down, and under which number.
  private let journal: (file: SoakJournal, number: Int)?
  private var isNoted = false

  init(_ engine: ReplayEngine, run: String, journal: (file: SoakJournal, number: Int)? = nil) {
    self.engine = engine
    self.run = run
    self.journal = journal
  }

  var isFinished: Bool { engine.isFinished }
  var nextWake: PXBTime? { engine.nextWake }

  mutating func wake(at now: PXBTime) {
    if let due = engine.nextWake, due <= now {
      // What was wanted before the last event was not planned for its own moment.
      lag.note(now - max(due, latest), at: now)
      engine.note(lag: lag.bound)
    }
    latest = max(latest, now)
    engine.wake(at: now)
  }

  mutating func receive(_ message: Message, at now: PXBTime) {
    latest = max(latest, now)
    engine.receive(message, at: now)
  }

  mutating func receive(_ fault: PXBFault, at now: PXBTime) {
    engine.receive(broken: [], fault: fault, at: now)
  }

  mutating func breakOff(_ reason: String, at now: PXBTime) { engine.breakOff(reason, at: now) }
  mutating func stop(at now: PXBTime) {
    // A flow that was stopped is not over: the journal must not say so.
    isNoted = true
    engine.stop(at: now)
  }

  mutating func takeOutgoing() -> [Message] { takeUtterances().messages }

  mutating func takeUtterances() -> [Utterance] {
    note()
    return engine.takeUtterances()
  }

  /// Writes down what happened, before what is sent because of it goes out.
  private mutating func note() {
    guard let journal else { return }
    let played = engine.played(at: latest)
    journal.file.append(engine.takeJournal(), of: journal.number, at: played)
    if engine.state == .finished, !isNoted {
      isNoted = true
      journal.file.end(journal.number, played: played)
    }
  }
}

/// How late the harness has been of late: the most of the last five to ten seconds.
struct LagWindow: Sendable {
  private static let width = Duration.seconds(5)

  private var current = Duration.zero
  private var before = Duration.zero
  private var since = PXBTime.epoch

  /// What no latency of the moment can be more exact than.
  var bound: Duration { max(current, before) }

  mutating func note(_ lag: Duration, at now: PXBTime) {
    if now - since >= Self.width {
      before = now - since >= Self.width * 2 ? .zero : current
      current = .zero
      since = now
    }
    current = max(current, lag)
  }
}

import SynchroJSON
import SynchroPXB
import SynchroRunner
import SynchroScript
import SynchroVerdict

/// One round of a flow: its steps, once, with one instance for each party.
struct Round {
  /// Where it stands.
  enum Phase: Equatable {
    /// Its steps go on.
    case steps
    /// It cleans up.
    case cleaning
    /// It only looks whether something comes that must not.
    case lingering(until: PXBTime)
    /// It is over.
    case over
  }

  /// Its number, in the order of the planned starts.
  let number: Int
  /// When it has asked to be woken.
  var alarm: PXBTime?
  /// Whether its lane may have its next round.
  var isReleased = false
  /// How late the harness was while it went on, which no latency can be more exact than.
  var lag = Duration.zero
  /// The lane.
  let lane: Int
  /// When it was to begin, counted from the start of the run.
  let due: Duration
  /// When it was to begin.
  let start: PXBTime
  /// The instance that plays each party, by the suite's name.
  let parties: [String: Sender]

  var phase = Phase.steps
  /// The step that comes next.
  var next = 0
  /// Nothing goes on before this moment.
  var pause: PXBTime?
  var sent: [SentPayload] = []
  var expectations: [Expectation] = []
  /// The branch that was taken of each block of alternatives.
  var branches: [Int: Int] = [:]
  var blocks = 0
  var order: PendingOrder?
  /// A payload that was sent once more, and whose answer is awaited.
  var repetition: Repetition?
  /// Payloads that have to be refused.
  var refusals: [Refusal] = []
  /// What checks and templates can name.
  var values = ValueJudge()
  /// The payloads so far, by the step's name or in order: what `answers` looks for.
  var history: [Exchanged] = []
  /// Checks that name no payload of their own: by step.
  var findings: [StepFinding] = []
  /// Why the rest of the steps cannot be played.
  var obstacle: Obstacle?
  var transcript: [SessionLine] = []

  /// Why the rest of a round is not played.
  enum Obstacle: Equatable {
    /// A payload did not come, on which the rest builds.
    case broken
    /// The target cannot be made to act.
    case noStimulus(String)
    /// A value of the suite is missing.
    case noValue(String)
  }

  /// A payload that was sent or received.
  struct Exchanged {
    let name: String?
    let from: String
    let to: String
    let id: String
    /// Its place among the sent payloads; nil for one that the target sent.
    let sent: Int?
    let time: PXBTime
  }

  /// A payload that was sent once more.
  struct Repetition: Equatable {
    let step: Int
    let sent: Int
    let deadline: PXBTime
  }

  /// A payload that has to be refused.
  struct Refusal: Equatable {
    let step: Int
    /// Its place among the sent; nil when it was not sent.
    let sent: Int?
    /// With what; empty for anything.
    let codes: [Int]
    /// Not even an error may come.
    var isSilent = false
  }

  init(
    number: Int, lane: Int, due: Duration, start: PXBTime, parties: [String: Sender]
  ) {
    self.number = number
    self.lane = lane
    self.due = due
    self.start = start
    self.parties = parties
  }

  /// Whether the next step has to wait.
  var isBusy: Bool {
    pause != nil || order != nil || repetition != nil
      || sent.contains { !$0.isOver && !$0.awaited.isEmpty }
      || expectations.contains { $0.state == .open }
  }
}

extension Round {
  /// Whether something is due that has to come; not whether something is looked for that must not.
  var awaitsSomething: Bool {
    pause != nil || order != nil || repetition != nil
      || sent.contains { !$0.isOver && !$0.awaited.isEmpty }
      || expectations.contains { $0.state == .open && !$0.isForbidden }
  }

  /// When the next thing is due; nil when only a message moves it.
  var nextWake: PXBTime? {
    var next: PXBTime?
    func consider(_ time: PXBTime) { next = min(next ?? time, time) }
    if let pause { consider(pause) }
    if let order { consider(order.deadline) }
    if let repetition { consider(repetition.deadline) }
    for sent in sent where !sent.isOver { consider(sent.deadline) }
    for expectation in expectations
    where expectation.state == .open && expectation.stimulus == nil {
      consider(expectation.deadline)
    }
    if case .lingering(let until) = phase { consider(until) }
    return next
  }

  /// Whether a payload is missing on which the rest builds, or the rest cannot be played.
  var isBroken: Bool {
    obstacle != nil || sent.contains { $0.isLost }
      || expectations.contains { $0.state == .missed && !$0.isForbidden && $0.branch == nil }
      || brokenBlocks
  }

  private var brokenBlocks: Bool {
    (0..<blocks).contains { block in
      branches[block] == nil
        && expectations.contains { $0.branch?.block == block && $0.state == .missed }
    }
  }

  /// Leaves the rest of the steps.
  mutating func beginCleaning() {
    phase = .cleaning
    next = 0
  }

  /// Sends a message, and notes it.
  mutating func send(_ message: Message, at now: PXBTime, _ outbox: inout Outbox) {
    outbox.send(message)
    note(message, at: now, isFromTarget: false)
  }

  /// Sends what may be wrong on purpose, and notes it with the words for what is wrong.
  mutating func send(
    _ utterance: Utterance, spoiled words: String, at now: PXBTime, _ outbox: inout Outbox
  ) {
    guard case .spoiled(let octets, _, _) = utterance else {
      if case .message(let message) = utterance { send(message, at: now, &outbox) }
      return
    }
    outbox.send(utterance)
    guard transcript.count < Self.transcriptLimit else { return }
    let kept = Array(octets.prefix(Self.octetLimit))
    transcript.append(
      SessionLine(time: now, isFromTarget: false, content: .bytes(kept, fault: words)))
  }

  /// Notes a message that was sent or received.
  mutating func note(_ message: Message, at now: PXBTime, isFromTarget: Bool) {
    guard transcript.count < Self.transcriptLimit else { return }
    transcript.append(
      SessionLine(time: now, isFromTarget: isFromTarget, content: .message(message)))
  }

  /// More lines than a round has, unless somebody floods it.
  private static let transcriptLimit = 400
  /// What is longer is cut in a transcript.
  private static let octetLimit = 4096

  /// The instance that plays a party.
  func instance(_ party: Ranged<String>) -> String? { parties[party.value]?.instance }
}

/// What a check without a payload of its own found: of a state, or that something must not be.
struct StepFinding: Equatable {
  /// The step's number.
  let step: Int
  /// What it found.
  let result: Result

  enum Result: Equatable {
    case holds
    case broken(Mismatch)
    case undecided(String)
  }
}

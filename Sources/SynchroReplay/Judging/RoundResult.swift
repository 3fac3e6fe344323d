/// What a round came to, without what it took to play it.
public struct RoundResult: Sendable, Equatable {
  /// Its number, in the order of the planned starts.
  public let number: Int
  /// When it was to begin, counted from the start of the run.
  public let due: Duration
  /// How each of its planned payloads fared.
  var trials: [TrialRecord] = []
  /// What checks without a payload of their own found.
  var findings: [StepFinding] = []
  /// Why the rest of its steps was not played, if it was not.
  var obstacle: Round.Obstacle?
  /// What was on the line.
  var transcript: [SessionLine] = []

  init(number: Int, due: Duration) {
    self.number = number
    self.due = due
  }

  /// What a round that is over came to.
  init(_ round: Round, of play: FlowPlay) {
    self.init(number: round.number, due: round.due)
    trials = round.trials(of: play)
    findings = round.findings
    obstacle = round.obstacle
    transcript = round.transcript
  }

  /// A round that went on when the harness was stopped: its payloads count for nothing.
  init(stopped start: FlowPast.Start, of play: FlowPlay) {
    self.init(number: start.number, due: start.due)
    trials = play.plans.keys.sorted { ($0.step, $0.row ?? "") < ($1.step, $1.row ?? "") }.map {
      TrialRecord(
        subject: $0, due: start.due, lane: start.lane, fault: .stopped, round: start.number)
    }
  }
}

/// What is known of a flow that an earlier run began and did not end.
public struct FlowPast: Sendable, Equatable {
  /// A round that was begun.
  public struct Start: Sendable, Equatable {
    /// Its number.
    public let number: Int
    /// Its lane.
    public let lane: Int
    /// When it was to begin, counted from the start of the run.
    public let due: Duration

    /// A start by its parts.
    public init(number: Int, lane: Int, due: Duration) {
      self.number = number
      self.lane = lane
      self.due = due
    }
  }

  /// The rounds that were begun, in the order of their numbers.
  public var starts: [Start] = []
  /// Those that came to their end.
  public var results: [RoundResult] = []
  /// How long it was played.
  public var played = Duration.zero
  /// Whether it came to its end.
  public var isOver = false
  /// How often it was interrupted before.
  public var interruptions = 0

  /// A flow of which nothing is known.
  public init() {}
}

/// What a journal keeps of a flow, in the order in which it happened.
public enum JournalEntry: Sendable, Equatable {
  /// A round has begun.
  case begun(FlowPast.Start)
  /// A round has come to its end.
  case ended(RoundResult)
}

/// Why a planned payload failed, and where that can be seen.
public struct TrialFailure: Sendable, Equatable {
  /// What went wrong.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It never came.
    case lost
    /// It came after its time.
    case late
    /// It came more than once under different ids, or one id came with different contents.
    case repeated
    /// A payload that was sent after it arrived before it.
    case overtaken
    /// It came from another actor or instance, or in the name of one.
    case wrongSender = "wrong sender"
    /// It was addressed to another actor.
    case wrongActor = "wrong actor"
    /// It was addressed to another instance.
    case wrongInstance = "wrong instance"
    /// It named another payload than the one that it answers.
    case wrongCorrelation = "wrong correlation"
    /// Its body is larger than the row allows.
    case oversize
    /// Its attributes are not those that are demanded.
    case wrongAttributes = "wrong attributes"
    /// Its body does not hold its attributes, or its receipt tells of another body.
    case corrupt
    /// It was refused.
    case refused
    /// Two outcomes were told of one payload, such as consumed and refused.
    case twoOutcomes = "two outcomes"
    /// It came although it must not.
    case forbidden
    /// Its intermediaries are not those that are demanded.
    case wrongPath = "wrong path"
    /// Its times contradict the harness's clock.
    case wrongTimes = "wrong times"
  }

  /// What went wrong.
  public var kind: Kind
  /// What was expected.
  public var expected: String
  /// What came.
  public var received: String
  /// Where in the payload, as a JSON Pointer; nil for the payload as a whole.
  public var location: String?

  /// A failure by its parts.
  public init(_ kind: Kind, expected: String, received: String, location: String? = nil) {
    self.kind = kind
    self.expected = expected
    self.received = received
    self.location = location
  }
}

/// How one planned payload fared, with what the verdict needs to know.
public struct TrialRecord: Sendable, Equatable {
  /// What it was a trial of: a row, or a step that names none.
  public var subject: TrialSubject
  /// When it was due, counted from the start of the run.
  public var due: Duration
  /// The lane that it belongs to: the device that was asked.
  public var lane: Int
  /// How long it took, where it arrived.
  public var latency: Duration?
  /// How far that may be off.
  public var clockBound: Duration
  /// Why it failed, apart from its time; the first reason counts.
  public var failure: TrialFailure?
  /// The harness's own fault, which makes it void.
  public var fault: HarnessFault?
  /// The round.
  public var round: Int
  /// Whether the run ended while it could still come: neither a success nor a failure.
  public var isOpen: Bool

  /// A trial by its parts.
  public init(
    subject: TrialSubject, due: Duration, lane: Int, latency: Duration? = nil,
    clockBound: Duration = .zero, failure: TrialFailure? = nil, fault: HarnessFault? = nil,
    round: Int = 0, isOpen: Bool = false
  ) {
    self.subject = subject
    self.due = due
    self.lane = lane
    self.latency = latency
    self.clockBound = clockBound
    self.failure = failure
    self.fault = fault
    self.round = round
    self.isOpen = isOpen
  }
}

/// What a trial is about.
public enum TrialSubject: Sendable, Hashable {
  /// A row, at a step of the flow.
  case row(String, step: Int)
  /// A step that names no row.
  case step(Int)

  /// The step's number.
  public var step: Int {
    switch self {
    case .row(_, let step), .step(let step): step
    }
  }

  /// The row's id.
  public var row: String? {
    guard case .row(let row, _) = self else { return nil }
    return row
  }
}

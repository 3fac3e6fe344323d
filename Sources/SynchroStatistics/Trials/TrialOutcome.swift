/// How one planned payload fared.
///
/// A success arrived at the named actor, once in meaning, with valid attributes, and was consumed
/// before the limit. Loss, lateness, corruption and the wrong actor are failures.
public enum TrialOutcome: Sendable, Hashable {
  /// It did what the row demands.
  case success
  /// It did not.
  case failure
  /// The clocks cannot tell: a failure towards PASS and a success towards FAIL.
  case ambiguous
  /// The harness was at fault, by a cause that the plan lists: it counts for nothing.
  case void(cause: String)

  /// A payload that arrived whole, judged by its latency. "Less than" is strict, and `clockBound` is
  /// how far the measured latency may be off to either side.
  public init(latency: Duration, clockBound: Duration, limit: Duration) {
    if latency + clockBound < limit {
      self = .success
    } else if latency - clockBound >= limit {
      self = .failure
    } else {
      self = .ambiguous
    }
  }
}

/// One planned payload: when it was due, where, and how it fared.
public struct Trial: Sendable, Hashable {
  /// When it was due, counted from the start of the run.
  public let due: Duration
  /// The device instance that was asked, by its number in the run.
  public let instance: Int
  /// How it fared.
  public let outcome: TrialOutcome
  /// How far its measured latency may be off; nothing where one clock saw both ends.
  public let clockBound: Duration

  /// A trial by its parts.
  public init(
    due: Duration, instance: Int = 0, outcome: TrialOutcome, clockBound: Duration = .zero
  ) {
    self.due = due
    self.instance = instance
    self.outcome = outcome
    self.clockBound = clockBound
  }
}

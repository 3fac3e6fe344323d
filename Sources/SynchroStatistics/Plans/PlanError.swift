/// Why terms are no plan, or a plan cannot be used as asked.
public enum PlanError: Error, Sendable, Equatable {
  /// The row has no id.
  case noRow
  /// The number of rows is below one or above a million.
  case noRows
  /// A curve has no age on which a verdict rests.
  case noDecidingAge
  /// The least number of trials or hours is below one.
  case noMinimum
  /// A time that has to lie above zero does not.
  case negativeTime(String)
  /// A soak without a duration.
  case noDuration
  /// A duration without a soak.
  case durationWithoutSoak
  /// A risk of one half or more.
  case riskTooLarge
  /// A cause stands twice among the voids.
  case repeatedVoidCause
  /// More trials are held for than the plan takes.
  case unreachableMinimum
  /// A trial is void by a cause that the plan does not list.
  case unlistedVoidCause(String)
  /// A planned payload was reported twice.
  case repeatedTrial(Int)
}

extension PlanError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .noRow: "the plan names no row; give the row's id"
    case .noRows: "from one to a million rows are judged together; count the row itself"
    case .noDecidingAge: "a curve is judged at one age at least; let one of its ages decide"
    case .noMinimum: "the least number of trials and of hours is 1"
    case .negativeTime(let what): "\(what) has to be a time above zero"
    case .noDuration: "a soak needs to know how long it takes; give its duration"
    case .durationWithoutSoak: "only a soak has a duration; leave it out or choose soak"
    case .riskTooLarge: "a risk of 50 % or more decides nothing; 5 % is usual"
    case .repeatedVoidCause: "a void cause is listed twice; list each once"
    case .unreachableMinimum: "the plan ends before its least number of trials; lower that number"
    case .unlistedVoidCause(let cause):
      "'\(cause)' is no void cause of the plan; the trial is a failure, or the plan was incomplete"
    case .repeatedTrial(let number): "payload \(number) is reported twice; each counts once"
    }
  }
}

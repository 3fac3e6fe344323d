/// How much a query may ask of its evaluation before it is given up.
public struct JSONPathLimits: Sendable, Equatable {
  /// Values that a query, or a part of it, finds at once; with those that only lie on the way, four
  /// times as many.
  public var results: Int
  /// Values that are looked at; long ones count more than once.
  public var steps: Int
  /// Steps of one match of one pattern; for long texts more, see ``Pattern``.
  public var patternSteps: Int

  /// Sets each limit; see ``standard`` for the usual ones.
  public init(
    results: Int = 4_000_000, steps: Int = 100_000_000,
    patternSteps: Int = Pattern.standardStepLimit
  ) {
    self.results = results
    self.steps = steps
    self.patternSteps = patternSteps
  }

  /// Generous to every honest query.
  public static let standard = JSONPathLimits()
}

/// A limit that a query reached, so that nothing is known of its result.
public enum JSONPathLimitExceeded: Error, Sendable, Equatable, CustomStringConvertible {
  /// It found more values than this.
  case results(Int)
  /// It looked at more values than this.
  case steps(Int)
  /// A pattern in it took more steps than this.
  case patternSteps(Int)

  /// One sentence for a person, naming the limit.
  public var description: String {
    switch self {
    case .results(let limit): "the query finds more than the limit of \(limit) values"
    case .steps(let limit): "the query looks at more than the limit of \(limit) values"
    case .patternSteps(let limit):
      "a pattern in the query takes more than the limit of \(limit) steps"
    }
  }
}

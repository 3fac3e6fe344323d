/// What one check said of one requirement, over all that it looked at in a run.
public struct Decision: Sendable, Equatable {
  /// The row, when the check names one.
  public var requirement: String?
  /// The outcome by the lattice, the row's level already taken into account.
  public var verdict: Verdict
  /// How many things were looked at: 1 for a plain check, more in loops.
  public var observations: Int
  /// What differed, the first few; `mismatchCount` tells how many there were.
  public var mismatches: [Mismatch]
  /// How many differences there were.
  public var mismatchCount: Int

  /// A decision.
  public init(
    requirement: String?, verdict: Verdict, observations: Int = 1, mismatches: [Mismatch] = [],
    mismatchCount: Int? = nil
  ) {
    self.requirement = requirement
    self.verdict = verdict
    self.observations = observations
    self.mismatches = mismatches
    self.mismatchCount = mismatchCount ?? mismatches.count
  }
}

/// One observed difference: what was expected, what came, and where.
public struct Mismatch: Sendable, Equatable {
  /// What was expected, in the words of the suite or the schema.
  public var expected: String
  /// What was received, made safe to show.
  public var received: String
  /// Where in the answer: a JSON Pointer, a header name; nil for the answer as a whole.
  public var location: String?
  /// The number of the exchange, nil when no exchange was involved.
  public var exchange: Int?
  /// Line and column in the answer's body, when the place is in it.
  public var place: String?

  /// A difference.
  public init(
    expected: String, received: String, location: String? = nil, exchange: Int? = nil,
    place: String? = nil
  ) {
    self.expected = expected
    self.received = received
    self.location = location
    self.exchange = exchange
    self.place = place
  }
}

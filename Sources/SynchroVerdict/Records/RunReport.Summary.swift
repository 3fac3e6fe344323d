extension RunReport {
  /// How many of something came to each verdict.
  public struct Counts: Sendable, Equatable {
    private var counts: [Verdict.Kind: Int] = [:]

    /// Counts verdicts.
    public init(_ verdicts: some Sequence<Verdict> = []) {
      for verdict in verdicts { counts[verdict.kind, default: 0] += 1 }
    }

    /// How many came to this verdict.
    public subscript(kind: Verdict.Kind) -> Int { counts[kind] ?? 0 }

    /// How many there are.
    public var total: Int { counts.values.reduce(0, +) }

    /// How many leave a claim unproven.
    public var unproven: Int {
      Verdict.Kind.allCases.reduce(0) { $0 + ($1.leavesUnproven ? self[$1] : 0) }
    }
  }

  /// The numbers of a run.
  public struct Summary: Sendable, Equatable {
    /// Tests by verdict.
    public var tests: Counts
    /// How many checks were carried out.
    public var checks: Int
    /// Decisions by verdict.
    public var decisions: Counts
    /// Rows that were decided, by verdict, claimed or not.
    public var requirements: Counts
    /// Rows of the profile that were decided, by verdict.
    public var claimed: Counts
    /// Rows of the profile that no check of the run decided.
    public var undecided: Int

    /// How many rows the profile claims.
    public var claims: Int { claimed.total + undecided }
  }

  /// The numbers of the run.
  public var summary: Summary {
    Summary(
      tests: Counts(tests.lazy.map(\.verdict)), checks: tests.reduce(0) { $0 + $1.checks.count },
      decisions: Counts(tests.lazy.flatMap(\.checks).flatMap(\.decisions).map(\.verdict)),
      requirements: Counts(requirements.lazy.compactMap(\.verdict)),
      claimed: Counts(requirements.lazy.filter(\.isClaimed).compactMap(\.verdict)),
      undecided: requirements.count { $0.isClaimed && $0.verdict == nil })
  }
}

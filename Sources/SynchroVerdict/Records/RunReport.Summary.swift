extension RunReport {
  /// How many of something came to each verdict.
  public struct Counts: Sendable, Equatable {
    /// By the kind's place in the order of the worst.
    private var counts = [Int](repeating: 0, count: RollUp.worstFirst.count)

    /// Counts verdicts.
    public init(_ verdicts: some Sequence<Verdict> = []) {
      for verdict in verdicts { count(verdict) }
    }

    fileprivate mutating func count(_ verdict: Verdict) {
      counts[RollUp.rank(of: verdict.kind)] += 1
    }

    /// How many came to this verdict.
    public subscript(kind: Verdict.Kind) -> Int { counts[RollUp.rank(of: kind)] }

    /// How many there are.
    public var total: Int { counts.reduce(0, +) }

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
    var decisions = Counts()
    for test in tests {
      for check in test.checks {
        for decision in check.decisions { decisions.count(decision.verdict) }
      }
    }
    return Summary(
      tests: Counts(tests.lazy.map(\.verdict)), checks: tests.reduce(0) { $0 + $1.checks.count },
      decisions: decisions,
      requirements: Counts(requirements.lazy.compactMap(\.verdict)),
      claimed: Counts(requirements.lazy.filter(\.isClaimed).compactMap(\.verdict)),
      undecided: requirements.count { $0.isClaimed && $0.verdict == nil })
  }
}

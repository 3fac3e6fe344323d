public import SynchroDigest
import SynchroJSON
import SynchroTiming

/// Everything that decides about a row, set before its first trial.
///
/// The plan has one text and one hash. Whoever holds the hash from before the run can see that
/// nothing was adjusted to what came out.
public struct VerdictPlan: Sendable, Equatable {
  /// What a plan leaves to its author.
  public struct Terms: Sendable, Equatable {
    /// The requirement row: its id.
    public var row: String
    /// More than this share has to succeed.
    public var claim: Proportion
    /// In less than this time.
    public var limit: Duration
    /// How the number of trials is found.
    public var method: PlanMethod = .anytime
    /// The risk to PASS a device that does not meet the claim.
    public var passRisk = Proportion.fivePercent
    /// The risk of any false FAIL among all rows.
    public var failRisk = Proportion.fivePercent
    /// How many rows are judged together.
    public var rows = 1
    /// No verdict before so many trials.
    public var minimumTrials: Int
    /// No verdict before trials of so many separate hours.
    public var minimumHours: Int
    /// A sequential plan looks after each so many planned payloads: where several devices take turns,
    /// after whole turns.
    public var turn = 1
    /// How long a `soak` takes; nil for the others.
    public var duration: Duration?
    /// So many trials also end a `soak`, for somebody who does not wait longer than it takes; nil
    /// lets its time decide alone.
    public var trials: Int?
    /// The least time between two payloads.
    public var minimumSpacing = Duration.zero
    /// What the instants and choices of the run are drawn from.
    public var seed: UInt64 = 0
    /// The faults of the harness that make a trial void; nothing else does.
    public var voidCauses: [String] = []
    /// Which clock the run goes by.
    public var mode = TimeMode.real

    /// The usual terms: a sequential plan holds its verdict for 20 trials and two separate hours,
    /// for failures come in clusters.
    public init(
      row: String, claim: Proportion, limit: Duration, method: PlanMethod = .anytime
    ) {
      self.row = row
      self.claim = claim
      self.limit = limit
      self.method = method
      minimumTrials = method == .anytime ? 20 : 1
      minimumHours = method == .anytime || method == .soak ? 2 : 1
    }
  }

  /// What ends the trials and decides.
  public enum Limits: Sendable, Equatable {
    /// A number of trials.
    case fixed(FixedLimits)
    /// After any trial.
    case sequential(SequentialLimits)
    /// At the end of a time.
    case atEnd(Duration)
  }

  /// What was agreed.
  public let terms: Terms
  /// What follows from it.
  public let limits: Limits

  /// Freezes terms; throws when they cannot be a plan.
  public init(_ terms: Terms) throws(PlanError) {
    try Self.check(terms)
    self.terms = terms
    let risks = VerdictRisks(pass: terms.passRisk, fail: terms.failRisk, rows: terms.rows)
    switch terms.method {
    case .quick: limits = .fixed(.zeroFailure(for: terms.claim, risks: risks))
    case .fixed: limits = .fixed(.designed(for: terms.claim, risks: risks))
    case .anytime:
      limits = .sequential(
        SequentialLimits(
          anytime: terms.claim, risks: risks, firstDecision: terms.minimumTrials))
    case .soak:
      guard let duration = terms.duration else { throw .noDuration }
      limits = .atEnd(duration)
    }
    if terms.minimumTrials > maximumTrials ?? .max { throw .unreachableMinimum }
  }

  /// The risks of this row alone.
  public var risks: VerdictRisks {
    VerdictRisks(pass: terms.passRisk, fail: terms.failRisk, rows: terms.rows)
  }

  /// The most trials that the plan takes; nil when its time decides.
  public var maximumTrials: Int? {
    switch limits {
    case .fixed(let limits): limits.trials
    case .sequential(let limits): limits.maximumTrials
    case .atEnd: nil
    }
  }

  /// The SHA-256 of ``text``.
  public var hash: SHA256Digest { SHA256.digest(text) }

  /// The whole plan as canonical JSON: equal plans have equal texts.
  public var text: String { JSONPrinter.canonical(json) }

  private static func check(_ terms: Terms) throws(PlanError) {
    guard !terms.row.isEmpty else { throw .noRow }
    guard (1...1_000_000).contains(terms.rows) else { throw .noRows }
    guard terms.minimumTrials > 0, terms.minimumHours > 0, terms.turn > 0 else { throw .noMinimum }
    guard terms.minimumSpacing >= .zero else { throw .negativeTime("the least spacing") }
    guard terms.limit > .zero else { throw .negativeTime("the limit") }
    if let duration = terms.duration {
      guard terms.method == .soak else { throw .durationWithoutSoak }
      guard duration > .zero else { throw .negativeTime("the duration") }
    }
    // Twice the risk of a false verdict would be no verdict; and PASS and FAIL could meet.
    let half = Proportion.fivePercent.billionths * 10
    guard terms.passRisk.billionths < half, terms.failRisk.billionths < half else {
      throw .riskTooLarge
    }
    guard Set(terms.voidCauses).count == terms.voidCauses.count else { throw .repeatedVoidCause }
  }
}

extension VerdictPlan.Limits {
  /// What the counts decide now; nil while the run goes on.
  func decision(for tally: TrialTally) -> RowDecision? {
    switch self {
    case .fixed(let limits):
      limits.decision(trials: tally.trials, failures: tally.failures, suspects: tally.suspects)
    case .sequential(let limits):
      limits.decision(trials: tally.trials, failures: tally.failures, suspects: tally.suspects)
    case .atEnd: nil
    }
  }
}

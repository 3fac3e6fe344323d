import Glibc
import Synchronization

/// A test that may decide after every trial, as two numbers for each count of failures.
public struct SequentialLimits: Sendable, Equatable {
  /// By the number of failures: PASS as soon as there are so many trials. Rising; beyond the end,
  /// never.
  public let passTrials: [Int]
  /// By the number of failures: FAIL when they came within so many trials; 0 for never. Rising;
  /// beyond the end, always.
  public let failTrials: [Int]
  /// No decision before so many trials.
  public let firstDecision: Int
  /// INCONCLUSIVE after so many.
  public let maximumTrials: Int

  /// How many times the mean distance between allowed failures a test of any length may last.
  public static let standardReach = 40

  /// The limits of ``MixtureEvidence``: PASS or FAIL when the evidence reaches 1/risk.
  public init(
    anytime claim: Proportion, risks: VerdictRisks, firstDecision: Int,
    maximumTrials: Int? = nil
  ) {
    let maximum = maximumTrials ?? Self.standardMaximum(for: claim)
    let question = Question(
      claim: claim, risks: risks, firstDecision: firstDecision, maximumTrials: maximum)
    if let known = Self.known.withLock({ $0[question] }) {
      self = known
      return
    }
    defer { Self.known.withLock { [self] in $0[question] = self } }
    let evidence = MixtureEvidence(for: claim)
    let passLevel = -log(risks.falsePass)
    let failLevel = -log(risks.falseFail)
    self.init(
      firstDecision: firstDecision, maximumTrials: maximum, spacing: Int(1 / claim.rest),
      passes: { trials, failures in
        let successes = Double(trials - failures)
        return evidence.logForPass(successes: successes, failures: Double(failures)) >= passLevel
      },
      fails: { trials, failures in
        let successes = Double(trials - failures)
        return evidence.logForFail(successes: successes, failures: Double(failures)) >= failLevel
      })
  }

  /// What limits follow from.
  private struct Question: Hashable {
    let claim: Proportion
    let risks: VerdictRisks
    let firstDecision: Int
    let maximumTrials: Int
  }

  /// Limits take some milliseconds to tabulate, and hundreds of rows share a few claims.
  private static let known = Mutex<[Question: SequentialLimits]>([:])

  /// Wald's test of 1947 with its own approximate limits, of a device with 1/`factor` of the allowed
  /// failures against one at the limit. For comparison; no plan uses it.
  public init(wald claim: Proportion, risk: Double, betterBy factor: Int, maximumTrials: Int) {
    let limit = claim.rest
    let better = limit / Double(factor)
    let success = log1p((limit - better) / claim.value)
    let failure = -log(Double(factor))
    let level = log((1 - risk) / risk)
    func ratio(_ trials: Int, _ failures: Int) -> Double {
      Double(trials - failures) * success + Double(failures) * failure
    }
    self.init(
      firstDecision: 1, maximumTrials: maximumTrials, spacing: Int(1 / limit),
      passes: { ratio($0, $1) >= level }, fails: { ratio($0, $1) <= -level })
  }

  /// What not to do: a bound for a fixed number of trials, looked at again after every one.
  /// For comparison; no plan uses it.
  public init(recheckedBounds claim: Proportion, risks: VerdictRisks, maximumTrials: Int) {
    func showsMore(_ trials: Int, _ failures: Int) -> Bool {
      ClopperPearson.showsMore(
        than: claim, failures: Double(failures), of: Double(trials), risk: risks.falsePass)
    }
    func showsLess(_ trials: Int, _ failures: Int) -> Bool {
      ClopperPearson.showsLess(
        than: claim, failures: Double(failures), of: Double(trials), risk: risks.falseFail)
    }
    self.init(
      firstDecision: 1, maximumTrials: maximumTrials, spacing: Int(1 / claim.rest),
      passes: showsMore, fails: showsLess)
  }

  /// 40 trials for each failure that the claim allows in one; fits, for a claim allows at least one
  /// in a billion.
  public static func standardMaximum(for claim: Proportion) -> Int {
    let allowed = claim.complement.billionths
    return (standardReach * 1_000_000_000 + allowed - 1) / allowed
  }

  /// Tabulates two questions: with more trials and the same failures `passes` stays true once it is,
  /// and `fails` stays false.
  private init(
    firstDecision: Int, maximumTrials: Int, spacing: Int,
    passes: (_ trials: Int, _ failures: Int) -> Bool,
    fails: (_ trials: Int, _ failures: Int) -> Bool
  ) {
    var pass: [Int] = []
    while let trials = WholeSearch.first(
      from: max(pass.last ?? 0, pass.count), step: spacing, upTo: maximumTrials,
      where: { passes($0, pass.count) })
    {
      pass.append(trials)
    }
    var fail: [Int] = []
    while (fail.last ?? 0) < maximumTrials {
      let failures = fail.count
      let firstTooMany = WholeSearch.first(
        from: max(fail.last ?? 0, failures), step: spacing, upTo: maximumTrials
      ) { !fails($0, failures) }
      let last = (firstTooMany ?? maximumTrials + 1) - 1
      fail.append(last >= failures && failures > 0 ? last : 0)
      // With so many failures and nothing else, nothing is decided: the claim cannot be refuted.
      if failures == maximumTrials { break }
    }
    passTrials = pass
    failTrials = fail
    self.firstDecision = min(max(1, firstDecision), maximumTrials)
    self.maximumTrials = maximumTrials
  }
}

// MARK: - While trials run

extension SequentialLimits {
  /// What the counts decide now; nil while the test goes on.
  ///
  /// `suspects` are the failures together with what may have been one.
  @inlinable
  public func decision(trials done: Int, failures: Int, suspects: Int) -> RowDecision? {
    guard done >= firstDecision else { return done >= maximumTrials ? .inconclusive : nil }
    if failures >= failTrials.count || done <= failTrials[failures] { return .fail }
    if suspects < passTrials.count && done >= passTrials[suspects] { return .pass }
    return done >= maximumTrials ? .inconclusive : nil
  }
}

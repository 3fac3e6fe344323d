import SynchroStatistics

/// What `flows samples` answers to one claim.
struct SampleAnswer: Sendable {
  let claim: SampleClaim
  let risks: VerdictRisks
  /// The risk of a false PASS, exactly.
  let passRisk: Proportion
  let plans: [PlanMethod]
  let advice: SampleAdvice
  let seen: SeenCounts?

  init(
    claim: SampleClaim, risks: VerdictRisks, passRisk: Proportion, plans: [PlanMethod],
    seen: SeenCounts?
  ) {
    self.claim = claim
    self.risks = risks
    self.passRisk = passRisk
    self.plans = plans
    self.seen = seen
    advice = SampleAdvice(for: claim.share, risks: risks)
  }
}

/// Payloads that were seen.
struct SeenCounts: Sendable {
  let trials: Int
  let failures: Int

  /// The bounds of the success rate, each at the risk of its own verdict.
  func successBounds(_ risks: VerdictRisks) -> (low: Double, high: Double) {
    let highest = ClopperPearson.highestFailureRate(
      failures: Double(failures), of: Double(trials), risk: risks.falsePass)
    let lowest = ClopperPearson.lowestFailureRate(
      failures: Double(failures), of: Double(trials), risk: risks.falseFail)
    return (1 - highest, 1 - lowest)
  }

  /// What a plan of this very number would have decided.
  func decision(for claim: Proportion, _ risks: VerdictRisks) -> RowDecision {
    let (k, n) = (Double(failures), Double(trials))
    if ClopperPearson.showsMore(than: claim, failures: k, of: n, risk: risks.falsePass) {
      return .pass
    }
    return ClopperPearson.showsLess(than: claim, failures: k, of: n, risk: risks.falseFail)
      ? .fail : .inconclusive
  }

  /// The logarithms of the evidence for PASS and for FAIL.
  func logEvidence(for claim: Proportion) -> (pass: Double, fail: Double) {
    let evidence = MixtureEvidence(for: claim)
    let (successes, failures) = (Double(trials - failures), Double(failures))
    return (
      evidence.logForPass(successes: successes, failures: failures),
      evidence.logForFail(successes: successes, failures: failures)
    )
  }
}

import Glibc
import SynchroDigest

/// Takes the trials of one row and says PASS, FAIL or INCONCLUSIVE as soon as its plan does.
///
/// Trials count in the order in which they were planned. A success is known sooner than a payload
/// that never comes, and judged in the order of knowing, every device would look better than it is.
public struct RowJudge: Sendable {
  /// The plan, which nothing changes.
  public let plan: VerdictPlan
  /// What counts so far.
  public private(set) var tally = TrialTally()
  /// The verdict, once there is one; nothing changes it.
  public private(set) var verdict: RowVerdict?

  private var evidence: MixtureEvidence
  /// The number of the first payload that is not counted yet.
  private var next = 0
  /// Payloads reported before an earlier one.
  private var waiting: [Int: Trial] = [:]
  /// When a decision was held back, it is looked at again after so many trials.
  private var nextLook = 0
  private var heldBack: RowVerdict.Reason?

  /// A judge who goes by `plan`.
  public init(plan: VerdictPlan) {
    self.plan = plan
    evidence = MixtureEvidence(for: plan.terms.claim)
  }

  /// Takes the outcome of the planned payload `number`, counted from 0. Outcomes may come in any
  /// order; what was planned after a payload that is still open waits for it.
  public mutating func record(_ trial: Trial, number: Int) throws(PlanError) {
    if case .void(let cause) = trial.outcome, !plan.terms.voidCauses.contains(cause) {
      throw .unlistedVoidCause(cause)
    }
    guard number >= next, waiting[number] == nil else { throw .repeatedTrial(number) }
    guard number == next else {
      waiting[number] = trial
      return
    }
    count(trial)
    while !waiting.isEmpty, let following = waiting.removeValue(forKey: next) { count(following) }
  }

  /// Ends the run after `elapsed`: what is still open stays open, and a plan that is not through is
  /// INCONCLUSIVE.
  @discardableResult
  public mutating func finish(after elapsed: Duration) -> RowVerdict {
    if let verdict { return verdict }
    if case .atEnd(let duration) = plan.limits, elapsed >= duration || plan.terms.trials != nil {
      return close(decideAtEnd())
    }
    heldBack = heldBack ?? .stoppedEarly
    return close(.inconclusive)
  }

  /// The logarithms of the evidence for PASS and for FAIL, as the trials stand.
  public var logEvidence: (forPass: Double, forFail: Double) {
    logEvidence(factor: 1)
  }

  private mutating func count(_ trial: Trial) {
    next += 1
    guard verdict == nil else { return }
    tally.add(trial)
    if let found = decide() { close(found) }
  }

  @discardableResult
  private mutating func close(_ decision: RowDecision) -> RowVerdict {
    let reason = decision == .inconclusive ? heldBack ?? .neitherShown : nil
    let made = RowVerdict(decision: decision, reason: reason, plan: plan, tally: tally)
    verdict = made
    return made
  }
}

// MARK: - Deciding

extension RowJudge {
  private mutating func decide() -> RowDecision? {
    if let maximum = plan.maximumTrials, tally.voids * 99 > maximum {
      // Not even the rest of the plan without another void would bring them down to 1 %.
      heldBack = .tooManyVoids
      return .inconclusive
    }
    // In the middle of a turn the better devices may have been asked, and the worse not yet.
    guard next.isMultiple(of: plan.terms.turn) else { return nil }
    guard let decision = plan.limits.decision(for: tally) else {
      heldBack = nil
      return nil
    }
    if decision == .inconclusive { return decision }
    let trials = tally.trials
    let isLast = trials >= plan.maximumTrials ?? .max
    guard trials >= nextLook || isLast else { return nil }
    heldBack = objection(to: decision)
    if heldBack == nil { return decision }
    nextLook = trials + max(1, trials / 100)
    return isLast ? .inconclusive : nil
  }

  private mutating func decideAtEnd() -> RowDecision {
    for decision in [RowDecision.pass, .fail] where isShown(decision, factor: 1) {
      heldBack = objection(to: decision)
      return heldBack == nil ? decision : .inconclusive
    }
    heldBack = shortage ?? .neitherShown
    return .inconclusive
  }

  /// How much the trials show, where more of their kind would show the claim.
  private var shortage: RowVerdict.Reason? {
    let claim = plan.terms.claim
    let suspects = tally.suspects
    let counts = Binomial(trials: tally.trials, chance: claim.complement)
    // Every thousandth failure more is another search: of many failures nobody wants to know.
    guard tally.trials > 0, suspects <= 1000,
      Double(suspects) < Double(tally.trials) * claim.rest
    else { return nil }
    let needed = FixedLimits.fewestTrials(
      for: claim, failures: suspects, risk: plan.risks.falsePass)
    return .tooFew(confidence: 1 - counts.atMost(suspects), needed: needed)
  }

  /// What speaks against a decision that the counts alone would allow.
  private func objection(to decision: RowDecision) -> RowVerdict.Reason? {
    if tally.trials < plan.terms.minimumTrials { return .tooFewTrials }
    if tally.hours.count < plan.terms.minimumHours { return .tooFewHours }
    if tally.hasTooManyVoids { return .tooManyVoids }
    let factor = tally.clusterFactor(seed: plan.terms.seed)
    if factor > 1, !isShown(decision, factor: factor) { return .clustered(factor: factor) }
    return nil
  }

  /// Whether the decision stands when `factor` trials count for one, as Korn and Graubard (1998)
  /// count those of clustered samples.
  private func isShown(_ decision: RowDecision, factor: Double) -> Bool {
    let risks = plan.risks
    let claim = plan.terms.claim
    if case .sequential = plan.limits {
      let evidence = logEvidence(factor: factor)
      return decision == .pass
        ? evidence.forPass >= -log(risks.falsePass)
        : evidence.forFail >= -log(risks.falseFail)
    }
    let trials = Double(tally.trials) / factor
    return decision == .pass
      ? ClopperPearson.showsMore(
        than: claim, failures: Double(tally.suspects) / factor, of: trials, risk: risks.falsePass)
      : ClopperPearson.showsLess(
        than: claim, failures: Double(tally.failures) / factor, of: trials, risk: risks.falseFail)
  }

  private func logEvidence(factor: Double) -> (forPass: Double, forFail: Double) {
    let trials = tally.trials
    func share(_ count: Int) -> Double { Double(count) / factor }
    let forPass = evidence.logForPass(
      successes: share(trials - tally.suspects), failures: share(tally.suspects))
    let forFail = evidence.logForFail(
      successes: share(trials - tally.failures), failures: share(tally.failures))
    return (forPass, forFail)
  }
}

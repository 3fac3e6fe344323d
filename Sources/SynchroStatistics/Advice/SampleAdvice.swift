/// How many payloads it takes to show a share, by each plan, and how each plan errs.
public struct SampleAdvice: Sendable, Equatable {
  /// What a plan does with devices that are better and worse than the limit.
  public struct Behaviour: Sendable, Equatable {
    /// A device at the limit: the PASS and the FAIL are both false.
    public let atLimit: OperatingPoint
    /// A device with a third of the allowed failures.
    public let third: OperatingPoint
    /// A device with half of them.
    public let half: OperatingPoint
    /// A device with twice of them; nil where that is more than all trials.
    public let double: OperatingPoint?

    init(claim: Proportion, point: (Double) -> OperatingPoint) {
      let limit = claim.rest
      atLimit = point(limit)
      third = point(limit / 3)
      half = point(limit / 2)
      double = 2 * limit < 1 ? point(2 * limit) : nil
    }
  }

  /// What is to be shown: more than this share.
  public let claim: Proportion
  /// The risks that were asked for.
  public let risks: VerdictRisks
  /// The plan without any failure.
  public let quick: FixedLimits
  /// What it does.
  public let quickBehaviour: Behaviour
  /// The plan of a fixed number.
  public let fixed: FixedLimits
  /// What it does.
  public let fixedBehaviour: Behaviour
  /// The plan that may stop after any trial.
  public let anytime: SequentialLimits
  /// What it does.
  public let anytimeBehaviour: Behaviour

  /// Advice for a claim. The numbers follow from the claim and the risks alone.
  public init(
    for claim: Proportion, risks: VerdictRisks = VerdictRisks(), minimumTrials: Int = 20
  ) {
    self.claim = claim
    self.risks = risks
    let quick = FixedLimits.zeroFailure(for: claim, risks: risks)
    let fixed = FixedLimits.designed(for: claim, risks: risks)
    let anytime = SequentialLimits(anytime: claim, risks: risks, firstDecision: minimumTrials)
    quickBehaviour = Behaviour(claim: claim) { OperatingPoint(of: quick, failureRate: $0) }
    fixedBehaviour = Behaviour(claim: claim) { OperatingPoint(of: fixed, failureRate: $0) }
    anytimeBehaviour = Behaviour(claim: claim) { OperatingPoint(of: anytime, failureRate: $0) }
    self.quick = quick
    self.fixed = fixed
    self.anytime = anytime
  }
}

import Glibc

/// A number of trials that is set beforehand, and the failures that decide after it.
public struct FixedLimits: Sendable, Hashable {
  /// How many trials.
  public let trials: Int
  /// PASS with at most so many failures; nil when these trials can never show the claim.
  public let passAtMost: Int?
  /// FAIL with at least so many failures; nil when these trials can never refute the claim.
  public let failFrom: Int?

  /// How much better than the limit a device is that ``designed(for:risks:betterBy:power:)`` is
  /// made for: a third of the failures.
  public static let standardFactor = 3
  /// The chance that such a device gets its PASS.
  public static let standardPower = Proportion.ninetyPercent

  /// The limits of a given number of trials.
  public init(trials: Int, for claim: Proportion, risks: VerdictRisks) {
    self.trials = trials
    let counts = Binomial(trials: trials, chance: claim.complement)
    let passRisk = log(risks.falsePass)
    let failRisk = log(risks.falseFail)
    let tooMany = WholeSearch.first(from: 0, upTo: trials) { failures in
      counts.logAtMost(Double(failures)) >= passRisk
    }
    passAtMost = (tooMany ?? trials + 1) > 0 ? (tooMany ?? trials + 1) - 1 : nil
    failFrom = WholeSearch.first(from: 0, upTo: trials) { failures in
      counts.logAtLeast(Double(failures)) < failRisk
    }
  }

  /// The fewest trials that can show the claim: without any failure.
  public static func zeroFailure(for claim: Proportion, risks: VerdictRisks) -> FixedLimits {
    FixedLimits(
      trials: fewestTrials(for: claim, failures: 0, risk: risks.falsePass), for: claim,
      risks: risks)
  }

  /// The fewest trials that give a device with 1/`factor` of the allowed failures its PASS with a
  /// chance of at least `power`.
  public static func designed(
    for claim: Proportion, risks: VerdictRisks, betterBy factor: Int = standardFactor,
    power: Proportion = standardPower
  ) -> FixedLimits {
    precondition(factor > 1, "the device of the design is better than the limit")
    let chance = claim.rest / Double(factor)
    var failures = 0
    var trials = fewestTrials(for: claim, failures: 0, risk: risks.falsePass)
    while true {
      let better = Binomial(trials: Double(trials), chance: chance, rest: 1 - chance)
      if better.atMost(failures) >= power.value { break }
      failures += 1
      trials = fewestTrials(
        for: claim, failures: failures, risk: risks.falsePass, from: trials + 1)
    }
    return FixedLimits(trials: trials, for: claim, risks: risks)
  }

  /// The fewest trials, `start` or more, that show the claim in spite of so many failures.
  public static func fewestTrials(
    for claim: Proportion, failures: Int, risk: Double, from start: Int = 1
  ) -> Int {
    let step = Int(1 / claim.rest)
    let found = WholeSearch.first(from: max(start, failures + 1), step: step, upTo: .max / 2) {
      ClopperPearson.showsMore(
        than: claim, failures: Double(failures), of: Double($0), risk: risk)
    }
    // With more trials the failures become as rare as any claim wants.
    guard let found else { preconditionFailure("every claim is shown by enough trials") }
    return found
  }
}

// MARK: - While trials run

extension FixedLimits {
  /// What is certain already, so that the rest need not be sent; nil while it is open.
  ///
  /// `suspects` are the failures together with what may have been one.
  public func decision(trials done: Int, failures: Int, suspects: Int) -> RowDecision? {
    let left = trials - done
    if let failFrom, failures >= failFrom { return .fail }
    if let passAtMost, suspects + left <= passAtMost { return .pass }
    let canPass = passAtMost.map { suspects <= $0 } ?? false
    let canFail = failFrom.map { failures + left >= $0 } ?? false
    return canPass || canFail ? nil : .inconclusive
  }
}

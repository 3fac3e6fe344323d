import SynchroTiming

/// What a row's trials show, with everything that the claim rests on.
public struct RowVerdict: Sendable, Equatable {
  /// Why nothing is shown.
  public enum Reason: Sendable, Equatable {
    /// The plan is through, and its trials fit both a device that meets the claim and one that does
    /// not.
    case neitherShown
    /// The run ended before its plan.
    case stoppedEarly
    /// The plan wants more trials before any verdict.
    case tooFewTrials
    /// The plan wants trials of more separate hours.
    case tooFewHours
    /// The trials speak for the claim, but show it with this confidence only; so many of their kind
    /// would show it.
    case tooFew(confidence: Double, needed: Int)
    /// More than 1 % of the payloads were void.
    case tooManyVoids
    /// Failures cluster: the variance is so many times what independent trials have, and it takes
    /// so many times the trials.
    case clustered(factor: Double)
  }

  /// What is decided.
  public let decision: RowDecision
  /// Why nothing is shown; nil with a PASS or a FAIL.
  public let reason: Reason?
  /// The plan that decided.
  public let plan: VerdictPlan
  /// The trials, as they stood at the decision.
  public let tally: TrialTally

  /// The verdict as it may be quoted, and in no other form: the claim, its confidence, the count,
  /// the kind of time and what the clocks allow. An INCONCLUSIVE claims no confidence.
  public var words: String {
    let terms = plan.terms
    var parts = [
      decision.rawValue, "> \(terms.claim) within \(DurationWords.of(terms.limit))",
    ]
    switch decision {
    case .pass: parts.append(Self.confidence(plan.risks.falsePass))
    case .fail: parts.append(Self.confidence(plan.risks.falseFail))
    case .inconclusive: break
    }
    // What the clocks cannot decide counts as a failure towards PASS, and is said as one.
    let failures = decision == .fail ? tally.failures : tally.suspects
    parts += [
      "n = \(tally.trials)", "failures \(failures)", "mode \(terms.mode.rawValue)",
      "clock bound \(DurationWords.of(tally.clockBound))",
    ]
    return parts.joined(separator: ", ")
  }

  /// Cut, not rounded: a confidence is never said to be larger than it is.
  private static func confidence(_ risk: Double) -> String {
    // Of a risk such as 0.05 the complement may end just below the whole number that is meant.
    let millionths = Int(((1 - risk) * 1_000_000 + 1e-6).rounded(.down))
    return Proportion(billionths: millionths * 1000).map { "\($0) confidence" }
      ?? "no confidence"
  }
}

extension RowVerdict.Reason: CustomStringConvertible {
  /// The reason in words, with the next step.
  public var description: String {
    switch self {
    case .neitherShown:
      "the plan is through and neither is shown; the device is too close to the limit for its trials"
    case .stoppedEarly: "the run ended before its plan; let it run on"
    case .tooFewTrials: "the plan holds its verdict for more trials"
    case .tooFewHours: "the plan holds its verdict for trials of more separate hours"
    case .tooFew(let confidence, let needed):
      "so far this is shown with \(Self.percent(confidence)) confidence; \(needed) trials with no more "
        + "failures would do"
    case .tooManyVoids: "more than 1 % of the payloads are void; mend the harness and run again"
    case .clustered(let factor):
      "failures cluster: it takes \(Self.tenths(factor)) times the trials to show as much"
    }
  }

  /// Cut, not rounded: a confidence is never said to be larger than it is.
  private static func percent(_ share: Double) -> String {
    "\(Int((min(max(share, 0), 0.999) * 100).rounded(.down))) %"
  }

  private static func tenths(_ factor: Double) -> String {
    let count = Int(min(factor * 10, 1e15).rounded(.up))
    return "\(count / 10).\(count % 10)"
  }
}

extension TrialTally {
  /// How many trials count for one, by the hours or by the instances, whichever cluster more.
  func clusterFactor(seed: UInt64) -> Double {
    let byHour = OverDispersion(hours, seed: seed)?.factor ?? 1
    let byInstance = OverDispersion(instances, seed: seed &+ 1)?.factor ?? 1
    return max(byHour, byInstance)
  }
}

import SynchroStatistics
import SynchroTiming

/// How often the plans err with devices exactly at the limit: seeded runs through the very judge
/// that gives verdicts, payload by payload, beside the exact chances.
enum StatisticsBench {
  /// How many of the runs ended in a false verdict, and how long they were in the mean.
  private struct Seen {
    let falsePass: Double
    let falseFail: Double
    let trials: Double
  }

  /// False when a plan errs more than it states: exactly, or in the runs by more than chance lets
  /// them. `quick` and `fixed` use up nearly all of their 5 %, so runs may well lie above it.
  static func run(runs: Int) throws -> Bool {
    print("\(runs) runs of devices exactly at the limit; chances in percent")
    var isWithin = true
    for claim in [Proportion.ninetyPercent, .ninetyEightPercent] {
      for method in [PlanMethod.quick, .fixed, .anytime] {
        let stated = VerdictRisks()
        let seen = try simulate(claim, method, runs: runs)
        let exact = exactly(claim, method)
        let isRight =
          exact.pass <= stated.falsePass && exact.fail <= stated.falseFail
          && seen.falsePass <= stated.falsePass + noise(stated.falsePass, runs)
          && seen.falseFail <= stated.falseFail + noise(stated.falseFail, runs)
        print(
          "> \(claim), \(method.rawValue): PASS \(percent(seen.falsePass)) "
            + "(exactly \(percent(exact.pass))), FAIL \(percent(seen.falseFail)) "
            + "(exactly \(percent(exact.fail))), mean \(Int(seen.trials.rounded())) payloads"
            + (isRight ? "" : ": MORE THAN STATED"))
        isWithin = isWithin && isRight
      }
    }
    return isWithin
  }

  /// Three standard deviations of a share that is counted in so many runs.
  private static func noise(_ share: Double, _ runs: Int) -> Double {
    3 * (share * (1 - share) / Double(runs)).squareRoot()
  }

  /// A payload a minute, on ten devices in turn.
  private static func simulate(
    _ claim: Proportion, _ method: PlanMethod, runs: Int
  ) throws -> Seen {
    let terms = VerdictPlan.Terms(
      row: "simulated", claim: claim, limit: .seconds(1), method: method)
    let plan = try VerdictPlan(terms)
    let bound = UInt64(claim.rest * 0x1p64)
    var random = SplitMix64(seed: 20_260_301)
    var (passed, failed, trials) = (0, 0, 0)
    for _ in 0..<runs {
      var judge = RowJudge(plan: plan)
      var number = 0
      while judge.verdict == nil {
        let outcome = random.next() < bound ? TrialOutcome.failure : .success
        let trial = Trial(due: .seconds(number * 60), instance: number % 10, outcome: outcome)
        try judge.record(trial, number: number)
        number += 1
      }
      trials += number
      switch judge.verdict?.decision {
      case .pass: passed += 1
      case .fail: failed += 1
      case .inconclusive, nil: break
      }
    }
    let count = Double(runs)
    return Seen(
      falsePass: Double(passed) / count, falseFail: Double(failed) / count,
      trials: Double(trials) / count)
  }

  /// Without the hold for a second hour and the check for clusters, which only lower the chances.
  private static func exactly(_ claim: Proportion, _ method: PlanMethod) -> OperatingPoint {
    let advice = SampleAdvice(for: claim)
    switch method {
    case .quick: return advice.quickBehaviour.atLimit
    case .fixed: return advice.fixedBehaviour.atLimit
    case .anytime, .soak: return advice.anytimeBehaviour.atLimit
    }
  }

  private static func percent(_ share: Double) -> String {
    let count = Int((share * 10_000).rounded())
    return "\(count / 100)." + (count % 100 < 10 ? "0" : "") + "\(count % 100)"
  }
}

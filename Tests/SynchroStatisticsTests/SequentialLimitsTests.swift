import Glibc
import SynchroStatistics
import SynchroTiming
import Testing

@Suite struct SequentialLimitsTests {
  static let plan = SequentialLimits(
    anytime: .ninetyEightPercent, risks: VerdictRisks(), firstDecision: 20)

  /// Claim in percent, false PASS and false FAIL at the limit in hundredths of a percent.
  @Test(arguments: [
    ("90%", 322, 95), ("98%", 326, 250), ("99.9%", 328, 285), ("99.9999%", 328, 285),
  ])
  func `at the limit the plan errs less than it may, exactly`(
    text: String, falsePass: Int, falseFail: Int
  ) throws {
    let claim = try #require(Proportion(percent: text))
    let plan = SequentialLimits(anytime: claim, risks: VerdictRisks(), firstDecision: 20)
    let point = OperatingPoint(of: plan, failureRate: claim.rest)
    #expect(Int((point.pass * 10_000).rounded()) == falsePass)
    #expect(Int((point.fail * 10_000).rounded()) == falseFail)
    #expect(abs(point.pass + point.fail + point.inconclusive - 1) < 1e-12)
  }

  /// Failure rate over the limit, and what the design study found with some thousand runs: the
  /// chance of the right decision in percent, and the mean number of trials.
  @Test(arguments: [(1.0 / 3, 99.7, 581.0), (0.5, 87, 1000), (2, 99, 557)])
  func `better and worse devices come out as studied`(
    factor: Double, percent: Double, mean: Double
  ) {
    let point = OperatingPoint(of: Self.plan, failureRate: 0.02 * factor)
    let right = factor < 1 ? point.pass : point.fail
    #expect(abs(right * 100 - percent) < 0.5)
    #expect(abs(point.meanTrials / mean - 1) < 0.03)
  }

  @Test func `a device just below the claim passes no more often than one at the limit`() {
    let chances = [0.02, 0.0201, 0.021, 0.025, 0.03].map {
      OperatingPoint(of: Self.plan, failureRate: $0).pass
    }
    #expect(chances == chances.sorted(by: >))
  }

  @Test(arguments: [0.02, 0.0065, 0.04])
  func `twenty thousand seeded runs agree with the exact chances`(failureRate: Double) {
    let runs = 20_000
    var random = SplitMix64(seed: 2026)
    var counts: [RowDecision: Int] = [:]
    var trials = 0
    for _ in 0..<runs {
      let end = Self.run(failureRate, &random)
      counts[end.decision, default: 0] += 1
      trials += end.trials
    }
    let exact = OperatingPoint(of: Self.plan, failureRate: failureRate)
    for (decision, chance) in [(RowDecision.pass, exact.pass), (.fail, exact.fail)] {
      let deviation = (chance * (1 - chance) / Double(runs)).squareRoot()
      let seen = Double(counts[decision] ?? 0) / Double(runs)
      #expect(abs(seen - chance) < 4 * deviation + 1e-4, "\(decision): \(seen), exactly \(chance)")
      if failureRate == 0.02 { #expect(seen <= 0.05) }
    }
    #expect(abs(Double(trials) / Double(runs) / exact.meanTrials - 1) < 0.03)
  }

  @Test func `a failure never helps towards a PASS and a success never towards a FAIL`() {
    let evidence = MixtureEvidence(for: .ninetyEightPercent)
    for (successes, failures) in [(0, 0), (19, 1), (300, 3), (1900, 60), (40, 40)] {
      let (s, f) = (Double(successes), Double(failures))
      let pass = evidence.logForPass(successes: s, failures: f)
      let fail = evidence.logForFail(successes: s, failures: f)
      #expect(evidence.logForPass(successes: s + 1, failures: f) > pass)
      #expect(evidence.logForPass(successes: s, failures: f + 1) < pass)
      #expect(evidence.logForFail(successes: s + 1, failures: f) < fail)
      #expect(evidence.logForFail(successes: s, failures: f + 1) > fail)
    }
    #expect(abs(evidence.logForPass(successes: 0, failures: 0)) < 1e-15)
  }

  @Test func `two losses in the first two trials are enough evidence, and are held`() {
    let evidence = MixtureEvidence(for: .ninetyEightPercent)
    #expect(exp(evidence.logForFail(successes: 0, failures: 2)) > 20)
    #expect(Self.plan.decision(trials: 2, failures: 2, suspects: 2) == nil)
    #expect(Self.plan.decision(trials: 20, failures: 4, suspects: 4) == .fail)
  }

  @Test(arguments: ["1%", "50%", "99.9999999%"])
  func `claims at either end have a plan that errs no more`(text: String) throws {
    let claim = try #require(Proportion(percent: text))
    let plan = SequentialLimits(anytime: claim, risks: VerdictRisks(), firstDecision: 20)
    let point = OperatingPoint(of: plan, failureRate: claim.rest)
    #expect(point.pass <= 0.05 && point.fail <= 0.05)
    #expect(plan.maximumTrials == SequentialLimits.standardMaximum(for: claim))
  }

  /// Draws the distance to the next failure instead of every trial.
  private static func run(
    _ failureRate: Double, _ random: inout SplitMix64
  ) -> (decision: RowDecision, trials: Int) {
    var trials = 0
    var failures = 0
    while true {
      let uniform = Double.random(in: Double.leastNonzeroMagnitude..<1, using: &random)
      let successes = Int(log(uniform) / log1p(-failureRate))
      let pass = failures < plan.passTrials.count ? plan.passTrials[failures] : .max
      let decided = max(pass, plan.firstDecision)
      if decided <= min(trials + successes, plan.maximumTrials) { return (.pass, decided) }
      if trials + successes >= plan.maximumTrials { return (.inconclusive, plan.maximumTrials) }
      // What failed before the hold ends is judged when it ends.
      if trials < plan.firstDecision, trials + successes >= plan.firstDecision,
        plan.decision(trials: plan.firstDecision, failures: failures, suspects: failures) == .fail
      {
        return (.fail, plan.firstDecision)
      }
      trials += successes + 1
      failures += 1
      if let decision = plan.decision(trials: trials, failures: failures, suspects: failures) {
        return (decision, trials)
      }
    }
  }
}

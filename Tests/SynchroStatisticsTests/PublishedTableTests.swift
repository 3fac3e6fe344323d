import Glibc
import SynchroStatistics
import Testing

/// The numbers that this procedure was chosen by, all computed from nothing but claim and risk.
@Suite struct PublishedTableTests {
  struct Line: Sendable, CustomTestStringConvertible {
    let claim: String
    let zeroFailure: [Int]
    let fixed: [Int]
    let anytime: [Int]
    let wald: Int
    /// The mean number of trials of Wald's test, exactly; and as a first study printed it.
    let waldMean: (exact: Double, printed: Double)
    var testDescription: String { claim }
  }

  static let lines = [
    Line(
      claim: "90%", zeroFailure: [29, 44], fixed: [116, 6, 18], anytime: [43, 66, 85], wald: 42,
      waldMean: (85.183, 84)),
    Line(
      claim: "98%", zeroFailure: [149, 228], fixed: [655, 7, 20], anytime: [224, 340, 439],
      wald: 218, waldMean: (448.383, 445)),
    Line(
      claim: "99%", zeroFailure: [299, 459], fixed: [1312, 7, 20], anytime: [449, 683, 882],
      wald: 439, waldMean: (902.489, 896)),
    Line(
      claim: "99.5%", zeroFailure: [598, 919], fixed: [2627, 7, 20], anytime: [901, 1368, 1767],
      wald: 881, waldMean: (1810.495, 1799)),
    Line(
      claim: "99.9%", zeroFailure: [2995, 4603], fixed: [13146, 7, 20],
      anytime: [4512, 6851, 8848], wald: 4414, waldMean: (9075.610, 9027)),
  ]

  @Test(arguments: lines)
  func `trials without a failure`(line: Line) throws {
    let claim = try #require(Proportion(percent: line.claim))
    let counts = [0.05, 0.01].map {
      FixedLimits.fewestTrials(for: claim, failures: 0, risk: $0)
    }
    #expect(counts == line.zeroFailure)
    #expect(FixedLimits.zeroFailure(for: claim, risks: VerdictRisks()).passAtMost == 0)
  }

  @Test(arguments: lines)
  func `the fixed plan and how it errs`(line: Line) throws {
    let claim = try #require(Proportion(percent: line.claim))
    let plan = FixedLimits.designed(for: claim, risks: VerdictRisks())
    #expect([plan.trials, plan.passAtMost, plan.failFrom] == line.fixed.map { $0 as Int? })
    let q = claim.rest
    let atLimit = OperatingPoint(of: plan, failureRate: q)
    #expect(atLimit.pass <= 0.05 && atLimit.fail <= 0.047)
    // 90.6 % at a claim of 90 %, 92.3 to 92.5 % at the others.
    let third = OperatingPoint(of: plan, failureRate: q / 3).pass
    #expect((0.906..<0.925).contains(third))
    #expect((0.639..<0.6658).contains(OperatingPoint(of: plan, failureRate: q / 2).pass))
    let double = OperatingPoint(of: plan, failureRate: 2 * q).fail
    #expect((double * 100).rounded() == 91)
  }

  @Test(arguments: lines)
  func `the sequential plan with no, one and two failures`(line: Line) throws {
    let claim = try #require(Proportion(percent: line.claim))
    let plan = SequentialLimits(anytime: claim, risks: VerdictRisks(), firstDecision: 20)
    #expect(Array(plan.passTrials.prefix(3)) == line.anytime)
  }

  @Test(arguments: lines)
  func `Wald's test for comparison`(line: Line) throws {
    let claim = try #require(Proportion(percent: line.claim))
    let plan = SequentialLimits(
      wald: claim, risk: 0.05, betterBy: 3, maximumTrials: Int(500 / claim.rest))
    #expect(plan.passTrials.first == line.wald)
    let mean = OperatingPoint(of: plan, failureRate: claim.rest / 3).meanTrials
    #expect(abs(mean - line.waldMean.exact) < 0.001)
    // The printed means are simulated and lie up to 1.4 % below the exact ones.
    #expect(abs(mean / line.waldMean.printed - 1) < 0.015)
  }

  @Test func `each failure costs trials`() {
    let trials = (0...3).map {
      FixedLimits.fewestTrials(for: .ninetyEightPercent, failures: $0, risk: 0.05)
    }
    #expect(trials == [149, 236, 313, 386])
  }

  @Test func `nine chances in ten for a device with half of the failures take 1271 trials`() {
    let plan = FixedLimits.designed(for: .ninetyEightPercent, risks: VerdictRisks(), betterBy: 2)
    #expect([plan.trials, plan.passAtMost] == [1271, 17])
  }

  @Test(arguments: [(2, 93.8), (0, 97.05)])
  func `a hundred messages do not show 98 percent`(failures: Int, lowerBound: Double) {
    let worst = ClopperPearson.highestFailureRate(
      failures: Double(failures), of: 100, risk: 0.05)
    #expect(abs((1 - worst) * 100 - lowerBound) < 0.05)
    #expect(
      !ClopperPearson.showsMore(
        than: .ninetyEightPercent, failures: Double(failures), of: 100, risk: 0.05))
  }

  @Test func `a band of Wilson would pass 133 clean messages, at a risk of 6.8 percent`() throws {
    let before = try #require(WilsonChartBand(successes: 132, of: 132))
    let band = try #require(WilsonChartBand(successes: 133, of: 133))
    #expect(before.drawnLow < 0.98 && band.drawnLow > 0.98)
    #expect((pow(0.98, 133) * 1000).rounded() == 68)
    #expect(WilsonChartBand(successes: 1, of: 0) == nil)
  }

  @Test func `bounds that are looked at after every message pass a fifth at the limit`() {
    let recheck = SequentialLimits(
      recheckedBounds: .ninetyEightPercent, risks: VerdictRisks(), maximumTrials: 2000)
    let atLimit = OperatingPoint(of: recheck, failureRate: 0.02)
    #expect(abs(atLimit.pass - 0.2060) < 0.0001)
  }
}

import Glibc
import SynchroStatistics
import Testing

/// References were computed with 50 digits by summing every weight.
@Suite struct NumbersTests {
  /// Trials, count, chance in billionths, and the logarithms of the tails up to and from the count.
  @Test(arguments: [
    (149, 0, 20_000_000, -3.0102033903103978, 0),
    (100, 2, 20_000_000, -0.3905484826790275, -0.51629339612926678),
    (655, 7, 20_000_000, -3.0029591721092375, -0.023676133928613086),
    (655, 20, 20_000_000, -0.025874672498835489, -3.1289106105041094),
    (13146, 7, 1_000_000, -2.9962373759160747, -0.023995141415329794),
    (13146, 40, 1_000_000, -6.1002970287458996e-10, -20.067272113981729),
    (2000, 120, 20_000_000, -1.0205613398920455e-25, -56.39170761348038),
    (50, 45, 900_000_000, -0.56422359956359268, -0.48430864751949912),
    (1_000_000, 3, 10, -4.1334471584205968e-10, -15.614771128694341),
    (1_000_000, 900, 1_000_000, -7.2730163177534206, -0.00061937928588578718),
    (400, 200, 500_000_000, -0.65405214649261014, -0.65405214649261014),
  ])
  func `binomial tails are true to 1e-13`(
    trials: Int, count: Int, billionths: Int, logAtMost: Double, logAtLeast: Double
  ) throws {
    let chance = try #require(Proportion(billionths: billionths))
    let counts = Binomial(trials: trials, chance: chance)
    expect(counts.logAtMost(Double(count)), logAtMost, within: 1e-13)
    expect(counts.logAtLeast(Double(count)), logAtLeast, within: 1e-13)
  }

  @Test func `a million trials and a small chance sum to one`() throws {
    let chance = try #require(Proportion(billionths: 5_000))
    let counts = Binomial(trials: 1_000_000, chance: chance)
    let sum = (0...60).reduce(0.0) { $0 + exp(counts.logWeight(of: $1)) }
    expect(sum, 1, within: 1e-13)
    expect(
      counts.atMost(7), (0...7).reduce(0.0) { $0 + exp(counts.logWeight(of: $1)) }, within: 1e-13)
  }

  @Test(arguments: [(0, 0), (10, -1), (10, 11), (10, 10), (10, 0)])
  func `counts at and beyond the ends have whole tails`(trials: Int, count: Int) {
    let counts = Binomial(trials: trials, chance: .ninetyEightPercent)
    let (below, above) = (counts.atMost(count), counts.atLeast(count))
    #expect(count < 0 ? below == 0 : count < trials || below == 1)
    #expect(count > trials ? above == 0 : count > 0 || above == 1)
    if count < 0 || count > trials { #expect(counts.logWeight(of: count) == -.infinity) }
  }

  /// Trials, failures, and the highest and lowest failure rate at a risk of 5 %.
  @Test(arguments: [
    (100, 2, 0.061619200396040708, 0.0035651526032567474),
    (149, 1, 0.031440810148442042, 0.00034419105056805316),
    (655, 7, 0.019979316885666638, 0.0050261874254119994),
    (655, 20, 0.04406179094300416, 0.020325853562071978),
    (20, 19, 0.99743862122346972, 0.78389383579315265),
    (1_000_000, 3, 7.7536380988400607e-6, 8.1769193054631758e-7),
    (5000, 60, 0.014856476460559664, 0.0095811740905138304),
  ])
  func `bounds of a rate are true to 1e-13`(
    trials: Int, failures: Int, highest: Double, lowest: Double
  ) {
    let (k, n) = (Double(failures), Double(trials))
    expect(
      ClopperPearson.highestFailureRate(failures: k, of: n, risk: 0.05), highest, within: 2e-13)
    expect(ClopperPearson.lowestFailureRate(failures: k, of: n, risk: 0.05), lowest, within: 2e-13)
  }

  @Test func `nothing or everything failing bounds the rate at one side only`() {
    #expect(ClopperPearson.lowestFailureRate(failures: 0, of: 9, risk: 0.05) == 0)
    #expect(ClopperPearson.highestFailureRate(failures: 9, of: 9, risk: 0.05) == 1)
    expect(
      ClopperPearson.highestFailureRate(failures: 0, of: 1, risk: 0.05), 0.95, within: 1e-15)
  }

  @Test func `a claim of exactly what the bound says is not shown`() throws {
    // One clean trial bounds the success rate at 5 %, which is not more than 5 %.
    let five = try #require(Proportion(percent: "5%"))
    let less = try #require(Proportion(percent: "4.9999999%"))
    #expect(!ClopperPearson.showsMore(than: five, failures: 0, of: 1, risk: five.value))
    #expect(ClopperPearson.showsMore(than: less, failures: 0, of: 1, risk: five.value))
  }

  private func expect(
    _ received: Double, _ expected: Double, within error: Double,
    _ place: SourceLocation = #_sourceLocation
  ) {
    let isClose = abs(received - expected) <= error * max(abs(expected), 1e-300)
    let isTiny = expected == 0 && abs(received) < 1e-40
    #expect(isClose || isTiny, "\(received) instead of \(expected)", sourceLocation: place)
  }
}

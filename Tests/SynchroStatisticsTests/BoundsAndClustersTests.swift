import SynchroStatistics
import SynchroTiming
import Testing

@Suite struct OrderStatisticBoundsTests {
  /// Share in basis points, values, rank, and the ranks of the bounds at 5 % each.
  @Test(
    arguments: [
      (5000, 100, 50, 42, 59), (5000, 1, 1, nil, nil), (5000, 5, 3, 1, 5),
      (9800, 148, 146, 142, nil),
      (9800, 149, 147, 143, 149), (9000, 29, 27, 23, 29), (9990, 1000, 999, 997, nil),
    ] as [(Int, Int, Int, Int?, Int?)])
  func `ranks that bound a percentile`(
    basisPoints: Int, count: Int, rank: Int, lower: Int?, upper: Int?
  ) throws {
    let share = try #require(Proportion(basisPoints: basisPoints))
    let bounds = try #require(OrderStatisticBounds(of: share, among: count, risk: .fivePercent))
    #expect(bounds.rank == rank)
    #expect(bounds.lower == lower)
    #expect(bounds.upper == upper)
  }

  @Test func `percentiles of a histogram never flatter the device`() throws {
    var latencies = Histogram()
    for value in 1...1000 { latencies.record(UInt64(value) * 1_000_000) }
    let found = try #require(LatencyPercentiles(latencies))
    #expect(found.largest == 1_000_000_000)
    for (point, true_) in zip(found.points, [500.0, 900, 980]) {
      let exact = UInt64(true_ * 1_000_000)
      #expect(point.value >= exact && Double(point.value) <= Double(exact) * 1.001)
      #expect(try #require(point.atLeast) < exact)
      #expect(try #require(point.atMost) > exact)
    }
    #expect(LatencyPercentiles(Histogram()) == nil)
  }

  @Test func `a hundred values show 97 percent below their largest`() {
    let share = OrderStatisticBounds.shareBelowLargest(of: 100, risk: .fivePercent)
    #expect((share * 10_000).rounded() == 9705)
  }
}

@Suite struct OverDispersionTests {
  @Test func `even counts are no cluster`() throws {
    var counts = GroupedCounts()
    for hour in 0..<20 { counts.add(group: hour, trials: 100, failures: hour % 3) }
    let found = try #require(OverDispersion(counts, seed: 1))
    #expect(found.factor == 1)
  }

  @Test func `one bad hour among twenty is one, and its factor is the variance`() throws {
    var counts = GroupedCounts()
    for hour in 0..<20 { counts.add(group: hour, trials: 100, failures: hour == 7 ? 20 : 1) }
    let found = try #require(OverDispersion(counts, seed: 1))
    #expect(found.chance <= 0.025)
    // Σ(observed - mean)²/mean over 19, with a mean of 1.95 and 98.05 % of the trials good.
    let sum = (18.05 * 18.05 + 19 * 0.95 * 0.95) / 1.95
    #expect(abs(found.factor - sum / 19 / 0.9805) < 1e-9)
  }

  @Test func `independent failures are called clusters as seldom as stated`() throws {
    var random = SplitMix64(seed: 5)
    var alarms = 0
    for run in 0..<60 {
      var counts = GroupedCounts()
      for _ in 0..<600 {
        let hour = Int.random(in: 0..<12, using: &random)
        counts.add(group: hour, isFailure: Int.random(in: 0..<50, using: &random) == 0)
      }
      guard let found = OverDispersion(counts, seed: UInt64(run)) else { continue }
      if found.factor > 1 { alarms += 1 }
    }
    // 2.5 % of 60 are 1.5.
    #expect((0...6).contains(alarms))
  }

  @Test func `very many failures are compared with the limit law`() throws {
    var even = GroupedCounts()
    var uneven = GroupedCounts()
    for hour in 0..<24 {
      even.add(group: hour, trials: 1_000_000, failures: 20_000 + (hour % 5) * 40)
      uneven.add(group: hour, trials: 1_000_000, failures: 20_000 + (hour % 5) * 400)
    }
    #expect(OverDispersion(even, seed: 0)?.factor == 1)
    #expect(try #require(OverDispersion(uneven, seed: 0)).factor > 10)
  }

  @Test func `one group or no failure says nothing`() {
    var counts = GroupedCounts()
    counts.add(group: 0, trials: 10, failures: 2)
    #expect(OverDispersion(counts, seed: 0) == nil)
    counts = GroupedCounts()
    counts.add(group: 0, trials: 10, failures: 0)
    counts.add(group: 1, trials: 10, failures: 0)
    #expect(OverDispersion(counts, seed: 0) == nil)
  }

  @Test func `runs of failures are counted by their length`() {
    var runs = FailureRuns()
    for mark in "fsffsfffsf" { runs.add(isFailure: mark == "f") }
    #expect(runs.countByLength == [1: 2, 2: 1, 3: 1])
    #expect(runs.longest == 3)
  }
}

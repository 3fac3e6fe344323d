import SynchroTiming
import Testing

@Suite struct TickScheduleTests {
  @Test func `a rate that divides no second does not drift`() throws {
    var schedule = try #require(FixedRate(perSecond: 3, count: 3_000_001))
    var last: Duration?
    var first: [Duration] = []
    while let offset = schedule.next() {
      if first.count < 4 { first.append(offset) }
      last = offset
    }
    #expect(first == [0, 333_333_333, 666_666_666, 1_000_000_000].map { .nanoseconds($0) })
    #expect(last == .seconds(1_000_000))
    #expect(FixedRate(perSecond: 0) == nil)
    #expect(FixedRate(every: .zero) == nil)
    var slow = try #require(FixedRate(every: .seconds(5_000_000_000)))
    #expect(slow.next() == .zero && slow.next() == .seconds(5_000_000_000))
    #expect(slow.next() == nil)
  }

  @Test func `Poisson arrivals repeat for a seed and have the right mean and spread`() throws {
    func gaps(seed: UInt64) throws -> [Double] {
      var schedule = try #require(PoissonArrivals(perSecond: 100, seed: seed, count: 20_000))
      var gaps: [Double] = []
      var previous = Duration.zero
      while let offset = schedule.next() {
        if offset < previous { Issue.record("offset \(offset) goes back") }
        gaps.append((offset - previous) / .milliseconds(1))
        previous = offset
      }
      return gaps
    }
    let found = try gaps(seed: 1)
    #expect(found.count == 20_000)
    #expect(found == (try gaps(seed: 1)))
    #expect(found != (try gaps(seed: 2)))
    let mean = found.reduce(0, +) / 20_000
    let variance = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    // An exponential gap deviates by its mean; 20,000 of them are within 5 % by far.
    #expect((9.5...10.5).contains(mean))
    #expect((9.5...10.5).contains(variance.squareRoot()))
    for rate in [0, -1, .infinity, .nan] {
      #expect(PoissonArrivals(perSecond: rate, seed: 1) == nil)
    }
    var endless = try #require(PoissonArrivals(perSecond: .leastNonzeroMagnitude, seed: 1))
    #expect(endless.next() == nil)
  }
}

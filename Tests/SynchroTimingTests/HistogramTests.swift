import SynchroTestSupport
import SynchroTiming
import Testing

@Suite struct HistogramTests {
  /// Samples of very different shapes, by name.
  static let shapes = ["small", "uniform", "latency", "wide", "constant", "edges"]

  static func samples(_ shape: String, count: Int, seed: UInt64) -> [UInt64] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { index in
      switch shape {
      case "small": UInt64.random(in: 0...3000, using: &random)
      case "uniform": UInt64.random(in: 0...Histogram.highestValue, using: &random)
      case "latency": 50_000 + UInt64.random(in: 0...999, using: &random) * UInt64(index % 97 + 1)
      case "wide": UInt64.random(in: 0...UInt64.max, using: &random) >> UInt64(17 + index % 47)
      case "constant": 123_456_789
      default: (1 << UInt64(index % 47)) - (index % 2 == 0 ? 0 : 1)
      }
    }
  }

  @Test(arguments: shapes)
  func `quantiles agree with the sorted samples to 0.1 percent`(shape: String) throws {
    let samples = Self.samples(shape, count: 10_007, seed: 5)
    var histogram = Histogram()
    for sample in samples { histogram.record(sample) }
    let sorted = samples.sorted()
    #expect(histogram.minimum == sorted.first)
    #expect(histogram.maximum == sorted.last)
    #expect(histogram.percentile(0) == sorted.first)
    #expect(histogram.percentile(100) == sorted.last)
    for step in stride(from: 0, through: 10_000, by: 25) {
      let percent = Double(step) / 100
      let rank = max(1, (10_007 * step + 9_999) / 10_000)
      let exact = sorted[rank - 1]
      let found = try #require(histogram.percentile(percent))
      guard found >= exact, Double(found - exact) <= Double(exact) / 1000 else {
        Issue.record("p\(percent) of \(shape): expected \(exact), received \(found)")
        return
      }
    }
    var previous: UInt64 = 0
    for rank in stride(from: 1, through: histogram.count, by: 101) {
      let value = try #require(histogram.value(atRank: rank))
      if value < previous { Issue.record("rank \(rank) goes back") }
      previous = value
    }
  }

  @Test(arguments: shapes)
  func `counts at or below a value are bounded by its bucket`(shape: String) {
    let samples = Self.samples(shape, count: 3_001, seed: 9)
    var histogram = Histogram()
    for sample in samples { histogram.record(sample) }
    for probe in samples.prefix(40) + [0, 1, 2047, 2048, 2049, Histogram.highestValue] {
      let exact = UInt64(samples.count { $0 <= probe })
      let bounds = histogram.count(atOrBelow: probe)
      #expect(bounds.contains(exact))
      if probe < 2048 { #expect(bounds.lowerBound == bounds.upperBound) }
      // What is uncertain differs from the probe by less than 0.1 %.
      let near = samples.count { $0 > probe && $0 - probe <= probe / 1000 + 1 }
      #expect(bounds.upperBound - exact <= UInt64(near))
    }
  }

  @Test func `mean and deviation are those of the values`() throws {
    var histogram = Histogram()
    #expect(histogram.mean == nil && histogram.standardDeviation == nil)
    #expect(histogram.minimum == nil && histogram.percentile(50) == nil)
    for value: UInt64 in [2, 4, 4, 4, 5, 5, 7, 9] { histogram.record(value) }
    #expect(histogram.mean == 5)
    #expect(histogram.standardDeviation == 2)
    var tight = Histogram()
    // In floating point, 10^26 - 10^26 would leave nothing of a deviation of one.
    tight.record(10_000_000_000_000, times: 1_000_000)
    tight.record(10_000_000_000_002, times: 1_000_000)
    #expect(tight.standardDeviation == 1)
    #expect(tight.mean == 10_000_000_000_001)
    tight.record(5, times: 0)
    #expect(tight.count == 2_000_000)
  }

  @Test func `values beyond the range are counted and named`() {
    var histogram = Histogram()
    histogram.record(.max)
    histogram.record(Histogram.highestValue)
    histogram.record(Duration.seconds(-1))
    #expect(histogram.count == 3)
    #expect(histogram.saturated == 1)
    #expect(histogram.maximum == Histogram.highestValue)
    #expect(histogram.minimum == 0)
    histogram.record(.max, times: .max)
    histogram.record(.max, times: .max)
    #expect(histogram.count == .max)
  }

  @Test(arguments: shapes)
  func `merged shards equal the whole in any order and grouping`(shape: String) throws {
    let samples = Self.samples(shape, count: 5_000, seed: 77)
    var whole = Histogram()
    var shards = Array(repeating: Histogram(), count: 3)
    for (index, sample) in samples.enumerated() {
      whole.record(sample)
      shards[index * index % 3].record(sample)
    }
    func merged(_ left: Histogram, _ right: Histogram) -> Histogram {
      var sum = left
      sum.merge(right)
      return sum
    }
    let (a, b, c) = (shards[0], shards[1], shards[2])
    #expect(merged(merged(a, b), c) == whole)
    #expect(merged(a, merged(b, c)) == whole)
    #expect(merged(c, merged(b, a)) == whole)
    #expect(merged(whole, Histogram()) == whole)
    #expect(merged(Histogram(), whole) == whole)
    #expect(whole.occupied.reduce(0) { $0 + $1.count } == whole.count)
  }

  @Test(arguments: shapes)
  func `text brings the same histogram back`(shape: String) throws {
    var histogram = Histogram()
    for sample in Self.samples(shape, count: 999, seed: 3) { histogram.record(sample) }
    #expect(try Histogram(text: histogram.text) == histogram)
    #expect(try Histogram(text: Histogram().text) == Histogram())
  }

  @Test(
    arguments: [
      ("", .unknownVersion), ("histogram2;", .unknownVersion), ("histogram1", .unknownVersion),
      ("histogram1; ", .expected("a number", offset: 11)),
      ("histogram1;1;2;3;5;0;", .expected("a number", offset: 21)),
      ("histogram1;01;2;3;5;0;1x1,1x1", .badNumber(offset: 11)),
      ("histogram1;1;2;3;5;0;1x1,0x1", .badNumber(offset: 25)),
      ("histogram1;1;2;3;5;0;1x1,1x0", .badNumber(offset: 27)),
      ("histogram1;1;2;3;5;0;1x1,1x1,", .expected("a number", offset: 29)),
      ("histogram1;1;2;3;5;0;1x1;1x1", .expected("','", offset: 24)),
      ("histogram1;1;2;3;5;0;1x1,9999999x1", .bucketOutOfRange(offset: 25)),
      ("histogram1;1;2;3;5;0;1x1,99999999999999999999x1", .badNumber(offset: 25)),
      ("histogram1;1;2;3;5;0;1x18446744073709551615,1x1", .badNumber(offset: 46)),
      ("histogram1;2;2;3;5;0;1x1,1x1", .contradiction(field: "minimum")),
      ("histogram1;1;3;3;5;0;1x1,1x1", .contradiction(field: "maximum")),
      ("histogram1;1;2;4;5;0;1x1,1x1", .contradiction(field: "sum")),
      ("histogram1;1;2;3;6;0;1x1,1x1", .contradiction(field: "squares")),
      ("histogram1;1;2;3;5;1;1x1,1x1", .contradiction(field: "saturated")),
      ("histogram1;0;18446744073709551615;3;5;0;1x1", .contradiction(field: "maximum")),
      ("histogram1;2048;2049;2048;4194304;0;2048x1", .contradiction(field: "maximum")),
      ("histogram1;-1;2;3;5;0;1x1,1x1", .expected("a number", offset: 11)),
    ] as [(String, HistogramTextError)])
  func `a hostile text is refused`(text: String, error: HistogramTextError) {
    #expect(throws: error) { try Histogram(text: text) }
  }

  @Test func `the text is the one that was published`() throws {
    var histogram = Histogram()
    for value: UInt64 in [1, 1, 2, 1500, 70_000, 1_000_000] { histogram.record(value) }
    try expectGolden(histogram.text + "\n", "Timing/histogram1.txt")
  }
}

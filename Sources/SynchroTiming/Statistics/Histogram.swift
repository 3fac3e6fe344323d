/// Counts of values from 0 to 2^47 - 1 (39 hours in nanoseconds), true to three significant digits.
///
/// Recording takes constant time and, once the storage covers the value, no allocation. Counts,
/// smallest, largest, mean and deviation are exact; quantiles are at most 0.1 % too large. Merging
/// histograms gives the very histogram of all their values, in any order and grouping.
public struct Histogram: Sendable, Equatable {
  /// The largest value that is told apart from greater ones.
  public static let highestValue = HistogramBuckets.highestValue

  /// Counts by bucket; covers whole doublings up to the one of the largest value.
  var buckets: [UInt64] = []
  /// How many values were recorded.
  public internal(set) var count: UInt64 = 0
  /// How many of them lay above ``highestValue`` and were recorded as that.
  public internal(set) var saturated: UInt64 = 0
  var lowest: UInt64 = .max
  var highest: UInt64 = 0
  var sum: UInt128 = 0
  var squares: UInt128 = 0

  /// An empty histogram.
  public init() {}

  /// An empty histogram that records values up to `value` without allocating.
  public init(coveringUpTo value: UInt64) {
    buckets.reserveCapacity(Self.storage(for: min(value, Self.highestValue)))
  }

  /// Records a value, or the same value several times.
  public mutating func record(_ value: UInt64, times: UInt64 = 1) {
    guard times > 0 else { return }
    let kept = min(value, Self.highestValue)
    if kept < value { saturated = saturated.addingSaturating(times) }
    let index = HistogramBuckets.index(of: kept)
    if index >= buckets.count { grow(toCover: kept) }
    buckets[index] = buckets[index].addingSaturating(times)
    count = count.addingSaturating(times)
    lowest = min(lowest, kept)
    highest = max(highest, kept)
    // 47 bits squared and counted 2^34 times fit; beyond, the deviation stays at its bound.
    sum = sum.addingSaturating(UInt128(kept) * UInt128(times))
    squares = squares.addingSaturating((UInt128(kept) * UInt128(kept)).timesSaturating(times))
  }

  /// Records a duration in nanoseconds; a negative one counts as zero.
  public mutating func record(_ duration: Duration) {
    record(UInt64(max(0, duration.wholeNanoseconds)))
  }

  /// Adds all values of another histogram.
  public mutating func merge(_ other: Histogram) {
    if other.buckets.count > buckets.count { grow(toCover: other.highest) }
    for index in other.buckets.indices where other.buckets[index] > 0 {
      buckets[index] = buckets[index].addingSaturating(other.buckets[index])
    }
    count = count.addingSaturating(other.count)
    saturated = saturated.addingSaturating(other.saturated)
    lowest = min(lowest, other.lowest)
    highest = max(highest, other.highest)
    sum = sum.addingSaturating(other.sum)
    squares = squares.addingSaturating(other.squares)
  }

  mutating func grow(toCover value: UInt64) {
    let size = Self.storage(for: value)
    buckets.append(contentsOf: repeatElement(0, count: size - buckets.count))
  }

  /// Whole doublings, so that equal contents are equal storage.
  private static func storage(for value: UInt64) -> Int {
    let step = HistogramBuckets.perDoubling
    return (HistogramBuckets.index(of: value) / step + 1) * step
  }
}

// MARK: - What was recorded

extension Histogram {
  /// True when nothing was recorded.
  public var isEmpty: Bool { count == 0 }

  /// The smallest value, exactly.
  public var minimum: UInt64? { isEmpty ? nil : lowest }

  /// The largest value, exactly.
  public var maximum: UInt64? { isEmpty ? nil : highest }

  /// The mean of the values themselves, not of their buckets.
  public var mean: Double? { isEmpty ? nil : Double(sum) / Double(count) }

  /// The standard deviation of the values themselves, as of a whole population.
  public var standardDeviation: Double? {
    guard !isEmpty else { return nil }
    // n·Σx² − (Σx)² in 256 bits: in floating point the difference of two large numbers would be
    // noise.
    let scaled = squares.multipliedFullWidth(by: UInt128(count))
    let square = sum.multipliedFullWidth(by: sum)
    let (low, borrow) = scaled.low.subtractingReportingOverflow(square.low)
    let (high, overflow) = scaled.high.subtractingReportingOverflow(square.high)
    let (rest, below) = high.subtractingReportingOverflow(borrow ? 1 : 0)
    guard !overflow, !below else { return 0 }
    let variance = Double(rest) * 0x1p128 + Double(low)
    return variance.squareRoot() / Double(count)
  }

  /// The buckets that hold anything, from the smallest values up.
  public var occupied: [Bucket] {
    buckets.indices.compactMap { index in
      guard buckets[index] > 0 else { return nil }
      return Bucket(values: HistogramBuckets.values(of: index), count: buckets[index])
    }
  }

  /// A range of values that are not told apart, and how many of them there were.
  public struct Bucket: Sendable, Equatable {
    /// The values, both ends included.
    public let values: ClosedRange<UInt64>
    /// How many were recorded.
    public let count: UInt64
  }
}

extension UInt128 {
  func timesSaturating(_ factor: UInt64) -> UInt128 {
    let (product, overflow) = multipliedReportingOverflow(by: UInt128(factor))
    return overflow ? .max : product
  }
}

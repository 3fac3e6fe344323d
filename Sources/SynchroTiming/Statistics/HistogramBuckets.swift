/// Which bucket a value falls into: exact below 2048, then 1024 buckets for each doubling, so that
/// no bucket is wider than 1/1024 of the values in it.
enum HistogramBuckets {
  /// The largest value told apart: 39 hours in nanoseconds. Greater ones count as this one.
  static let highestValue: UInt64 = (1 << 47) - 1
  static let count = index(of: highestValue) + 1
  /// Storage grows by a doubling of values at a time.
  static let perDoubling = 1024

  /// The bucket of a value up to `highestValue`.
  @inline(__always)
  static func index(of value: UInt64) -> Int {
    let shift = max(0, 53 - value.leadingZeroBitCount)
    return shift * perDoubling + Int(value >> UInt64(shift))
  }

  /// The values of a bucket.
  static func values(of index: Int) -> ClosedRange<UInt64> {
    let shift = max(0, index / perDoubling - 1)
    let low = UInt64(index - shift * perDoubling) << UInt64(shift)
    return low...(low + (1 << UInt64(shift)) - 1)
  }
}

extension Histogram {
  /// The smallest recorded value that at least `percent` of a hundred values do not exceed, by the
  /// nearest-rank rule; up to 0.1 % too large, never too small. 0 gives the minimum, 100 the
  /// maximum.
  public func percentile(_ percent: Double) -> UInt64? {
    precondition((0...100).contains(percent), "a percentile lies between 0 and 100")
    let exact = percent / 100 * Double(count)
    // 99.9 % of 1,000 is 999 and not 999.0000000000001, which would round up to the maximum.
    let nearest = exact.rounded()
    let isWhole = abs(exact - nearest) <= 1e-9 * max(1, nearest)
    let rank = isWhole ? nearest : exact.rounded(.up)
    return value(atRank: UInt64(exactly: rank) ?? count)
  }

  /// The value at a place of the sorted values, counted from 1; up to 0.1 % too large. Places
  /// outside give the nearest end.
  public func value(atRank rank: UInt64) -> UInt64? {
    guard !isEmpty else { return nil }
    if rank >= count { return highest }
    if rank <= 1 { return lowest }
    var seen: UInt64 = 0
    for index in buckets.indices {
      seen = seen.addingSaturating(buckets[index])
      if seen >= rank {
        return min(HistogramBuckets.values(of: index).upperBound, highest)
      }
    }
    return highest
  }

  /// How many values were not greater than `value`. The lower bound counts those that surely were
  /// not, the upper bound also those of its bucket, which may have been greater by 0.1 %.
  public func count(atOrBelow value: UInt64) -> ClosedRange<UInt64> {
    if isEmpty || value < lowest { return 0...0 }
    if value >= highest { return count...count }
    let place = HistogramBuckets.index(of: value)
    var below: UInt64 = 0
    for index in 0..<place { below = below.addingSaturating(buckets[index]) }
    let possible = below.addingSaturating(buckets[place])
    let isWholeBucket = HistogramBuckets.values(of: place).upperBound == value
    return (isWholeBucket ? possible : below)...possible
  }
}

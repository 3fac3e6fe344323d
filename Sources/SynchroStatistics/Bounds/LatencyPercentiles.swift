public import SynchroTiming

/// The latencies of a row as its report shows them: p50, p90, p98 and the largest, with bounds that
/// hold for any distribution. A picture and no verdict: the verdict counts trials.
public struct LatencyPercentiles: Sendable, Equatable {
  /// One percentile in nanoseconds.
  public struct Point: Sendable, Equatable {
    /// Which one.
    public let share: Proportion
    /// The measured percentile.
    public let value: UInt64
    /// The true percentile is no smaller; nil from too few values.
    public let atLeast: UInt64?
    /// The true percentile is no greater; nil from too few values.
    public let atMost: UInt64?
  }

  /// The percentiles in rising order.
  public let points: [Point]
  /// The largest latency in nanoseconds, exactly.
  public let largest: UInt64
  /// At least this share of all payloads stays below ``largest``.
  public let shareBelowLargest: Double
  /// How many latencies there were.
  public let count: Int

  /// The shares that are reported.
  public static let reported = [5000, 9000, 9800].compactMap { Proportion(basisPoints: $0) }

  /// The percentiles of what was recorded, each bound wrong with at most `risk`; nil when nothing
  /// was.
  public init?(_ latencies: Histogram, risk: Proportion = .fivePercent) {
    guard let largest = latencies.maximum, let count = Int(exactly: latencies.count) else {
      return nil
    }
    self.largest = largest
    self.count = count
    shareBelowLargest = OrderStatisticBounds.shareBelowLargest(of: count, risk: risk)
    points = Self.reported.compactMap { share in
      guard let bounds = OrderStatisticBounds(of: share, among: count, risk: risk),
        let value = Self.value(bounds.rank, latencies)
      else { return nil }
      // The histogram rounds up by a thousandth at most: a lower bound must not profit from that.
      let lower = bounds.lower.flatMap { Self.value($0, latencies) }.map { $0 - $0 / 1000 }
      let upper = bounds.upper.flatMap { Self.value($0, latencies) }
      return Point(share: share, value: value, atLeast: lower, atMost: upper)
    }
  }

  private static func value(_ rank: Int, _ latencies: Histogram) -> UInt64? {
    latencies.value(atRank: UInt64(rank))
  }
}

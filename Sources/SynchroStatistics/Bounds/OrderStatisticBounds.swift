import Glibc

/// Which of the sorted values bound a percentile, whatever the distribution: ranks count from 1.
public struct OrderStatisticBounds: Sendable, Equatable {
  /// The rank of the percentile itself, by the nearest-rank rule.
  public let rank: Int
  /// The value at this rank is no greater than the percentile, at the risk of one side; nil when
  /// there are too few values.
  public let lower: Int?
  /// The value at this rank is no smaller than the percentile, at the risk of one side; nil when
  /// there are too few values.
  public let upper: Int?

  /// The bounds of the percentile below which `share` of all values lie, from `count` values, each
  /// wrong with at most `risk`; nil without values.
  public init?(of share: Proportion, among count: Int, risk: Proportion) {
    guard count > 0 else { return nil }
    // How many of the values fall below the percentile is a binomial count.
    let below = Binomial(trials: count, chance: share)
    let limit = log(risk.value)
    rank = Self.nearestRank(of: share, among: count)
    // Rank r is too high when fewer than r values fall below.
    let firstTooHigh = WholeSearch.first(from: 1, upTo: count) { rank in
      below.logAtMost(Double(rank - 1)) > limit
    }
    let highest = (firstTooHigh ?? count + 1) - 1
    lower = highest >= 1 ? highest : nil
    upper = WholeSearch.first(from: 1, upTo: count) { rank in
      below.logAtLeast(Double(rank)) <= limit
    }
  }

  /// The share of all values that lie below the largest of `count`, at the least.
  public static func shareBelowLargest(of count: Int, risk: Proportion) -> Double {
    count > 0 ? exp(log(risk.value) / Double(count)) : 0
  }

  /// Exact in whole numbers: 99.9 % of 1,000 is the 999th.
  private static func nearestRank(of share: Proportion, among count: Int) -> Int {
    let product = share.billionths.multipliedFullWidth(by: count)
    let (quotient, remainder) = 1_000_000_000.dividingFullWidth(product)
    return max(1, min(count, remainder == 0 ? quotient : quotient + 1))
  }
}

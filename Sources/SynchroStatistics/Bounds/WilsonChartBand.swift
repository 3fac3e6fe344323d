/// A band to draw around a share in a chart (Wilson, 1927). Not for verdicts: near 100 % it is too
/// narrow, and would pass "> 98 %" after 133 clean trials, where a device at the limit has a chance
/// of 6.8 %. It has no way to be compared with a requirement.
public struct WilsonChartBand: Sendable, Equatable {
  /// The lower edge to draw, from 0 to 1.
  public let drawnLow: Double
  /// The upper edge to draw.
  public let drawnHigh: Double

  /// The band of so many successes; nil without trials. `deviates` is 1.645 for 95 % on each side.
  public init?(successes: Int, of trials: Int, deviates z: Double = 1.644_853_626_951_472_7) {
    guard trials > 0, (0...trials).contains(successes) else { return nil }
    let n = Double(trials)
    let share = Double(successes) / n
    let weight = 1 + z * z / n
    let centre = (share + z * z / (2 * n)) / weight
    let spread = (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    drawnLow = max(0, centre - z * spread / weight)
    drawnHigh = min(1, centre + z * spread / weight)
  }
}

internal import SynchroTiming

extension Duration {
  /// Seconds with three digits behind the point, whatever the locale: `1.250`.
  var secondsText: String {
    let milliseconds = max(wholeNanoseconds, 0) / 1_000_000
    let fraction = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}

/// Durations in the words of findings.
enum DurationWords {
  /// `250 ms`, `5 s`, `2 min`, `1 h`.
  static func text(_ duration: Duration) -> String {
    let (seconds, fraction) = duration.components
    if fraction != 0 {
      let milliseconds = fraction / 1_000_000_000_000_000
      return seconds == 0 ? "\(milliseconds) ms" : "\(seconds).\(padded(milliseconds)) s"
    }
    if seconds != 0, seconds % 3600 == 0 { return "\(seconds / 3600) h" }
    if seconds != 0, seconds % 60 == 0 { return "\(seconds / 60) min" }
    return "\(seconds) s"
  }

  private static func padded(_ milliseconds: Int64) -> String {
    let text = String(milliseconds)
    return String(repeating: "0", count: max(3 - text.count, 0)) + text
  }
}

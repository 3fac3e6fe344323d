import SynchroTiming

/// Words that several messages of a replay share.
enum ReplayWords {
  /// A time in the largest unit that leaves it readable: `15 s`, `2.5 min`, `4 ms`.
  static func time(_ duration: Duration) -> String {
    let microseconds = max(0, duration.wholeNanoseconds / 1000)
    let units: [(Int64, String)] = [
      (3_600_000_000, "h"), (60_000_000, "min"), (1_000_000, "s"), (1000, "ms"),
    ]
    for (size, name) in units where microseconds >= size {
      let thousandths = Int64(clamping: microseconds / (size / 1000))
      return decimal(thousandths) + " " + name
    }
    return "\(microseconds) µs"
  }

  private static func decimal(_ thousandths: Int64) -> String {
    let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1000)
    guard rest != 0 else { return String(whole) }
    var digits = String(repeating: "0", count: 3 - String(rest).count) + String(rest)
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}

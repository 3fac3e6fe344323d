import SynchroTiming

/// Times as a verdict says them: `15 s`, `4 ms`, `24 h`, `0.25 ms`.
enum DurationWords {
  /// The time in the largest unit of which it is a whole number; milliseconds with decimals where
  /// it is none.
  static func of(_ duration: Duration) -> String {
    let nanoseconds = duration.wholeNanoseconds
    let units: [(Int64, String)] = [
      (3_600_000_000_000, "h"), (60_000_000_000, "min"), (1_000_000_000, "s"),
    ]
    if nanoseconds > 0 {
      for (size, name) in units where nanoseconds % size == 0 {
        return "\(nanoseconds / size) \(name)"
      }
    }
    let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
    guard rest != 0 else { return "\(whole) ms" }
    let digits = String(rest)
    var decimals = (String(repeating: "0", count: max(0, 6 - digits.count)) + digits)[...]
    while decimals.last == "0" { decimals = decimals.dropLast() }
    return "\(whole).\(decimals) ms"
  }
}

import SynchroTiming

/// Times of the virtual clock as people read them: `477 ms`, `2.13 s`, `4 h`.
public enum VirtualTime {
  /// A bound or a delay, exactly: `4 h`, `90 s`, `13.7 s`, `477 ms`.
  public static func words(_ time: Duration) -> String {
    let nanoseconds = time.wholeNanoseconds
    guard nanoseconds > 0 else { return "0 s" }
    for (size, name) in [(3_600_000_000_000, "h"), (60_000_000_000, "min")] as [(Int64, String)]
    where nanoseconds % size == 0 {
      return "\(nanoseconds / size) \(name)"
    }
    let units: [(Int64, String, Int)] = [
      (1_000_000_000, "s", 9), (1_000_000, "ms", 6), (1000, "µs", 3), (1, "ns", 0),
    ]
    guard let (size, name, places) = units.first(where: { nanoseconds >= $0.0 }) else {
      return "0 s"
    }
    let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: size)
    if rest == 0 { return "\(whole) \(name)" }
    let digits = String(rest)
    var decimals = (String(repeating: "0", count: places - digits.utf8.count) + digits)[...]
    while decimals.last == "0" { decimals = decimals.dropLast() }
    return "\(whole).\(decimals) \(name)"
  }

  /// A measured time, to three digits.
  public static func rounded(_ nanoseconds: UInt64) -> String {
    let names: [(UInt64, String)] = [
      (3_600_000_000_000, "h"), (60_000_000_000, "min"), (1_000_000_000, "s"), (1_000_000, "ms"),
      (1000, "µs"),
    ]
    guard let (size, name) = names.first(where: { nanoseconds >= $0.0 }) else {
      return "\(nanoseconds) ns"
    }
    // A queue may hold a payload for years: a hundred times all of it would not fit.
    let (units, part) = nanoseconds.quotientAndRemainder(dividingBy: size)
    let hundredths = units * 100 + (part * 100 + size / 2) / size
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if whole >= 100 || rest == 0 { return "\(whole + (rest >= 50 ? 1 : 0)) \(name)" }
    if whole >= 10 { return "\((hundredths + 5) / 10 / 10).\((hundredths + 5) / 10 % 10) \(name)" }
    return "\(whole).\(rest < 10 ? "0" : "")\(rest) \(name)"
  }
}

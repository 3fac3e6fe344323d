internal import SynchroTiming

/// Durations as pictures write them: three digits and a unit.
enum DurationLabel {
  /// A unit, how many nanoseconds it has, and from how many of it on the next one is used.
  struct Unit: Sendable {
    let symbol: String
    let nanoseconds: Int64
    let limit: Int64
  }

  static let units = [
    Unit(symbol: "ns", nanoseconds: 1, limit: 1000),
    Unit(symbol: "µs", nanoseconds: 1000, limit: 1000),
    Unit(symbol: "ms", nanoseconds: 1_000_000, limit: 1000),
    Unit(symbol: "s", nanoseconds: 1_000_000_000, limit: 120),
    Unit(symbol: "min", nanoseconds: 60_000_000_000, limit: 120),
    Unit(symbol: "h", nanoseconds: 3_600_000_000_000, limit: 48),
    Unit(symbol: "d", nanoseconds: 86_400_000_000_000, limit: .max),
  ]

  /// `382 µs`, `7.65 ms`, `125 s` for a length of time.
  static func text(_ nanoseconds: Int64) -> String {
    for unit in units {
      if let number = number(nanoseconds, in: unit, below: unit.limit) {
        return nanoseconds == 0 ? "0 s" : "\(number) \(unit.symbol)"
      }
    }
    return "\(nanoseconds) ns"
  }

  static func text(_ duration: Duration) -> String { text(duration.wholeNanoseconds) }

  /// A place on an axis with steps so long that ends at `end`: all its labels have one unit, the
  /// largest in which every step is exact.
  static func text(_ nanoseconds: Int64, step: Int64, upTo end: Int64) -> String {
    let unit =
      units.last { unit in
        Int128(step) * 100 % Int128(unit.nanoseconds) == 0
          && unit.nanoseconds <= max(step, end) && step >= unit.nanoseconds / 10
      } ?? units[0]
    let hundredths = Int128(nanoseconds) * 100 / Int128(unit.nanoseconds)
    return decimal(hundredths, digits: 2) + " " + unit.symbol
  }

  private static func number(_ nanoseconds: Int64, in unit: Unit, below limit: Int64) -> String? {
    let size = Int128(unit.nanoseconds)
    let value = Int128(nanoseconds.magnitude)
    let digits = value >= 100 * size ? 0 : value >= 10 * size ? 1 : 2
    let power: Int128 = [1, 10, 100][digits]
    let rounded = (value * power + size / 2) / size
    guard rounded / power < Int128(limit) else { return nil }
    return decimal(nanoseconds < 0 ? -rounded : rounded, digits: digits)
  }

  /// A number of which so many digits stand behind the point, without noughts at its end.
  private static func decimal(_ value: Int128, digits: Int) -> String {
    let power: Int128 = [1, 10, 100][digits]
    var rest = "\(value.magnitude % power.magnitude + power.magnitude)".dropFirst()
    while rest.last == "0" { rest.removeLast() }
    return (value < 0 ? "-" : "") + "\(value.magnitude / power.magnitude)"
      + (rest.isEmpty ? "" : "." + rest)
  }
}

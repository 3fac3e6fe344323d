extension CellScanner {
  /// `15 sec`, `1.5 min`, `7 day`.
  mutating func timeSpan() throws(CellFault) -> Duration {
    let hundredths = try hundredths()
    let units: [(String, CalendarPeriod.Unit)] = [
      ("sec", .second), ("min", .minute), ("hr", .hour), ("day", .day),
    ]
    let unit = try word(of: units, wanted: "a unit of time: sec, min, hr or day")
    return .seconds(unit.seconds ?? 0) * hundredths / 100
  }

  /// `day`, `15  min`, `12 hours`; nil, with nothing taken, when the rest is something else.
  mutating func calendarPeriod() -> CalendarPeriod? {
    var ahead = self
    let count = ahead.optionalInteger() ?? 1
    for unit in CalendarPeriod.Unit.allCases where ahead.take(unit.rawValue) {
      _ = ahead.take("s")
      guard count > 0, ahead.isAtEnd else { return nil }
      self = ahead
      return CalendarPeriod(count, unit)
    }
    return nil
  }
}

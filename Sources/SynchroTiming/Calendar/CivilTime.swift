/// A date and a time of day as somebody wrote them, with their offset from UTC (RFC 3339).
public struct CivilTime: Sendable, Hashable {
  /// The year, 0000 to 9999 when it was read from text.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int
  /// The hour, 0 to 23.
  public let hour: Int
  /// The minute, 0 to 59.
  public let minute: Int
  /// The second, 0 to 59, and 60 inside a leap second.
  public let second: Int
  /// Nanoseconds past the second.
  public let nanoseconds: UInt32
  /// How many digits of the fraction are written, 0 to 9; none means no point either.
  public let fractionDigits: Int
  /// How far the clock that shows this is ahead of UTC.
  public let offset: UTCOffset

  /// The time that a clock with this offset shows at a moment. It is written with the digits that
  /// are given, or with as few as lose nothing: never fewer than that.
  public init(_ timestamp: Timestamp, at offset: UTCOffset = .utc, fractionDigits: Int = 0) {
    let local = timestamp.seconds + Int64(offset.minutes * 60)
    let days = local.flooringQuotient(by: 86_400)
    let secondOfDay = Int(local - days * 86_400)
    (year, month, day) = GregorianCalendar.date(daysSinceEpoch: Int(days))
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    // A leap second comes in a minute's end everywhere: offsets are whole minutes.
    second = secondOfDay % 60 + (timestamp.isLeapSecond ? 1 : 0)
    nanoseconds = timestamp.nanoseconds
    self.fractionDigits = min(9, max(fractionDigits, neededDigits(timestamp.nanoseconds)))
    self.offset = offset
  }

  init(
    date: (year: Int, month: Int, day: Int), time: (hour: Int, minute: Int, second: Int),
    nanoseconds: UInt32, fractionDigits: Int, offset: UTCOffset
  ) {
    (year, month, day) = date
    (hour, minute, second) = time
    self.nanoseconds = nanoseconds
    self.fractionDigits = fractionDigits
    self.offset = offset
  }

  /// True when the time lies inside an inserted 61st second.
  public var isLeapSecond: Bool { second == 60 }

  /// The moment that is meant.
  public var timestamp: Timestamp {
    let days = GregorianCalendar.daysSinceEpoch(year: year, month: month, day: day)
    let secondOfDay = hour * 3600 + (minute - offset.minutes) * 60 + min(second, 59)
    return Timestamp(
      seconds: Int64(days * 86_400 + secondOfDay), nanoseconds: nanoseconds,
      isLeapSecond: isLeapSecond)
  }

  /// The time of day alone. A leap second counts as the second before it: no day has 24:00:00.
  public var timeOfDay: TimeOfDay {
    TimeOfDay(
      unchecked: .seconds(hour * 3600 + minute * 60 + min(second, 59))
        + .nanoseconds(Int64(nanoseconds)))
  }
}

extension CivilTime: CustomStringConvertible {
  /// The time by RFC 3339. A year that RFC 3339 cannot write has a sign, as in ISO 8601.
  public var description: String {
    let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
    var text = sign + padded(year.magnitude, to: 4)
    text += "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
    text += "T" + padded(hour, to: 2) + ":" + padded(minute, to: 2) + ":" + padded(second, to: 2)
    if fractionDigits > 0 { text += "." + padded(nanoseconds, to: 9).prefix(fractionDigits) }
    return text + offset.description
  }
}

/// The digits of the second's fraction that are not trailing zeros.
private func neededDigits(_ nanoseconds: UInt32) -> Int {
  guard nanoseconds != 0 else { return 0 }
  var digits = 9
  var rest = nanoseconds
  while rest % 10 == 0 {
    rest /= 10
    digits -= 1
  }
  return digits
}

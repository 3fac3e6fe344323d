/// The Internet date and time format, RFC 3339, section 5.6.
enum DateTimeFormat {
  static func checkDateTime(_ text: String) throws(FormatFault) {
    var scanner = FormatScanner(text)
    let date = try fullDate(&scanner)
    // The letter may be in either case: RFC 3339, section 5.6, first note.
    guard scanner.take(letter: UInt8(ascii: "T")) else {
      throw FormatFault(.expected("'T' between date and time"), at: scanner.position)
    }
    try fullTime(&scanner, on: date)
    try scanner.expectEnd()
  }

  static func checkDate(_ text: String) throws(FormatFault) {
    var scanner = FormatScanner(text)
    _ = try fullDate(&scanner)
    try scanner.expectEnd()
  }

  static func checkTime(_ text: String) throws(FormatFault) {
    var scanner = FormatScanner(text)
    try fullTime(&scanner, on: nil)
    try scanner.expectEnd()
  }

  private struct Date {
    var year: Int
    var month: Int
    var day: Int
  }

  private static func fullDate(_ scanner: inout FormatScanner) throws(FormatFault) -> Date {
    let year = try scanner.number(digits: 4, "year", in: 0...9999)
    try scanner.expect(UInt8(ascii: "-"), "'-' after the year")
    let month = try scanner.number(digits: 2, "month", in: 1...12)
    try scanner.expect(UInt8(ascii: "-"), "'-' after the month")
    let day = try scanner.number(digits: 2, "day", in: 1...days(in: month, of: year))
    return Date(year: year, month: month, day: day)
  }

  private static func fullTime(
    _ scanner: inout FormatScanner, on date: Date?
  ) throws(FormatFault) {
    let hour = try scanner.number(digits: 2, "hour", in: 0...23)
    try scanner.expect(UInt8(ascii: ":"), "':' after the hour")
    let minute = try scanner.number(digits: 2, "minute", in: 0...59)
    try scanner.expect(UInt8(ascii: ":"), "':' after the minute")
    let secondPlace = scanner.position
    let second = try scanner.number(digits: 2, "second", in: 0...60)
    if scanner.take(UInt8(ascii: ".")), scanner.skip(while: \.isDigit) == 0 {
      throw FormatFault(.expected("digits after the decimal point"), at: scanner.position)
    }
    let offset = try timeOffset(&scanner)
    guard second == 60 else { return }
    if let field = objection(toLeapSecondAt: hour * 60 + minute - offset, on: date) {
      throw FormatFault(.leapSecond(field: field), at: secondPlace)
    }
  }

  /// Minutes east of UTC.
  private static func timeOffset(_ scanner: inout FormatScanner) throws(FormatFault) -> Int {
    if scanner.take(letter: UInt8(ascii: "Z")) { return 0 }
    let isWest = scanner.next == UInt8(ascii: "-")
    guard isWest || scanner.next == UInt8(ascii: "+") else {
      throw FormatFault(.expected("'Z' or an offset such as '+01:00'"), at: scanner.position)
    }
    scanner.skip()
    let hours = try scanner.number(digits: 2, "offset's hour", in: 0...23)
    try scanner.expect(UInt8(ascii: ":"), "':' in the offset")
    let minutes = try scanner.number(digits: 2, "offset's minute", in: 0...59)
    return (hours * 60 + minutes) * (isWest ? -1 : 1)
  }

  /// Which field rules a leap second out. They stand at the end of a month in UTC: RFC 3339,
  /// section 5.7 and appendix D.
  private static func objection(toLeapSecondAt utcMinute: Int, on date: Date?) -> String? {
    let day = 24 * 60
    guard ((utcMinute % day) + day) % day == day - 1 else { return "time of day in UTC" }
    guard let date else { return nil }
    let last = days(in: date.month, of: date.year)
    // The offset can move the moment into the day before or after.
    let isLast =
      if utcMinute < 0 { date.day == 1 } else if utcMinute >= day { date.day == last - 1 } else {
        date.day == last
      }
    return isLast ? nil : "day of the month in UTC"
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }
}

/// Reads the three forms of RFC 9110, section 5.6.7, each by its fixed layout.
enum HTTPDateParser {
  static func parse(
    _ text: String, now: HTTPDate
  ) -> (date: HTTPDate, form: HTTPDate.Form)? {
    var scanner = Scanner(text)
    if let index = scanner.takeName(from: CivilDay.longWeekdays) {
      guard let date = scanner.rfc850(weekday: index, now: now) else { return nil }
      return (date, .rfc850)
    }
    guard let index = scanner.takeName(from: CivilDay.weekdays) else { return nil }
    if scanner.take(", ") {
      guard let date = scanner.imfFixdate(weekday: index) else { return nil }
      return (date, .imfFixdate)
    }
    guard let date = scanner.asctime(weekday: index) else { return nil }
    return (date, .asctime)
  }
}

private struct Scanner {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  mutating func take(_ word: String) -> Bool {
    guard rest.starts(with: word.utf8) else { return false }
    rest = rest.dropFirst(word.utf8.count)
    return true
  }

  mutating func takeName(from names: [String]) -> Int? {
    names.firstIndex { take($0) }
  }

  /// ` 06 Nov 1994 08:49:37 GMT` behind the day and comma.
  mutating func imfFixdate(weekday: Int) -> HTTPDate? {
    guard let day = number(2), take(" "), let month = month(), take(" "), let year = number(4),
      take(" "), let time = time(), take(" GMT"), rest.isEmpty
    else { return nil }
    return date(year, month, day, time, weekday: weekday)
  }

  mutating func rfc850(weekday: Int, now: HTTPDate) -> HTTPDate? {
    guard take(", "), let day = number(2), take("-"), let month = month(), take("-"),
      let shortYear = number(2), take(" "), let time = time(), take(" GMT"), rest.isEmpty
    else { return nil }
    // "a timestamp that appears to be more than 50 years in the future [represents] the most recent
    // year in the past that had the same last two digits"
    let latest =
      CivilDay(daysSince1970: now.secondsSince1970.quotient(by: 86400)).year + 50
    let year = latest - (latest - shortYear) % 100
    return date(year, month, day, time, weekday: weekday)
  }

  mutating func asctime(weekday: Int) -> HTTPDate? {
    guard take(" "), let month = month(), take(" "), let day = paddedDay(), take(" "),
      let time = time(), take(" "), let year = number(4), rest.isEmpty
    else { return nil }
    return date(year, month, day, time, weekday: weekday)
  }

  private mutating func paddedDay() -> Int? {
    take(" ") ? number(1) : number(2)
  }

  private mutating func month() -> Int? {
    takeName(from: CivilDay.months).map { $0 + 1 }
  }

  /// Seconds since midnight; 60 is a leap second and means the next minute.
  private mutating func time() -> Int? {
    guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60,
      take(":"), let second = number(2), second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  private mutating func number(_ width: Int) -> Int? {
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy({ ByteClass.has($0, ByteClass.digit) }) else {
      return nil
    }
    rest = rest.dropFirst(width)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private func date(
    _ year: Int, _ month: Int, _ day: Int, _ time: Int, weekday: Int
  ) -> HTTPDate? {
    guard let civil = CivilDay(year: year, month: month, day: day), civil.weekday == weekday
    else { return nil }
    return HTTPDate(secondsSince1970: civil.daysSince1970 * 86400 + Int64(time))
  }
}

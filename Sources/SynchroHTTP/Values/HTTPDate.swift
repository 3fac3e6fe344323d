/// A point in time as HTTP writes it, RFC 9110, section 5.6.7: whole seconds, UTC.
public struct HTTPDate: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let secondsSince1970: Int64

  /// Which of the three forms a date was written in.
  public enum Form: Sendable {
    /// `Sun, 06 Nov 1994 08:49:37 GMT`: the only one that may be sent.
    case imfFixdate
    /// `Sunday, 06-Nov-94 08:49:37 GMT`: obsolete.
    case rfc850
    /// `Sun Nov  6 08:49:37 1994`: obsolete.
    case asctime
  }

  /// A date by its seconds, or nil outside the years 0000 to 9999.
  public init?(secondsSince1970: Int64) {
    guard (-62_167_219_200...253_402_300_799).contains(secondsSince1970) else { return nil }
    self.secondsSince1970 = secondsSince1970
  }

  /// Reads any of the three forms strictly: case, digits and spaces as in the grammar, a day that
  /// the month has and the day of the week that it was. `now` decides the century of the two-digit
  /// year: the latest that is not more than 50 years ahead.
  public init?(_ text: String, now: HTTPDate = .y2k) {
    guard let (date, _) = HTTPDateParser.parse(text, now: now) else { return nil }
    self = date
  }

  /// Which form a date text has; nil when it is none.
  public static func form(of text: String) -> Form? {
    HTTPDateParser.parse(text, now: .y2k)?.form
  }

  /// 2000-01-01T00:00:00Z.
  public static let y2k = HTTPDate(seconds: 946_684_800)

  /// The earlier one is smaller.
  public static func < (left: HTTPDate, right: HTTPDate) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }

  init(seconds: Int64) {
    secondsSince1970 = seconds
  }
}

extension HTTPDate: CustomStringConvertible {
  /// The IMF-fixdate.
  public var description: String {
    let days = secondsSince1970.quotient(by: 86400)
    let second = Int(secondsSince1970 - days * 86400)
    let day = CivilDay(daysSince1970: days)
    let time = [second / 3600, second / 60 % 60, second % 60]
      .map { Self.digits($0, 2) }.joined(separator: ":")
    return CivilDay.weekdays[day.weekday] + ", " + Self.digits(day.day, 2) + " "
      + CivilDay.months[day.month - 1] + " " + Self.digits(day.year, 4) + " " + time + " GMT"
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

/// A day of the Gregorian calendar, also before it was introduced.
struct CivilDay {
  var year: Int
  var month: Int
  var day: Int

  static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  static let longWeekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// A day, or nil when the month does not have it.
  init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Years are counted from March, so that the day that comes and goes is the last one of its year.
  init(daysSince1970 days: Int64) {
    let shifted = days + 719_468
    let era = shifted.quotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * marchMonth + 2) / 5) + 1
    month = Int(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  var daysSince1970: Int64 {
    let shiftedYear = Int64(month <= 2 ? year - 1 : year)
    let era = shiftedYear.quotient(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let marchMonth = Int64(month > 2 ? month - 3 : month + 9)
    let dayOfYear = (153 * marchMonth + 2) / 5 + Int64(day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// 0 is Sunday; the first of January 1970 was a Thursday.
  var weekday: Int {
    let days = daysSince1970 + 4
    return Int(days - days.quotient(by: 7) * 7)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

extension Int64 {
  /// Division that rounds down, also below zero.
  func quotient(by divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }
}

import SynchroTiming

/// What holds after the last change that the file of a time zone lists: the `TZ` string of POSIX at its
/// end, with the longer times of RFC 9636, section 3.3.1.
struct TimeZoneRule: Sendable, Equatable {
  /// Seconds east of UTC, outside of daylight saving time.
  private let standard: Int64
  private let daylight: Daylight?

  /// Daylight saving time, which may also be behind the standard one.
  fileprivate struct Daylight: Sendable, Equatable {
    let offset: Int64
    let start: Turn
    let end: Turn
  }

  /// When a year's time changes, by the clock that is about to be changed.
  fileprivate struct Turn: Sendable, Equatable {
    let day: Day
    /// Seconds after the midnight of that day, or before it.
    let time: Int64
  }

  fileprivate enum Day: Sendable, Equatable {
    /// The day of the year from 1, of which 29 February is none.
    case leapless(Int)
    /// The day of the year from 0.
    case ordinal(Int)
    /// A day of the week from Sunday, 0: the first to the fourth of a month, or by 5 the last.
    case weekday(Int, week: Int, month: Int)
  }

  /// Reads a string such as `EST5EDT,M3.2.0,M11.1.0`; nil when it is none, or when daylight saving time
  /// is named and not when it begins and ends.
  init?(_ text: some Collection<UInt8>) {
    var reader = Reader(rest: Array(text)[...])
    guard reader.name(), let west = reader.time(hours: 24) else { return nil }
    standard = -west
    guard !reader.rest.isEmpty else {
      daylight = nil
      return
    }
    guard reader.name() else { return nil }
    var offset = standard + 3_600
    if reader.rest.first != UInt8(ascii: ",") {
      guard let west = reader.time(hours: 24) else { return nil }
      offset = -west
    }
    guard let start = reader.turn(), let end = reader.turn(), reader.rest.isEmpty else {
      return nil
    }
    daylight = Daylight(offset: offset, start: start, end: end)
  }

  /// Seconds east of UTC at a moment.
  func offset(at moment: Timestamp) -> Int64 {
    guard let daylight else { return standard }
    let year = CivilTime(moment).year
    var last: (time: Int64, offset: Int64) = (.min, standard)
    // A time of a week before or after its day may lie in another year. Where one year's end is the next
    // one's start, the later holds: so daylight saving time can last all year.
    for year in year - 2...year + 1 {
      for (time, offset) in [
        (daylight.start.seconds(in: year) - standard, daylight.offset),
        (daylight.end.seconds(in: year) - daylight.offset, standard),
      ] where time <= moment.seconds && time >= last.time {
        last = (time, offset)
      }
    }
    return last.offset
  }
}

extension TimeZoneRule.Turn {
  /// The moment in seconds since 1970, as if the zone were UTC.
  fileprivate func seconds(in year: Int) -> Int64 { Int64(day.number(in: year)) * 86_400 + time }
}

extension TimeZoneRule.Day {
  /// The day of a year in days since 1970.
  fileprivate func number(in year: Int) -> Int {
    func first(_ month: Int) -> Int {
      GregorianCalendar.daysSinceEpoch(year: year, month: month, day: 1)
    }
    switch self {
    case .leapless(let day):
      let isPushed = day >= 60 && GregorianCalendar.daysIn(month: 2, of: year) == 29
      return first(1) + day - (isPushed ? 0 : 1)
    case .ordinal(let day): return first(1) + day
    case .weekday(let weekday, let week, let month):
      // 1970 began on a Thursday.
      let firstWeekday = ((first(month) + 4) % 7 + 7) % 7
      let day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      return first(month) + (day < GregorianCalendar.daysIn(month: month, of: year) ? day : day - 7)
    }
  }
}

extension TimeZoneRule {
  /// Reads the pieces of the string one after another.
  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func skips(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }

    /// Three letters or more, or anything that names an offset in angle brackets.
    mutating func name() -> Bool {
      let isQuoted = skips("<")
      let name = rest.prefix { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): isQuoted
        default: false
        }
      }
      rest = rest[name.endIndex...]
      return name.count >= 3 && (!isQuoted || skips(">"))
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest[digits.endIndex...]
      guard (1...3).contains(digits.count) else { return nil }
      let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
      return range.contains(value) ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time(hours most: Int) -> Int64? {
      let isNegative = skips("-")
      if !isNegative { _ = skips("+") }
      guard let hours = number(0...most) else { return nil }
      var seconds = hours * 3_600
      for unit in [60, 1] where skips(":") {
        guard let count = number(0...59) else { return nil }
        seconds += count * unit
      }
      return Int64(isNegative ? -seconds : seconds)
    }

    /// `,date[/time]`; at two o'clock unless it says otherwise.
    mutating func turn() -> Turn? {
      guard skips(","), let day = day() else { return nil }
      guard skips("/") else { return Turn(day: day, time: 7_200) }
      return time(hours: 167).map { Turn(day: day, time: $0) }
    }

    private mutating func day() -> Day? {
      if skips("J") { return number(1...365).map(Day.leapless) }
      guard skips("M") else { return number(0...365).map(Day.ordinal) }
      guard let month = number(1...12), skips("."), let week = number(1...5), skips("."),
        let weekday = number(0...6)
      else { return nil }
      return .weekday(weekday, week: week, month: month)
    }
  }
}

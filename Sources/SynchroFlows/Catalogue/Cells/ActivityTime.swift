/// When a payload is sent.
public enum ActivityTime: Sendable, Hashable {
  /// `24x7`.
  case always
  /// Clock windows of a day; a payload falls into any of them.
  case daily([ClockWindow])
  /// `1-6 hr duration, 4-8 times a year`: some hours at a time, some times in a period.
  case episodes(hours: ClosedRange<Int>, times: ClosedRange<Int>, per: CalendarPeriod.Unit)
  /// `within < 3 min of fault event`.
  case after(event: String, within: Duration, note: String?)
}

/// A window of the clock, which may cross midnight.
public struct ClockWindow: Sendable, Hashable, CustomStringConvertible {
  /// Where it begins, in minutes after midnight, 0 to 1439.
  public let start: Int
  /// Where it ends; before the start when midnight lies between.
  public let end: Int

  /// A window from one minute of the day to another.
  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  /// Whether midnight lies in it.
  public var crossesMidnight: Bool { end <= start }

  /// Its length in minutes; a window that ends where it begins lasts a day.
  public var minutes: Int { crossesMidnight ? end + 1440 - start : end - start }

  /// `22:00-06:00`.
  public var description: String { "\(Self.clock(start))-\(Self.clock(end))" }

  private static func clock(_ minutes: Int) -> String {
    let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
  }
}

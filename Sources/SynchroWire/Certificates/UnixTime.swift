import Glibc

/// A moment of civil time: whole seconds since 1970 began, UTC.
public struct UnixTime: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let seconds: Int64

  /// The moment so many seconds after 1970 began.
  public init(seconds: Int64) {
    self.seconds = seconds
  }

  /// The moment of the call.
  public static func now() -> UnixTime {
    UnixTime(seconds: Int64(time(nil)))
  }

  /// Earlier moments come first.
  public static func < (left: UnixTime, right: UnixTime) -> Bool {
    left.seconds < right.seconds
  }

  /// A moment moved by whole seconds; parts of a second are dropped.
  public static func + (time: UnixTime, duration: Duration) -> UnixTime {
    let (sum, overflow) = time.seconds.addingReportingOverflow(duration.components.seconds)
    return overflow ? time : UnixTime(seconds: sum)
  }

  /// The form of RFC 3339, such as 2026-01-31T09:00:00Z.
  public var description: String {
    var moment = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&moment, &parts) != nil else { return "\(seconds) s" }
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}

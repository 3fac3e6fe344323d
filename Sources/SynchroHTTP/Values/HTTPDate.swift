/// A point in time as HTTP writes it, RFC 9110, section 5.6.7: whole seconds, UTC.
public struct HTTPDate: Sendable, Hashable, Comparable, CustomStringConvertible {
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
    self.secondsSince1970 = secondsSince1970
  }

  /// Reads any of the three forms strictly; the day of the week must fit.
  public init?(_ text: String) {
    nil
  }

  /// Which form a date text has; nil when it is none.
  public static func form(of text: String) -> Form? { nil }
  /// The IMF-fixdate.
  public var description: String { "" }
  /// The earlier one is smaller.
  public static func < (left: HTTPDate, right: HTTPDate) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }
}

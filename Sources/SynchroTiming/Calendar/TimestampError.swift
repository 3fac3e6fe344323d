/// Why a text is not an RFC 3339 `date-time`. Offsets count UTF-8 bytes from 0.
public enum TimestampError: Error, Sendable, Equatable {
  /// A part of a date or a time.
  public enum Part: String, Sendable {
    case year, month, day, hour, minute, second
    case offsetHour = "offset hour"
    case offsetMinute = "offset minute"
  }

  /// Something else stands where the grammar wants this.
  case expected(String, offset: Int)
  /// The digits are there and the calendar has no such value.
  case outOfRange(Part, offset: Int)
  /// A 61st second anywhere but at 23:59:60 UTC on the last day of a month (RFC 3339, section 5.7).
  case misplacedLeapSecond(offset: Int)
  /// A well-formed fraction that says more than nanoseconds: our limit, no fault of the text.
  case finerThanNanoseconds(offset: Int)
  /// The text goes on after its end.
  case trailingText(offset: Int)

  /// Where the text stops being right.
  public var offset: Int {
    switch self {
    case .expected(_, let offset), .outOfRange(_, let offset), .misplacedLeapSecond(let offset),
      .finerThanNanoseconds(let offset), .trailingText(let offset):
      offset
    }
  }
}

extension TimestampError: CustomStringConvertible {
  /// One sentence for people, without a full stop.
  public var description: String {
    switch self {
    case .expected(let what, let offset): "expected \(what) at offset \(offset)"
    case .outOfRange(let part, let offset): "no such \(part.rawValue) at offset \(offset)"
    case .misplacedLeapSecond(let offset):
      "second 60 at offset \(offset) is not 23:59:60 UTC on the last day of a month"
    case .finerThanNanoseconds(let offset):
      "the fraction at offset \(offset) is finer than the nanoseconds that are kept"
    case .trailingText(let offset): "the time ends at offset \(offset) and the text goes on"
    }
  }
}

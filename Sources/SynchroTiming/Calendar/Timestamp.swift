/// A moment as clocks on the wall tell it: UTC, exact to the nanosecond.
///
/// Seconds are counted as POSIX counts them, without leap seconds; a moment inside a leap second is
/// marked and sorts between the second before it and the next day. How a moment is *written*, with
/// offset and digits, is a ``CivilTime``.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Whole seconds since 1970-01-01T00:00:00Z, rounded down. Inside a leap second: those of the
  /// second before it.
  public let seconds: Int64
  /// Nanoseconds past `seconds`, below one thousand million.
  public let nanoseconds: UInt32
  /// True inside an inserted 61st second.
  public let isLeapSecond: Bool

  /// 1970-01-01T00:00:00Z.
  public static let unixEpoch = Timestamp(seconds: 0, nanoseconds: 0, isLeapSecond: false)

  /// 316,000 years either way: far beyond every calendar in use, and nothing overflows on the way.
  static let limit: Int64 = 10_000_000_000_000

  /// A moment by its POSIX count; nil when the nanoseconds make a second or more, or when it lies
  /// more than 316,000 years from 1970.
  public init?(seconds: Int64, nanoseconds: UInt32 = 0) {
    guard nanoseconds < 1_000_000_000, seconds.magnitude <= Self.limit else { return nil }
    self.init(seconds: seconds, nanoseconds: nanoseconds, isLeapSecond: false)
  }

  init(seconds: Int64, nanoseconds: UInt32, isLeapSecond: Bool) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
    self.isLeapSecond = isLeapSecond
  }

  /// The moment later by `duration`, cut to nanoseconds and held within 316,000 years of 1970.
  public func advanced(by duration: Duration) -> Timestamp {
    let (whole, attoseconds) = duration.components
    let fine = Int64(nanoseconds) + attoseconds / 1_000_000_000
    let carry = fine < 0 ? -1 : fine / 1_000_000_000
    let sum = posixSeconds.addingSaturating(whole).addingSaturating(carry)
    guard sum >= -Self.limit else {
      return Timestamp(seconds: -Self.limit, nanoseconds: 0, isLeapSecond: false)
    }
    guard sum <= Self.limit else {
      return Timestamp(seconds: Self.limit, nanoseconds: 0, isLeapSecond: false)
    }
    return Timestamp(
      seconds: sum, nanoseconds: UInt32(fine - carry * 1_000_000_000), isLeapSecond: false)
  }

  /// How long it takes from here to `other`, by the POSIX count: a leap second adds nothing.
  public func duration(to other: Timestamp) -> Duration {
    .seconds(other.posixSeconds - posixSeconds)
      + .nanoseconds(Int64(other.nanoseconds) - Int64(nanoseconds))
  }

  /// Earlier moments are smaller.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    if left.seconds != right.seconds { return left.seconds < right.seconds }
    if left.isLeapSecond != right.isLeapSecond { return right.isLeapSecond }
    return left.nanoseconds < right.nanoseconds
  }

  /// POSIX gives the inserted second the number of the one after it.
  private var posixSeconds: Int64 { isLeapSecond ? seconds + 1 : seconds }
}

extension Timestamp: CustomStringConvertible {
  /// The moment by RFC 3339 in UTC, with as many digits of the second as it needs.
  public var description: String { CivilTime(self).description }
}

extension Timestamp {
  /// Reads an RFC 3339 `date-time`; what it says beyond the moment is in ``CivilTime``.
  public init(rfc3339 text: some StringProtocol) throws(TimestampError) {
    self = try CivilTime(rfc3339: text).timestamp
  }
}

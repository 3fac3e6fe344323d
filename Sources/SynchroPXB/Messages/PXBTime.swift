public import SynchroTiming

/// A moment as the binding writes it: whole microseconds since 1970-01-01T00:00:00Z.
///
/// Never negative and below 2^53, so that every JSON reader keeps it exactly (until the year 2255).
public struct PXBTime: Sendable, Hashable {
  /// Microseconds since 1970.
  public let microseconds: Int64

  /// The latest moment that the binding can write.
  public static let latest = PXBTime(held: 1 << 53 - 1)
  /// 1970-01-01T00:00:00Z.
  public static let epoch = PXBTime(held: 0)

  /// A moment by its count; nil when the binding cannot write it.
  public init?(microseconds: Int64) {
    guard (0...Self.latest.microseconds).contains(microseconds) else { return nil }
    self.microseconds = microseconds
  }

  /// A moment by its count, held within what the binding can write.
  public init(clamping microseconds: Int64) {
    self.microseconds = min(max(microseconds, 0), Self.latest.microseconds)
  }

  /// A moment of the calendar, cut to microseconds and held within what the binding can write.
  public init(_ timestamp: Timestamp) {
    let (scaled, overflow) = timestamp.seconds.multipliedReportingOverflow(by: 1_000_000)
    let fine = Int64(timestamp.nanoseconds / 1000)
    self.init(clamping: overflow ? (timestamp.seconds < 0 ? 0 : .max) : scaled + fine)
  }

  private init(held microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The moment in the calendar.
  public var timestamp: Timestamp {
    let (seconds, fine) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return Timestamp(seconds: seconds, nanoseconds: UInt32(fine * 1000)) ?? .unixEpoch
  }
}

extension PXBTime: Comparable {
  /// Earlier moments are smaller.
  public static func < (left: PXBTime, right: PXBTime) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The moment later by a duration, which is cut to microseconds; held at the ends.
  public static func + (time: PXBTime, duration: Duration) -> PXBTime {
    let (sum, overflow) = time.microseconds.addingReportingOverflow(duration.wholeMicroseconds)
    return PXBTime(clamping: overflow ? .max : sum)
  }

  /// The moment earlier by a duration, which is cut to microseconds; held at the ends.
  public static func - (time: PXBTime, duration: Duration) -> PXBTime {
    let (rest, overflow) = time.microseconds.subtractingReportingOverflow(
      duration.wholeMicroseconds)
    return PXBTime(clamping: overflow ? .max : rest)
  }

  /// How long it is from the right moment to the left one.
  public static func - (later: PXBTime, earlier: PXBTime) -> Duration {
    .microseconds(later.microseconds - earlier.microseconds)
  }

  /// Moves the moment later.
  public static func += (time: inout PXBTime, duration: Duration) {
    time = time + duration
  }
}

extension PXBTime: CustomStringConvertible {
  /// The moment by RFC 3339.
  public var description: String { timestamp.description }
}

extension Duration {
  /// Whole microseconds, cut towards zero and held at the ends of `Int64`.
  public var wholeMicroseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    let (sum, carry) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000)
    return carry ? (seconds < 0 ? .min : .max) : sum
  }
}

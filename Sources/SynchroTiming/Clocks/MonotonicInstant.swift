/// A point on a clock that never jumps: nanoseconds since an origin that means nothing by itself.
///
/// On the system clock the origin is the machine's start; on a ``ManualClock`` it is the clock's
/// creation. Compare and subtract only instants of one clock.
public struct MonotonicInstant: InstantProtocol, Sendable, Hashable {
  /// The standard duration, so that every time source is an `any Clock<Duration>`.
  public typealias Duration = Swift.Duration

  /// Nanoseconds since the clock's origin.
  public let nanoseconds: Int64

  /// The instant that lies so many nanoseconds after the origin.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The instant later by `duration`, held at the ends of the range.
  public func advanced(by duration: Duration) -> MonotonicInstant {
    MonotonicInstant(nanoseconds: nanoseconds.addingSaturating(duration.wholeNanoseconds))
  }

  /// How long it takes from here to `other`; negative when `other` is earlier.
  public func duration(to other: MonotonicInstant) -> Duration {
    .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds)
  }

  /// Earlier instants are smaller.
  public static func < (left: MonotonicInstant, right: MonotonicInstant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

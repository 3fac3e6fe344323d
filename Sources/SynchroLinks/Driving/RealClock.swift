public import SynchroPXB
public import SynchroTiming

/// The time of the binding by this machine's clocks: set by the wall at the start, and from then on by the clock
/// that never jumps.
public struct RealClock: Sendable, Hashable {
  private let wall: PXBTime
  private let origin: MonotonicInstant

  /// A clock that is right now.
  public init() {
    let system = SystemTime()
    origin = system.now
    wall = PXBTime(system.wallTime)
  }

  /// What time it is.
  public var now: PXBTime { time(at: SystemTime().now) }

  /// What time it was at an instant.
  public func time(at instant: MonotonicInstant) -> PXBTime {
    PXBTime(
      clamping: wall.microseconds + (instant.nanoseconds - origin.nanoseconds) / 1000)
  }

  /// The first instant at which it is a time.
  public func instant(of time: PXBTime) -> MonotonicInstant {
    origin.advanced(by: time - wall)
  }

  /// How far the clock on the wall has gone away from this one: it was set, or runs at another rate.
  public var drift: Duration { PXBTime(SystemTime().wallTime) - now }
}

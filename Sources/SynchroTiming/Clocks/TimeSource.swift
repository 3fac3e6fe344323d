import Glibc

/// The one seam through which Synchroscope learns the time, real or virtual.
///
/// A time source is also an `any Clock<Duration>`, so code that only sleeps and measures asks for
/// that, and code that needs the time of day as well asks for `any TimeSource`. Deadlines are
/// absolute.
public protocol TimeSource: Clock, Sendable
where Instant == MonotonicInstant, Duration == Swift.Duration {
  /// What a clock on the wall shows now. It may jump; never measure with it.
  var wallTime: Timestamp { get }
  /// How far this source has come, the sleep of its machine included; it never jumps.
  var age: Duration { get }
}

extension TimeSource {
  /// What never sleeps has come as far as its instants.
  public var age: Duration { .nanoseconds(now.nanoseconds) }

  /// The same time source for those who only sleep and measure. Swift 6.3 converts no `any
  /// TimeSource` to this type by itself, only values of a known one.
  public var clock: any Clock<Duration> { self }
}

/// The machine's own clocks: `CLOCK_MONOTONIC` for instants, `CLOCK_REALTIME` for the time of day.
public struct SystemTime: TimeSource {
  /// Nanoseconds since the clock's origin.
  public typealias Instant = MonotonicInstant

  /// The machine's clocks; every value of this type is the same.
  public init() {}

  /// The present instant of `CLOCK_MONOTONIC`.
  public var now: MonotonicInstant {
    MonotonicInstant(nanoseconds: reading(CLOCK_MONOTONIC))
  }

  /// The present reading of `CLOCK_REALTIME`.
  public var wallTime: Timestamp {
    Timestamp.unixEpoch.advanced(by: .nanoseconds(reading(CLOCK_REALTIME)))
  }

  /// `CLOCK_BOOTTIME`, which goes on while the machine sleeps.
  public var age: Duration { .nanoseconds(reading(CLOCK_BOOTTIME)) }

  /// The step of the clock; one nanosecond on every machine we run on.
  public var minimumResolution: Duration { .nanoseconds(1) }

  /// Waits on the task pool, never less than asked. Expect milliseconds of lateness on a busy
  /// machine; a ``Pacer`` is for when that matters.
  public func sleep(until deadline: MonotonicInstant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    while true {
      let rest = now.duration(to: deadline)
      guard rest > .zero else { return }
      // The runtime's suspending clock is CLOCK_MONOTONIC on Linux, the same as ours.
      try await Task.sleep(for: rest, tolerance: tolerance, clock: .suspending)
    }
  }
}

extension TimeSource where Self == SystemTime {
  /// The machine's own clocks.
  public static var system: SystemTime { SystemTime() }
}

/// Nanoseconds on one of the machine's clocks. Either one fits: 2^63 ns end in the year 2262.
private func reading(_ clock: clockid_t) -> Int64 {
  var time = timespec()
  // Fails only for an unknown clock or a bad pointer, and both are constants here.
  clock_gettime(clock, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

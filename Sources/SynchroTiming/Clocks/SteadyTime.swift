/// Another source whose time of day is read once and never set again.
///
/// What a run decides by the time of day must not depend on who sets the machine's clock meanwhile: how
/// far the target's clock is off was looked at in the beginning.
public struct SteadyTime: TimeSource {
  /// Nanoseconds since the clock's origin.
  public typealias Instant = MonotonicInstant

  private let base: any TimeSource
  private let begin: (wallTime: Timestamp, age: Duration)

  /// A source that shows the time of day of `base` now.
  public init(_ base: any TimeSource = SystemTime()) {
    self.base = base
    begin = (base.wallTime, base.age)
  }

  /// The present instant of the other source.
  public var now: MonotonicInstant { base.now }

  /// The time of day, as if nobody had set the clock.
  public var wallTime: Timestamp { begin.wallTime.advanced(by: age - begin.age) }

  /// As far as the other source has come.
  public var age: Duration { base.age }

  /// How far the clock on the wall has gone away from this one: it was set.
  public var drift: Duration { wallTime.duration(to: base.wallTime) }

  /// The step of the other source.
  public var minimumResolution: Duration { base.minimumResolution }

  /// Waits like the other source.
  public func sleep(until deadline: MonotonicInstant, tolerance: Duration?) async throws {
    try await base.sleep(until: deadline, tolerance: tolerance)
  }
}

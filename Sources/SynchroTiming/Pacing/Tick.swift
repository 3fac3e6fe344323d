public import SynchroSystem

/// One tick of a ``Pacer``: when it was meant, and when it came.
public struct Tick: Sendable, Equatable {
  /// The place in the schedule, from 0.
  public let index: UInt64
  /// When the schedule wanted it. Latency counts from here.
  public let intended: MonotonicInstant
  /// When the handler was called; never before `intended`.
  public let actual: MonotonicInstant

  /// How late the harness was.
  public var lateness: Duration { intended.duration(to: actual) }
}

/// What a ``Pacer`` did from its start to its end.
public struct PacerReport: Sendable {
  /// Why the pacer ended.
  public enum End: Sendable, Equatable {
    /// The schedule has no more ticks.
    case completed
    /// Somebody called `stop`.
    case stopped
    /// The schedule went back in time at this tick; nothing from it on was fired.
    case disordered(index: UInt64)
    /// The system refused to wait; nothing further was fired.
    case failed(SystemError)
  }

  /// Why the pacer ended.
  public let end: End
  /// Where the schedule's offset zero lay.
  public let origin: MonotonicInstant
  /// How many ticks were fired.
  public let tickCount: UInt64
  /// How late the ticks were, in nanoseconds: what the harness itself adds to any latency.
  public let lateness: Histogram
  /// The first ticks in order, as many as were asked to be kept.
  public let ticks: [Tick]
}

package import SynchroTiming

/// Deadlines as the loop writes them: on the machine's clock, which is the one epoll waits by.
extension MonotonicInstant {
  /// An instant that never comes.
  package static let never = MonotonicInstant(nanoseconds: .max)

  /// The instant of the call.
  package static func now() -> MonotonicInstant { SystemTime().now }

  /// A later instant; `never` when it lies beyond what 64 bits hold.
  package static func + (instant: MonotonicInstant, duration: Duration) -> MonotonicInstant {
    instant.advanced(by: duration)
  }

  /// A later instant, without the arithmetic of durations: for the paths that run per message.
  package func advanced(byNanoseconds nanoseconds: Int64) -> MonotonicInstant {
    let (sum, overflow) = self.nanoseconds.addingReportingOverflow(nanoseconds)
    return overflow ? .never : MonotonicInstant(nanoseconds: sum)
  }

  /// The time between two instants.
  package static func - (later: MonotonicInstant, earlier: MonotonicInstant) -> Duration {
    earlier.duration(to: later)
  }
}

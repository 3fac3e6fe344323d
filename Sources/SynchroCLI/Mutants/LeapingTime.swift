import SynchroMocks
import SynchroTiming
import Synchronization

/// The time of a run whose target lives in this program: who would wait in it is put forward in time,
/// and the target with them. So the pauses that a suite grants to real targets cost nothing, and
/// everything comes out as if they had been waited for.
///
/// It is meant for one test at a time; another would find that its time has passed.
final class LeapingTime: TimeSource {
  typealias Instant = MonotonicInstant

  /// The clock of the target.
  let target = CDSClock(.virtual)
  private let ahead = Mutex(Duration.zero)

  var now: MonotonicInstant { SystemTime().now.advanced(by: ahead.withLock { $0 }) }
  var wallTime: Timestamp { SystemTime().wallTime.advanced(by: ahead.withLock { $0 }) }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: MonotonicInstant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    ahead.withLock { ahead in
      let rest = SystemTime().now.advanced(by: ahead).duration(to: deadline)
      guard rest > .zero, target.advance(by: rest) else { return }
      ahead += rest
    }
  }
}

import SynchroTiming

/// What time it is for the steps of a test.
///
/// It stands still while values are judged, and moves with what is recorded of a run: exchanges, acts
/// of the operator, pauses. So whoever judges the record later sees the same times, and whatever a
/// suite decides or sends by the clock comes out the same.
struct TestClock: Sendable {
  /// When the test began, by a clock that never jumps.
  let begin: MonotonicInstant
  /// How long ago that is.
  private(set) var elapsed: Duration = .zero
  /// The time of day.
  private(set) var wallTime: Timestamp

  init(begin: MonotonicInstant, wallTime: Timestamp) {
    self.begin = begin
    self.wallTime = wallTime
  }

  /// The present, by a clock that never jumps.
  var now: MonotonicInstant { begin.advanced(by: elapsed) }

  /// Something has come to its end; time never goes back.
  mutating func move(to elapsed: Duration, wallTime: Timestamp) {
    self.elapsed = max(self.elapsed, elapsed)
    self.wallTime = max(self.wallTime, wallTime)
  }

  /// The test has waited.
  mutating func pass(_ duration: Duration) {
    elapsed += duration
    wallTime = wallTime.advanced(by: duration)
  }
}

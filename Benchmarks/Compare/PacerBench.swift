import CSynchroPosix
import Glibc
import SynchroTiming

/// How late 1 kHz ticks come from our pacer, and from `clock_nanosleep` with a slack of 1 ns.
enum PacerBench {
  private static let ticks: UInt64 = 1000
  /// Many short runs in turn: the machine is disturbed for milliseconds at a time, and the median
  /// of a few long runs is decided by who is disturbed.
  private static let rounds = 21

  static func run() async throws {
    var samples: [(name: String, p50: Samples, p99: Samples)] = [
      (
        "pacer", Samples("pacer ours, p50 lateness", "µs"),
        Samples("pacer ours, p99 lateness", "µs")
      ),
      (
        "clock_nanosleep", Samples("pacer clock_nanosleep, p50 lateness", "µs"),
        Samples("pacer clock_nanosleep, p99 lateness", "µs")
      ),
    ]
    for round in 0..<rounds {
      // Each goes first in turn: what a run leaves behind falls on both alike.
      for index in round.isMultiple(of: 2) ? [0, 1] : [1, 0] {
        let lateness = index == 0 ? try ours() : peers()
        samples[index].p50.add(microseconds(lateness, 50))
        samples[index].p99.add(microseconds(lateness, 99))
      }
    }
    Samples.printRatio(samples[0].p50, samples[1].p50)
    Samples.printRatio(samples[0].p99, samples[1].p99)
  }

  private static func microseconds(_ lateness: Histogram, _ percent: Double) -> Double {
    lateness.percentile(percent).map { Double($0) / 1000 } ?? .nan
  }

  private static func ours() throws -> Histogram {
    guard let schedule = FixedRate(perSecond: 1000, count: ticks) else { return Histogram() }
    return try Pacer.start(schedule, keepingTicks: 0) { _ in }.join().lateness
  }

  /// On a thread of its own, as the pacer's is.
  private static func peers() -> Histogram {
    let result = Unmanaged.passRetained(Result())
    var thread = pthread_t()
    pthread_create(&thread, nil, sleepLoop, result.toOpaque())
    pthread_join(thread, nil)
    return result.takeRetainedValue().lateness
  }

  fileprivate final class Result {
    var lateness = Histogram()
  }

  fileprivate static func sleepThroughTicks(_ result: Result) {
    syn_set_timer_slack(1)
    var target = timespec()
    clock_gettime(CLOCK_MONOTONIC, &target)
    for _ in 0..<ticks {
      target.tv_nsec += 1_000_000
      if target.tv_nsec >= 1_000_000_000 {
        target.tv_nsec -= 1_000_000_000
        target.tv_sec += 1
      }
      while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &target, nil) == EINTR {}
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      let late = (now.tv_sec - target.tv_sec) * 1_000_000_000 + now.tv_nsec - target.tv_nsec
      result.lateness.record(UInt64(max(0, late)))
    }
  }
}

private func sleepLoop(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  PacerBench.sleepThroughTicks(
    Unmanaged<PacerBench.Result>.fromOpaque(argument).takeUnretainedValue())
  return nil
}

import Glibc

/// A moment on the monotonic clock, in nanoseconds; what all deadlines of the wire are made of.
package struct Moment: Sendable, Hashable, Comparable {
  /// Nanoseconds since an unspecified start.
  package let nanoseconds: Int64

  /// A moment that clock readings of this process can be compared with.
  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// A moment that never comes.
  package static let never = Moment(nanoseconds: .max)

  /// The moment of the call.
  package static func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Moment(nanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }

  package static func < (left: Moment, right: Moment) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// A later moment; `never` when it lies beyond what 64 bits hold.
  package static func + (moment: Moment, duration: Duration) -> Moment {
    let (seconds, attoseconds) = duration.components
    let (scaled, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !tooLong else { return seconds < 0 ? Moment(nanoseconds: .min) : never }
    let (sum, overflow) = moment.nanoseconds.addingReportingOverflow(scaled)
    guard !overflow else { return seconds < 0 ? Moment(nanoseconds: .min) : never }
    let (total, spill) = sum.addingReportingOverflow(attoseconds / 1_000_000_000)
    return spill ? never : Moment(nanoseconds: total)
  }

  /// A moment so many nanoseconds later; `never` at the longest. Cheaper than adding a `Duration`.
  package func advanced(byNanoseconds count: Int64) -> Moment {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(count)
    return overflow ? .never : Moment(nanoseconds: sum)
  }

  /// The time between two moments.
  package static func - (later: Moment, earlier: Moment) -> Duration {
    .nanoseconds(later.nanoseconds) - .nanoseconds(earlier.nanoseconds)
  }
}

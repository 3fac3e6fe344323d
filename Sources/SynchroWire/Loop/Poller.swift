import CSynchroPosix
import Glibc
package import SynchroTiming
package import SynchroSystem

/// What to be told about a descriptor.
package struct Interest: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Bytes, a connection or an end can be read.
  package static let read = Interest(rawValue: 1)
  /// Bytes can be written, or a connect has ended.
  package static let write = Interest(rawValue: 2)

  /// Each arrival is reported once, however much is left unread (edge-triggered): one look less
  /// at every socket per turn. For who reads until less comes than fits; `change` reports anew.
  package static let arrivals = Interest(rawValue: 4)

  /// Errors and hang-ups are reported in any case.
  var mask: UInt32 {
    (contains(.read) ? EPOLLIN.rawValue | EPOLLRDHUP.rawValue : 0)
      | (contains(.write) ? EPOLLOUT.rawValue : 0)
      | (contains(.arrivals) ? EPOLLET.rawValue : 0)
  }
}

/// What happened at a descriptor.
package struct Readiness: Sendable, Hashable {
  let events: UInt32

  /// A read will not wait: bytes, an end or an error.
  package var canRead: Bool {
    events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
  }

  /// A write will not wait: room, or an error.
  package var canWrite: Bool {
    events & (EPOLLOUT.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
  }

  /// The far end closed at least its sending side; there may still be bytes to read.
  package var hasHungUp: Bool {
    events & (EPOLLRDHUP.rawValue | EPOLLHUP.rawValue) != 0
  }

  /// The socket has failed.
  package var hasFailed: Bool { events & EPOLLERR.rawValue != 0 }
}

/// A set of descriptors to wait on (epoll, level-triggered unless asked). One thread waits; any
/// thread may wake it.
package final class Poller {
  private let set: Descriptor
  private var events: UnsafeMutableBufferPointer<epoll_event>

  /// Makes an empty set that reports up to `batch` descriptors at a time.
  package init(batch: Int = 256) throws(SystemError) {
    let raw = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard raw >= 0 else { throw .last(.epoll) }
    set = Descriptor(owning: raw)
    events = .allocate(capacity: batch)
    events.initialize(repeating: epoll_event())
  }

  deinit {
    events.deallocate()
  }

  /// Watches a descriptor; `token` comes back with each of its events.
  package func add(_ raw: Int32, _ interest: Interest, token: UInt64) throws(SystemError) {
    try control(EPOLL_CTL_ADD, raw, interest, token)
  }

  /// Changes what is watched for.
  package func modify(_ raw: Int32, _ interest: Interest, token: UInt64) throws(SystemError) {
    try control(EPOLL_CTL_MOD, raw, interest, token)
  }

  /// Stops watching a descriptor. Closing the last descriptor of a file does so too.
  package func remove(_ raw: Int32) throws(SystemError) {
    try control(EPOLL_CTL_DEL, raw, [], 0)
  }

  /// Waits until something happens or the deadline passes, and reports each event once.
  /// Returns how many there were.
  @discardableResult
  package func wait(
    until deadline: MonotonicInstant, _ report: (UInt64, Readiness) -> Void
  ) throws(SystemError) -> Int {
    let count = epoll_wait(
      set.raw, events.baseAddress, Int32(events.count), Poller.milliseconds(until: deadline))
    if count < 0 {
      guard errno == EINTR else { throw .last(.epoll) }
      return 0
    }
    for index in 0..<Int(count) {
      report(events[index].data.u64, Readiness(events: events[index].events))
    }
    return Int(count)
  }

  private func control(
    _ operation: Int32, _ raw: Int32, _ interest: Interest, _ token: UInt64
  ) throws(SystemError) {
    var event = epoll_event(events: interest.mask, data: epoll_data_t(u64: token))
    guard epoll_ctl(set.raw, operation, raw, &event) == 0 else { throw .last(.epoll) }
  }

  /// Rounded up, so that a deadline has passed when the wait for it ends.
  private static func milliseconds(until deadline: MonotonicInstant) -> Int32 {
    if deadline == .never { return -1 }
    let now = MonotonicInstant.now()
    guard now < deadline else { return 0 }
    let left = deadline.nanoseconds - now.nanoseconds
    return Int32(clamping: left / 1_000_000 + (left % 1_000_000 == 0 ? 0 : 1))
  }
}

import CSynchroPosix
import Glibc
import SynchroSystem
import Synchronization

/// Waits for instants on one thread; any thread can call the wait off.
final class DeadlineTimer: Sendable {
  private let timer: Int32
  private let bell: Int32
  private let poll: Int32
  private let cancelled = Atomic(false)

  init() throws(SystemError) {
    timer = timerfd_create(CLOCK_MONOTONIC, Int32(TFD_CLOEXEC) | Int32(TFD_NONBLOCK))
    bell = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    // All properties are set, so a throw from here on runs deinit and closes what was opened.
    if timer < 0 { throw SystemError.last(.timerfd) }
    if bell < 0 { throw SystemError.last(.eventfd) }
    if poll < 0 { throw SystemError.last(.epoll) }
    for descriptor in [timer, bell] {
      var event = epoll_event(
        events: EPOLLIN.rawValue, data: epoll_data_t(fd: descriptor))
      if epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) < 0 { throw SystemError.last(.epoll) }
    }
  }

  deinit {
    for descriptor in [timer, bell, poll] where descriptor >= 0 { close(descriptor) }
  }

  var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

  /// Ends the present wait and every later one.
  func cancel() {
    cancelled.store(true, ordering: .releasing)
    var one: UInt64 = 1
    // The bell is never read, so a second write can only fail because it rings already.
    write(bell, &one, MemoryLayout.size(ofValue: one))
  }

  /// Returns true at the instant or after it, and false when the timer was cancelled.
  func wait(until deadline: MonotonicInstant) throws(SystemError) -> Bool {
    let (seconds, rest) = deadline.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    var setting = itimerspec()
    setting.it_value = timespec(tv_sec: Int(seconds), tv_nsec: Int(rest))
    // Setting the timer also takes back an expiry nobody has read.
    if timerfd_settime(timer, Int32(TFD_TIMER_ABSTIME), &setting, nil) < 0 {
      throw SystemError.last(.timerfd)
    }
    var events = (epoll_event(), epoll_event())
    while !isCancelled {
      let count = withUnsafeMutableBytes(of: &events) { buffer in
        epoll_wait(poll, buffer.assumingMemoryBound(to: epoll_event.self).baseAddress, 2, -1)
      }
      if count > 0 { return !isCancelled }
      if count < 0, errno != EINTR { throw SystemError.last(.epoll) }
    }
    return false
  }
}

import CSynchroPosix
import Glibc
import SynchroSystem
import SynchroTiming
import SynchroWire

/// Wakes a reactor at an instant, to the microsecond: its own alarms are rounded up to milliseconds.
final class WakeTimer {
  private let timer: Descriptor
  private let reactor: Reactor
  private var watch: Watch?
  private var armed = MonotonicInstant.never

  init(_ reactor: Reactor, ring: @escaping () -> Void) throws(SystemError) {
    let raw = timerfd_create(CLOCK_MONOTONIC, Int32(TFD_CLOEXEC) | Int32(TFD_NONBLOCK))
    guard raw >= 0 else { throw .last(.timerfd) }
    timer = Descriptor(owning: raw)
    self.reactor = reactor
    watch = try reactor.watch(raw, for: .read) { [unowned self] _ in
      var count: UInt64 = 0
      guard read(raw, &count, 8) == 8 else { return }
      armed = .never
      ring()
    }
    // The kernel may otherwise add 50 µs to every wait, to save power.
    syn_set_timer_slack(1)
  }

  /// Rings once, at the instant or as soon as possible after it; `never` takes an earlier wish back.
  func set(_ instant: MonotonicInstant) {
    guard instant != armed else { return }
    armed = instant
    var setting = itimerspec()
    if instant != .never {
      // Zero would switch the timer off.
      let nanoseconds = max(1, instant.nanoseconds)
      let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
      setting.it_value = timespec(tv_sec: Int(seconds), tv_nsec: Int(rest))
    }
    // Fails only for a foreign descriptor or a time that is none.
    timerfd_settime(timer.raw, Int32(TFD_TIMER_ABSTIME), &setting, nil)
  }

  func stop() {
    if let watch = watch.take() { reactor.forget(watch) }
  }
}

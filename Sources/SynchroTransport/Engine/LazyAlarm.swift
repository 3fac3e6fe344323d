internal import SynchroWire
import SynchroTiming

/// An alarm for deadlines that are set again and again and hardly ever met: it is moved only when
/// it rings too early, so setting a later moment costs nothing. Belongs to the loop.
final class LazyAlarm {
  private let reactor: Reactor
  private var action: (() -> Void)?
  /// When to ring.
  private var due = MonotonicInstant.never
  /// When the reactor will ring, which may be earlier.
  private var alarm: Alarm?
  private var alarmAt = MonotonicInstant.never

  init(reactor: Reactor, action: @escaping () -> Void) {
    self.reactor = reactor
    self.action = action
  }

  /// Rings once at this moment instead of whatever was set before.
  func set(_ moment: MonotonicInstant) {
    due = moment
    guard moment < alarmAt else { return }
    if let alarm { reactor.cancel(alarm) }
    arm(moment)
  }

  /// Rings no more, and lets go of the action.
  func cancel() {
    if let alarm { reactor.cancel(alarm) }
    alarm = nil
    action = nil
  }

  private func arm(_ moment: MonotonicInstant) {
    alarmAt = moment
    alarm = reactor.setAlarm(at: moment) { [self] in rang() }
  }

  private func rang() {
    alarm = nil
    alarmAt = .never
    if due > reactor.now {
      if due != .never { arm(due) }
      return
    }
    due = .never
    action?()
  }
}

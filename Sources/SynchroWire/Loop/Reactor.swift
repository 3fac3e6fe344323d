import CSynchroPosix
import Glibc
package import SynchroTiming
package import SynchroSystem

/// Names a watched descriptor; worthless once it is forgotten.
package struct Watch: Sendable, Hashable {
  let token: UInt64
}

/// Waits for descriptors and alarms and calls who asked. Belongs to one thread.
///
/// A callback may watch, change, forget, set and cancel anything, itself included. Events of a
/// descriptor that was forgotten earlier in the same turn are dropped, even if its number is in use
/// again.
package final class Reactor {
  private struct Slot {
    var generation: UInt32 = 0
    var raw: Int32 = -1
    var interest: Interest = []
    var ready: ((Readiness) -> Void)?
  }

  private let poller: Poller
  private var slots: [Slot] = []
  private var free: [UInt32] = []
  private var alarms = AlarmHeap()
  private var isStopping = false

  /// The time at which this turn's wait ended; cheap, and near enough for deadlines.
  package private(set) var now: MonotonicInstant

  /// Makes a reactor that watches nothing.
  package init() throws(SystemError) {
    poller = try Poller()
    now = .now()
  }

  /// How many descriptors are watched.
  package var watchCount: Int { slots.count - free.count }

  /// Calls `ready` whenever the descriptor is ready for what interests, until it is forgotten.
  package func watch(
    _ raw: Int32, for interest: Interest, _ ready: @escaping (Readiness) -> Void
  ) throws(SystemError) -> Watch {
    let index: UInt32
    if let reused = free.popLast() {
      index = reused
    } else {
      index = UInt32(slots.count)
      slots.append(Slot())
    }
    let watch = Watch(token: UInt64(slots[Int(index)].generation) << 32 | UInt64(index))
    do {
      try poller.add(raw, interest, token: watch.token)
    } catch {
      free.append(index)
      throw error
    }
    slots[Int(index)].raw = raw
    slots[Int(index)].interest = interest
    slots[Int(index)].ready = ready
    return watch
  }

  /// Changes what a watched descriptor is watched for; costs nothing when nothing changes.
  package func change(_ watch: Watch, to interest: Interest) throws(SystemError) {
    guard let index = index(of: watch), slots[index].interest != interest else { return }
    try poller.modify(slots[index].raw, interest, token: watch.token)
    slots[index].interest = interest
  }

  /// Stops watching. Call it before the descriptor is closed.
  package func forget(_ watch: Watch) {
    guard let index = index(of: watch) else { return }
    // Fails only when the descriptor is closed already, and then epoll has forgotten it too.
    try? poller.remove(slots[index].raw)
    slots[index].ready = nil
    slots[index].raw = -1
    slots[index].generation &+= 1
    free.append(UInt32(index))
  }

  /// Calls `body` once when the moment has come.
  package func setAlarm(at moment: MonotonicInstant, _ body: @escaping () -> Void) -> Alarm {
    alarms.set(at: moment, body)
  }

  /// Moves an alarm; false when it has rung or was cancelled.
  @discardableResult
  package func move(_ alarm: Alarm, to moment: MonotonicInstant) -> Bool {
    alarms.move(alarm, to: moment)
  }

  /// Cancels an alarm; false when it has rung or was cancelled.
  @discardableResult
  package func cancel(_ alarm: Alarm) -> Bool {
    alarms.cancel(alarm)
  }

  /// Makes `run` return at the end of this turn.
  package func stop() {
    isStopping = true
  }

  /// Turns until stopped.
  package func run() throws(SystemError) {
    while !isStopping { try turn(until: .never) }
  }

  /// Waits once, at the longest until `limit`, and delivers what happened.
  package func turn(until limit: MonotonicInstant) throws(SystemError) {
    var isWaiting = true
    try poller.wait(until: min(limit, alarms.next)) { token, readiness in
      // The wait may have been long: deadlines that these callbacks set count from its end.
      if isWaiting {
        now = .now()
        isWaiting = false
      }
      guard let index = index(of: Watch(token: token)) else { return }
      slots[index].ready?(readiness)
    }
    if isWaiting { now = .now() }
    // Alarms set by these callbacks for "now" wait for the next turn, so that none can spin here.
    let due = now
    var budget = alarms.count
    while budget > 0, let body = alarms.popDue(due) {
      body()
      budget -= 1
    }
  }

  /// Forgets everybody, so that nobody who is remembered here keeps the reactor alive.
  package func clear() {
    slots = []
    free = []
    alarms = AlarmHeap()
  }

  private func index(of watch: Watch) -> Int? {
    let index = Int(watch.token & 0xFFFF_FFFF)
    guard index < slots.count, slots[index].raw >= 0,
      slots[index].generation == UInt32(watch.token >> 32)
    else { return nil }
    return index
  }
}

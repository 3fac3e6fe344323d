import Synchronization

/// A clock that moves only when told to, for virtual time and for tests that never wait.
///
/// Sleepers wake in the order of their deadlines, equal deadlines in the order of going to sleep. A
/// woken task runs when its executor lets it: to see what it does next, wait until it sleeps again
/// with ``sleepers(atLeast:)`` and then advance.
public final class ManualClock: TimeSource {
  /// Nanoseconds since the clock's origin.
  public typealias Instant = MonotonicInstant

  private struct Sleeper {
    let ticket: UInt64
    let deadline: MonotonicInstant
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct Watcher {
    let ticket: UInt64
    let count: Int
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: MonotonicInstant
    var wallTime: Timestamp
    /// By deadline, then by arrival; the next to wake is first.
    var sleepers: [Sleeper] = []
    var watchers: [Watcher] = []
    var lastTicket: UInt64 = 0

    mutating func ticket() -> UInt64 {
      lastTicket += 1
      return lastTicket
    }
  }

  private let state: Mutex<State>

  /// A clock that stands at its origin and shows `wallTime`.
  public init(wallTime: Timestamp = .unixEpoch) {
    state = Mutex(State(now: MonotonicInstant(nanoseconds: 0), wallTime: wallTime))
  }

  /// Where the clock stands.
  public var now: MonotonicInstant { state.withLock { $0.now } }

  /// The time of day that the clock shows; it moves along with ``now``.
  public var wallTime: Timestamp { state.withLock { $0.wallTime } }

  /// The smallest step the clock can make.
  public var minimumResolution: Duration { .nanoseconds(1) }

  /// When the next sleeper wakes, or nil when nobody sleeps.
  public var nextDeadline: MonotonicInstant? { state.withLock { $0.sleepers.first?.deadline } }

  /// How many tasks sleep on this clock.
  public var sleeperCount: Int { state.withLock { $0.sleepers.count } }
}

// MARK: - Moving

extension ManualClock {
  /// Moves the clock and wakes everybody whose deadline is reached.
  public func advance(by duration: Duration) {
    precondition(duration >= .zero, "a monotonic clock never goes back")
    advance(to: now.advanced(by: duration))
  }

  /// Moves the clock to an instant; an instant already passed changes nothing.
  public func advance(to target: MonotonicInstant) {
    let due = state.withLock { state -> [Sleeper] in
      if target > state.now {
        state.wallTime = state.wallTime.advanced(by: state.now.duration(to: target))
        state.now = target
      }
      let count = state.sleepers.prefix { $0.deadline <= state.now }.count
      defer { state.sleepers.removeFirst(count) }
      return Array(state.sleepers.prefix(count))
    }
    // Outside the lock: a resumed task may come straight back to this clock.
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Moves the clock to the next deadline and wakes those who wait for it. Returns that instant, or
  /// nil when nobody sleeps and the clock stays.
  @discardableResult
  public func advanceToNextDeadline() -> MonotonicInstant? {
    guard let deadline = nextDeadline else { return nil }
    advance(to: deadline)
    return deadline
  }

  /// Makes the time of day jump, as an operator or a time server does; instants are not touched.
  public func stepWallTime(by duration: Duration) {
    state.withLock { $0.wallTime = $0.wallTime.advanced(by: duration) }
  }
}

// MARK: - Waiting

extension ManualClock {
  /// Waits until the clock has been moved to the deadline, or the task is cancelled.
  public func sleep(until deadline: MonotonicInstant, tolerance: Duration?) async throws {
    let ticket = state.withLock { $0.ticket() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        admit(Sleeper(ticket: ticket, deadline: deadline, continuation: continuation))
      }
    } onCancel: {
      dismiss(ticket)
    }
  }

  /// Waits until at least so many tasks sleep on this clock.
  public func sleepers(atLeast count: Int) async throws {
    let ticket = state.withLock { $0.ticket() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        admit(Watcher(ticket: ticket, count: count, continuation: continuation))
      }
    } onCancel: {
      dismiss(ticket)
    }
  }

  // Cancelling marks the task first and calls the handler then. So whoever finds the task unmarked
  // under the lock is on the list before the handler gets the lock, and each is resumed once.

  private func admit(_ sleeper: Sleeper) {
    enum Fate {
      case cancelled, due
      case asleep([Watcher])
    }
    let fate = state.withLock { state -> Fate in
      if Task.isCancelled { return .cancelled }
      if sleeper.deadline <= state.now { return .due }
      // Behind equal deadlines: who went to sleep first wakes first.
      let place = state.sleepers.partitioningIndex { $0.deadline > sleeper.deadline }
      state.sleepers.insert(sleeper, at: place)
      let content = state.watchers.filter { $0.count <= state.sleepers.count }
      state.watchers.removeAll { $0.count <= state.sleepers.count }
      return .asleep(content)
    }
    switch fate {
    case .cancelled: sleeper.continuation.resume(throwing: CancellationError())
    case .due: sleeper.continuation.resume()
    case .asleep(let watchers): for watcher in watchers { watcher.continuation.resume() }
    }
  }

  private func admit(_ watcher: Watcher) {
    let result = state.withLock { state -> Result<Void, any Error>? in
      if Task.isCancelled { return .failure(CancellationError()) }
      if state.sleepers.count >= watcher.count { return .success(()) }
      state.watchers.append(watcher)
      return nil
    }
    if let result { watcher.continuation.resume(with: result) }
  }

  private func dismiss(_ ticket: UInt64) {
    let continuation = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      if let index = state.sleepers.firstIndex(where: { $0.ticket == ticket }) {
        return state.sleepers.remove(at: index).continuation
      }
      if let index = state.watchers.firstIndex(where: { $0.ticket == ticket }) {
        return state.watchers.remove(at: index).continuation
      }
      return nil
    }
    continuation?.resume(throwing: CancellationError())
  }
}

extension Array {
  /// The first index whose element satisfies a claim that holds from some place on.
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

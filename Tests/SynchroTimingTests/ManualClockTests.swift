import SynchroTiming
import Testing

@Suite(.timeLimit(.minutes(5))) struct ManualClockTests {
  @Test func `sleepers wake in the order of their deadlines`() async throws {
    let clock = ManualClock()
    let order = Recorder<Int>()
    try await withThrowingTaskGroup { group in
      for seconds in [3, 1, 2, 5, 4] {
        group.addTask {
          try await clock.sleep(for: .seconds(seconds))
          order.append(seconds)
        }
      }
      try await clock.sleepers(atLeast: 5)
      for expected in 1...5 {
        #expect(
          clock.nextDeadline == MonotonicInstant(nanoseconds: 1_000_000_000 * Int64(expected)))
        clock.advanceToNextDeadline()
        #expect(clock.sleeperCount == 5 - expected)
        try await group.next()
      }
    }
    #expect(order.elements == [1, 2, 3, 4, 5])
    #expect(clock.advanceToNextDeadline() == nil)
  }

  @Test func `nobody wakes a nanosecond early`() async throws {
    let clock = ManualClock()
    let sleeper = Task { try await clock.sleep(for: .seconds(1)) }
    try await clock.sleepers(atLeast: 1)
    clock.advance(by: .nanoseconds(999_999_999))
    #expect(clock.sleeperCount == 1)
    clock.advance(by: .nanoseconds(1))
    #expect(clock.sleeperCount == 0)
    try await sleeper.value
  }

  @Test func `a passed deadline returns at once`() async throws {
    let clock = ManualClock()
    clock.advance(by: .seconds(5))
    try await clock.sleep(until: MonotonicInstant(nanoseconds: 5_000_000_000), tolerance: nil)
    clock.advance(to: MonotonicInstant(nanoseconds: 0))
    #expect(clock.now == MonotonicInstant(nanoseconds: 5_000_000_000))
  }

  @Test func `a cancelled sleeper leaves and the others stay`() async throws {
    let clock = ManualClock()
    let cancelled = Task { try await clock.sleep(for: .seconds(1)) }
    let kept = Task { try await clock.sleep(for: .seconds(1)) }
    try await clock.sleepers(atLeast: 2)
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    #expect(clock.sleeperCount == 1)
    clock.advance(by: .seconds(1))
    try await kept.value
    let late = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await clock.sleep(for: .seconds(1))
    }
    await #expect(throws: CancellationError.self) { try await late.value }
    let watcher = Task { try await clock.sleepers(atLeast: 1) }
    watcher.cancel()
    await #expect(throws: CancellationError.self) { try await watcher.value }
  }

  @Test func `cancelling against advancing resumes each sleeper once`() async throws {
    let clock = ManualClock()
    for _ in 0..<200 {
      let sleepers = (0..<4).map { _ in Task { try await clock.sleep(for: .seconds(1)) } }
      if Bool.random() { try await clock.sleepers(atLeast: 2) }
      async let cancelled: Void = { for sleeper in sleepers { sleeper.cancel() } }()
      clock.advance(by: .seconds(1))
      await cancelled
      // A checked continuation that is resumed twice traps, and one that is not hangs here.
      for sleeper in sleepers { _ = await sleeper.result }
    }
    #expect(clock.sleeperCount == 0)
  }

  @Test func `wall time moves along and can jump`() throws {
    let noon = try Timestamp(rfc3339: "2026-04-01T12:00:00Z")
    let clock = ManualClock(wallTime: noon)
    clock.advance(by: .seconds(90))
    #expect(clock.wallTime.description == "2026-04-01T12:01:30Z")
    clock.stepWallTime(by: .seconds(-3600))
    #expect(clock.wallTime.description == "2026-04-01T11:01:30Z")
    #expect(clock.now == MonotonicInstant(nanoseconds: 90_000_000_000))
  }

  @Test func `one seam serves real and virtual time`() async throws {
    let virtual = ManualClock()
    for source in [virtual, SystemTime()] as [any TimeSource] {
      let before = source.now
      if let manual = source as? ManualClock { manual.advance(by: .milliseconds(1)) }
      try await source.sleep(until: before.advanced(by: .milliseconds(1)), tolerance: nil)
      #expect(before.duration(to: source.now) >= .milliseconds(1))
      let clock = source.clock
      try await clock.sleep(for: .zero)
    }
    #expect(SystemTime().wallTime > (try Timestamp(rfc3339: "2025-01-01T00:00:00Z")))
    let cancelled = Task { try await SystemTime().sleep(for: .seconds(3600)) }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
  }
}

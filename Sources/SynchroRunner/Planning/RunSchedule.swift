/// Says which test of a plan may start next, given which run and which are over.
///
/// Tests start in the order of the plan. One whose needs are not over is passed by; one that runs
/// alone is never passed, so that it sees what those before it did and no more.
struct RunSchedule {
  private var pending: [RunPlan.Entry]
  private var over: Set<TestID> = []
  private var running: [TestID: Bool] = [:]
  private let jobs: Int

  init(_ plan: RunPlan) {
    pending = plan.entries
    jobs = max(1, plan.options.jobs)
  }

  /// Takes the next test to start; nil when something must end first, or nothing is left.
  mutating func next() -> RunPlan.Entry? {
    guard running.count < jobs, !running.values.contains(true) else { return nil }
    for (place, entry) in pending.enumerated() {
      let isReady = entry.needs.isSubset(of: over)
      if entry.isOrdered {
        guard isReady, running.isEmpty else { return nil }
      } else if !isReady {
        continue
      }
      pending.remove(at: place)
      running[entry.id] = entry.isOrdered
      return entry
    }
    return nil
  }

  /// A test that was started is over.
  mutating func end(_ id: TestID) {
    running[id] = nil
    over.insert(id)
  }

  /// Everything that has not started; it never will.
  mutating func abandon() -> [RunPlan.Entry] {
    defer { pending = [] }
    return pending
  }
}

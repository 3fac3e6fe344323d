import Synchronization

/// Simulates a scenario on a virtual clock.
///
/// Collectors share nothing, so they are divided among workers, and what is counted is put together
/// at the end: the result is the same however many workers there are. It tells how a network with
/// these numbers would behave, and nothing about any network in the field.
public struct Simulation: Sendable {
  /// What is simulated.
  public var scenario: SimulationScenario { plan.scenario }

  private let plan: SimulationPlan

  /// Checks a scenario and prepares it.
  public init(_ scenario: SimulationScenario) throws(SimulationFault) {
    plan = try SimulationPlan(scenario)
  }

  /// About how many payloads there will be.
  public var plannedPayloads: Double { SimulationPlan.plannedPayloads(plan.scenario) }

  /// Runs all days with so many workers; nil when the task is cancelled before the end.
  public func run(workers: Int = 1) async -> SimulationResult? {
    let collectors = plan.scenario.fleet.collectors
    let count = max(1, min(workers, collectors))
    let next = NextCollector()
    let tally = await withTaskGroup(of: SimulationTally?.self) { group in
      for _ in 0..<count {
        group.addTask { [plan] in Self.work(plan, collectors, next) }
      }
      var total = SimulationTally(plan)
      var isWhole = true
      for await part in group {
        guard let part else {
          isWhole = false
          continue
        }
        total.merge(part)
      }
      return isWhole ? total : nil
    }
    return tally.map { SimulationResult(plan, $0) }
  }

  private static func work(
    _ plan: SimulationPlan, _ collectors: Int, _ next: NextCollector
  ) -> SimulationTally? {
    var simulation = CollectorSimulation(plan)
    while true {
      let collector = next.take()
      guard collector < collectors else { return simulation.tally }
      if Task.isCancelled { return nil }
      simulation.run(collector: collector)
    }
  }
}

/// Hands out collectors, so that a worker with easy ones does not end early and wait.
private final class NextCollector: Sendable {
  private let number = Atomic(0)

  func take() -> Int { number.wrappingAdd(1, ordering: .relaxed).oldValue }
}

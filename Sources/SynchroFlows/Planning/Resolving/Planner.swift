public import SynchroText

/// Turns a plan into traffic, by the method of section 4.21.
public enum FlowPlanner {
  /// The traffic of a plan; nil when the findings hold what keeps it from being computed.
  public static func traffic(
    of plan: FlowPlan, in catalogue: FlowCatalogue
  ) -> (traffic: TrafficPlan?, findings: [Diagnostic]) {
    var work = PlannerWork(plan, catalogue)
    let traffic = work.traffic()
    return (work.findings.list.isEmpty ? traffic : nil, work.findings.list)
  }
}

/// One plan on its way to traffic; every finding is kept, not the first only.
struct PlannerWork {
  let plan: FlowPlan
  let catalogue: FlowCatalogue
  let counts: PopulationCounts
  /// The claimed use cases and what they need.
  let closure: [String]
  let choices: [String: [PlanChoice]]
  let omissions: [String: [PlanOmission]]
  private let populations: [String: PlanPopulation]
  /// The actors before and behind each interface.
  private let ends: [String: (from: Set<String>, to: Set<String>)]
  var findings = PlanFindings()
  /// What was said already: a value that both load cases lack is missing once.
  var told: Set<String> = []
  /// Choices that something came of.
  var used: Set<SourceRange> = []
  /// Choices with a value that the document does not print.
  var departing: Set<SourceRange> = []

  init(_ plan: FlowPlan, _ catalogue: FlowCatalogue) {
    self.plan = plan
    self.catalogue = catalogue
    counts = PopulationCounts(plan, &findings)
    closure = catalogue.closure(of: plan.useCases.map(\.value))
    choices = Dictionary(grouping: plan.choices, by: \.row.value)
    omissions = Dictionary(grouping: plan.omissions, by: \.row.value)
    populations = Dictionary(plan.populations.map { ($0.name, $0) }) { first, _ in first }
    let ends = plan.interfaces.map { interface in
      (interface.name, (Set(interface.from.map(\.value)), Set(interface.to.map(\.value))))
    }
    self.ends = Dictionary(ends.map { ($0.0, (from: $0.1.0, to: $0.1.1)) }) { first, _ in first }
  }

  mutating func traffic() -> TrafficPlan? {
    checkNames()
    // Whatever is misspelt would only lead to more findings of the same cause.
    guard findings.list.isEmpty else { return nil }
    let rows = catalogue.rows.filter { row in row.useCases.contains { closure.contains($0) } }
    var left: [TrafficPlan.LeftRow] = []
    var flowsOf: [String: [PlannedFlow]] = [:]
    for row in rows where plan.interfaces.contains(where: { crosses(row, $0) }) {
      flowsOf[row.id] = flows(of: row, &left)
    }
    checkUse(rows)
    guard findings.list.isEmpty else { return nil }
    do throws(RationalError) {
      var interfaces: [PlannedInterface] = []
      for interface in plan.interfaces { interfaces.append(try planned(interface, rows, flowsOf)) }
      return TrafficPlan(
        plan: plan, added: added(), populations: counted(), interfaces: interfaces, left: left,
        elsewhere: rows.map(\.id).filter { flowsOf[$0] == nil })
    } catch {
      findings.add(
        "overflow", "the sums of this plan: \(error)", at: plan.places.populations,
        help: ["choose rates and shares with fewer digits"])
      return nil
    }
  }

  // MARK: - Interfaces

  /// Whether payloads of a row cross an interface: one of its senders enters, one of its receivers
  /// is behind it.
  func crosses(_ row: FlowRow, _ interface: PlanInterface) -> Bool {
    guard let ends = ends[interface.name] else { return false }
    return row.from.alternatives.contains { $0.contains { ends.from.contains($0) } }
      && row.to.alternatives.contains { $0.contains { ends.to.contains($0) } }
  }

  /// Whether what a population sends or gets crosses an interface that its row crosses.
  private func crosses(_ population: String, _ interface: PlanInterface) -> Bool {
    guard let found = populations[population], !found.actors.isEmpty,
      let ends = ends[interface.name]
    else { return true }
    return found.actors.contains { ends.from.contains($0.value) || ends.to.contains($0.value) }
  }

  /// Whether a population's flows cross any of the interfaces that its row crosses.
  func isConcerned(_ population: String, in row: FlowRow) -> Bool {
    plan.interfaces.contains { crosses(row, $0) && crosses(population, $0) }
  }

  private func planned(
    _ interface: PlanInterface, _ rows: [FlowRow], _ flowsOf: [String: [PlannedFlow]]
  ) throws(RationalError) -> PlannedInterface {
    var flows: [PlannedFlow] = []
    for row in rows where crosses(row, interface) {
      flows += (flowsOf[row.id] ?? []).filter { crosses($0.population, interface) }
    }
    var useCases: [PlannedInterface.UseCaseLoad] = []
    for useCase in catalogue.useCases.map(\.name) {
      let own = flows.filter { $0.useCase == useCase }
      guard !own.isEmpty else { continue }
      useCases.append(.init(name: useCase, load: try sums(own)))
    }
    return PlannedInterface(
      interface: interface, flows: flows, totals: try sums(flows), useCases: useCases)
  }

  private func sums(_ flows: [PlannedFlow]) throws(RationalError) -> ByLoad<DayLoad> {
    ByLoad(base: try DayLoad(flows, .base), high: try DayLoad(flows, .high))
  }

  // MARK: - Use cases and populations

  private func added() -> [TrafficPlan.AddedUseCase] {
    let claimed = plan.useCases.map(\.value)
    let graph = UseCaseGraph(catalogue.useCases)
    let indirect = Set(claimed.flatMap { graph.indirect(of: $0) })
    return closure.filter { !claimed.contains($0) }.map { name in
      let neededBy = closure.first { catalogue.useCase($0)?.prerequisites.contains(name) == true }
      return TrafficPlan.AddedUseCase(
        name: name, neededBy: neededBy ?? "",
        isIndirect: indirect.contains(name)
          && !claimed.contains { catalogue.useCase($0)?.prerequisites.contains(name) == true })
    }
  }

  private func counted() -> [TrafficPlan.CountedPopulation] {
    plan.populations.compactMap { population in
      counts[population.name].map { .init(name: population.name, devices: $0) }
    }
  }
}

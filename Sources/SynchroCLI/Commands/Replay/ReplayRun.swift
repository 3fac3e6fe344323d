import SynchroCatalog
import SynchroDevices
import SynchroFlows
import SynchroReplay
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

/// A run of flow suites against reference devices in this process, over virtual time.
struct ReplayRun: Sendable {
  /// What it depends on.
  struct Order: Sendable {
    var seed: UInt64
    var jobs: Int
    var only: [TestPattern] = []
    var tags: [String] = []
    var shard: Shard?
    var choices = FlowChoices()
    /// What the flows decide that no table has: the rows of other documents.
    var requirements: Catalogue?

    /// Whether a flow was asked for.
    func isWanted(_ suite: String, _ flow: String, _ tags: [String]) -> Bool {
      let id = TestID(suite: suite, name: flow)
      return (only.isEmpty || only.contains { $0.matches(id) })
        && (self.tags.isEmpty || self.tags.contains { tags.contains($0) })
        && shard?.holds(test: id.description) != false
    }

    /// The documents that the flows decide about.
    func documents(of catalogue: FlowCatalogue) -> [RunReport.Document] {
      FlowRequirements.documents(of: catalogue)
        + (requirements.map { RunReport.Document.all(in: $0, edition: nil) } ?? [])
    }
  }

  let suites: [SuiteSource]
  let catalogue: FlowCatalogue
  let target: MockTarget
  let order: Order

  /// What will be played.
  func plan() throws(UsageError) -> ReplayPlan {
    var setting = FlowPlay.Setting(catalogue: catalogue)
    setting.terms.seed = order.seed
    setting.choices = order.choices
    setting.senders = target.model.payloads.mapValues { $0.routes.flatMap(\.from) }
    var wanted = ReplayPlan.Order(
      setting: setting, instances: target.instances,
      // Nobody's supply hangs on a device of this process.
      allowsHazards: true, isWanted: order.isWanted
    ) { question in
      let world = target.world(question, seed: order.seed)
      guard let capability = CapabilityQuestion.ask(world, at: ReplaySetting.virtualStart) else {
        return TargetRoles([:])
      }
      return TargetRoles(capability)
    }
    wanted.sharesTrials = true
    do throws(RowPlanFault) {
      return try ReplayPlan(suites, wanted)
    } catch {
      throw .unusable("the flows cannot be planned: \(error.sentence)", help: "mend the suite")
    }
  }

  /// What an engine is told besides its flow.
  func setting(ofRun run: String) -> ReplaySetting {
    var setting = ReplaySetting(run: run, start: ReplaySetting.virtualStart)
    setting.elements = target.model.payloads.mapValues(\.keys)
    setting.kinds = target.model.payloads.mapValues(\.kind)
    // Nobody's supply hangs on a device of this process.
    setting.hazards = .all
    return setting
  }

  /// What comes of a plan; `observer` hears of each flow as it ends.
  func carryOut(
    _ plan: ReplayPlan, _ header: RunReport.Header,
    observer: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) async -> RunReport {
    let time = SystemTime()
    let begin = time.now
    observer(.runStarted(header, tests: plan.plays.count))
    let target = target
    let outcomes = await VirtualReplay(setting: setting(ofRun: header.run)) {
      target.world(for: $0)
    }
    .run(plan.plays, jobs: order.jobs) { outcome in
      observer(.testStarted(id: outcome.play.id, title: outcome.play.flow.title.value))
    }
    let disputed = Set(order.requirements?.ambiguities.flatMap(\.affects) ?? [])
    var tests: [TestRecord] = []
    var exchanges: [ExchangeSummary] = []
    for (index, outcome) in outcomes.enumerated() {
      var records = FlowRecords(outcome, number: index + 1, start: header.start)
      records.disputed = disputed
      for record in records.evidence {
        observer(.exchange(record))
        exchanges.append(record.summary)
      }
      let test = records.test
      for check in test.checks { observer(.check(check, test: test.id)) }
      observer(.testEnded(test))
      tests.append(test)
    }
    let rest = plan.recordsOfTheRest(from: tests.count + 1, start: header.start)
    for test in rest {
      for check in test.checks { observer(.check(check, test: test.id)) }
      observer(.testEnded(test))
    }
    tests += rest
    let interruptions = Task.isCancelled ? ["the run was stopped before its end"] : []
    let duration = begin.duration(to: time.now)
    observer(.runEnded(duration: duration, interruptions: interruptions))
    return RunReport.make(
      header: header, duration: duration, tests: tests, exchanges: exchanges,
      rows: FlowRequirements.rows(of: catalogue) + (order.requirements?.requirements ?? []),
      claimed: [], interruptions: interruptions)
  }
}

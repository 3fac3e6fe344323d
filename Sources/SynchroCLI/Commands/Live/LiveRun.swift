import SynchroCatalog
import SynchroDevices
import SynchroFlows
import SynchroLive
import SynchroPXB
import SynchroReplay
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict
import Synchronization

/// A run of flow suites against a device of others.
struct LiveRun: Sendable {
  /// What is written down while it goes on, and what was before.
  struct Keeping: Sendable {
    /// The folder of the transcripts.
    var transcripts: String?
    var journal: SoakJournal?
    var past: SoakPast?
  }

  let suites: [SuiteSource]
  let catalogue: FlowCatalogue
  let model: DeviceModel
  let device: DeviceTarget
  let capability: Capability
  let order: ReplayRun.Order
  let pace: LivePace?
  /// Only the first so many instances of each actor.
  let instances: Int?

  /// What will be played.
  func plan() throws(UsageError) -> ReplayPlan {
    var setting = FlowPlay.Setting(catalogue: catalogue)
    setting.terms.seed = order.seed
    setting.terms.mode = device.timeMode
    setting.terms.waiting = pace
    setting.choices = order.choices
    setting.senders = model.payloads.mapValues { $0.routes.flatMap(\.from) }
    let obstacles = LiveObstacles(
      capability: capability, allowance: device.allowance, pace: pace, instances: instances)
    var wanted = ReplayPlan.Order(
      // Copies go to whom a device knows of an actor: it must not have to choose.
      setting: setting, instances: 1, allowsHazards: true, isWanted: order.isWanted,
      roles: obstacles.roles)
    wanted.obstacle = obstacles.obstacle
    wanted.absence = obstacles.absence
    do throws(RowPlanFault) {
      return try ReplayPlan(suites, wanted)
    } catch {
      throw .unusable("the flows cannot be planned: \(error.sentence)", help: "mend the suite")
    }
  }

  /// What a report says of the run before its first payload.
  func header(_ plan: ReplayPlan, _ base: RunReport.Header) -> RunReport.Header {
    var header = base
    header.target = device.text
    let product = capability.implementation
    header.targetFacts = [
      RunFact("device", "\(product.vendor) \(product.product) \(product.version)"),
      RunFact("time", device.timeWords), RunReport.Header.plan(plan.digest),
    ]
    let hazards = device.allowance.cut(to: capability.testing.hazards)
    if !hazards.isEmpty {
      header.targetFacts.append(
        RunFact("supply interrupted at", hazards.prefix(20).joined(separator: ", ")))
    }
    if let seconds = capability.pollSeconds {
      header.targetFacts.append(RunFact("asks for messages every", "\(seconds) s"))
    }
    header.documents = order.documents(of: catalogue)
    return header
  }

  /// What comes of a plan; `observer` hears of each flow as it ends.
  func carryOut(
    _ plan: ReplayPlan, _ header: RunReport.Header, over replay: LiveReplay, _ kept: Keeping,
    observer: @escaping @Sendable (RunEvent) -> Void
  ) async -> RunReport {
    let begin = SystemTime().now
    observer(.runStarted(header, tests: plan.plays.count))
    var setting = ReplaySetting(run: header.run, start: PXBTime(header.start))
    setting.elements = model.payloads.mapValues(\.keys)
    setting.kinds = model.payloads.mapValues(\.kind)
    setting.hazards = device.allowance
    setting.time = device.mode
    var live = LiveReplay.Order(setting: setting)
    live.jobs = order.jobs
    live.transcripts = kept.transcripts
    live.journal = kept.journal
    live.past = kept.past
    let numbers = Dictionary(
      plan.plays.enumerated().map { ($1.id, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    let disputed = Set(order.requirements?.ambiguities.flatMap(\.affects) ?? [])
    let found = Mutex<(tests: [TestRecord], exchanges: [ExchangeSummary])>(([], []))
    await replay.run(
      plan.plays, live,
      begun: { observer(.testStarted(id: $0.id, title: $0.flow.title.value)) },
      ended: { outcome in
        let number = numbers[outcome.play.id] ?? 1
        var records = FlowRecords(outcome, number: number, start: outcome.begun.timestamp)
        records.disputed = disputed
        records.origin = outcome.begun
        let evidence = records.evidence
        for record in evidence { observer(.exchange(record)) }
        let test = records.test
        for check in test.checks { observer(.check(check, test: test.id)) }
        observer(.testEnded(test))
        found.withLock { found in
          found.tests.append(test)
          found.exchanges += evidence.map(\.summary)
        }
      })
    let rest = plan.recordsOfTheRest(from: plan.plays.count + 1, start: header.start)
    for test in rest {
      for check in test.checks { observer(.check(check, test: test.id)) }
      observer(.testEnded(test))
    }
    let (played, exchanges) = found.withLock { ($0.tests, $0.exchanges) }
    let tests = played.sorted { ($0.number ?? 0) < ($1.number ?? 0) } + rest
    let interruptions = Task.isCancelled ? ["the run was stopped before its end"] : []
    let duration = begin.duration(to: SystemTime().now)
    observer(.runEnded(duration: duration, interruptions: interruptions))
    return RunReport.make(
      header: header, duration: duration, tests: tests,
      exchanges: exchanges.sorted { $0.number < $1.number },
      rows: FlowRequirements.rows(of: catalogue) + (order.requirements?.requirements ?? []),
      claimed: [], interruptions: interruptions)
  }
}

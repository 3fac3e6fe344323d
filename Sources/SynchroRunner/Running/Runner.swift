public import SynchroCatalog
import SynchroDigest
import SynchroScript
public import SynchroTiming
public import SynchroVerdict
import Synchronization

/// Carries out a plan against a target: doctor first, then the tests, several at a time.
///
/// Cancelling the task that runs it stops the run: no further test starts, exchanges end,
/// clean-up steps have ten seconds, and the report says so. No test starts either when the time for
/// the run is over.
public struct Runner: Sendable {
  /// What belongs to a run besides its plan.
  public struct Configuration: Sendable {
    /// Who runs what against whom.
    public var header: RunReport.Header
    /// The target.
    public var target: TargetFile
    /// Its secrets.
    public var secrets: ResolvedSecrets
    /// What the target is held to.
    public var profile: Profile?
    /// What was found out about the target before the run.
    public var findings: [DoctorFinding] = []
    /// How long the whole run may take.
    public var timeout: Duration?
    /// How long each test may take.
    public var testTimeout: Duration = .seconds(120)
    /// What `eventually` waits at most, for a target that is known to do everything at once; nil for
    /// what the suites grant.
    public var longestWait: Duration?
    /// What is known of a run that is judged again; nil for one that is to be made.
    public var past: PastRun?

    /// A run with the usual times.
    public init(
      header: RunReport.Header, target: TargetFile, secrets: ResolvedSecrets,
      profile: Profile? = nil
    ) {
      self.header = header
      self.target = target
      self.secrets = secrets
      self.profile = profile
    }
  }

  private let library: SuiteLibrary
  private let exchanges: any ExchangeSource
  private let time: any TimeSource
  private let hooks: (any OperatorHooks)?

  /// A runner of the suites of a library, which gets its answers from `exchanges`, and lets the
  /// target's operator act as the target file says unless `hooks` are given.
  public init(
    library: SuiteLibrary, exchanges: any ExchangeSource, time: any TimeSource = SystemTime(),
    hooks: (any OperatorHooks)? = nil
  ) {
    self.hooks = hooks
    self.library = library
    self.exchanges = exchanges
    self.time = time
  }

  /// Looks at a target, without any suite; `knownHooks` are what suites ask of operators, nil when
  /// there are no suites at hand.
  public static func examine(
    _ target: TargetFile, secrets: ResolvedSecrets, exchanges: any ExchangeSource,
    knownHooks: [OperatorHook]? = nil, time: any TimeSource = SystemTime()
  ) async -> [DoctorFinding] {
    let context = RunContext(
      runID: "doctor", target: target, exchanges: exchanges, time: time, secrets: secrets,
      severities: Severities(
        Catalogue(documents: [], requirements: [], ambiguities: [], editions: [], profiles: [])),
      knownHooks: knownHooks)
    return await Doctor(context: context, looksAtRegistration: true).examine()
  }

  /// Carries out a plan and tells `observer` what happens, from several threads.
  public func run(
    _ plan: RunPlan, _ configuration: Configuration,
    observer: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) async -> RunReport {
    let begin = time.now
    let context = context(configuration, seed: plan.options.seed, observer: observer)
    observer(.runStarted(configuration.header, tests: plan.entries.count))
    var doctor = configuration.findings
    if let past = configuration.past {
      doctor += past.doctor
    } else {
      doctor += await Doctor(context: context).examine()
    }
    for finding in doctor { observer(.doctor(finding)) }
    var results: [TestID: Outcome] = [:]
    if !doctor.contains(where: { $0.severity == .fault }) {
      results = await carryOut(plan, context)
    }
    var interruptions: [String] = []
    if Task.isCancelled { interruptions.append("the run was stopped before its end") }
    if context.isOver { interruptions.append("the time for the run was over") }
    interruptions += configuration.past?.interruptions ?? []
    let duration = configuration.past?.duration ?? begin.duration(to: time.now)
    observer(.runEnded(duration: duration, interruptions: interruptions))
    let claimed = configuration.profile.map { library.catalogue.requirements(in: $0) } ?? []
    let levels = Dictionary(claimed.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return RunReport.make(
      header: configuration.header, duration: duration, doctor: doctor,
      tests: plan.entries.compactMap { results[$0.id]?.record },
      exchanges: context.exchangeSummaries, hooks: context.operatorActs,
      rows: library.catalogue.requirements.map { levels[$0.id] ?? $0 },
      // Part of a plan proves nothing about the claim as a whole.
      claimed: plan.isPartial ? [] : Set(levels.keys),
      residue: plan.entries.flatMap { results[$0.id]?.residue ?? [] },
      interruptions: interruptions)
  }

  private func context(
    _ configuration: Configuration, seed: UInt64,
    observer: @escaping @Sendable (RunEvent) -> Void
  ) -> RunContext {
    RunContext(
      runID: configuration.header.run, target: configuration.target, exchanges: exchanges,
      time: time, secrets: configuration.secrets,
      severities: Severities(library.catalogue, profile: configuration.profile),
      deadline: configuration.timeout.map { time.now.advanced(by: $0) },
      testTimeout: configuration.testTimeout, longestWait: configuration.longestWait, seed: seed,
      operatorHooks: hooks
        ?? TargetHooks(
          of: configuration.target, secrets: configuration.secrets, exchanges: exchanges),
      knownHooks: library.catalogue.hooks, past: configuration.past, observer: observer)
  }

  // MARK: - Tests

  private struct Outcome: Sendable {
    let id: TestID
    let record: TestRecord
    let residue: [RunReport.Residue]
  }

  private func carryOut(_ plan: RunPlan, _ context: RunContext) async -> [TestID: Outcome] {
    var schedule = RunSchedule(plan)
    var results: [TestID: Outcome] = [:]
    let stop = Mutex<MonotonicInstant?>(nil)
    await withTaskCancellationHandler {
      await withTaskGroup(of: Outcome.self) { group in
        func start() {
          while !Task.isCancelled, !context.isOver, let entry = schedule.next() {
            group.addTask { await carryOut(entry, context) }
          }
        }
        start()
        while let outcome = await group.next() {
          results[outcome.id] = outcome
          schedule.end(outcome.id)
          start()
        }
      }
    } onCancel: {
      stop.withLock { $0 = time.now }
    }
    let reason = Self.reason(ofStopAt: stop.withLock(\.self) ?? time.now, context)
    for entry in schedule.abandon() {
      guard let run = test(entry, context) else { continue }
      // No earlier step has failed: whoever runs it again, with more time, may learn it.
      let record = run.unstarted(because: .inconclusive(because: reason))
      results[entry.id] = Outcome(id: entry.id, record: record, residue: [])
    }
    return results
  }

  /// Why tests were not begun. Clean-up goes on after a stop, so the time that was over by then is not the reason.
  private static func reason(
    ofStopAt instant: MonotonicInstant, _ context: RunContext
  ) -> String {
    if let deadline = context.deadline, instant >= deadline {
      return "the time for the run was over before this test"
    }
    return "the run was stopped before this test"
  }

  private func carryOut(_ entry: RunPlan.Entry, _ context: RunContext) async -> Outcome {
    guard let run = test(entry, context) else {
      preconditionFailure("every suite of a plan is in its library")
    }
    let (record, residue) = await run.run()
    return Outcome(id: entry.id, record: record, residue: residue)
  }

  private func test(_ entry: RunPlan.Entry, _ context: RunContext) -> TestRun? {
    let name = entry.id.suite
    guard let source = library[name] else { return nil }
    return TestRun(
      entry, suite: source.suite, source: source.source, schemas: library.schemas(of: name),
      carried: { library.carried(by: $0, in: name) }, context: context)
  }
}

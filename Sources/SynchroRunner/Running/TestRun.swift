import SynchroDigest
import SynchroHTTP
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

/// Carries out one test: walks its steps, one exchange at a time, and keeps what its checks say.
///
/// A step that cannot be carried out ends its block; the checks that are passed over so are given
/// the reason as their verdict, so that every check of the plan has a record in the end.
final class TestRun {
  /// How a step leaves the steps behind it.
  enum Flow {
    /// They come next.
    case goOn
    /// They are passed over up to the end of the block, with this verdict.
    case leaveBlock(Verdict)
    /// All steps of the test are passed over, with this verdict.
    case leaveTest(Verdict)

    var reason: Verdict? {
      switch self {
      case .goOn: nil
      case .leaveBlock(let verdict), .leaveTest(let verdict): verdict
      }
    }
  }

  let context: RunContext
  let entry: RunPlan.Entry
  let suite: Suite
  let source: SourceText
  let schemas: SuiteSchemas
  let sites: [CheckSite]

  /// The values that steps can name.
  var scope = Scope()
  /// The last exchange, with what it means that it had no usable answer.
  var turn: Turn?
  var tally = CheckTally()
  /// What stopped the test, or a part of it, apart from its checks.
  var stop: Verdict?
  /// The hook that the target does not have and that ended the test.
  var lackedHook: String?
  var notes: [String] = []
  var exchangeNumbers: [Int] = []
  /// What would let the test go on where it could not.
  var nextStep: String?
  /// The last exchange or act of the operator, until the steps behind it have said what in it is
  /// secret.
  var untold: RunEvent?
  var residue: [RunReport.Residue] = []
  /// Set while a fragment runs: what it gave.
  var given: [String: FoundValue]?
  var callDepth = 0
  /// Set while a walk over pages waits for its request.
  var page: PageState?
  /// In clean-up the run's being cancelled does not count.
  var isCleaningUp = false
  var deadline: MonotonicInstant
  /// What time it is for the steps; only what is recorded moves it.
  var clock: TestClock
  let randomness: Randomness

  init(
    _ entry: RunPlan.Entry, suite: Suite, source: SourceText, schemas: SuiteSchemas,
    carried: @escaping (String) -> [String], context: RunContext
  ) {
    self.entry = entry
    self.suite = suite
    self.source = source
    self.schemas = schemas
    self.context = context
    sites = CheckSites(test: entry.test, suite: suite, source: source, carried: carried).sites
    clock = TestClock(
      begin: context.time.now,
      wallTime: context.past?.start(of: entry.id) ?? context.time.wallTime)
    deadline = clock.begin.advanced(by: context.testTimeout)
    if let end = context.deadline { deadline = min(deadline, end) }
    let digest = SHA256.digest("\(context.seed)/\(entry.id)").bytes
    randomness = .seeded(digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
  }

  /// Carries the test out, clean-up included, and tells what came of it.
  func run() async -> (record: TestRecord, residue: [RunReport.Residue]) {
    let start = clock.wallTime
    if let gap = context.gap(in: entry.visible) {
      context.note(gap: gap.reason, in: entry.id)
      let reason = "'\(gap.test)' is not known as this test needs it: \(gap.reason)"
      return (unstarted(because: .untestable(prerequisite: reason)), [])
    }
    context.observer(.testStarted(id: entry.id.description, title: entry.test.title.value))
    openScope()
    let flow = await run(entry.test.steps, at: [])
    await cleanUp()
    tell()
    leaveScope(because: flow.reason)
    let silence = flow.reason?.asUntold ?? .untestable(prerequisite: "the step was not reached")
    let duration =
      context.past.map { $0.duration(of: entry.id) ?? clock.elapsed }
      ?? clock.begin.duration(to: context.time.now)
    let record = record(start: start, duration: duration, silence)
    return (record, residue)
  }

  /// The record of a test that never starts.
  func unstarted(because reason: Verdict) -> TestRecord {
    stop = reason
    return record(start: clock.wallTime, duration: .zero, reason)
  }

  /// Everything the checks said; those that said nothing are given `silence` as their verdict.
  private func record(
    start: Timestamp, duration: Duration, _ silence: Verdict
  ) -> TestRecord {
    var checks: [CheckRecord] = []
    for (number, site) in sites.enumerated() where !site.isHelper || tally.hasSpoken(at: site.path)
    {
      checks.append(
        tally.record(
          of: site, id: "\(entry.id):\(number + 1)", silence: site.unreached(because: silence)))
    }
    let record = TestRecord(
      id: entry.id.description, number: entry.number, title: entry.test.title.value,
      place: CheckRecord.Place(entry.test.title.range, of: source),
      tags: (suite.tags + entry.test.tags).map(\.value), start: start, duration: duration,
      checks: checks, exchanges: exchangeNumbers, stop: stop, lackedHook: lackedHook, notes: notes,
      nextStep: nextStep)
    for check in checks { context.observer(.check(check, test: record.id)) }
    context.observer(.testEnded(record))
    context.end(entry.id, verdict: record.verdict)
    return record
  }

  // MARK: - Blocks

  /// Carries out steps in order; those behind one that leaves the block are passed over.
  func run(_ steps: [Step], at base: StepPath) async -> Flow {
    for (index, step) in steps.enumerated() {
      if let flow = outOfTime() {
        if let reason = flow.reason { passOver(at: base, from: index, because: reason) }
        return flow
      }
      let flow = await run(step, at: base + [index])
      guard let reason = flow.reason else { continue }
      passOver(at: base, from: index + 1, because: reason)
      return flow
    }
    return .goOn
  }

  /// The verdict of every check below `base` from a step on is the reason for not reaching it.
  func passOver(at base: StepPath, from first: Int, because reason: Verdict) {
    for site in sites where site.path.count > base.count && site.path.starts(with: base) {
      if site.path[base.count] >= first { silence(site, because: reason) }
    }
  }

  /// The same for every check below a step's own path.
  func passOver(below path: StepPath, because reason: Verdict) {
    for site in sites where site.path.count > path.count && site.path.starts(with: path) {
      silence(site, because: reason)
    }
  }

  private func silence(_ site: CheckSite, because reason: Verdict) {
    tally.passOver(site.path, because: reason)
    guard !site.isHelper else { return }
    for id in silencedIDs(of: site) {
      tally.add(
        .init(requirement: id, verdict: site.unreached(because: reason), observations: 0),
        at: site.path)
    }
  }

  /// The rows that a check passes over: in a loop over a table, those of the present row alone.
  private func silencedIDs(of site: CheckSite) -> [String?] {
    guard !site.requirements.isEmpty else { return [nil] }
    let isFilledIn = site.references.contains {
      if case .reference = $0.target { true } else { false }
    }
    guard isFilledIn else { return site.requirements }
    // Without a row nobody is in the loop, and all of them are passed over.
    let own = ids(of: site.references).compactMap { $0 }
    guard own.count == site.references.count else { return site.requirements }
    return own + site.carried.filter { !own.contains($0) }
  }

  /// What ends the test between two steps, if anything.
  func outOfTime() -> Flow? {
    if !isCleaningUp, Task.isCancelled {
      let reason = Verdict.inconclusive(because: "the run was stopped")
      stop = stop ?? reason
      return .leaveTest(reason)
    }
    guard clock.now >= deadline else { return nil }
    let isRun = context.deadline.map { clock.now >= $0 } ?? false
    let words = isRun ? "the time for the run was over" : "the time for the test was over"
    stop = stop ?? .inconclusive(because: words)
    return .leaveTest(.inconclusive(because: words))
  }

  /// Waits, as long as the test may last; nothing of a cancelled wait is left.
  func sleep(_ duration: Duration) async {
    let end = min(context.time.now.advanced(by: duration), deadline)
    let time = context.time
    clock.pass(min(duration, max(.zero, clock.now.duration(to: deadline))))
    if isCleaningUp {
      await Task { try? await time.sleep(until: end, tolerance: nil) }.value
    } else {
      // A cancelled task finds out before its next step.
      try? await time.sleep(until: end, tolerance: nil)
    }
  }

  // MARK: - Clean-up

  /// Runs the `always` steps on every path. One that cannot be carried out does not keep the next
  /// request from being tried.
  private func cleanUp() async {
    guard !entry.test.always.isEmpty else { return }
    let wasCancelled = Task.isCancelled
    isCleaningUp = true
    defer { isCleaningUp = false }
    deadline = clock.now.advanced(by: .seconds(wasCancelled ? 10 : 30))
    var isWaiting = false
    for (index, step) in entry.test.always.enumerated() {
      switch step.kind {
      case .request, .operate: isWaiting = false
      default: break
      }
      guard outOfTime() == nil else {
        untried(step)
        continue
      }
      guard !isWaiting else { continue }
      switch await run(step, at: [CheckSites.always, index]) {
      case .goOn: continue
      case .leaveBlock, .leaveTest: isWaiting = true
      }
    }
  }
}

extension TestRun {
  /// A clean-up step for which there was no time: what it was to remove may still be there.
  private func untried(_ step: Step) {
    residue.append(
      .init(
        "what the clean-up in line \(line(of: step)) was to remove", test: entry.id.description,
        because: "the time for cleaning up was over before this step"))
  }
}

extension CheckSite {
  /// The verdict of this check when it was passed over.
  func unreached(because reason: Verdict) -> Verdict {
    mode?.unseen(reason.asUntold) ?? reason.asUntold
  }
}

extension Verdict {
  /// The verdict of a check that was passed over for this reason: only what broke it may fail.
  var asUntold: Verdict {
    switch self {
    case .passed, .failed, .warned: .untestable(prerequisite: "an earlier step failed")
    case .notApplicable, .untestable, .inconclusive, .review, .setupFault, .harnessFault: self
    }
  }
}

import SynchroCatalog
import SynchroDigest
import SynchroHTTP
import SynchroTiming
import SynchroVerdict
import Synchronization

/// What all tests of a run share.
final class RunContext: Sendable {
  /// The run's id.
  let runID: String
  let target: TargetFile
  /// Who may see the target's secrets; asked for every request.
  let trustedOrigins: Set<Origin>
  let exchanges: any ExchangeSource
  /// Whoever lets the target's operator act.
  let operatorHooks: any OperatorHooks
  /// What the operator can be asked to do, by name; nil when nobody has looked.
  let knownHooks: [String: OperatorHook]?
  let time: any TimeSource
  let secrets: ResolvedSecrets
  let severities: Severities
  /// Nothing begins after this instant.
  let deadline: MonotonicInstant?
  /// Whether the time for the run is over.
  var isOver: Bool { deadline.map { time.now >= $0 } ?? false }
  let testTimeout: Duration
  /// What `eventually` waits at most, whatever a suite grants; nil for what the suite says.
  let longestWait: Duration?
  let seed: UInt64
  /// What is known of the run that is judged again; nil for one that goes on now.
  let past: PastRun?
  let observer: @Sendable (RunEvent) -> Void
  private let limiter: RateLimiter?
  private let patience = Patience()
  private let counts = Mutex(Counts())
  private let verdicts = Mutex<[TestID: Verdict]>([:])
  private let kept = Mutex<[TestID: Scope]>([:])
  private let summaries = Mutex<[ExchangeSummary]>([])
  private let tokenEnds = Mutex<[String: Timestamp]>([:])
  private let gaps = Mutex<[TestID: String]>([:])
  private let hookRuns = Mutex<[HookRun]>([])

  init(
    runID: String, target: TargetFile, exchanges: any ExchangeSource, time: any TimeSource,
    secrets: ResolvedSecrets, severities: Severities, deadline: MonotonicInstant? = nil,
    testTimeout: Duration = .seconds(120), longestWait: Duration? = nil, seed: UInt64 = 0,
    operatorHooks: any OperatorHooks = NoHooks(), knownHooks: [OperatorHook]? = nil,
    past: PastRun? = nil, observer: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) {
    self.runID = runID
    self.target = target
    trustedOrigins = target.trustedOrigins
    self.exchanges = exchanges
    self.operatorHooks = operatorHooks
    self.knownHooks = knownHooks.map { hooks in
      Dictionary(hooks.map { ($0.name, $0) }) { first, _ in first }
    }
    self.time = time
    self.secrets = secrets
    self.severities = severities
    self.deadline = deadline
    self.testTimeout = testTimeout
    self.longestWait = longestWait
    self.seed = seed
    self.past = past
    self.observer = observer
    limiter = target.rateLimit.map { RateLimiter($0, time: time) }
  }

  // MARK: - Exchanges

  /// Waits for its turn, sends and records; telling is left to whoever knows when the secrets that
  /// the answer holds are known. Throws when an earlier run is judged again that did not ask.
  func exchange(
    _ order: ExchangeOrder, of test: RunPlan.Entry?, line: Int?, redirectedFrom: Int? = nil,
    attempt: Int = 1
  ) async throws(StepFault) -> (record: ExchangeRecord, answer: ExchangeAnswer) {
    var order = order
    order.test = test?.id.description
    let answer: ExchangeAnswer
    var summary: ExchangeSummary
    if past == nil {
      answer = await waitForAnswer(to: order)
      summary = ExchangeSummary(
        number: counts.withLock { $0.next(\.exchanges, of: test?.number ?? 0) },
        method: order.method.name, url: order.url.text, status: answer.status?.code,
        isReused: answer.isReused, peer: answer.peer, tls: answer.tlsFacts, times: answer.times,
        start: answer.start, findings: answer.findings, fault: answer.fault)
    } else {
      answer = await exchanges.answer(order)
      guard let recorded = answer.past?.summary else {
        throw StepFault(gap: answer.gap ?? "the recorded run never made this request")
      }
      summary = recorded
    }
    summary.test = order.test
    summary.line = line
    summary.redirectedFrom = redirectedFrom
    summary.attempt = attempt
    let record =
      past == nil
      ? ExchangeRecord(summary, request: answer.sent, response: answer.received)
      : ExchangeRecord(kept: summary, request: [], response: [])
    summaries.withLock { $0.append(record.summary) }
    return (record, answer)
  }

  private func waitForAnswer(to order: ExchangeOrder) async -> ExchangeAnswer {
    await limiter?.turn()
    var order = order
    let usual = order.timeout
    order.timeout = patience.time(for: order)
    var answer = await exchanges.answer(order)
    patience.note(answer, to: order, within: order.timeout)
    if order.timeout < usual, let fault = answer.fault, answer.times.total >= order.timeout {
      answer.fault = .init(
        fault.blame, fault.sentence + " (little time was given: it had been silent before)")
    }
    return answer
  }

  /// Every exchange so far, in the order of their numbers.
  var exchangeSummaries: [ExchangeSummary] {
    let all = summaries.withLock { $0 } + (past?.doctorExchanges ?? [])
    return all.sorted { $0.number < $1.number }
  }

  // MARK: - Tokens

  /// An access token is good for so long.
  func note(_ token: String, lasts seconds: Int, from now: Timestamp) {
    let end = now.advanced(by: .seconds(min(seconds, 86_400 * 365)))
    tokenEnds.withLock { $0[token] = end }
  }

  /// Whether a request bears a token whose time was over, by what its own answer said.
  func bearsEndedToken(_ order: ExchangeOrder, at now: Timestamp) -> Bool {
    guard let words = order.fields["Authorization"]?.split(separator: " "), words.count == 2,
      words[0].lowercased() == "bearer",
      let end = tokenEnds.withLock({ $0[String(words[1])] })
    else { return false }
    return now >= end
  }

  // MARK: - The operator

  /// Lets the operator act, and records it; telling is left to the caller, as with exchanges.
  func act(
    _ order: HookOrder, told arguments: [RunFact], of test: RunPlan.Entry, line: Int
  ) async throws(StepFault) -> (record: HookRecord, answer: HookAnswer) {
    let begin = time.now
    let start = time.wallTime
    var order = order
    order.test = test.id.description
    order.told = arguments
    let answer = await operatorHooks.act(order)
    var run: HookRun
    if past == nil {
      run = HookRun(
        number: counts.withLock { $0.next(\.acts, of: test.number) }, test: test.id.description,
        line: line, hook: order.hook.name, arguments: arguments,
        way: answer.way, exit: answer.exit, status: answer.status, start: start,
        duration: begin.duration(to: time.now), fault: answer.fault)
    } else {
      guard let recorded = answer.past?.run else {
        throw StepFault(gap: answer.gap ?? "the recorded run never asked the operator for this")
      }
      run = recorded
      run.line = line
    }
    hookRuns.withLock { $0.append(run) }
    let record = HookRecord(
      run, output: String(decoding: answer.output, as: UTF8.self),
      errors: String(decoding: answer.errors, as: UTF8.self))
    return (record, answer)
  }

  /// Every act of the operator so far, in the order of their numbers.
  var operatorActs: [HookRun] { hookRuns.withLock { $0 }.sorted { $0.number < $1.number } }

  // MARK: - Gaps in a record

  /// From here on nobody knows how the target would have answered this test.
  func note(gap reason: String, in test: TestID) {
    gaps.withLock { $0[test] = $0[test] ?? reason }
  }

  /// Why nobody knows how the target would have answered whoever builds on these tests.
  func gap(in tests: [TestID]) -> (test: TestID, reason: String)? {
    gaps.withLock { gaps in
      for test in tests { if let reason = gaps[test] { return (test, reason) } }
      return nil
    }
  }

  // MARK: - Ended tests

  /// A test is over.
  func end(_ test: TestID, verdict: Verdict) {
    verdicts.withLock { $0[test] = verdict }
  }

  /// How an earlier test came out; nil for one that has not ended.
  func verdict(of test: TestID) -> Verdict? {
    verdicts.withLock { $0[test] }
  }

  // MARK: - Kept values

  /// What a test leaves to those that need it.
  func leave(_ scope: Scope, of test: TestID) {
    kept.withLock { $0[test] = scope }
  }

  /// What earlier tests left; nil for one that has not run.
  func left(by test: TestID) -> Scope? {
    kept.withLock { $0[test] }
  }
}

extension RunContext {
  /// How many exchanges and acts each test has made; the doctor counts as test 0.
  private struct Counts {
    var exchanges: [Int: Int] = [:]
    var acts: [Int: Int] = [:]

    mutating func next(_ kind: WritableKeyPath<Counts, [Int: Int]>, of test: Int) -> Int {
      self[keyPath: kind][test, default: 0] += 1
      return RecordNumber(test: test, count: self[keyPath: kind][test] ?? 1).value
    }
  }
}

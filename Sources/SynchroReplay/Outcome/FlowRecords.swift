import SynchroJSON
public import SynchroPXB
import SynchroScript
import SynchroStatistics
import SynchroText
public import SynchroTiming
public import SynchroVerdict

/// Turns outcomes of flows into the records that results, reports and exit codes are made from.
public struct FlowRecords {
  /// The run's start, by the clock on the wall.
  let start: Timestamp
  /// When the flows began, by their own clock.
  public var origin = ReplaySetting.virtualStart
  /// The test's place in the plan, from 1.
  let number: Int
  let outcome: FlowOutcome
  /// The requirements whose failing would rest on a disputed reading: they can only warn.
  public var disputed: Set<String> = []

  /// Records of one flow: `number` is its place in the plan, from 1.
  public init(_ outcome: FlowOutcome, number: Int, start: Timestamp) {
    self.outcome = outcome
    self.number = number
    self.start = start
  }

  /// Where the lines of kept rounds stand, as seen from the run's folder.
  private static let transcript = "evidence/exchanges.jsonl"

  private var play: FlowPlay { outcome.play }

  /// The record of the flow as a test.
  public var test: TestRecord {
    let exchanges = exchanges
    var record = TestRecord(
      id: play.id, number: number, title: play.flow.title.value,
      place: CheckRecord.Place(play.flow.name.range, of: play.source),
      tags: play.flow.tags.map(\.value), start: start, duration: outcome.duration,
      checks: checks(exchanges), exchanges: exchanges.map(\.record.number), stop: stop,
      notes: notes)
    record.nextStep = nextStep
    record.rounds = outcome.keptRounds.map { $0.drawn(transcript: Self.transcript) }
    return record
  }

  // MARK: - What stopped it

  private var stop: Verdict? {
    if let fault = outcome.book?.fault { return .harnessFault(fault) }
    switch outcome.problem {
    case .setup(let reason)?: return .setupFault(reason)
    case .target?: return .failed
    case nil: break
    }
    if outcome.log.brokenCount > 0 || outcome.misconduct != nil { return .failed }
    if let obstacle = outcome.book?.obstacle { return .untestable(prerequisite: obstacle) }
    return nil
  }

  private var nextStep: String? {
    guard outcome.book?.obstacle != nil else { return nil }
    return "let the target's control channel do it, or name a command that does"
  }

  /// The sentences of the verdicts, and what else a reader should know.
  private var notes: [String] {
    var notes: [String] = []
    if case .target(let reason)? = outcome.problem { notes.append(reason) }
    if let misconduct = outcome.misconduct { notes.append(misconduct) }
    if let fault = outcome.log.firstFault {
      notes.append("\(outcome.log.brokenCount) lines were no message; the first: \(fault)")
    }
    for (subject, ledger) in sortedLedgers {
      guard let row = subject.row, let standing = outcome.standing(of: subject, ledger) else {
        continue
      }
      notes += standing.words.map { "\(row): \($0)\(belief)" }
      if let picture = LatencyWords.of(ledger.latencies) { notes.append("\(row): \(picture)") }
    }
    if let strays = outcome.book?.strays, strays.count > 0 {
      let first = strays.first.first.map { "\($0.name) from \($0.from)" } ?? ""
      notes.append("\(strays.count) payloads came unasked, the first: \(first)")
    }
    if outcome.missing > 0 {
      notes.append("\(outcome.missing) numbered messages of the target never came")
    }
    notes += outcome.remarks
    notes.append(
      "\(outcome.rounds) rounds, \(outcome.messages) messages, plan \(play.digest.prefix(12))")
    return notes
  }

  /// Whose word a latency is.
  private var belief: String {
    outcome.believesTarget
      ? ", consumed when the target's t_done says so, on a clock that it declares shared" : ""
  }

  private var sortedLedgers: [(TrialSubject, RowLedger)] {
    outcome.ledgers.map { ($0.key, $0.value) }
      .sorted { ($0.0.step, $0.0.row ?? "") < ($1.0.step, $1.0.row ?? "") }
  }

  // MARK: - Checks

  private func checks(_ exchanges: [KeptExchange]) -> [CheckRecord] {
    var checks: [CheckRecord] = []
    for (index, site) in CheckSite.all(in: play.flow).enumerated() {
      let decisions = decisions(site, exchanges).map(softened)
      guard !decisions.isEmpty else { continue }
      let used = Set(decisions.flatMap { $0.mismatches.compactMap(\.exchange) }).sorted()
      checks.append(
        CheckRecord(
          id: "\(play.id):\(index + 1)", text: site.text(in: play.source),
          place: CheckRecord.Place(site.range, of: play.source), decisions: decisions,
          exchanges: used))
    }
    if let stray = strayDecision { checks.append(stray.record(play)) }
    if let lint = outcome.lint { checks.append(LintDecisions(lint, play).record()) }
    return checks
  }

  private func softened(_ decision: Decision) -> Decision {
    guard decision.verdict == .failed, let id = decision.requirement, disputed.contains(id) else {
      return decision
    }
    var decision = decision
    decision.verdict = .warned
    return decision
  }

  private func decisions(_ site: CheckSite, _ exchanges: [KeptExchange]) -> [Decision] {
    let subjects = site.rows.map { TrialSubject.row($0, step: site.step) }
    let finding = outcome.book?.findings[site.step]
    var decisions: [Decision] = []
    for subject in subjects where finding == nil || isPlanned(subject) {
      decisions.append(decision(about: subject, exchanges))
    }
    if subjects.isEmpty, let tally = outcome.book?.steps[site.step], site.isMessage {
      let blamed = tally.isBroken ? play.implied.unbounded[site.step] ?? [] : []
      decisions += (blamed.isEmpty ? [nil] : blamed.map { $0 }).map { row in
        var decision = decision(tally, exchanges)
        decision.requirement = row
        return decision
      }
    }
    if finding == nil, site.isStep, !site.ids.isEmpty {
      let reason =
        outcome.book?.obstacle ?? outcome.book?.missingValue ?? problemWords
        ?? "what comes before did not happen"
      decisions += site.ids.map {
        Decision(requirement: $0, verdict: .untestable(prerequisite: reason), observations: 0)
      }
    }
    if let finding {
      let ids = site.isMessage ? site.rows.filter { !isTable($0, site) } : site.ids
      // What fails and names no row fails those that it is about; their trials tell the rest.
      let blamed = finding.broken > 0 ? play.implied.steps[site.step] ?? [] : []
      let named = ids.isEmpty ? blamed : ids
      decisions += (named.isEmpty ? [nil] : named.map { $0 })
        .map { decision(finding, requirement: $0) }
    }
    return decisions
  }

  /// Whether a row has a share to be judged by, or a reason why it is not tried.
  private func isPlanned(_ subject: TrialSubject) -> Bool {
    play.plans[subject] != nil || play.untried[subject] != nil
  }

  private func isTable(_ row: String, _ site: CheckSite) -> Bool {
    isPlanned(.row(row, step: site.step))
  }

  private func decision(about subject: TrialSubject, _ exchanges: [KeptExchange]) -> Decision {
    if let untried = play.untried[subject] {
      switch untried {
      case .foreign(let feature):
        return Decision(
          requirement: subject.row, verdict: .notApplicable(feature: feature), observations: 0)
      case .untestable(let reason):
        return Decision(
          requirement: subject.row, verdict: .untestable(prerequisite: reason), observations: 0)
      }
    }
    if play.plans[subject] == nil, let tally = outcome.book?.steps[subject.step] {
      return decision(tally, about: subject.row, exchanges)
    }
    guard let ledger = outcome.ledgers[subject] else {
      let reason = problemWords ?? "it was not played"
      return Decision(
        requirement: subject.row, verdict: .untestable(prerequisite: reason), observations: 0)
    }
    guard ledger.trials > 0, let standing = outcome.standing(of: subject, ledger) else {
      let reason =
        outcome.book?.obstacle ?? outcome.book?.missingValue ?? problemWords
        ?? "in \(outcome.rounds) rounds it was never due"
      return Decision(
        requirement: subject.row, verdict: .untestable(prerequisite: reason), observations: 0)
    }
    var decision = Decision(
      requirement: subject.row, verdict: standing.verdict(belief), observations: ledger.trials)
    guard case .failed(let words) = standing else { return decision }
    decision.mismatches = [
      Mismatch(
        expected: ledger.plan.demand, received: (words.first ?? "less") + belief,
        exchange: exchange(of: ledger.failures, exchanges))
    ]
    decision.mismatches += ledger.failures.map { mismatch($0, exchanges) }
    decision.mismatchCount = ledger.failureCounts.values.reduce(0, +)
    return decision
  }

  /// A requirement that no table has names no share: every trial has to succeed.
  private func decision(
    _ tally: FlowBook.StepTally, about row: String? = nil, _ exchanges: [KeptExchange]
  ) -> Decision {
    let isBroken = row == nil ? tally.isBroken : tally.failures > 0
    return Decision(
      requirement: row, verdict: isBroken ? .failed : .passed, observations: tally.trials,
      mismatches: isBroken ? tally.kept.map { mismatch($0, exchanges) } : [],
      mismatchCount: isBroken ? tally.failures : 0)
  }

  private func decision(_ tally: FlowBook.FindingTally, requirement: String?) -> Decision {
    let count = tally.held + tally.broken
    if tally.broken > 0 {
      return Decision(
        requirement: requirement, verdict: .failed, observations: count,
        mismatches: tally.mismatches, mismatchCount: tally.broken)
    }
    if let reason = tally.undecided {
      return Decision(
        requirement: requirement, verdict: .untestable(prerequisite: reason),
        observations: count)
    }
    return Decision(requirement: requirement, verdict: .passed, observations: count)
  }

  private var strayDecision: StrayDecision? {
    guard let strays = outcome.book?.strays, strays.count > 0 else { return nil }
    return StrayDecision(strays: strays.first, count: strays.count)
  }

  private var problemWords: String? {
    switch outcome.problem {
    case .setup(let reason)?, .target(let reason)?: reason
    case nil: nil
    }
  }

  // MARK: - Evidence

  /// A round that is kept, as an exchange.
  struct KeptExchange {
    let round: Int
    let record: ExchangeRecord
  }

  /// The rounds that are kept, as exchanges with their lines.
  public var evidence: [ExchangeRecord] { exchanges.map(\.record) }

  private var exchanges: [KeptExchange] {
    outcome.keptRounds.enumerated().map { index, round in
      let sent = Self.lines(of: round, fromTarget: false)
      let received = Self.lines(of: round, fromTarget: true)
      let times = round.transcript.map(\.time)
      let length = (times.max() ?? origin) - (times.min() ?? origin)
      var summary = ExchangeSummary(
        number: RecordNumber(test: number, count: index + 1).value, test: play.id,
        line: play.source.place(at: play.flow.name.range.start).line, method: "PXB",
        url: "pxb:\(play.id)/round-\(round.number + 1)", times: .init(total: length),
        start: (origin + round.due).timestamp)
      if !round.isClean { summary.fault = .init(.target, "the round is not as it should be") }
      return KeptExchange(
        round: round.number,
        record: ExchangeRecord(summary, request: sent, response: received))
    }
  }

  private static func lines(of round: KeptRound, fromTarget: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in round.transcript where entry.isFromTarget == fromTarget {
      switch entry.content {
      case .message(let message): bytes += MessageCodec.encode(message)
      case .bytes(let raw, _): bytes += raw
      }
      bytes.append(0x0A)
    }
    return bytes
  }

  private func exchange(
    of failures: [RowLedger.KeptFailure], _ exchanges: [KeptExchange]
  ) -> Int? {
    failures.lazy.compactMap { failure in number(ofRound: failure.round, exchanges) }.first
  }

  private func number(ofRound round: Int, _ exchanges: [KeptExchange]) -> Int? {
    exchanges.first { $0.round == round }?.record.number
  }

  private func mismatch(
    _ kept: RowLedger.KeptFailure, _ exchanges: [KeptExchange]
  ) -> Mismatch {
    let failure = kept.failure
    return Mismatch(
      expected: VisibleText.escape(failure.expected),
      received: "round \(kept.round + 1), \(failure.kind.rawValue): "
        + VisibleText.escape(failure.received),
      location: failure.location, exchange: number(ofRound: kept.round, exchanges))
  }
}

extension RowLedger.Standing {
  /// The sentences of the verdict.
  public var words: [String] {
    switch self {
    case .passed(let words), .failed(let words), .inconclusive(let words, _): words
    }
  }

  /// The verdict of the lattice; `belief` says whose word the latencies are.
  func verdict(_ belief: String) -> Verdict {
    switch self {
    case .passed: .passed
    case .failed: .failed
    case .inconclusive(let words, let reason):
      .inconclusive(because: ([reason] + words.map { $0 + belief }).joined(separator: "; "))
    }
  }
}

extension RowPlan {
  /// What is demanded, in words.
  var demand: String {
    switch loose ?? strict {
    case .share(let plan):
      "more than \(plan.terms.claim) within \(ReplayWords.time(plan.terms.limit))"
    case .curve(_, let criteria):
      criteria.filter(\.decides)
        .map { "more than \($0.claim) after \(ReplayWords.time($0.age))" }
        .joined(separator: ", ")
    }
  }
}

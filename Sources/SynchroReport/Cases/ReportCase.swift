internal import SynchroCatalog
internal import SynchroText
internal import SynchroTiming
internal import SynchroVerdict

/// One thing that every report shows and counts: a decision of a check, what stopped a test, a fault
/// of the doctor, what cut the run short.
struct ReportCase {
  /// The id of the check, the test or the stage it belongs to.
  let id: String
  /// What was asked, in a few words.
  let subject: String
  let verdict: Verdict
  let place: CheckRecord.Place?
  let requirement: RequirementRecord?
  let decision: Decision?
  /// The exchanges it speaks of, the first few.
  let exchanges: [ExchangeSummary]
  /// What the operator was asked for in its test, the last few.
  var hooks: [HookRun] = []
  let nextStep: String?

  var table: VerdictTable { verdict.kind.table }

  /// The id of its test.
  var test: String { CheckRecord.test(of: id) }

  /// The requirement's id and the subject, as one line; the id is a stable name for it.
  var name: String {
    [id, decision?.requirement, subject].compactMap { $0 }
      .map { VisibleText.excerpt($0, limit: 160) }.joined(separator: " ")
  }

  /// What happened, in one line without control characters.
  var message: String {
    if let reason = verdict.reason { return VisibleText.excerpt(reason, limit: 300) }
    guard let decision, let first = decision.mismatches.first else { return subjectLine }
    let rest = decision.mismatchCount - 1
    return "expected \(Self.shown(first.expected)), received \(Self.shown(first.received))"
      + (first.location.map { " at " + Self.shown($0) } ?? "")
      + (first.place.map { " (\(Self.shown($0)) of the body)" } ?? "")
      + (rest > 0 ? " (and \(rest) more)" : "")
  }

  /// Everything known about it, a line each, without control characters.
  var details: [String] {
    var lines: [String] = []
    // A single one is the message already.
    if let decision, decision.mismatches.count > 1 {
      lines = decision.mismatches.map(Self.line)
      let left = decision.mismatchCount - lines.count
      if left > 0 { lines.append("\(left) more differences are not shown") }
    }
    lines += exchanges.map { "exchange \($0.number): " + Self.shown($0.headline) }
    lines += hooks.map { "operator \($0.number): " + Self.shown($0.headline) }
    if let requirement { lines.append("requirement " + Self.words(of: requirement)) }
    if let place { lines.append("check \(Self.shown(place.file)):\(place.line):\(place.column)") }
    if let nextStep { lines.append("next step: " + Self.shown(nextStep)) }
    return lines
  }

  private var subjectLine: String { VisibleText.excerpt(subject, limit: 300) }

  static func shown(_ text: String) -> String { VisibleText.excerpt(text) }

  static func words(of requirement: RequirementRecord) -> String {
    "\(shown(requirement.id)) (\(requirement.level.rawValue)), \(shown(requirement.document)) "
      + "section \(shown(requirement.clause)): "
      + VisibleText.excerpt(requirement.statement, limit: 600)
  }

  static func line(_ mismatch: Mismatch) -> String {
    var line = "expected \(shown(mismatch.expected)), received \(shown(mismatch.received))"
    if let location = mismatch.location { line += " at \(shown(location))" }
    if let place = mismatch.place { line += ", \(shown(place)) of the body" }
    if let exchange = mismatch.exchange { line += ", exchange \(exchange)" }
    return line
  }
}

/// A test with its cases, or a stage of the run with what went wrong in it.
struct ReportGroup {
  let name: String
  let title: String
  let start: Timestamp
  let duration: Duration
  let cases: [ReportCase]

  /// Every group of a run; never without a case, because a run that decided nothing says so.
  static func all(of report: RunReport) -> [ReportGroup] {
    let index = Index(report)
    var groups: [ReportGroup] = []
    let faults = report.doctor.filter { $0.severity == .fault }
    if !faults.isEmpty {
      groups.append(
        stage("doctor", "What was looked at before the tests", report, faults.map(index.doctor)))
    }
    groups += report.tests.map(index.group)
    var ends = report.interruptions.map { sentence in
      index.stage("run", "the run comes to its end", .inconclusive(because: sentence))
    }
    if groups.isEmpty && ends.isEmpty {
      ends.append(
        index.stage(
          "run", "something is checked",
          .untestable(prerequisite: "no check was carried out")))
    }
    if !ends.isEmpty { groups.append(stage("run", "The run as a whole", report, ends)) }
    return groups
  }

  private static func stage(
    _ name: String, _ title: String, _ report: RunReport, _ cases: [ReportCase]
  ) -> ReportGroup {
    ReportGroup(
      name: name, title: title, start: report.header.start, duration: .zero, cases: cases)
  }
}

/// Rows and exchanges by what cases name them with.
private struct Index {
  let rows: [String: RequirementRecord]
  let exchanges: [Int: ExchangeSummary]
  let hooks: [String: [HookRun]]

  init(_ report: RunReport) {
    rows = Dictionary(report.requirements.map { ($0.id, $0) }) { first, _ in first }
    hooks = Dictionary(grouping: report.hooks, by: \.test)
    exchanges = Dictionary(report.exchanges.map { ($0.number, $0) }) { first, _ in first }
  }

  func group(_ test: TestRecord) -> ReportGroup {
    let hooks = Array((hooks[test.id] ?? []).suffix(3))
    var cases = test.checks.flatMap { check in
      check.decisions.map { decision in
        let numbers = decision.mismatches.compactMap(\.exchange)
        return ReportCase(
          id: check.id, subject: check.text, verdict: decision.verdict, place: check.place,
          requirement: decision.requirement.flatMap { rows[$0] }, decision: decision,
          exchanges: summaries(numbers.isEmpty ? check.exchanges : numbers), hooks: hooks,
          nextStep: decision.verdict.kind == .untestable ? test.nextStep : nil)
      }
    }
    if let stop = test.stop ?? (cases.isEmpty ? test.verdict : nil) {
      cases.append(
        ReportCase(
          id: test.id, subject: test.title, verdict: stop, place: test.place, requirement: nil,
          decision: nil, exchanges: summaries(test.exchanges.suffix(1)), hooks: hooks,
          nextStep: stop.kind == .untestable ? test.nextStep : nil))
    }
    return ReportGroup(
      name: ReportCase.shown(test.id), title: ReportCase.shown(test.title), start: test.start,
      duration: test.duration, cases: cases)
  }

  func doctor(_ finding: DoctorFinding) -> ReportCase {
    let steps = [finding.nextStep, finding.field.map { "in the target file: \($0)" }]
    let nextStep = steps.compactMap { $0 }.joined(separator: "; ")
    return stage(
      "doctor", "the target can be tested",
      finding.isOurs ? .harnessFault(finding.sentence) : .setupFault(finding.sentence),
      nextStep: nextStep.isEmpty ? nil : nextStep)
  }

  func stage(
    _ id: String, _ subject: String, _ verdict: Verdict, nextStep: String? = nil
  ) -> ReportCase {
    ReportCase(
      id: id, subject: subject, verdict: verdict, place: nil, requirement: nil, decision: nil,
      exchanges: [], nextStep: nextStep)
  }

  /// Each exchange once, the first three.
  private func summaries(_ numbers: some Sequence<Int>) -> [ExchangeSummary] {
    var seen: Set<Int> = []
    let found = numbers.filter { seen.insert($0).inserted }.compactMap { exchanges[$0] }
    return Array(found.prefix(3))
  }
}

import SynchroText

/// Rows are known and fit the payloads that try them; each row of the suite's chapters is tried or
/// has a reason.
enum FlowRowRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    guard suite.isFlowSuite else { return [] }
    guard let known = set.vocabulary.flows(of: suite.name.value) else { return [] }
    var judge = RowJudge(suite, known, set.vocabulary)
    for flow in suite.flows { judge.judge(flow) }
    for row in suite.untested { judge.judge(row) }
    for reference in suite.linted { judge.judge(reference) }
    if let finding = untried(suite, set, known, judge.chapters) { judge.findings.append(finding) }
    return judge.findings
  }

  /// The rows of the suite's chapters that no suite of the set speaks of; told once, by the first
  /// suite that has a row of the chapter.
  private static func untried(
    _ suite: Suite, _ set: SuiteSet, _ known: FlowVocabulary, _ chapters: Set<Substring>
  ) -> Diagnostic? {
    guard set.isComplete, set.vocabulary.ownFlows(of: suite.name.value) != nil else { return nil }
    var named: Set<String> = []
    var earlier: Set<Substring> = []
    var isEarlier = true
    for other in set.sources.map(\.suite) where other.isFlowSuite {
      if other.name.value == suite.name.value { isEarlier = false }
      let rows = other.namedRows
      named.formUnion(rows)
      if isEarlier { earlier.formUnion(rows.compactMap { known.rows[$0]?.chapter }) }
    }
    let mine = chapters.subtracting(earlier)
    let missing = known.rows.filter { mine.contains($0.value.chapter) && !named.contains($0.key) }
    guard !missing.isEmpty else { return nil }
    let ids = missing.keys.sorted()
    let shown = ids.prefix(3).joined(separator: ", ")
    return Diagnostic(
      .warning, code: "untried-row", "no flow tries \(shown)\(ids.count > 3 ? ", …" : "")",
      at: .init(suite.name.range), received: "\(ids.count) rows without a trial",
      help: ["try each in a flow, or say why not: untested ROW \"reason\""])
  }
}

extension Suite {
  /// The rows that it tries or excuses.
  var namedRows: Set<String> {
    var rows = Set(untested.map(\.row.value))
    for message in flows.flatMap(\.messages) {
      rows.formUnion(message.requirements.compactMap(\.id))
    }
    return rows
  }
}

extension RequirementReference {
  /// The id; nil for a column of a table.
  var id: String? {
    if case .id(let id) = target { id } else { nil }
  }
}

private struct RowJudge {
  private let known: FlowVocabulary
  private let requirements: [String: SuiteVocabulary.KnownRequirement]
  private let plays: [String: Set<String>]
  private var tried: [String: SourceRange] = [:]
  private var excused: [String: SourceRange] = [:]
  var chapters: Set<Substring> = []
  var findings: [Diagnostic] = []

  init(_ suite: Suite, _ known: FlowVocabulary, _ vocabulary: SuiteVocabulary) {
    self.known = known
    requirements = vocabulary.requirements
    plays = Dictionary(
      suite.actors.map { ($0.name.value, Set($0.plays.map(\.value))) }, uniquingKeysWith: { $1 })
  }

  mutating func judge(_ flow: Flow) {
    for step in flow.allSteps {
      if let message = step.message { judge(message) }
      for reference in step.requirements { judge(reference) }
      for check in step.checks {
        for reference in check.ownRequirements { judge(reference) }
      }
    }
  }

  mutating func judge(_ untested: UntestedRow) {
    if let row = known.rows[untested.row.value] {
      chapters.insert(row.chapter)
    } else if requirements[untested.row.value] == nil {
      return findings.append(unknown(untested.row))
    }
    let before = tried[untested.row.value] ?? excused[untested.row.value]
    if let before {
      let isTried = tried[untested.row.value] != nil
      findings.append(
        Diagnostic(
          code: "untested-again",
          isTried ? "a flow tries the row, so it is tested" : "the row has a reason already",
          at: .init(untested.row.range), related: [.init(before, isTried ? "here" : "the first")],
          help: ["leave this line out"]))
    }
    excused[untested.row.value] = untested.row.range
  }

  mutating func judge(_ reference: RequirementReference) { _ = row(reference) }

  private mutating func judge(_ message: MessageStep) {
    if known.payloads[message.payload.value] == nil, !message.isAnyPayload {
      findings.append(
        .unknown(
          "unknown-payload", "payload", message.payload, among: known.payloads.keys,
          orElse: "'synchroscope flows list payloads' shows the names"))
    }
    for reference in message.requirements {
      guard let (id, row) = row(reference) else { continue }
      tried[id] = tried[id] ?? reference.range
      chapters.insert(row.chapter)
      judge(reference, row, message)
    }
  }

  /// The row that is named, if it is one; told when nothing is.
  private mutating func row(
    _ reference: RequirementReference
  ) -> (String, FlowVocabulary.KnownRow)? {
    guard let id = reference.id else {
      findings.append(
        Diagnostic(
          code: "requirement-not-constant", "flows have no tables for ids to come from",
          at: .init(reference.range), help: ["write the id itself"]))
      return nil
    }
    if let row = known.rows[id] { return (id, row) }
    if requirements[id] == nil { findings.append(unknown(Ranged(id, at: reference.range))) }
    return nil
  }

  private func unknown(_ id: Ranged<String>) -> Diagnostic {
    let payload = id.value.split(separator: "/", maxSplits: 1).last.map(String.init) ?? ""
    // The right payload in a wrong section is the likeliest slip.
    let same = known.rows.filter { $0.value.payload == payload }.keys.sorted()
    guard let first = same.first else {
      return .unknown(
        "unknown-row", "row", id, among: known.rows.keys,
        orElse: "'synchroscope flows list' shows the rows")
    }
    return Diagnostic(
      code: "unknown-row", "unknown row '\(id.value)'",
      at: .init(id.range, "did you mean '\(first)'?"))
  }

  private mutating func judge(
    _ reference: RequirementReference, _ row: FlowVocabulary.KnownRow, _ message: MessageStep
  ) {
    if row.payload != message.payload.value {
      findings.append(
        Diagnostic(
          code: "row-payload", "the row is of another payload", at: .init(reference.range),
          related: [.init(message.payload.range, "this one")], expected: row.payload,
          received: message.payload.value))
    }
    judge(message.from, "sent", row.from, reference)
    judge(message.to, "received", row.to, reference)
  }

  private mutating func judge(
    _ party: Ranged<String>, _ verb: String, _ allowed: Set<String>,
    _ reference: RequirementReference
  ) {
    guard let actors = plays[party.value], !actors.isSubset(of: allowed) else { return }
    findings.append(
      Diagnostic(
        code: "row-party", "the row is not \(verb) by '\(party.value)'", at: .init(reference.range),
        related: [.init(party.range, "plays " + actors.sorted().joined(separator: ", "))],
        expected: allowed.sorted().joined(separator: ", ")))
  }
}

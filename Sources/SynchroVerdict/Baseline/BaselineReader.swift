internal import SynchroCatalog
internal import SynchroDigest
public import SynchroText
internal import SynchroTiming

extension Baseline {
  /// Reads a file; what is wrong with it is told, and then it must not be used. Never fails on any
  /// bytes.
  public static func read(_ source: SourceText) -> (baseline: Baseline, findings: [Diagnostic]) {
    var reader = BaselineReader(source: source)
    reader.read()
    let baseline = Baseline(
      file: source.name, sha256: SHA256.digest(source.bytes).hex, entries: reader.entries)
    return (baseline, Array(reader.findings.prefix(RecordParser.findingLimit)))
  }
}

/// Reads the records of a baseline, one entry each.
private struct BaselineReader {
  private enum Kind: String, CaseIterable {
    case check
    case test
    case requirement
  }

  private enum Key: String, CaseIterable {
    case verdict
    case requirement
    case reason
    case expires
    case message
  }

  private enum Term {
    case forGood
    case until(Timestamp)

    var end: Timestamp? {
      switch self {
      case .forGood: nil
      case .until(let end): end
      }
    }
  }

  /// What makes two entries the same.
  private struct Identity: Hashable {
    let subject: Baseline.Subject
    let verdict: Verdict.Kind
    let message: String?
  }

  let source: SourceText
  var entries: [Baseline.Entry] = []
  var findings: [Diagnostic] = []
  private var taken: [Identity: SourceRange] = [:]

  init(source: SourceText) { self.source = source }

  mutating func read() {
    let parsed = RecordParser(source)
    findings += parsed.diagnostics
    for record in parsed.records where findings.count < RecordParser.findingLimit {
      guard let entry = entry(record) else { continue }
      let identity = Identity(
        subject: entry.subject, verdict: entry.verdict, message: entry.message)
      if let first = taken[identity] {
        findings.append(
          Diagnostic(
            code: "baseline-duplicate", "'\(record.name)' is expected more than once",
            at: .init(record.nameRange), related: [.init(first, "first here")],
            help: ["keep one of them"]))
        continue
      }
      taken[identity] = record.nameRange
      entries.append(entry)
    }
    findings.sort { $0.primary.range.start < $1.primary.range.start }
  }

  private mutating func entry(_ record: Record) -> Baseline.Entry? {
    guard let kind = Kind(rawValue: record.kind) else {
      findings.append(
        Diagnostic(
          code: "baseline-unknown-kind", "a baseline has no records called '\(record.kind)'",
          at: .init(record.kindRange),
          help: [NearestName.advice(for: record.kind, among: Kind.allCases.map(\.rawValue))]
            .compactMap { $0 }))
      return nil
    }
    var fields = RecordFields<Key>(record)
    defer { findings += fields.diagnostics }
    let verdict = verdict(&fields)
    let reason = fields.required(.reason)
    let term = term(&fields)
    guard let subject = subject(kind, &fields), let verdict, let reason, let term else {
      return nil
    }
    if case .test = subject, !verdict.leavesUnproven {
      let range = fields.optional(.verdict)?.valueRange ?? record.nameRange
      fields.report(
        "baseline-broad", "a whole test cannot be expected to be \(verdict.rawValue)", range,
        help: ["name the check: check \(record.name):N"])
      return nil
    }
    let line = source.place(at: record.nameRange.start).line
    return Baseline.Entry(
      subject: subject, verdict: verdict, reason: reason, end: term.end,
      message: fields.optional(.message)?.value, place: "\(source.name):\(line)")
  }

  private func verdict(_ fields: inout RecordFields<Key>) -> Verdict.Kind? {
    guard let word = fields.required(.verdict) else { return nil }
    if let verdict = Baseline.expectable.first(where: { $0.rawValue == word }) { return verdict }
    let known = Baseline.expectable.map(\.rawValue)
    if let field = fields.optional(.verdict) {
      fields.report(
        "baseline-verdict", "'\(VisibleText.excerpt(word))' cannot be expected", field.valueRange,
        help: [
          NearestName.find(word, among: known).map { "did you mean '\($0)'?" }
            ?? "write one of " + known.joined(separator: ", ")
        ])
    }
    return nil
  }

  private func subject(
    _ kind: Kind, _ fields: inout RecordFields<Key>
  ) -> Baseline.Subject? {
    let record = fields.record
    let row = fields.optional(.requirement)
    let isCheck = Self.isCheckID(record.name)
    switch kind {
    case .check:
      if isCheck { return .check(record.name, requirement: row?.value) }
      fields.report(
        "baseline-id", "'\(VisibleText.excerpt(record.name))' is no id of a check",
        record.nameRange,
        help: [
          "copy it from a report: suite, '#', test, ':' and number, such as "
            + "cds/discovery/metadata#fields:7"
        ])
      return nil
    case .test:
      if let row {
        fields.report(
          "baseline-key", "the requirement belongs to a check", row.keyRange,
          help: ["name the check, or take the line out"])
        return nil
      }
      if !isCheck, record.name.contains("#") { return .test(record.name) }
      fields.report(
        "baseline-id", "'\(VisibleText.excerpt(record.name))' is no id of a test",
        record.nameRange,
        help: ["copy it from a report: suite, '#' and test, such as cds/discovery/metadata#fields"])
      return nil
    case .requirement:
      guard let row else { return .requirement(record.name) }
      fields.report(
        "baseline-key", "the entry names its requirement already", row.keyRange,
        help: ["take the line out"])
      return nil
    }
  }

  /// How long an entry holds; nil after saying that the day is none.
  private func term(_ fields: inout RecordFields<Key>) -> Term? {
    guard let field = fields.optional(.expires) else { return .forGood }
    if field.value.utf8.count == 10,
      let day = try? Timestamp(rfc3339: field.value + "T00:00:00Z")
    {
      return .until(day.advanced(by: .seconds(86_400)))
    }
    fields.report(
      "baseline-date", "'\(VisibleText.excerpt(field.value))' is no day", field.valueRange,
      help: ["write the last day on which the entry holds, such as 2027-01-31"])
    return nil
  }

  /// Whether a number stands behind the test's name.
  private static func isCheckID(_ id: String) -> Bool {
    guard let hash = id.lastIndex(of: "#"), let colon = id[hash...].lastIndex(of: ":") else {
      return false
    }
    let number = id[id.index(after: colon)...]
    return !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

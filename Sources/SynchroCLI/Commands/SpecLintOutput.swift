import SynchroJSON
import SynchroReport
import SynchroSpec
import SynchroText
import SynchroVerdict

/// What `spec lint` prints about the documents that it looked at.
struct SpecLintOutput {
  private let style: TerminalStyle
  private var reports: [(report: SpecReport, hasRules: Bool)] = []

  init(style: TerminalStyle) {
    self.style = style
  }

  mutating func append(_ report: SpecReport, hasRules: Bool) { reports.append((report, hasRules)) }

  /// How many findings there are in all documents.
  var count: Int { reports.reduce(0) { $0 + $1.report.count } }

  // MARK: - For people

  /// Every finding as a compiler would print it, and a line that sums a document up.
  var text: String {
    let renderer = DiagnosticRenderer(style: style)
    var text = ""
    for (report, hasRules) in reports {
      for finding in report.findings {
        text += renderer.render(finding.diagnostic, in: report.source) + "\n"
      }
      if report.omitted > 0 { text += "\(report.omitted) more findings are not shown\n" }
      let name = VisibleText.escape(report.source.name)
      let messages = counted(report.messages, "request or answer", "requests and answers")
      text +=
        "\(name): "
        + (report.count == 0
          ? style.paint("nothing found", .green)
          : style.paint(counted(report.count, "finding", "findings"), .red)) + ", \(messages)\n"
      for note in Self.notes(report, hasRules: hasRules) { text += "  note: \(note)\n" }
    }
    return text
  }

  /// What was not looked at, and how that can be changed.
  private static func notes(_ report: SpecReport, hasRules: Bool) -> [String] {
    guard hasRules else {
      guard report.messages > 0 else { return [] }
      return [
        "no rules are made for this document: formats and statuses were not checked (--rules FILE)"
      ]
    }
    guard !report.unmatched.isEmpty else { return [] }
    let shown = report.unmatched.prefix(10).map { String($0.line) }.joined(separator: ", ")
    let more = report.unmatched.count > 10 ? " and more" : ""
    return ["no rule speaks of the examples at lines \(shown)\(more)"]
  }

  // MARK: - For programs

  /// Every finding as one JSON document.
  var json: String {
    let files = reports.map { report, hasRules -> JSONValue in
      [
        "file": .string(report.source.name),
        "document": report.document.map { .string($0) } ?? .null,
        "rules": .bool(hasRules), "messages": .integer(report.messages),
        "unmatched": .array(report.unmatched.map { .integer($0.line) }),
        "omitted": .integer(report.omitted),
        "findings": .array(report.findings.map { Self.json($0, in: report.source) }),
      ]
    }
    return JSONPrinter.pretty(["files": .array(files)]) + "\n"
  }

  private static func json(_ finding: SpecFinding, in source: SourceText) -> JSONValue {
    let diagnostic = finding.diagnostic
    let place = source.place(at: diagnostic.primary.range.start)
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return [
      "line": .integer(place.line), "column": .integer(place.column),
      "clause": text(finding.clause?.number), "title": text(finding.clause?.title),
      "severity": .string(diagnostic.severity.rawValue), "code": .string(diagnostic.code),
      "message": .string(diagnostic.message), "expected": text(diagnostic.expected),
      "received": text(diagnostic.received), "rule": text(finding.rule),
      "help": .array(diagnostic.help.map { .string($0) }),
    ]
  }

  // MARK: - For pull requests

  /// Annotations of GitHub as far as it shows them, and one with the numbers.
  var github: String {
    var lines: [String] = []
    var written: [Diagnostic.Severity: Int] = [:]
    var left = 0
    for (report, _) in reports {
      left += report.omitted
      for finding in report.findings {
        let diagnostic = finding.diagnostic
        guard written[diagnostic.severity, default: 0] < GitHubAnnotation.limit else {
          left += 1
          continue
        }
        written[diagnostic.severity, default: 0] += 1
        lines.append(annotation(diagnostic, in: report.source).line)
      }
    }
    let more =
      left > 0 ? "\n\(counted(left, "more finding is", "more findings are")) not shown" : ""
    lines.append(
      GitHubAnnotation(
        count == 0 ? .notice : .error, title: "synchroscope spec lint",
        text: counted(count, "finding", "findings") + more
      ).line)
    return lines.map { $0 + "\n" }.joined()
  }

  private func annotation(_ diagnostic: Diagnostic, in source: SourceText) -> GitHubAnnotation {
    let range = diagnostic.primary.range
    let start = source.place(at: range.start)
    let end = source.place(at: range.end)
    let details = [
      diagnostic.expected.map { "expected: " + $0 }, diagnostic.received.map { "received: " + $0 },
    ].compactMap { $0 }
    let lines = [diagnostic.message] + details + diagnostic.notes + diagnostic.help
    return GitHubAnnotation(
      diagnostic.severity == .error ? .error : .warning, file: source.name, from: start,
      endColumn: end.line == start.line ? end.column : nil, title: diagnostic.code,
      text: lines.joined(separator: "\n"))
  }
}

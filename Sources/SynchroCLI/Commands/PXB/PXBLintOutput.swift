import SynchroJSON
import SynchroPXB
import SynchroText

/// What `pxb lint` prints about a transcript.
struct PXBLintOutput {
  let path: String
  let report: LintReport
  let isCutOff: Bool

  // MARK: - For people

  /// A line for each finding, what would be right for each rule, and the sum.
  func table(_ style: TerminalStyle) -> String {
    var text = ""
    if !report.findings.isEmpty {
      var table = TextTable("LINE", "SEVERITY", "BLAME", "RULE", "FINDING")
      for finding in report.findings {
        table.add(
          String(finding.line), finding.rule.severity.rawValue, finding.blame.rawValue,
          finding.rule.rawValue, finding.detail)
      }
      text += table.rendered(style) + "\n"
      for rule in LintRule.allCases where report.counts[rule] != nil {
        text += "help: \(rule.rawValue): \(rule.remedy)\n"
      }
    }
    if report.omitted > 0 { text += "\(report.omitted) more findings are not shown\n" }
    if report.excused > 0 {
      let count = counted(report.excused, "breach", "breaches")
      text += "note: \(count) by faults that the harness ordered do not count\n"
    }
    if isCutOff { text += "note: the last line is cut off and was not looked at\n" }
    return text + summary(style) + "\n"
  }

  private func summary(_ style: TerminalStyle) -> String {
    let messages = report.messages.values.reduce(0, +)
    let read = counted(messages, "message", "messages")
    let name = VisibleText.escape(path == "-" ? "<stdin>" : path)
    if report.isClean { return "\(name): \(style.paint("nothing found", .green)), \(read)" }
    let errors = counted(report.count(.error), "error", "errors")
    let warnings = counted(report.count(.warning), "warning", "warnings")
    return "\(name): \(style.paint("\(errors), \(warnings)", .red)), \(read)"
  }

  // MARK: - For programs

  /// Every finding as one JSON document.
  var json: String {
    let findings = report.findings.map { finding -> JSONValue in
      [
        "line": .integer(finding.line), "rule": .string(finding.rule.rawValue),
        "severity": .string(finding.rule.severity.rawValue),
        "blame": .string(finding.blame.rawValue), "message": .string(finding.detail),
        "help": .string(finding.rule.remedy),
      ]
    }
    let messages = MessageKind.allCases.compactMap { kind in
      report.messages[kind].map { JSONField(kind.rawValue, .integer($0)) }
    }
    let document: JSONValue = [
      "file": .string(path), "errors": .integer(report.count(.error)),
      "warnings": .integer(report.count(.warning)), "omitted": .integer(report.omitted),
      "excused": .integer(report.excused),
      "cut-off": .bool(isCutOff), "messages": .object(messages), "findings": .array(findings),
    ]
    return JSONPrinter.pretty(document) + "\n"
  }
}

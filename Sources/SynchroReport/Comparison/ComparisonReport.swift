public import SynchroText
public import SynchroVerdict

/// A comparison for a person at a terminal: what was run otherwise, rows, other checks, totals.
public struct ComparisonReport: Sendable {
  private let style: TerminalStyle

  /// A report for one stream.
  public init(style: TerminalStyle = .plain) { self.style = style }

  /// The whole comparison, ended by a line feed.
  public func render(_ comparison: RunComparison) -> String {
    let lines = ComparisonLines(comparison: comparison)
    var text = ""
    for setting in lines.settings { text += style.paint("otherwise", .cyan) + ": \(setting)\n" }
    if !comparison.settings.isEmpty { text += "\n" }
    text += comparison.requirements.map(render).joined()
    for check in lines.otherChecks { text += render(check) }
    for test in comparison.tests { text += render(test) }
    for line in lines.comingAndGoing { text += style.paint("checks", .cyan) + ": \(line)\n" }
    if !lines.comingAndGoing.isEmpty { text += "\n" }
    return text + totals(lines) + conclusion(comparison)
  }

  private func render(_ change: RequirementChange) -> String {
    let row = change.row
    var text = head(
      change.direction,
      "\(ReportCase.shown(row.id)): " + ComparisonLines.step(change.before, change.after))
    text += remark("requirement: " + ReportCase.words(of: row))
    for sentence in change.remarks { text += remark(ReportCase.shown(sentence)) }
    if change.causes.isEmpty, let reason = change.after.reason {
      text += remark("because: " + ReportCase.shown(reason))
    }
    for check in change.causes {
      text += remark("check " + ComparisonLines.head(of: check))
      for detail in ComparisonLines.details(of: check) { text += "      \(detail)\n" }
    }
    return text + "\n"
  }

  private func render(_ check: CheckChange) -> String {
    var text = head(check.direction, "check " + ComparisonLines.head(of: check))
    if let id = check.requirement { text += remark("requirement: " + ReportCase.shown(id)) }
    for detail in ComparisonLines.details(of: check) { text += remark(detail) }
    return text + "\n"
  }

  private func render(_ test: TestChange) -> String {
    var text = head(
      test.direction,
      "test \(ReportCase.shown(test.id)): "
        + ComparisonLines.step(.decided(test.before), .decided(test.after)))
    if let reason = test.after.reason { text += remark("because: " + ReportCase.shown(reason)) }
    return text + "\n"
  }

  private func head(_ direction: RunComparison.Direction, _ words: String) -> String {
    let (word, ink): (String, TerminalStyle.Ink) =
      switch direction {
      case .worse: ("worse", .red)
      case .better: ("better", .green)
      case .other: ("otherwise", .cyan)
      }
    return style.paint(word, ink) + ": " + style.paint(words, .bold) + "\n"
  }

  private func remark(_ words: String) -> String { "  \(style.paint("=", .blue)) \(words)\n" }

  private func totals(_ lines: ComparisonLines) -> String {
    lines.totals.map { total in
      let change = total.before == total.after ? "" : " -> \(total.after)"
      return style.paint(total.name, .bold) + String(repeating: " ", count: 24 - total.name.count)
        + "\(total.before)" + change + "\n"
    }.joined()
  }

  private func conclusion(_ comparison: RunComparison) -> String {
    let runs = "\(ReportCase.shown(comparison.old.run)) -> \(ReportCase.shown(comparison.new.run))"
    let rows = ComparisonLines.count(comparison.requirements)
    let words =
      comparison.hasWorsened
      ? style.paint("something got worse", .red)
      : comparison.isUnchanged
        ? style.paint("every verdict is as it was", .green)
        : style.paint("nothing got worse", .green)
    let columns = [("rows changed", rows), ("runs", runs), ("result", words)]
    return columns.map { name, value in
      style.paint(name, .bold) + String(repeating: " ", count: 24 - name.count) + value + "\n"
    }.joined()
  }
}

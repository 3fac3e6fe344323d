public import SynchroText
public import SynchroVerdict

/// A run for a person at a terminal: each finding as a compiler would print it, then the numbers.
public struct ConsoleReport: Sendable {
  private let style: TerminalStyle
  private let width: Int

  /// A report for one stream; source lines longer than `width` are cut.
  public init(style: TerminalStyle = .plain, width: Int = 100) {
    self.style = style
    self.width = width
  }

  /// The whole report, ended by a line feed.
  public func render(_ report: RunReport) -> String {
    var text = ""
    for folded in FoldedCase.all(of: ReportGroup.all(of: report).lazy.flatMap(\.cases)) {
      text += render(folded) + "\n"
    }
    for finding in report.doctor where finding.severity == .warning {
      text += style.paint("warning", .yellow) + ": " + VisibleText.escape(finding.sentence) + "\n"
      text += finding.nextStep.map { "  = help: \(VisibleText.escape($0))\n" } ?? ""
      text += "\n"
    }
    return text + summary(of: report)
  }

  // MARK: - Findings

  private func render(_ folded: FoldedCase) -> String {
    let finding = folded.first
    // "warning: warned" would say it twice.
    let word = finding.verdict.kind == .warned ? "" : finding.table.word + ": "
    let head = word + ReportCase.shown(finding.id)
    var remarks: [String] = []
    if finding.place != nil, let reason = finding.verdict.reason {
      let asks = finding.verdict.kind == .review
      remarks.append("\(asks ? "question" : "because"): \(ReportCase.shown(reason))")
    }
    remarks += finding.exchanges.map {
      "exchange \($0.number): \(ReportCase.shown($0.headline))"
    }
    remarks += finding.hooks.map { "operator \($0.number): \(ReportCase.shown($0.headline))" }
    remarks += requirements(of: folded)
    if let rest = folded.rest { remarks.append(rest) }
    if let next = finding.nextStep { remarks.append("help: \(ReportCase.shown(next))") }
    guard let place = finding.place else {
      let lines = [
        style.paint(finding.severity.rawValue, finding.table.ink) + ": "
          + style.paint(VisibleText.escape(head), .bold), "  = " + finding.message,
      ]
      return (lines + remarks.map { "  = " + $0 }).map { $0 + "\n" }.joined()
    }
    let marked = MarkedLine(place)
    let mismatch = finding.decision?.mismatches.first
    let text = DiagnosticRenderer(style: style, width: width).render(
      Diagnostic(
        finding.severity, code: finding.verdict.kind.rawValue, head,
        at: Diagnostic.Label(marked.range, label(of: finding)),
        expected: mismatch.map { ReportCase.shown($0.expected) },
        received: mismatch.map { received($0) }), in: marked.source)
    let margin = String(repeating: " ", count: marked.margin) + " "
    return text
      + remarks.map { "\(margin)\(style.paint("=", .blue)) \($0)\n" }.joined()
  }

  /// A line for each row, the first few: an object format may carry a hundred.
  private func requirements(of folded: FoldedCase) -> [String] {
    let all = folded.requirements
    let shown = all.count > 4 ? 3 : all.count
    var lines = all.prefix(shown).map { "requirement: " + ReportCase.words(of: $0) }
    if all.count > shown { lines.append("and \(all.count - shown) more requirements") }
    return lines
  }

  private func label(of finding: ReportCase) -> String {
    guard finding.verdict.reason == nil, let decision = finding.decision,
      decision.observations > 1, decision.mismatchCount > 0
    else { return "" }
    let count = decision.mismatchCount
    return "\(count) \(count == 1 ? "difference" : "differences") in "
      + "\(decision.observations) observations"
  }

  private func received(_ mismatch: Mismatch) -> String {
    ReportCase.shown(mismatch.received)
      + (mismatch.location.map { " at \(ReportCase.shown($0))" } ?? "")
      + (mismatch.place.map { " (\(ReportCase.shown($0)) of the body)" } ?? "")
  }

  // MARK: - Numbers

  private func summary(of report: RunReport) -> String {
    let words = SummaryWords(report: report, style: style)
    let header = report.header
    var rows = [
      ("target", VisibleText.escape(header.target)),
      ("requirements", words.requirements), ("tests", words.tests),
      ("checks", "\(report.summary.checks), decisions: " + words.decisions),
      ("exchanges", String(report.exchanges.count)),
      ("time", report.duration.secondsText + " s"),
    ]
    if !report.hooks.isEmpty {
      rows.insert(("operator", "asked \(report.hooks.count) times"), at: rows.count - 1)
    }
    rows += Self.leftBehind(report.residue).map { ("left behind", $0) }
    rows += report.interruptions.map { ("cut short", VisibleText.escape($0)) }
    rows.append(("run", "\(VisibleText.escape(header.run)), seed \(header.seed)"))
    rows.append(("exit", words.exit))
    return rows.map { name, value in
      style.paint(name, .bold) + String(repeating: " ", count: 14 - name.count) + value + "\n"
    }.joined()
  }
}

extension ConsoleReport {
  /// A line for each reason: a run may leave twenty clients behind because none can be removed.
  private static func leftBehind(_ residue: [RunReport.Residue]) -> [String] {
    var reasons: [String] = []
    for left in residue where !reasons.contains(left.because) { reasons.append(left.because) }
    return reasons.compactMap { reason in
      let all = residue.filter { $0.because == reason }
      guard let first = all.first else { return nil }
      let url = first.url.map { " \(VisibleText.escape($0))" } ?? ""
      let example = VisibleText.escape(first.what) + url
      let what = all.count == 1 ? example : "\(all.count) things, such as \(example)"
      return what + ": " + VisibleText.escape(reason)
    }
  }
}

extension ReportCase {
  /// The annotation's level, in the words of diagnostics.
  var severity: Diagnostic.Severity {
    switch table.annotation {
    case .error: .error
    case .warning: .warning
    case .notice, nil: .note
    }
  }
}

/// One line of a suite, standing where it stands in its file.
private struct MarkedLine {
  let source: SourceText
  let range: SourceRange
  let margin: Int

  /// A results file may say any line; beyond this one the number moves into the name.
  private static let lineLimit = 100_000

  init(_ place: CheckRecord.Place) {
    let isPlaceable = (1...Self.lineLimit).contains(place.line)
    let line = isPlaceable ? place.line : 1
    let file = VisibleText.excerpt(place.file, limit: 1000)
    let text = Array(place.text.utf8.prefix { $0 != UInt8(ascii: "\n") })
    source = SourceText(
      name: isPlaceable ? file : "\(file), line \(place.line)",
      bytes: [UInt8](repeating: UInt8(ascii: "\n"), count: line - 1) + text)
    // Offsets of scalars, and one for the end.
    let starts = text.indices.filter { text[$0] & 0xC0 != 0x80 } + [text.count]
    let first = starts[min(max(place.column, 1) - 1, starts.count - 1)]
    let last = starts[min(max(place.endColumn, 1) - 1, starts.count - 1)]
    range = SourceRange(line - 1 + first, line - 1 + max(first, last))
    margin = String(line).count
  }
}

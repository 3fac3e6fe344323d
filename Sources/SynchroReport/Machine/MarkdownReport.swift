internal import SynchroCatalog
public import SynchroVerdict

/// A run as a page of Markdown, for the summary of a CI job or a note at a merge request.
///
/// It is short whatever the run was: numbers, a table by clause, and the first findings.
public enum MarkdownReport {
  /// Findings beyond these are counted.
  package static let findingLimit = 20
  /// Groups of clauses beyond these are counted.
  package static let groupLimit = 100

  /// The whole page.
  public static func render(_ report: RunReport) -> String {
    let lines =
      ["## synchroscope: \(report.exit.meaning) (exit \(report.exit.rawValue))", ""]
      + [facts(of: report), ""] + baseline(of: report) + numbers(of: report) + groups(of: report)
      + findings(of: report)
    return lines.map { $0 + "\n" }.joined()
  }

  private static func facts(of report: RunReport) -> String {
    let header = report.header
    var words = ["Target " + MarkdownText.code(header.target)]
    if let profile = header.profile { words.append("profile " + MarkdownText.code(profile)) }
    if let edition = header.edition { words.append("edition " + MarkdownText.code(edition)) }
    words.append("run " + MarkdownText.code(header.run))
    words.append("\(report.exchanges.count) exchanges in \(report.duration.secondsText) s")
    words.append("version " + MarkdownText.code(header.tool))
    return words.joined(separator: ", ") + "."
  }

  private static func baseline(of report: RunReport) -> [String] {
    guard let baseline = report.baseline else { return [] }
    return [
      "Held to the baseline \(MarkdownText.code(baseline.file)): "
        + (baseline.isAsExpected ? "everything came out as expected" : "not as expected")
        + ", \(baseline.asExpected.count) as expected, \(baseline.surprises.count) unexpected, "
        + "\(baseline.flaws.count) entries that do not hold.", "",
    ]
  }

  // MARK: - Tables

  private static let columns =
    "| of | passed | failed | warned | unproven | not applicable | faults | undecided |"
  private static let alignment = "|:--|--:|--:|--:|--:|--:|--:|--:|--:|"

  private static func numbers(of report: RunReport) -> [String] {
    let summary = report.summary
    let rows =
      summary.claims > 0
      ? row("requirements claimed", summary.claimed, undecided: summary.undecided)
      : row("requirements looked at", summary.requirements)
    return [
      "| " + columns, alignment, rows, row("tests", summary.tests),
      row("decisions of \(summary.checks) checks", summary.decisions), "",
    ]
  }

  private static func row(
    _ name: String, _ counts: RunReport.Counts, undecided: Int = 0
  ) -> String {
    row(
      name,
      [
        counts.total + undecided, counts[.passed], counts[.failed], counts[.warned],
        counts.unproven, counts[.notApplicable], counts[.setupFault] + counts[.harnessFault],
        undecided,
      ])
  }

  private static func row(_ name: String, _ numbers: [Int]) -> String {
    "| \(name) |" + numbers.map { " \($0) |" }.joined()
  }

  private static func groups(of report: RunReport) -> [String] {
    let groups = ClauseGroup.all(of: report)
    guard !groups.isEmpty else { return [] }
    var lines = ["### Requirements by clause", "", "| clause " + columns, alignment]
    lines += groups.prefix(groupLimit).map { group in
      row(
        MarkdownText.cell(group.document + " " + group.section),
        [
          group.total, group.proven, group.broken, group.warned, group.unproven,
          group.notApplicable, group.faulted, group.undecided,
        ])
    }
    lines.append("")
    let left = groups.count - groupLimit
    if left > 0 { lines += ["\(left) more clauses are in the report.", ""] }
    return lines
  }

  // MARK: - Findings

  private static func findings(of report: RunReport) -> [String] {
    let folded = FoldedCase.all(of: ReportGroup.all(of: report).lazy.flatMap(\.cases))
    guard !folded.isEmpty else { return [] }
    let shown = folded.prefix(findingLimit)
    let title =
      folded.count > shown.count
      ? "### The first \(shown.count) of \(folded.count) findings" : "### Findings"
    return [title, ""] + shown.flatMap(lines) + [""]
  }

  private static func lines(of folded: FoldedCase) -> [String] {
    let item = folded.first
    var lines = ["1. **\(item.table.word)** in " + MarkdownText.code(item.id)]
    func add(_ line: String) { lines.append("   - " + line) }
    for requirement in folded.requirements.prefix(3) {
      add(
        "requirement \(MarkdownText.code(requirement.id)) (\(requirement.level.rawValue)), "
          + MarkdownText.code("\(requirement.document) section \(requirement.clause)") + ": "
          + MarkdownText.code(requirement.statement, limit: 400))
    }
    let more = folded.requirements.count - 3
    if more > 0 { add("and \(more) more requirements") }
    if let reason = item.verdict.reason {
      add("because " + MarkdownText.code(reason, limit: 300))
    } else if let mismatch = item.decision?.mismatches.first {
      add("expected " + MarkdownText.code(mismatch.expected))
      let place = mismatch.location.map { " at " + MarkdownText.code($0) } ?? ""
      add("received " + MarkdownText.code(mismatch.received) + place)
    }
    if let exchange = item.exchanges.first {
      add("exchange \(exchange.number): " + MarkdownText.code(exchange.headline))
    }
    if let place = item.place {
      add(
        "test line \(MarkdownText.code("\(place.file):\(place.line)", limit: 300)): "
          + MarkdownText.code(item.subject))
    }
    if let rest = folded.rest { add(MarkdownText.code(rest, limit: 600)) }
    if let next = item.nextStep { add("next step: " + MarkdownText.code(next)) }
    return lines
  }
}

internal import SynchroText
public import SynchroVerdict

/// A run as workflow commands of GitHub Actions, which shows them beside the lines of the suites.
public enum GitHubReport {
  /// A line for each finding as far as GitHub shows them, and one with the numbers.
  public static func render(_ report: RunReport) -> String {
    var lines: [String] = []
    var written: [VerdictTable.Annotation: Int] = [:]
    var left = 0
    for folded in FoldedCase.all(of: ReportGroup.all(of: report).lazy.flatMap(\.cases)) {
      let item = folded.first
      guard let level = item.table.annotation else { continue }
      guard written[level, default: 0] < GitHubAnnotation.limit else {
        left += 1
        continue
      }
      written[level, default: 0] += 1
      let row = item.decision?.requirement ?? item.id
      let text = ([item.message] + item.details + [folded.rest].compactMap { $0 })
        .joined(separator: "\n")
      lines.append(
        GitHubAnnotation(
          level, file: item.place?.file,
          from: item.place.map { SourcePlace(line: $0.line, column: $0.column) },
          endColumn: item.place?.endColumn, title: "\(item.table.word): \(ReportCase.shown(row))",
          text: text
        ).line)
    }
    let words = SummaryWords(report: report, style: .plain)
    let more =
      left > 0 ? "\n\(left) more \(left == 1 ? "finding is" : "findings are") in the report" : ""
    let level: VerdictTable.Annotation =
      report.exit == .success ? .notice : report.exit == .unproven ? .warning : .error
    lines.append(
      GitHubAnnotation(
        level, title: "synchroscope",
        text:
          "requirements: \(words.requirements)\ntests: \(words.tests)\nexit \(words.exit)\(more)"
      ).line)
    return lines.map { $0 + "\n" }.joined()
  }
}

internal import SynchroText
public import SynchroVerdict

/// A run in a few lines: one for each finding, one with the numbers.
public enum QuietReport {
  /// The whole report, ended by a line feed.
  public static func render(_ report: RunReport) -> String {
    let findings = ReportGroup.all(of: report).flatMap(\.cases).filter {
      $0.table.annotation == .error
    }
    let lines = findings.map { finding in
      let place = finding.place.map { "\(ReportCase.shown($0.file)):\($0.line):\($0.column): " }
      let row = finding.decision?.requirement.map { ReportCase.shown($0) + ": " }
      return (place ?? "") + finding.table.word + ": " + (row ?? "") + finding.message
    }
    let words = SummaryWords(report: report, style: .plain)
    let summary =
      "requirements: \(words.requirements); tests: \(words.tests); exit \(words.exit)"
    return (lines + [summary]).map { $0 + "\n" }.joined()
  }
}

import SynchroJSON
import SynchroReport
import SynchroText
import SynchroVerdict

/// The forms in which a run can be printed or written to a file.
enum ReportForm: String, CaseIterable, Sendable {
  case console
  case quiet
  case json
  case junit
  case tap
  case github
  case gitlab
  case markdown

  /// A report in this form.
  func text(of report: RunReport, style: TerminalStyle = .plain) -> String {
    switch self {
    case .console: ConsoleReport(style: style).render(report)
    case .quiet: QuietReport.render(report)
    case .json: JSONPrinter.pretty(report.json) + "\n"
    case .junit: JUnitReport.render(report)
    case .tap: TAPReport.render(report)
    case .github: GitHubReport.render(report)
    case .gitlab: GitLabReport.render(report)
    case .markdown: MarkdownReport.render(report)
    }
  }
}

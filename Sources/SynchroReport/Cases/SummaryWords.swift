internal import SynchroText
internal import SynchroVerdict

/// The numbers of a run in words.
struct SummaryWords {
  private let summary: RunReport.Summary
  private let end: RunReport.Exit
  private let style: TerminalStyle

  init(report: RunReport, style: TerminalStyle) {
    summary = report.summary
    end = report.exit
    self.style = style
  }

  /// `41 passed, 2 failed of 60 claimed`: what is unproven is one number, and nothing is left out.
  var requirements: String {
    let claims = summary.claims
    guard claims > 0 else {
      return counted(summary.requirements) + " of \(summary.requirements.total) looked at"
    }
    let undecided = summary.undecided > 0 ? ", \(summary.undecided) undecided" : ""
    return counted(summary.claimed) + undecided + " of \(claims) claimed"
  }

  var tests: String { counted(summary.tests) + " of \(summary.tests.total)" }

  var decisions: String { counted(summary.decisions) + " of \(summary.decisions.total)" }

  var exit: String {
    let ink: TerminalStyle.Ink =
      switch end {
      case .success: .green
      case .unproven: .yellow
      case .failed, .setupFault, .harnessFault: .red
      }
    return style.paint("\(end.rawValue): \(end.meaning)", ink)
  }

  private func counted(_ counts: RunReport.Counts) -> String {
    var parts = [part(counts[.passed], "passed", .green)]
    parts.append(part(counts[.failed], "failed", .red))
    parts.append(part(counts[.warned], "warned", .yellow))
    parts.append(part(counts.unproven, "unproven", .yellow))
    parts.append(part(counts[.notApplicable], "not applicable", nil))
    let faults = counts[.setupFault] + counts[.harnessFault]
    if faults > 0 { parts.append(part(faults, faults == 1 ? "fault" : "faults", .red)) }
    return parts.joined(separator: ", ")
  }

  private func part(_ count: Int, _ word: String, _ ink: TerminalStyle.Ink?) -> String {
    guard count > 0, let ink else { return "\(count) \(word)" }
    return style.paint("\(count) \(word)", ink)
  }
}

public import SynchroText
public import SynchroVerdict

/// How a run compares with its baseline, for a person at a terminal: what is not as expected, and the
/// entries that would make it so.
public struct BaselineReport: Sendable {
  private let style: TerminalStyle

  /// A report for one stream.
  public init(style: TerminalStyle = .plain) { self.style = style }

  /// The section, ended by a line feed.
  public func render(_ outcome: BaselineOutcome) -> String {
    let flaws = outcome.flaws.map(render).joined()
    let surprises = outcome.surprises.map(render).joined()
    return head(outcome) + flaws + surprises + entries(BaselineEntries.text(of: outcome.surprises))
      + counts(outcome)
  }

  private func head(_ outcome: BaselineOutcome) -> String {
    let words =
      outcome.isAsExpected
      ? style.paint("as expected", .green) : style.paint("not as expected", .red)
    return "\n" + style.paint("baseline", .bold)
      + "      \(ReportCase.shown(outcome.file)): \(words)\n"
  }

  private func render(_ flaw: BaselineOutcome.Flaw) -> String {
    let word =
      switch flaw.kind {
      case .noLonger: "no longer happens"
      case .expired: "expired"
      case .unknown: "unknown"
      }
    let next =
      switch flaw.kind {
      case .noLonger: "take the entry out"
      case .expired: "mend the target, or give the entry a new day and say why in its reason"
      case .unknown: "correct the entry or take it out"
      }
    return style.paint(word, .red) + ": " + style.paint(ReportCase.shown(flaw.entry), .bold) + "\n"
      + "  --> \(ReportCase.shown(flaw.place))\n"
      + remark(VisibleText.excerpt(flaw.sentence, limit: 400)) + remark("help: \(next)")
  }

  private func render(_ surprise: BaselineOutcome.Surprise) -> String {
    let row = surprise.requirement.map { " [\(ReportCase.shown($0))]" } ?? ""
    let table = surprise.verdict.kind.table
    let head = "\(table.word): \(ReportCase.shown(surprise.id))\(row)"
    let detail = surprise.message ?? surprise.verdict.reason
    return style.paint("unexpected", .red) + ": " + style.paint(head, .bold) + "\n"
      + (detail.map { remark(VisibleText.excerpt($0, limit: 400)) } ?? "")
  }

  private func remark(_ words: String) -> String { "  \(style.paint("=", .blue)) \(words)\n" }

  private func entries(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    return "\n" + style.paint("entries to paste", .bold)
      + ", each of which needs its reason:\n\n" + text + "\n"
  }

  private func counts(_ outcome: BaselineOutcome) -> String {
    var parts = [
      "\(outcome.asExpected.count) as expected", "\(outcome.surprises.count) unexpected",
    ]
    for (kind, word) in [
      (BaselineOutcome.Flaw.Kind.noLonger, "no longer happening"), (.expired, "expired"),
      (.unknown, "unknown"),
    ] {
      let count = outcome.flaws.count { $0.kind == kind }
      if count > 0 { parts.append("\(count) \(word)") }
    }
    if !outcome.notLookedAt.isEmpty {
      parts.append("\(outcome.notLookedAt.count) about what this run did not look at")
    }
    return style.paint("baseline", .bold) + "      " + parts.joined(separator: ", ") + "\n"
  }
}

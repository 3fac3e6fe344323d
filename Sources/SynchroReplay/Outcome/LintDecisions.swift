import SynchroPXB
import SynchroScript
import SynchroText
import SynchroVerdict

/// The rules of the binding as checks of a flow: what its session broke of those that the suite names.
struct LintDecisions {
  private let report: LintReport
  private let play: FlowPlay
  /// So many breaches of a rule are shown.
  private static let shown = 5

  init(_ report: LintReport, _ play: FlowPlay) {
    self.report = report
    self.play = play
  }

  func record() -> CheckRecord {
    CheckRecord(
      id: "\(play.id):\(CheckSite.all(in: play.flow).count + 2)",
      text: "the session keeps the rules of the binding",
      place: CheckRecord.Place(play.flow.name.range, of: play.source), decisions: decisions,
      exchanges: [])
  }

  private var decisions: [Decision] {
    let messages = report.messages.values.reduce(0, +)
    return play.linted.compactMap { reference in
      guard case .id(let id) = reference.target, let rule = LintRule(rawValue: id) else {
        return nil
      }
      let breaches = report.findings.filter { $0.rule == rule && $0.blame == .target }
      guard !breaches.isEmpty else {
        return Decision(requirement: id, verdict: .passed, observations: messages)
      }
      return Decision(
        requirement: id, verdict: rule.severity == .error ? .failed : .warned,
        observations: messages,
        mismatches: breaches.prefix(Self.shown).map { breach in
          Mismatch(
            expected: rule.remedy,
            received: "line \(breach.line) of the session: " + VisibleText.escape(breach.detail))
        }, mismatchCount: breaches.count)
    }
  }
}

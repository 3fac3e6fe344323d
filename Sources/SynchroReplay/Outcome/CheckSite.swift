import SynchroPXB
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroVerdict

/// A line of a flow that decides something.
struct CheckSite {
  /// The number of the step or of the check.
  let step: Int
  /// Where it stands.
  let range: SourceRange
  /// The rows that it is a trial of.
  let rows: [String]
  /// The ids of a check of its own.
  let ids: [String]
  /// Whether it is a payload, or one that must not come.
  let isMessage: Bool
  /// Whether it decides something by itself, so that a flow that does not get there says so.
  var isStep = false
  fileprivate let first: RequirementReference?

  func text(in source: SourceText) -> String {
    var end = range.end
    if let first, first.range.start > range.start, first.range.start <= end {
      end = first.range.start - 1
    }
    return source.text(of: SourceRange(range.start, end))
      .split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\r\n" }).joined(separator: " ")
  }

  /// Every site of a flow, in the order of its text.
  static func all(in flow: Flow) -> [CheckSite] {
    var sites: [CheckSite] = []
    collect(flow.steps + flow.always, &sites)
    return sites
  }

  private static func collect(_ steps: [FlowStep], _ sites: inout [CheckSite]) {
    for step in steps {
      switch step.kind {
      case .message(let message), .never(let message):
        sites.append(
          CheckSite(
            step: step.number, range: step.head, rows: message.rows, ids: [], isMessage: true,
            first: message.requirements.first))
        collect(message.checks, &sites)
      case .either(let branches): collect(Array(branches.joined()), &sites)
      case .state(let state): collect(state.checks, &sites)
      case .refused, .again: sites.append(CheckSite(deciding: step))
      case .control(.order(let order), _):
        sites.append(CheckSite(deciding: step))
        collect(order.checks, &sites)
      case .keep, .control, .advance: break
      }
    }
  }

  private static func collect(_ checks: [Step], _ sites: inout [CheckSite]) {
    for check in checks {
      guard case .check(let claim) = check.kind else { continue }
      let ids = claim.requirements.compactMap { reference -> String? in
        if case .id(let id) = reference.target { return id }
        return nil
      }
      sites.append(
        CheckSite(
          step: check.head.start, range: check.head, rows: [], ids: ids, isMessage: false,
          first: claim.requirements.first))
    }
  }
}

extension CheckSite {
  /// A step that decides requirements without being a payload.
  init(deciding step: FlowStep) {
    let ids = step.requirements.compactMap { reference -> String? in
      if case .id(let id) = reference.target { return id }
      return nil
    }
    self.init(
      step: step.number, range: step.head, rows: [], ids: ids, isMessage: false, isStep: true,
      first: step.requirements.first)
  }
}

/// Payloads that nobody waited for, as a check of the flow as a whole.
struct StrayDecision {
  let strays: [PayloadMessage]
  let count: Int

  func record(_ play: FlowPlay) -> CheckRecord {
    let mismatches = strays.map { stray in
      Mismatch(
        expected: "no payload that nobody asked for",
        received: "\(VisibleText.escape(stray.name)) from \(stray.from) to \(stray.to)")
    }
    var rows: [String] = []
    for stray in strays {
      for row in play.implied.payloads[stray.name] ?? [] where !rows.contains(row) {
        rows.append(row)
      }
    }
    let decisions = (rows.isEmpty ? [nil] : rows.map { $0 }).map { row in
      Decision(
        requirement: row, verdict: .failed, mismatches: mismatches, mismatchCount: count)
    }
    return CheckRecord(
      id: "\(play.id):\(CheckSite.all(in: play.flow).count + 1)", text: "nothing comes unasked",
      place: CheckRecord.Place(play.flow.name.range, in: play.source), decisions: decisions,
      exchanges: [])
  }
}

internal import SynchroText
internal import SynchroVerdict

/// The words that every form of a comparison uses, safe to show and a line each.
struct ComparisonLines {
  let comparison: RunComparison

  /// `target: https://a.example -> https://b.example`
  var settings: [String] {
    comparison.settings.map { change in
      let before = change.before.map(ReportCase.shown) ?? "none"
      return "\(ReportCase.shown(change.name)): \(before) -> "
        + (change.after.map(ReportCase.shown) ?? "none")
    }
  }

  /// Checks that changed and speak of no row that did; those that are new or gone are counted.
  var otherChecks: [CheckChange] {
    let explained = Set(comparison.requirements.map(\.row.id))
    return comparison.checks.filter { check in
      if let id = check.requirement, explained.contains(id) { return false }
      return check.before != nil && check.after != nil || check.direction == .worse
    }
  }

  /// `cds/discovery/metadata#fields: 3 checks are new`, in the order of the tests.
  var comingAndGoing: [String] {
    Self.counted(comparison.checks.filter { $0.before == nil }, one: "is new", more: "are new")
      + Self.counted(comparison.checks.filter { $0.after == nil }, one: "is gone", more: "are gone")
  }

  private static func counted(_ changes: [CheckChange], one: String, more: String) -> [String] {
    var order: [String] = []
    var checks: [String: Set<String>] = [:]
    for change in changes {
      if checks[change.test] == nil { order.append(change.test) }
      checks[change.test, default: []].insert(change.id)
    }
    return order.map { test in
      let count = checks[test]?.count ?? 0
      return ReportCase.shown(test)
        + (count == 1 ? ": 1 check \(one)" : ": \(count) checks \(more)")
    }
  }

  /// How many of a direction there are, in words.
  static func count(_ requirements: [RequirementChange]) -> String {
    let parts = RunComparison.Direction.allCases.map { direction in
      let count = requirements.count { $0.direction == direction }
      let word = direction == .other ? "otherwise" : direction.rawValue
      return "\(count) \(word)"
    }
    return parts.joined(separator: ", ")
  }

  /// `passed -> failed`
  static func step(
    _ before: RunComparison.Standing, _ after: RunComparison.Standing
  ) -> String {
    "\(before.word) -> \(after.word)"
  }

  /// `cds/discovery/metadata#fields:2 $.name is string: passed -> failed`
  static func head(of check: CheckChange) -> String {
    "\(ReportCase.shown(check.id)) \(ReportCase.shown(check.text)): " + step(of: check)
  }

  static func step(of check: CheckChange) -> String {
    step(standing(check.before), standing(check.after))
  }

  private static func standing(_ seen: CheckChange.Seen?) -> RunComparison.Standing {
    seen.map { .decided($0.decision.verdict) } ?? .absent
  }

  /// What each run saw of a check, and how the check itself changed.
  static func details(of check: CheckChange) -> [String] {
    var lines: [String] = []
    if let id = check.formerID { lines.append("it was \(ReportCase.shown(id))") }
    if let text = check.formerText { lines.append("it was: \(ReportCase.shown(text))") }
    for (name, seen) in [("before", check.before), ("now", check.after)] {
      guard let seen else { continue }
      lines += words(of: seen).map { "\(name): \($0)" }
    }
    return lines
  }

  /// The reason or the first difference, and the exchanges that were looked at.
  private static func words(of seen: CheckChange.Seen) -> [String] {
    let decision = seen.decision
    var line = decision.verdict.reason.map(ReportCase.shown) ?? ""
    if let first = decision.mismatches.first {
      line = ReportCase.line(first)
      if decision.mismatchCount > 1 { line += " (and \(decision.mismatchCount - 1) more)" }
      if first.exchange != nil { return [line] }
    }
    if line.isEmpty { line = decision.verdict.kind.table.word }
    guard !seen.exchanges.isEmpty else { return [line] }
    let shown = seen.exchanges.prefix(3).map(String.init).joined(separator: ", ")
    let rest = seen.exchanges.count > 3 ? " and \(seen.exchanges.count - 3) more" : ""
    return [line + ", exchange\(seen.exchanges.count == 1 ? "" : "s") \(shown)\(rest)"]
  }

  /// Name, earlier and later value of every total that is worth laying side by side.
  var totals: [(name: String, before: Int, after: Int)] {
    let (old, new) = (comparison.old, comparison.new)
    func row(_ name: String, _ value: (RunReport.Summary) -> Int) -> (String, Int, Int) {
      (name, value(old.summary), value(new.summary))
    }
    return [
      row("requirements passed") { $0.requirements[.passed] },
      row("requirements failed") { $0.requirements[.failed] },
      row("requirements warned") { $0.requirements[.warned] },
      row("requirements unproven") { $0.requirements.unproven },
      row("requirements looked at") { $0.requirements.total },
      row("requirements claimed") { $0.claims }, row("tests") { $0.tests.total },
      row("tests passed") { $0.tests[.passed] }, row("checks") { $0.checks },
      ("exit", Int(old.exit.rawValue), Int(new.exit.rawValue)),
    ]
  }
}

internal import SynchroText
public import SynchroVerdict

/// A run as TAP, version 13: a line for each decision.
///
/// What is unproven is `not ok` with its reason: TAP's SKIP would count as success, and TODO means
/// something else.
public enum TAPReport {
  /// The whole stream.
  public static func render(_ report: RunReport) -> String {
    let groups = ReportGroup.all(of: report)
    var lines = ["TAP version 13", "1..\(groups.reduce(0) { $0 + $1.cases.count })"]
    var number = 0
    for group in groups {
      lines.append("# \(group.name): \(group.title)")
      for item in group.cases {
        number += 1
        lines += self.lines(of: item, number: number)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func lines(of item: ReportCase, number: Int) -> [String] {
    let description = "\(number) - \(plain(item.name))"
    switch item.table.tap {
    case .ok:
      return ["ok \(description)"] + (item.verdict == .passed ? [] : diagnostics(of: item))
    case .okSkipped: return ["ok \(description) # SKIP \(plain(item.message))"]
    case .notOk: return ["not ok \(description)"] + diagnostics(of: item)
    }
  }

  private static func diagnostics(of item: ReportCase) -> [String] {
    var lines = ["  ---", "  verdict: \(item.verdict.kind.rawValue)"]
    lines.append("  check: \(quote(ReportCase.shown(item.id)))")
    lines.append("  message: \(quote(item.message))")
    if let requirement = item.decision?.requirement {
      lines.append("  requirement: \(quote(ReportCase.shown(requirement)))")
    }
    if !item.details.isEmpty {
      lines.append("  details:")
      lines += item.details.map { "    - \(quote($0))" }
    }
    return lines + ["  ..."]
  }

  /// Readers take the first `#` for the beginning of a directive, however it is escaped; so there is
  /// none. The id stands exactly in the details.
  private static func plain(_ text: String) -> String { text.replacing("#", with: " ") }

  /// A YAML string of text that holds no control characters any more.
  private static func quote(_ text: String) -> String {
    var result = "\""
    for scalar in VisibleText.escape(text).unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}

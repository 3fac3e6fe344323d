internal import SynchroDigest
internal import SynchroJSON
internal import SynchroText
public import SynchroVerdict

/// A run as GitLab's Code Quality report: an issue for each decision with something to look at, at
/// its line of the suite.
public enum GitLabReport {
  /// The whole document, an array.
  public static func render(_ report: RunReport) -> String {
    var seen: [String: Int] = [:]
    var issues: [JSONValue] = []
    for item in ReportGroup.all(of: report).lazy.flatMap(\.cases) {
      guard let severity = item.table.severity else { continue }
      let key = key(of: item)
      let number = seen[key, default: 0]
      seen[key] = number + 1
      issues.append(
        [
          "description": .string(description(of: item)),
          "check_name": .string(ReportCase.shown(item.decision?.requirement ?? item.test)),
          // Issues of one fingerprint are shown as one.
          "fingerprint": .string(SHA256.digest(key + "\u{0}\(number)").hex),
          "severity": .string(severity.rawValue),
          "location": [
            "path": .string(path(of: item)),
            "lines": ["begin": .integer(max(item.place?.line ?? 1, 1))],
          ],
        ])
    }
    return JSONPrinter.pretty(.array(issues)) + "\n"
  }

  /// What makes an issue the same one in the next run: neither its line nor the number of its check,
  /// which change with every edit of the suite above it, nor what was received.
  private static func key(of item: ReportCase) -> String {
    [item.test, item.subject, item.decision?.requirement ?? "", item.verdict.kind.rawValue]
      .joined(separator: "\u{0}")
  }

  private static func description(of item: ReportCase) -> String {
    let row = item.requirement.map { " (\(ReportCase.words(of: $0)))" } ?? ""
    return "\(item.table.word): \(item.message)\(row)"
  }

  /// GitLab wants the path from the top of the repository. What belongs to no line is shown at the
  /// results.
  private static func path(of item: ReportCase) -> String {
    guard let file = item.place?.file, !file.isEmpty else { return "results.json" }
    return VisibleText.excerpt(file.hasPrefix("./") ? String(file.dropFirst(2)) : file, limit: 1000)
  }
}

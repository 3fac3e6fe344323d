internal import SynchroText
public import SynchroVerdict

/// A run as workflow commands of GitHub Actions, which shows them beside the lines of the suites.
public enum GitHubReport {
  /// GitHub shows ten annotations of a level for each step and drops the rest without a word; the
  /// numbers need one of them.
  static let limit = 9

  /// A line for each finding as far as GitHub shows them, and one with the numbers.
  public static func render(_ report: RunReport) -> String {
    var lines: [String] = []
    var written: [VerdictTable.Annotation: Int] = [:]
    var left = 0
    for folded in FoldedCase.all(of: ReportGroup.all(of: report).lazy.flatMap(\.cases)) {
      let item = folded.first
      guard let level = item.table.annotation else { continue }
      guard written[level, default: 0] < limit else {
        left += 1
        continue
      }
      written[level, default: 0] += 1
      var properties: [(String, String)] = []
      if let place = item.place {
        properties += [
          ("file", VisibleText.excerpt(place.file, limit: 1000)), ("line", String(place.line)),
          ("col", String(place.column)),
        ]
        if place.endColumn > place.column {
          properties.append(("endColumn", String(place.endColumn)))
        }
      }
      let row = item.decision?.requirement ?? item.id
      properties.append(("title", "\(item.table.word): \(ReportCase.shown(row))"))
      let place = properties.map { "\($0)=\(escapeProperty($1))" }.joined(separator: ",")
      let text = ([item.message] + item.details + [folded.rest].compactMap { $0 })
        .joined(separator: "\n")
      lines.append("::\(level.rawValue) \(place)::\(escapeData(text))")
    }
    let words = SummaryWords(report: report, style: .plain)
    let more =
      left > 0 ? "\n\(left) more \(left == 1 ? "finding is" : "findings are") in the report" : ""
    let level = report.exit == .success ? "notice" : report.exit == .unproven ? "warning" : "error"
    lines.append(
      "::\(level) title=synchroscope::"
        + escapeData(
          "requirements: \(words.requirements)\ntests: \(words.tests)\nexit \(words.exit)\(more)"))
    return lines.map { $0 + "\n" }.joined()
  }

  /// What stands behind the second `::`.
  private static func escapeData(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result += VisibleText.escape(String(Character(scalar)))
      }
    }
    return result
  }

  private static func escapeProperty(_ text: String) -> String {
    var result = ""
    for scalar in escapeData(text).unicodeScalars {
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

internal import SynchroText
public import SynchroVerdict

/// A run as workflow commands of GitHub Actions, which shows them beside the lines of the suites.
public enum GitHubReport {
  /// A line for each finding, and one with the numbers.
  public static func render(_ report: RunReport) -> String {
    var lines: [String] = []
    for item in ReportGroup.all(of: report).flatMap(\.cases) {
      guard let level = item.table.annotation else { continue }
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
      let written = properties.map { "\($0)=\(escapeProperty($1))" }.joined(separator: ",")
      let text = ([item.message] + item.details).joined(separator: "\n")
      lines.append("::\(level.rawValue) \(written)::\(escapeData(text))")
    }
    let words = SummaryWords(report: report, style: .plain)
    let level = report.exit == .success ? "notice" : report.exit == .unproven ? "warning" : "error"
    lines.append(
      "::\(level) title=synchroscope::"
        + escapeData(
          "requirements: \(words.requirements)\ntests: \(words.tests)\nexit \(words.exit)"))
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

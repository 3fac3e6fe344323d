package import SynchroText
package import SynchroVerdict

/// One workflow command of GitHub Actions, which is shown beside a line of a file.
package struct GitHubAnnotation: Sendable {
  /// GitHub shows ten annotations of a level for each step and drops the rest without a word; the
  /// numbers need one of them.
  package static let limit = 9

  private let level: VerdictTable.Annotation
  private let properties: [(String, String)]
  private let text: String

  /// An annotation; `title` is shown in bold above the text.
  package init(
    _ level: VerdictTable.Annotation, file: String? = nil, from start: SourcePlace? = nil,
    endColumn: Int? = nil, title: String, text: String
  ) {
    self.level = level
    self.text = text
    var properties: [(String, String)] = []
    if let file, let start {
      properties += [
        ("file", VisibleText.excerpt(file, limit: 1000)), ("line", String(start.line)),
        ("col", String(start.column)),
      ]
      if let endColumn, endColumn > start.column {
        properties.append(("endColumn", String(endColumn)))
      }
    }
    properties.append(("title", title))
    self.properties = properties
  }

  /// The command, without line end.
  package var line: String {
    let place = properties.map { "\($0)=\(Self.escapeProperty($1))" }.joined(separator: ",")
    return "::\(level.rawValue) \(place)::\(Self.escapeData(text))"
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

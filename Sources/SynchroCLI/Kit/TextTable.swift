import SynchroText

/// Rows of words in columns, as people read them on a terminal.
struct TextTable {
  private let heading: [String]
  private var rows: [[String]] = []

  init(_ heading: String...) { self.heading = heading }

  /// Adds a row of as many words as there are columns.
  mutating func add(_ words: String...) { rows.append(words.map { VisibleText.escape($0) }) }

  /// The heading and the rows, every column but the last as wide as its widest word.
  func rendered(_ style: TerminalStyle) -> String {
    let widths = heading.indices.map { column in
      ([heading] + rows).map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    func line(_ words: [String]) -> String {
      var text = ""
      for (column, word) in words.enumerated() {
        text += word
        if column < words.count - 1 {
          text += String(repeating: " ", count: widths[column] - word.unicodeScalars.count + 2)
        }
      }
      return text
    }
    let lines = [style.paint(line(heading), .bold)] + rows.map(line)
    return lines.joined(separator: "\n") + "\n"
  }
}

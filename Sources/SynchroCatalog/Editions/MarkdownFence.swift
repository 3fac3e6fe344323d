/// The mark that opens or closes lines of code.
package struct MarkdownFence: Sendable, Equatable {
  let letter: Character
  let length: Int
  let isBare: Bool
  /// What stands behind an opening mark, such as the language of the code.
  package let words: String

  /// The mark on a line, if there is one.
  package init?(_ line: String) {
    let text = line.drop { $0 == " " }
    guard line.utf8.count - text.utf8.count < 4, let letter = text.first,
      letter == "`" || letter == "~"
    else { return nil }
    let rest = text.drop { $0 == letter }
    length = text.count - rest.count
    // Words in backticks on one line are no block (CommonMark, section 4.5).
    guard length >= 3, letter == "~" || !rest.contains("`") else { return nil }
    self.letter = letter
    words = rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    isBare = rest.allSatisfy(\.isWhitespace)
  }

  /// Whether the code that this mark opens ends at another one.
  package func isClosed(by other: MarkdownFence) -> Bool {
    other.letter == letter && other.length >= length && other.isBare
  }
}

/// A heading of the `#` kind.
package struct MarkdownHeading: Sendable, Equatable {
  /// How many `#` stand in front.
  package let depth: Int
  /// Everything but marks and anchors.
  package let words: String
  /// The number of a clause, `3.2`; nil for a heading without one.
  package let number: String?
  /// The words without the number.
  package let title: String

  /// The heading on a line, if there is one.
  package init?(_ line: String) {
    let rest = line.drop { $0 == "#" }
    depth = line.utf8.count - rest.utf8.count
    guard (1...6).contains(depth), rest.first == " " else { return nil }
    words = MarkdownProse.normalized(String(rest))
    let parts = words.split(separator: " ", maxSplits: 1)
    guard let first = parts.first else { return nil }
    let digits = first.hasSuffix(".") ? first.dropLast() : first
    let isNumber = ClauseNumber.isValid(digits) && depth > 1
    number = isNumber ? String(digits) : nil
    title = isNumber ? (parts.count > 1 ? String(parts[1]) : "") : words
  }
}

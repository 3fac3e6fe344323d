public import SynchroText

/// Text whose interesting places are marked in itself, `[«Assert»]`, so that nobody counts columns.
public struct MarkedText: Sendable {
  /// The text without its marks.
  public let source: SourceText
  /// What the marks enclosed, in order.
  public let ranges: [SourceRange]

  /// Takes the marks out of a text.
  public init(_ marked: String, name: String = "marked.txt") {
    var bytes: [UInt8] = []
    var open: [Int] = []
    var ranges: [SourceRange] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "«": open.append(bytes.count)
      case "»":
        guard let start = open.popLast() else { preconditionFailure("a mark closes that was open") }
        ranges.append(SourceRange(start, bytes.count))
      default: bytes += Array(String(Character(scalar)).utf8)
      }
    }
    precondition(open.isEmpty, "every mark is closed")
    source = SourceText(name: name, bytes: bytes)
    self.ranges = ranges.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
  }
}

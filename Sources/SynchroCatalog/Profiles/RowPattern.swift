/// Rows by id, in which `*` stands for anything: `WG1-02/8.*`.
public struct RowPattern: Sendable, Hashable {
  /// The pattern as written.
  public let text: String

  /// A pattern; without `*` it means one row.
  public init(_ text: some StringProtocol) { self.text = String(text) }

  /// Whether it means one row by its whole id.
  public var isSingle: Bool { !text.utf8.contains(UInt8(ascii: "*")) }

  /// Whether a row is meant.
  public func matches(_ id: String) -> Bool {
    guard !isSingle else { return text == id }
    let pieces = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    var rest = Substring(id).utf8
    for (index, piece) in pieces.enumerated() {
      if index == 0 {
        guard rest.starts(with: piece) else { return false }
        rest = rest.dropFirst(piece.count)
      } else if index == pieces.count - 1 {
        return rest.count >= piece.count && rest.suffix(piece.count).elementsEqual(piece)
      } else {
        // The first place that fits leaves the most for the pieces behind it.
        guard let end = Self.end(of: piece, in: rest) else { return false }
        rest = rest[end...]
      }
    }
    return true
  }

  private static func end(
    of piece: Substring.UTF8View, in text: Substring.UTF8View
  ) -> Substring.UTF8View.Index? {
    var start = text.startIndex
    while true {
      if text[start...].starts(with: piece) { return text.index(start, offsetBy: piece.count) }
      guard start < text.endIndex else { return nil }
      start = text.index(after: start)
    }
  }
}

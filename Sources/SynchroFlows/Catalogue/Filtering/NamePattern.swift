/// A name in any case of its letters, in which a star stands for any letters: `SW_*`.
public struct NamePattern: Sendable, Equatable {
  /// As it was written.
  public let text: String
  private let parts: [String]

  /// A pattern as it is written.
  public init(_ text: String) {
    self.text = text
    parts = text.lowercased().split(separator: "*", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// Whether a name is like this.
  public func matches(_ name: String) -> Bool {
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return name.lowercased() == parts.first
    }
    var rest = Substring(name.lowercased())
    guard rest.hasPrefix(first) else { return false }
    rest = rest.dropFirst(first.count)
    guard rest.count >= last.count, rest.hasSuffix(last) else { return false }
    rest = rest.dropLast(last.count)
    // The first place where a part fits leaves the most for the parts behind it.
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = rest.firstRange(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }
}

extension Secret {
  /// What a secret is called in public: what it is for, and its number among those.
  public struct Label: Sendable, Hashable {
    /// What the secret is for, such as `token`: lower-case letters, digits, `-` and `_`.
    public let kind: String
    /// The number among secrets of a kind, from 1; nil for one that nobody numbered.
    public let number: Int?

    /// A label; in `kind`, whatever is not a letter, a digit, `-` or `_` becomes `-`.
    public init(_ kind: String, number: Int? = nil) {
      let letters = kind.lowercased().unicodeScalars.map { scalar in
        switch scalar {
        case "a"..."z", "0"..."9", "-", "_": Character(scalar)
        default: Character("-")
        }
      }
      self.kind = letters.isEmpty ? "secret" : String(letters.prefix(40))
      self.number = number
    }
  }
}

extension Secret.Label: CustomStringConvertible {
  /// `[secret token#3]`: readable in JSON, HTML, a header or a URL without being markup in any of
  /// them.
  public var description: String {
    "[secret \(kind)" + (number.map { "#\($0)" } ?? "") + "]"
  }
}

extension Secret.Label {
  /// Reads what ``description`` writes; nil for anything else.
  public init?(reading description: String) {
    guard description.hasPrefix("[secret "), description.hasSuffix("]") else { return nil }
    let parts = description.dropFirst(8).dropLast().split(
      separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = parts.first else { return nil }
    self.init(String(kind), number: parts.count == 2 ? Int(parts[1]) : nil)
    guard self.description == description else { return nil }
  }
}

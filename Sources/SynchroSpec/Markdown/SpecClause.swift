/// The heading under which something stands.
public struct SpecClause: Sendable, Equatable, CustomStringConvertible {
  /// The number: `3.2`; nil where no numbered heading stands above.
  public let number: String?
  /// The heading's words.
  public let title: String

  /// A clause by its heading.
  public init(number: String?, title: String) {
    self.number = number
    self.title = title
  }

  /// Number and words.
  public var description: String {
    [number, title].compactMap { $0 }.joined(separator: " ")
  }
}

public import SynchroText

/// One link or decision of a path, by the reference the document gives it: `1Cba`, `2b`, `ACvIW`.
public struct PathLabel: Sendable {
  /// The reference.
  public let text: String
  /// Where it stands in its expression.
  public let range: SourceRange

  /// A reference and its place.
  public init(_ text: String, at range: SourceRange) {
    self.text = text
    self.range = range
  }
}

extension PathLabel: Hashable {
  /// Labels are the same wherever they stand.
  public static func == (left: PathLabel, right: PathLabel) -> Bool { left.text == right.text }

  /// Hashes what ``==(_:_:)`` compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// The data-flow pseudo code of section 4.19 as a tree: links one after another, or a choice.
public indirect enum PathExpression: Sendable, Equatable {
  /// A single link.
  case link(PathLabel)
  /// All of them, one after another: `1Aa + 1B`.
  case sequence([PathExpression])
  /// Exactly one of them: `1Aa or 1Ab`.
  case choice([PathExpression])

  /// Every label, from left to right.
  public var labels: [PathLabel] {
    switch self {
    case .link(let label): [label]
    case .sequence(let parts), .choice(let parts): parts.flatMap(\.labels)
    }
  }

  /// Where the expression stands, without the brackets around it.
  public var range: SourceRange {
    switch self {
    case .link(let label): label.range
    case .sequence(let parts), .choice(let parts):
      parts.dropFirst().reduce(parts.first?.range ?? SourceRange(at: 0)) { $0.union($1.range) }
    }
  }
}

extension PathExpression: CustomStringConvertible {
  /// The expression with as few brackets as it can be written with; reading it gives it again.
  public var description: String {
    switch self {
    case .link(let label): label.text
    case .sequence(let parts): parts.map(\.bracketed).joined(separator: " + ")
    case .choice(let parts): parts.map(\.bracketed).joined(separator: " or ")
    }
  }

  private var bracketed: String {
    if case .link(let label) = self { return label.text }
    return "(" + description + ")"
  }
}

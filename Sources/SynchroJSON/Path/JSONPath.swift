public import SynchroText

/// A query for values of a JSON document: RFC 9535, complete and strict.
public struct JSONPath: Sendable {
  /// The query as it was written.
  public let source: SourceText
  /// What the query does although its author hardly meant it, such as a pattern that is none.
  public let warnings: [Diagnostic]
  let query: PathQuery

  /// The longest query that is read, in bytes.
  public static let lengthLimit = 65_536
  /// How deep filters, parentheses and function calls may stand inside each other.
  public static let depthLimit = 32

  /// Reads a query, which has to be well-formed and valid (RFC 9535, section 2.1).
  public init(parsing text: String, name: String = "<query>") throws(JSONPathError) {
    source = SourceText(name: name, text)
    var parser = PathParser(source)
    query = try parser.parse()
    warnings = parser.warnings
  }

  /// Whether the query can find at most one value: names and indices only.
  public var isSingular: Bool { query.isSingular }

  /// The values that the query finds, in the order that the RFC defines and, where it leaves a
  /// choice, in the order of the text. A value can be found more than once.
  public func nodes(
    in root: JSONNode, limits: JSONPathLimits = .standard
  ) throws(JSONPathLimitExceeded) -> [JSONPathMatch] {
    var evaluator = PathEvaluator(root: root, limits: limits)
    return try evaluator.matches(of: query)
  }
}

extension JSONPath: CustomStringConvertible {
  /// The query as it was written.
  public var description: String { String(decoding: source.bytes, as: UTF8.self) }
}

/// A value that a query found.
public struct JSONPathMatch: Sendable {
  /// The value at its place in the document.
  public let node: JSONNode
  let trail: PathTrail
  let link: PathTrail.Link

  /// The way to the value from the root of the query, built when it is asked for.
  public var path: NormalizedPath { trail.path(to: link) }
}

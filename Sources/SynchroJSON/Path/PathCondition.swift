import SynchroText

/// What a filter asks of a value.
indirect enum PathCondition: Sendable {
  case any([PathCondition])
  case all([PathCondition])
  case not(PathCondition, SourceRange)
  case exists(PathQuery)
  case comparison(PathComparison)
  case test(PathCall)

  var range: SourceRange {
    switch self {
    case .any(let parts), .all(let parts):
      parts.dropFirst().reduce(parts[0].range) { $0.union($1.range) }
    case .not(_, let range): range
    case .exists(let query): query.range
    case .comparison(let comparison): comparison.left.range.union(comparison.right.range)
    case .test(let call): call.range
    }
  }
}

/// Two values side by side.
struct PathComparison: Sendable {
  enum Operator: String, CaseIterable {
    // The longer ones first, since the parser takes the first that fits.
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
  }

  let left: PathOperand
  let `operator`: Operator
  let right: PathOperand
}

/// Something that a value is compared with, or that a function is given.
///
/// Indirect, because operands of a call's size in every frame would make a nested filter cost ten
/// times the stack.
indirect enum PathOperand: Sendable {
  case literal(JSONValue, SourceRange)
  case query(PathQuery)
  case call(PathCall)

  var range: SourceRange {
    switch self {
    case .literal(_, let range): range
    case .query(let query): query.range
    case .call(let call): call.range
    }
  }
}

/// A function applied to its arguments.
struct PathCall: Sendable {
  let function: PathFunction
  let arguments: [PathOperand]
  let range: SourceRange
  /// The second argument of `match` and `search` when it is written in the query.
  let pattern: ConstantPattern

  enum ConstantPattern {
    /// The document decides.
    case none
    /// No I-Regexp, so nothing matches it (RFC 9535, section 2.4.6).
    case invalid
    case compiled(Pattern)
  }
}

/// The function extensions that RFC 9535 defines.
enum PathFunction: String, CaseIterable, Sendable {
  case length
  case count
  case match
  case search
  case value

  /// The types of the RFC's type system, section 2.4.1.
  enum ValueType {
    case value
    case nodes
    case logical
  }

  var parameters: [ValueType] {
    switch self {
    case .length: [.value]
    case .count, .value: [.nodes]
    case .match, .search: [.value, .value]
    }
  }

  var result: ValueType {
    switch self {
    case .length, .count, .value: .value
    case .match, .search: .logical
    }
  }

  /// How a call looks, for advice.
  var signature: String {
    switch self {
    case .length: "length(value)"
    case .count: "count(query)"
    case .match: "match(string, pattern)"
    case .search: "search(string, pattern)"
    case .value: "value(query)"
    }
  }
}

/// Filters: section 2.3.5.2 of RFC 9535, and its functions.
extension PathEvaluator {
  mutating func holds(
    _ condition: PathCondition, for current: Int
  ) throws(JSONPathLimitExceeded) -> Bool {
    switch condition {
    case .any(let parts):
      for part in parts where try holds(part, for: current) { return true }
      return false
    case .all(let parts):
      for part in parts where try !holds(part, for: current) { return false }
      return true
    case .not(let inner, _): return try !holds(inner, for: current)
    case .exists(let query): return try exists(query, current: current)
    case .comparison(let comparison):
      let left = try value(of: comparison.left, current)
      let right = try value(of: comparison.right, current)
      return comparison.operator.holds(left, right)
    case .test(let call): return try matches(call, current)
    }
  }

  private mutating func value(
    of operand: PathOperand, _ current: Int
  ) throws(JSONPathLimitExceeded) -> PathValue {
    switch operand {
    case .literal(let value, _): return .literal(value)
    case .query(let query):
      guard let node = try node(of: query, current: current) else { return .nothing }
      // What is done with a value costs about as much as it is long.
      let entry = document.tape[node]
      try spend(Int(entry.end - entry.start) / 16)
      return .node(JSONNode(document: document, id: node))
    case .call(let call): return try value(of: call, current)
    }
  }

  private mutating func value(
    of call: PathCall, _ current: Int
  ) throws(JSONPathLimitExceeded) -> PathValue {
    switch call.function {
    case .length: return try value(of: call.arguments[0], current).length
    case .count: return .literal(.integer(try nodes(of: call.arguments[0], current).count))
    case .value:
      let nodes = try nodes(of: call.arguments[0], current)
      guard nodes.count == 1 else { return .nothing }
      return .node(JSONNode(document: document, id: nodes[0].node))
    case .match, .search:
      preconditionFailure("the parser lets no truth stand where a value must")
    }
  }

  private mutating func nodes(
    of operand: PathOperand, _ current: Int
  ) throws(JSONPathLimitExceeded) -> [Found] {
    guard case .query(let query) = operand else {
      preconditionFailure("the parser gives queries to functions of node lists")
    }
    return try nodes(of: query, current: current)
  }

  // MARK: - match and search

  private mutating func matches(
    _ call: PathCall, _ current: Int
  ) throws(JSONPathLimitExceeded) -> Bool {
    guard let text = try value(of: call.arguments[0], current).string,
      let pattern = try pattern(of: call, current)
    else { return false }
    try spend(text.utf8.count)
    do throws(PatternBudgetExceeded) {
      let reach = call.function == .match ? PatternReach.whole : .anywhere
      return try pattern.run(on: text, reach, stepLimit: limits.patternSteps)
    } catch {
      throw .patternSteps(error.limit)
    }
  }

  /// Nil when there is none: "if the second argument is not a string conforming to RFC 9485, the
  /// result is LogicalFalse".
  private mutating func pattern(
    of call: PathCall, _ current: Int
  ) throws(JSONPathLimitExceeded) -> Pattern? {
    switch call.pattern {
    case .compiled(let pattern): return pattern
    case .invalid: return nil
    case .none:
      guard let text = try value(of: call.arguments[1], current).string else { return nil }
      if let last = lastPattern, last.text.utf8.elementsEqual(text.utf8) { return last.pattern }
      let pattern = try? Pattern(text, dialect: .iRegexp)
      lastPattern = (text, pattern)
      return pattern
    }
  }
}

/// One side of a comparison.
private enum PathValue {
  /// The absence of a value, which differs from `null`.
  case nothing
  case literal(JSONValue)
  case node(JSONNode)

  var string: String? {
    switch self {
    case .literal(.string(let text)): text
    case .node(let node): node.string
    case .nothing, .literal: nil
    }
  }

  private var number: JSONNumber? {
    switch self {
    case .literal(.number(let number)): number
    case .node(let node): node.number
    case .nothing, .literal: nil
    }
  }

  /// Characters are code points, as everywhere in the RFC.
  var length: PathValue {
    if let string { return .literal(.integer(string.unicodeScalars.count)) }
    guard case .node(let node) = self, node.kind == .array || node.kind == .object else {
      return .nothing
    }
    return .literal(.integer(node.count))
  }

  func isEqual(to other: PathValue) -> Bool {
    switch (self, other) {
    case (.nothing, .nothing): true
    case (.nothing, _), (_, .nothing): false
    case (.literal(let left), .literal(let right)): left == right
    case (.node(let left), .node(let right)): left.isEqual(to: right)
    case (.literal(let literal), .node(let node)), (.node(let node), .literal(let literal)):
      node.kind == literal.kind && JSONValue(node) == literal
    }
  }

  /// Numbers by value, strings by code point, which is the order of their UTF-8; nothing else has
  /// an order.
  func isLess(than other: PathValue) -> Bool {
    if let left = number, let right = other.number { return left < right }
    if let left = string, let right = other.string {
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return false
  }
}

extension PathComparison.Operator {
  /// Section 2.3.5.2.2, in which every operator comes down to `==` and `<`.
  fileprivate func holds(_ left: PathValue, _ right: PathValue) -> Bool {
    switch self {
    case .equal: left.isEqual(to: right)
    case .notEqual: !left.isEqual(to: right)
    case .less: left.isLess(than: right)
    case .greater: right.isLess(than: left)
    case .lessOrEqual: left.isLess(than: right) || left.isEqual(to: right)
    case .greaterOrEqual: right.isLess(than: left) || left.isEqual(to: right)
    }
  }
}

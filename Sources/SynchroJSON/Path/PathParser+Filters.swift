import SynchroText

/// The grammar of filters: section 2.3.5.1, with the type checks of section 2.4.3.
extension PathParser {
  /// What an expression turns out to be: an argument may be either, a condition only the second.
  private enum Expression {
    case operand(PathOperand)
    case condition(PathCondition)

    var range: SourceRange {
      switch self {
      case .operand(let operand): operand.range
      case .condition(let condition): condition.range
      }
    }
  }

  mutating func parseCondition() throws(JSONPathError) -> PathCondition {
    try condition(try parseAny())
  }

  // MARK: - Operators, the loosest first

  private mutating func parseAny() throws(JSONPathError) -> Expression {
    let first = try parseAll()
    guard try takeOperator("||", unlike: "|") else { return first }
    var parts = [try condition(first)]
    repeat {
      parts.append(try condition(try parseAll()))
    } while try takeOperator("||", unlike: "|")
    return .condition(.any(parts))
  }

  private mutating func parseAll() throws(JSONPathError) -> Expression {
    let first = try parseBasic()
    guard try takeOperator("&&", unlike: "&") else { return first }
    var parts = [try condition(first)]
    repeat {
      parts.append(try condition(try parseBasic()))
    } while try takeOperator("&&", unlike: "&")
    return .condition(.all(parts))
  }

  /// Reads blanks, the operator and blanks again, or nothing.
  private mutating func takeOperator(
    _ whole: StaticString, unlike half: StaticString
  ) throws(JSONPathError) -> Bool {
    let start = at
    skipBlanks()
    guard take(whole) else {
      if isNext(half) {
        throw error(
          .halfOperator("\(half)", whole: "\(whole)"), SourceRange(at, at + half.utf8CodeUnitCount))
      }
      at = start
      return false
    }
    skipBlanks()
    return true
  }

  private mutating func parseBasic() throws(JSONPathError) -> Expression {
    let start = at
    if take("!") {
      skipBlanks()
      return .condition(.not(try parseNegated(), SourceRange(start, at)))
    }
    if next == UInt8(ascii: "(") { return .condition(try parseParentheses()) }

    let left = try parseOperand()
    let end = at
    skipBlanks()
    guard let (comparison, _) = try takeComparison() else {
      at = end
      return .operand(left)
    }
    skipBlanks()
    let right = try parseOperand()
    try checkComparable(left)
    try checkComparable(right)
    return .condition(
      .comparison(PathComparison(left: left, operator: comparison, right: right)))
  }

  /// What follows a `!`: parentheses or a test, never a comparison.
  private mutating func parseNegated() throws(JSONPathError) -> PathCondition {
    if next == UInt8(ascii: "(") { return try parseParentheses() }
    let operand = try parseOperand()
    let end = at
    skipBlanks()
    if let (_, range) = try takeComparison() { throw error(.negatedComparison, range) }
    at = end
    return try condition(.operand(operand))
  }

  private mutating func parseParentheses() throws(JSONPathError) -> PathCondition {
    let start = at
    at += 1
    try enter(from: start)
    skipBlanks()
    let inner = try parseCondition()
    leave()
    skipBlanks()
    guard take(")") else { throw unclosed(start) }
    let end = at
    skipBlanks()
    if let (_, range) = try takeComparison() { throw error(.comparedParentheses, range) }
    at = end
    return inner
  }

  private func unclosed(_ start: Int) -> JSONPathError {
    next == nil
      ? error(.unclosedParenthesis, SourceRange(start, start + 1))
      : unexpected("'&&', '||' or ')'")
  }

  private mutating func takeComparison() throws(JSONPathError) -> (
    PathComparison.Operator, SourceRange
  )? {
    let start = at
    for candidate in PathComparison.Operator.allCases
    where bytes[at...].starts(with: candidate.rawValue.utf8) {
      at += candidate.rawValue.utf8.count
      return (candidate, SourceRange(start, at))
    }
    if next == UInt8(ascii: "=") {
      throw error(.halfOperator("=", whole: "=="), SourceRange(at, at + 1))
    }
    return nil
  }

  // MARK: - Operands

  private mutating func parseOperand() throws(JSONPathError) -> PathOperand {
    let start = at
    switch next {
    case UInt8(ascii: "$"), UInt8(ascii: "@"): return .query(try parseQuery())
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      let text = try parseString()
      return .literal(.string(text), SourceRange(start, at))
    case let byte? where Self.startsNumber(byte):
      let number = try parseNumber()
      return .literal(.number(number), SourceRange(start, at))
    case let byte? where Self.isNameStart(byte): return try parseWord()
    default: throw unexpected("a query from '@' or '$', a literal or a function")
    }
  }

  private mutating func parseWord() throws(JSONPathError) -> PathOperand {
    let start = at
    let range = range(ofNextFrom: start)
    let word = source.text(of: range)
    at = range.end
    if next == UInt8(ascii: "(") {
      guard let function = PathFunction(rawValue: word) else {
        throw error(.unknownFunction(word), range)
      }
      return .call(try parseCall(function, from: start))
    }
    switch word {
    case "true": return .literal(.bool(true), range)
    case "false": return .literal(.bool(false), range)
    case "null": return .literal(.null, range)
    default:
      skipBlanks()
      if next == UInt8(ascii: "("), let function = PathFunction(rawValue: word) {
        throw error(.blankBeforeParenthesis(function.rawValue), SourceRange(range.end, at))
      }
      throw error(.unknownWord(word), range)
    }
  }

  /// The arguments of a function, their parenthesis being next.
  private mutating func parseCall(
    _ function: PathFunction, from start: Int
  ) throws(JSONPathError) -> PathCall {
    let parenthesis = at
    at += 1
    var arguments: [Expression] = []
    try enter(from: start)
    skipBlanks()
    if !take(")") {
      repeat {
        skipBlanks()
        arguments.append(try parseAny())
        skipBlanks()
      } while take(",")
      guard take(")") else {
        throw next == nil
          ? error(.unclosedParenthesis, SourceRange(parenthesis, parenthesis + 1))
          : unexpected("',' or ')'")
      }
    }
    leave()
    let range = SourceRange(start, at)
    let parameters = function.parameters
    guard arguments.count == parameters.count else {
      throw error(
        .argumentCount(
          function.rawValue, expected: parameters.count, received: arguments.count), range,
        advice: .signature(function.signature))
    }
    var operands: [PathOperand] = []
    for (argument, parameter) in zip(arguments, parameters) {
      operands.append(try operand(argument, as: parameter, of: function))
    }
    return PathCall(
      function: function, arguments: operands, range: range,
      pattern: constantPattern(function, operands))
  }

  // MARK: - Types

  private func condition(_ expression: Expression) throws(JSONPathError) -> PathCondition {
    switch expression {
    case .condition(let condition): return condition
    case .operand(.query(let query)): return .exists(query)
    case .operand(.literal(_, let range)): throw error(.literalAsTest, range)
    case .operand(.call(let call)):
      guard call.function.result == .logical else {
        throw error(.valueAsTest(call.function.rawValue), call.range)
      }
      return .test(call)
    }
  }

  private func checkComparable(_ operand: PathOperand) throws(JSONPathError) {
    switch operand {
    case .literal: return
    case .query(let query): try checkSingular(query)
    case .call(let call):
      guard call.function.result == .value else {
        throw error(.truthCompared(call.function.rawValue), call.range)
      }
    }
  }

  private func checkSingular(_ query: PathQuery) throws(JSONPathError) {
    guard query.isSingular else { throw error(.notSingular, query.range) }
    // `name-segment = ("[" name-selector "]") / …` has no room for blanks.
    if let segment = query.segments.first(where: \.hasBlanks) {
      throw error(.blanksInSingular, segment.range)
    }
  }

  private func operand(
    _ argument: Expression, as parameter: PathFunction.ValueType, of function: PathFunction
  ) throws(JSONPathError) -> PathOperand {
    switch (parameter, argument) {
    case (.value, .operand(.query(let query))):
      try checkSingular(query)
      return .query(query)
    case (.value, .operand(.literal(let value, let range))): return .literal(value, range)
    case (.value, .operand(.call(let call))) where call.function.result == .value:
      return .call(call)
    case (.nodes, .operand(.query(let query))): return .query(query)
    default:
      throw error(
        .argumentType(
          function.rawValue, expected: parameter == .nodes ? "a query" : "a value"),
        argument.range, advice: .signature(function.signature))
    }
  }

  /// Compiles a pattern that is written in the query; one that is none earns a warning only, for
  /// the RFC makes it match nothing.
  private mutating func constantPattern(
    _ function: PathFunction, _ arguments: [PathOperand]
  ) -> PathCall.ConstantPattern {
    guard function == .match || function == .search,
      case .literal(.string(let text), let range) = arguments[1]
    else { return .none }
    do throws(PatternError) {
      return .compiled(try Pattern(text, dialect: .iRegexp))
    } catch {
      warnings.append(
        Diagnostic(
          .warning, code: "jsonpath-pattern",
          "the pattern is no I-Regexp (RFC 9485), so \(function.rawValue)() is always false",
          at: .init(range, error.description)))
      return .invalid
    }
  }
}

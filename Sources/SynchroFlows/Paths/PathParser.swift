public import SynchroText

/// What was understood of an expression, and everything that is wrong with it.
public struct ParsedPath: Sendable {
  /// The text that was read.
  public let source: SourceText
  /// The tree; nil when an error leaves more than one reading.
  public let expression: PathExpression?
  /// Misprints that were mended are warnings; the rest are errors.
  public let diagnostics: [Diagnostic]
}

/// Reads pseudo code: `[(1Aa + 1B) or 1Ab] + [1Ca or (1Cba + 1Cb)]`. Both kinds of brackets mean
/// the same. It reads on behind a mistake, so that all of them are reported.
public struct PathParser {
  /// Brackets deeper than this are refused.
  public static let depthLimit = 64
  /// Longer expressions are refused; those of the document have less than a hundred bytes.
  public static let lengthLimit = 65_536
  /// Nobody reads more findings about one expression.
  private static let reportLimit = 50

  private let tokens: [PathToken]
  private var position = 0
  private var depth = 0
  private var diagnostics: [Diagnostic]

  /// Reads one expression.
  public static func parse(_ source: SourceText) -> ParsedPath {
    guard source.bytes.count <= lengthLimit else {
      let fault = PathFault.tooLong(limit: lengthLimit)
      return ParsedPath(
        source: source, expression: nil,
        diagnostics: [fault.diagnostic(at: SourceRange(at: lengthLimit))])
    }
    let lexer = PathLexer(source)
    var parser = PathParser(lexer)
    let tree = parser.parseAll()
    for again in tree?.repeatedAlternatives ?? [] {
      parser.report(.repeatedAlternative(again.description), at: again.range)
    }
    let isSound = !parser.diagnostics.contains { $0.severity == .error }
    let sorted = parser.diagnostics.sorted { $0.primary.range.start < $1.primary.range.start }
    return ParsedPath(
      source: source, expression: isSound ? tree : nil,
      diagnostics: Array(sorted.prefix(reportLimit)))
  }

  /// Reads one expression that is at hand as a string.
  public static func parse(_ text: String, name: String = "<expression>") -> ParsedPath {
    parse(SourceText(name: name, text))
  }

  private init(_ lexer: PathLexer) {
    tokens = lexer.tokens
    diagnostics = lexer.diagnostics
  }

  private var current: PathToken { tokens[position] }

  private mutating func report(
    _ fault: PathFault, at range: SourceRange, related: [Diagnostic.Label] = []
  ) {
    diagnostics.append(fault.diagnostic(at: range, related: related))
  }

  private mutating func parseAll() -> PathExpression? {
    guard current.kind != .end else {
      report(.empty, at: current.range)
      return nil
    }
    var tree: PathExpression?
    while current.kind != .end {
      let level = parseLevel()
      tree = tree ?? level
      if case .close(let byte) = current.kind {
        report(.surplusClose(Character(Unicode.Scalar(byte))), at: current.range)
        position += 1
      }
    }
    return tree
  }

  /// Operands with signs between them, up to a closing bracket or the end.
  private mutating func parseLevel() -> PathExpression? {
    var operands: [PathExpression] = []
    var sign: PathToken?
    var isMixed = false
    while true {
      if let operand = parseOperand() { operands.append(operand) }
      let next = current
      switch next.kind {
      case .plus, .or:
        position += 1
        if let first = sign, first.kind != next.kind, !isMixed {
          isMixed = true
          report(.mixedOperators, at: next.range, related: [.init(first.range, "the other one")])
        }
        sign = sign ?? next
      case .label, .open:
        let before = tokens[position - 1]
        report(
          .missingOperator(words(of: before), words(of: next)),
          at: before.range.union(next.range))
      case .close, .end:
        return Self.joined(operands, by: sign?.kind)
      }
    }
  }

  private mutating func parseOperand() -> PathExpression? {
    let token = current
    switch token.kind {
    case .label(let text):
      position += 1
      return .link(PathLabel(text, at: token.range))
    case .open(let byte):
      return parseBracket(Character(Unicode.Scalar(byte)))
    case .plus, .or, .close, .end:
      report(.missingOperand, at: token.range)
      return nil
    }
  }

  private mutating func parseBracket(_ open: Character) -> PathExpression? {
    let start = current.range
    guard depth < Self.depthLimit else {
      report(.tooDeep(limit: Self.depthLimit), at: start)
      // Nothing behind it can be trusted, and a report a bracket helps nobody.
      position = tokens.count - 1
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    position += 1
    let inner = parseLevel()
    guard case .close(let byte) = current.kind else {
      if !diagnostics.contains(where: { $0.code == "path-too-deep" }) {
        report(.unclosed(open), at: start)
      }
      return inner
    }
    let close = Character(Unicode.Scalar(byte))
    if close != PathFault.closing(open) {
      report(
        .otherBracket(open: open, close: close), at: current.range,
        related: [.init(start, "opened here")])
    }
    position += 1
    return inner
  }

  private func words(of token: PathToken) -> String {
    switch token.kind {
    case .label(let text): text
    case .open: "("
    case .close: ")"
    case .plus, .or, .end: ""
    }
  }

  private static func joined(
    _ operands: [PathExpression], by sign: PathToken.Kind?
  ) -> PathExpression? {
    guard operands.count > 1 else { return operands.first }
    return sign == .or ? .choice(operands) : .sequence(operands)
  }
}

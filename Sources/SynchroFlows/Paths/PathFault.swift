import SynchroText

/// What can be wrong with pseudo code, and the words for it.
enum PathFault: Equatable {
  // Misprints that can be read in one way only.
  case missingSpace(String)
  case capitals(String)
  case unclosed(Character)
  case otherBracket(open: Character, close: Character)
  case openDecision(String)
  case repeatedAlternative(String)

  // What leaves more than one reading, or none.
  case picture
  case unknownWord(String)
  case unknownSign(String)
  case missingOperand
  case missingOperator(String, String)
  case mixedOperators
  case surplusClose(Character)
  case empty
  case tooDeep(limit: Int)
  case tooLong(limit: Int)

  /// Whether an unknown word more likely stands for `+`.
  var isMeantAsPlus: Bool {
    guard case .unknownWord(let word) = self else { return false }
    return ["and", "plus", "then", "via"].contains(word)
  }

  /// The finding, at its place.
  func diagnostic(at range: SourceRange, related: [Diagnostic.Label] = []) -> Diagnostic {
    Diagnostic(
      severity, code: code, message, at: .init(range), related: related,
      help: help.map { [$0] } ?? [])
  }

  private var severity: Diagnostic.Severity {
    switch self {
    case .missingSpace, .capitals, .unclosed, .otherBracket, .openDecision, .repeatedAlternative:
      .warning
    case .picture, .unknownWord, .unknownSign, .missingOperand, .missingOperator, .mixedOperators,
      .surplusClose, .empty, .tooDeep, .tooLong:
      .error
    }
  }

  private var code: String {
    switch self {
    case .missingSpace: "path-missing-space"
    case .capitals: "path-capitals"
    case .unclosed: "path-unclosed-bracket"
    case .otherBracket: "path-other-bracket"
    case .openDecision: "path-open-decision"
    case .repeatedAlternative: "path-repeated-alternative"
    case .picture: "path-picture"
    case .unknownWord: "path-unknown-word"
    case .unknownSign: "path-unknown-sign"
    case .missingOperand: "path-missing-operand"
    case .missingOperator: "path-missing-operator"
    case .mixedOperators: "path-mixed-operators"
    case .surplusClose: "path-surplus-bracket"
    case .empty: "path-empty"
    case .tooDeep: "path-too-deep"
    case .tooLong: "path-too-long"
    }
  }

  private var message: String {
    switch self {
    case .missingSpace(let word): "a space is missing in '\(word)'"
    case .capitals(let word): "'or' is printed '\(word)'"
    case .unclosed(let bracket): "this '\(bracket)' is never closed"
    case .otherBracket(let open, let close): "'\(open)' is closed by '\(close)'"
    case .openDecision(let name):
      "decision \(name) stands here without the alternatives it chooses from"
    case .repeatedAlternative(let text): "'\(text)' is offered twice"
    case .picture: "a picture stands here, and what it showed is lost"
    case .unknownWord(let word): "'\(word)' is neither a label nor 'or'"
    case .unknownSign(let text):
      "'\(VisibleText.excerpt(text, limit: 20))' has no meaning in a path"
    case .missingOperand: "a label or a bracket is missing here"
    case .missingOperator(let left, let right):
      "'\(left)' and '\(right)' stand side by side without '+' or 'or' between them"
    case .mixedOperators: "'+' and 'or' stand in one bracket, which can be read in two ways"
    case .surplusClose(let bracket): "this '\(bracket)' closes nothing"
    case .empty: "there is no path in the expression"
    case .tooDeep(let limit): "brackets stand more than \(limit) deep"
    case .tooLong(let limit): "the expression is longer than \(limit) bytes"
    }
  }

  private var help: String? {
    switch self {
    case .missingSpace(let word): "read as 'or \(word.dropFirst(2))'"
    case .capitals: "read as 'or'"
    case .unclosed(let bracket): "read as if '\(Self.closing(bracket))' stood at the end"
    case .otherBracket(let open, _): "read as '\(Self.closing(open))'"
    case .openDecision(let name): "read as the single label '\(name)'"
    case .repeatedAlternative: "leave one of them out; the path is counted twice"
    case .picture: "write what it showed, such as (1a or 1b)"
    case .unknownWord(let word): Self.advice(for: word)
    case .unknownSign: "use labels, '+', 'or' and brackets"
    case .missingOperand: "write a label such as 1Ab"
    case .missingOperator(let left, let right):
      "write '\(left) + \(right)' or '\(left) or \(right)'"
        + (left.allSatisfy(\.isNumber) ? ", or '\(left)\(right)' if it is one label" : "")
    case .mixedOperators: "put brackets around what belongs together: (1Aa + 1B) or 1Ab"
    case .surplusClose: "leave it out, or open a bracket before it"
    case .empty: "write a label such as 1Ab"
    case .tooDeep: "leave out brackets that hold one item only"
    case .tooLong: "split the expression"
    }
  }

  private static func advice(for word: String) -> String {
    if PathFault.unknownWord(word).isMeantAsPlus { return "write '+' for links that follow" }
    if let near = NearestName.find(word, among: ["or"]) { return "did you mean '\(near)'?" }
    return "labels begin with a digit or a capital letter: 1Ab, ACvIW"
  }

  /// The bracket that closes another.
  static func closing(_ open: Character) -> Character { open == "[" ? "]" : ")" }
}

public import SynchroText

/// Why a text is no JSONPath query, and where.
public struct JSONPathError: Error, Sendable {
  /// What is wrong.
  public enum Reason: Sendable, Equatable {
    /// The query does not begin with `$`.
    case missingRoot
    /// Blanks stand before or behind the query.
    case blanksAround
    /// Something else stands where the grammar wants `expected`.
    case unexpected(found: String, expected: String)
    /// The query stops where the grammar wants `expected`.
    case unexpectedEnd(expected: String)
    /// `[]` selects nothing.
    case emptyBrackets
    /// A `[` without its `]`.
    case unclosedBracket
    /// A `(` without its `)`.
    case unclosedParenthesis
    /// A string without its closing quote.
    case unclosedString
    /// A needless zero in front of a number, or a minus before zero.
    case leadingZero(String)
    /// An integer beyond what I-JSON can exchange exactly.
    case integerOutOfRange(String)
    /// A number beyond our limits of length and exponent.
    case numberTooLarge(String)
    /// A control character stands unescaped in a string.
    case controlCharacter(UInt8)
    /// A backslash before a character that cannot be escaped.
    case unknownEscape(String)
    /// `\u` without four hexadecimal digits.
    case shortUnicodeEscape
    /// Half of a surrogate pair: no character has that number.
    case loneSurrogate
    /// `=`, `&` or `|` for `==`, `&&` or `||`.
    case halfOperator(String, whole: String)
    /// A word that is neither a literal nor a function.
    case unknownWord(String)
    /// A function that the RFC does not define.
    case unknownFunction(String)
    /// Blanks between a function's name and its parenthesis.
    case blankBeforeParenthesis(String)
    /// A function called with too few or too many arguments.
    case argumentCount(String, expected: Int, received: Int)
    /// An argument of a type that the function does not take.
    case argumentType(String, expected: String)
    /// A literal that is not compared with anything.
    case literalAsTest
    /// The result of a function that has to be compared.
    case valueAsTest(String)
    /// The result of a function that is true or false by itself.
    case truthCompared(String)
    /// A query that may find many values where one is compared or passed on.
    case notSingular
    /// Blanks inside the brackets of a query that is compared or passed on.
    case blanksInSingular
    /// `!` before a comparison without parentheses.
    case negatedComparison
    /// A comparison with something in parentheses.
    case comparedParentheses
    /// Filters, parentheses and calls inside each other more often than is allowed.
    case tooDeep(limit: Int)
    /// The query has more bytes than are read.
    case tooLong(limit: Int)
  }

  /// What to do about a mistake, where the reason alone does not say.
  enum Advice: Sendable {
    case quoteName
    case dotBeforeBracket
    case blankAfterDot
    case filterWithoutMark
    case signature(String)
  }

  /// What is wrong.
  public let reason: Reason
  /// The bytes that are wrong.
  public let range: SourceRange
  /// The query.
  public let source: SourceText
  private let advice: Advice?

  init(_ reason: Reason, at range: SourceRange, in source: SourceText, advice: Advice?) {
    self.reason = reason
    self.range = range
    self.source = source
    self.advice = advice
  }

  /// The error as a finding about the query.
  public var diagnostic: Diagnostic {
    Diagnostic(
      code: "jsonpath-syntax", reason.message, at: .init(range, reason.label),
      help: [advice?.text ?? reason.help].compactMap { $0 })
  }
}

extension JSONPathError: CustomStringConvertible {
  /// Place and sentence: `1:7: a literal must be compared with something`.
  public var description: String { "\(source.place(at: range.start)): \(reason.message)" }
}

// MARK: - Words

extension JSONPathError.Reason {
  /// What is wrong, in one sentence.
  public var message: String {
    switch self {
    case .missingRoot: "a query begins with '$'"
    case .blanksAround: "blanks stand before or behind the query"
    case .unexpected(let found, let expected): "expected \(expected), found '\(found)'"
    case .unexpectedEnd(let expected): "the query ends where \(expected) is expected"
    case .emptyBrackets: "brackets hold at least one selector"
    case .unclosedBracket: "this bracket is not closed with ']'"
    case .unclosedParenthesis: "this parenthesis is not closed with ')'"
    case .unclosedString: "this string is not closed"
    case .leadingZero(let text): "'\(text)' has a needless zero or a minus before zero"
    case .integerOutOfRange(let text):
      "\(text) is beyond the exact integers, -(2^53 - 1) to 2^53 - 1"
    case .numberTooLarge(let text): "\(text) has more digits or a larger exponent than is compared"
    case .controlCharacter(let byte):
      "control character U+00\(byte.hexPair) stands unescaped in a string"
    case .unknownEscape(let text): "'\(text)' is no escape sequence in this string"
    case .shortUnicodeEscape: "'\\u' needs four hexadecimal digits"
    case .loneSurrogate: "this is half of a surrogate pair, which is no character"
    case .halfOperator(let half, _): "'\(half)' is no operator"
    case .unknownWord(let word): "'\(word)' is no literal and no function call"
    case .unknownFunction(let name): "there is no function '\(name)'"
    case .blankBeforeParenthesis(let name):
      "the parenthesis of \(name)() follows its name at once"
    case .argumentCount(let name, let expected, let received):
      "\(name)() takes \(expected) \(expected == 1 ? "argument" : "arguments"), not \(received)"
    case .argumentType(let name, let expected): "\(name)() takes \(expected) here"
    case .literalAsTest: "a literal must be compared with something"
    case .valueAsTest(let name): "the result of \(name)() must be compared with something"
    case .truthCompared(let name):
      "\(name)() is true or false by itself and cannot be compared or passed on"
    case .notSingular: "this query may find many values; only one can be compared or passed on"
    case .blanksInSingular: "a query that is compared has no blanks inside its brackets"
    case .negatedComparison: "'!' applies to a test, not to a comparison"
    case .comparedParentheses: "an expression in parentheses cannot be compared"
    case .tooDeep(let limit):
      "filters, parentheses and calls are nested deeper than the limit of \(limit)"
    case .tooLong(let limit): "the query is longer than the limit of \(limit) bytes"
    }
  }

  /// The few words beside the caret.
  var label: String {
    switch self {
    case .unexpected(_, let expected), .unexpectedEnd(let expected): "expected \(expected)"
    case .halfOperator(_, let whole): "did you mean '\(whole)'?"
    case .unknownFunction(let name):
      NearestName.advice(for: name, among: PathFunction.allCases.map(\.rawValue)) ?? ""
    case .unknownWord(let word):
      NearestName.find(
        word, among: ["true", "false", "null"] + PathFunction.allCases.map(\.rawValue)
      ).map { "did you mean '\($0)'?" } ?? ""
    default: ""
    }
  }

  /// What to do about it.
  var help: String? {
    switch self {
    case .leadingZero: "write 0, -1 or 10 without a zero in front"
    case .notSingular: "use names and single indices only, or value(), which yields the only value"
    case .negatedComparison: "put the comparison in parentheses: !(@.a == 1)"
    case .unknownWord: "a member is named from '@' or '$', such as @.name; text stands in quotes"
    case .controlCharacter: "escape it, such as \\n, \\t or \\u0000"
    case .unknownEscape:
      "escapes are \\b \\f \\n \\r \\t \\/ \\\\ \\uXXXX and a backslash before the same quote"
    default: nil
    }
  }
}

extension JSONPathError.Advice {
  fileprivate var text: String {
    switch self {
    case .quoteName: "any name can stand in brackets and quotes: ['name']"
    case .dotBeforeBracket: "a bracket follows without a dot: $['name']"
    case .blankAfterDot: "the name follows the dot at once"
    case .filterWithoutMark: "a filter begins with '?': [?@.name]"
    case .signature(let signature): "it is called as \(signature)"
    }
  }
}

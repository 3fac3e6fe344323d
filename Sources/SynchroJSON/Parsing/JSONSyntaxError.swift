public import SynchroText

/// Why a text is no JSON, and where.
public struct JSONSyntaxError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Reason: Sendable, Equatable {
    /// There is no value at all.
    case emptyText
    /// Something else stands where the grammar wants `expected`.
    case unexpected(found: String, expected: String)
    /// The text stops where the grammar wants `expected`.
    case unexpectedEnd(expected: String)
    /// Something follows the value.
    case bytesAfterValue
    /// A comma stands before a closing bracket.
    case trailingComma
    /// A sender must not begin with U+FEFF (RFC 8259, section 8.1).
    case byteOrderMark
    /// The text looks like UTF-16 or UTF-32; RFC 8259, section 8.1, wants UTF-8.
    case notUTF8Encoding
    /// The bytes are no UTF-8.
    case invalidUTF8
    /// A control character stands unescaped in a string.
    case controlCharacter(UInt8)
    /// `\x` where x is none of the eight letters or `u`.
    case unknownEscape(String)
    /// `\u` without four hexadecimal digits.
    case shortUnicodeEscape
    /// Half of a surrogate pair: no character has that number.
    case loneSurrogate(String)
    /// `01`: a number has no needless zero in front.
    case leadingZero
    /// A number lacks digits where the grammar wants some.
    case missingDigits(after: String)
    /// A word that is none of `true`, `false` and `null`.
    case unknownWord(String)
    /// JSON has no comments.
    case comment
    /// JSON strings stand in double quotes.
    case singleQuote
    /// A limit of ours was reached; the text may be JSON.
    case limit(JSONLimit)
  }

  /// A limit by name, and its value.
  public enum JSONLimit: Sendable, Equatable {
    /// More bytes than this.
    case bytes(Int)
    /// More levels than this.
    case depth(Int)
    /// More values and keys than this.
    case nodes(Int)
    /// A number of more characters than this.
    case numberLength(Int)
    /// A power of ten beyond this, either way.
    case exponent(Int)
  }

  /// What is wrong.
  public let reason: Reason
  /// The bytes that are wrong.
  public let range: SourceRange
  /// Line and column of the first of them.
  public let place: SourcePlace

  init(_ reason: Reason, _ range: SourceRange, in source: SourceText) {
    self.reason = reason
    self.range = range
    place = source.place(at: range.start)
  }

  /// The offset of the first wrong byte.
  public var offset: Int { range.start }

  /// Whether the text was refused for its size, not for its grammar.
  public var isLimit: Bool {
    if case .limit = reason { true } else { false }
  }

  /// The error as a finding about its text.
  public var diagnostic: Diagnostic {
    Diagnostic(
      code: isLimit ? "json-limit" : "json-syntax", reason.message, at: .init(range, reason.label),
      help: reason.help.map { [$0] } ?? [])
  }
}

extension JSONSyntaxError: CustomStringConvertible {
  /// Place and sentence: `3:14: a comma stands before the closing bracket`.
  public var description: String { "\(place): \(reason.message)" }
}

// MARK: - Words

extension JSONSyntaxError.Reason {
  /// What is wrong, in one sentence.
  public var message: String {
    switch self {
    case .emptyText: "the text is empty; JSON needs one value"
    case .unexpected(let found, let expected): "expected \(expected), found \(found)"
    case .unexpectedEnd(let expected): "the text ends where \(expected) is expected"
    case .bytesAfterValue: "something follows the JSON value"
    case .trailingComma: "a comma stands before the closing bracket"
    case .byteOrderMark: "the text begins with a byte order mark"
    case .notUTF8Encoding: "the text is not encoded in UTF-8"
    case .invalidUTF8: "these bytes are not UTF-8"
    case .controlCharacter(let byte):
      "control character U+00\(byte.hexPair) stands unescaped in a string"
    case .unknownEscape(let text): "'\(text)' is no escape sequence"
    case .shortUnicodeEscape: "'\\u' needs four hexadecimal digits"
    case .loneSurrogate(let text): "'\(text)' is half of a surrogate pair"
    case .leadingZero: "a number must not begin with a needless zero"
    case .missingDigits(let part): "the number lacks digits after '\(part)'"
    case .unknownWord(let word): "'\(word)' is no JSON value"
    case .comment: "JSON has no comments"
    case .singleQuote: "JSON strings stand in double quotes"
    case .limit(let limit): limit.message
    }
  }

  /// The few words beside the caret.
  var label: String {
    switch self {
    case .unexpected(_, let expected), .unexpectedEnd(let expected): "expected \(expected)"
    case .unknownWord(let word):
      NearestName.find(word, among: ["true", "false", "null"]).map { "did you mean '\($0)'?" } ?? ""
    default: ""
    }
  }

  /// What to do about it.
  var help: String? {
    switch self {
    case .byteOrderMark: "a sender must not add one (RFC 8259, section 8.1)"
    case .notUTF8Encoding: "JSON between systems is UTF-8 (RFC 8259, section 8.1)"
    case .loneSurrogate:
      "such a string names no Unicode text, so it cannot be compared (RFC 7493, section 2.1)"
    case .unknownWord("NaN"), .unknownWord("Infinity"), .unknownWord("-Infinity"):
      "JSON has no such number (RFC 8259, section 6)"
    default: nil
    }
  }
}

extension JSONSyntaxError.JSONLimit {
  var message: String {
    switch self {
    case .bytes(let limit): "the text is longer than the limit of \(limit) bytes"
    case .depth(let limit): "arrays and objects are nested deeper than the limit of \(limit)"
    case .nodes(let limit): "the text holds more values than the limit of \(limit)"
    case .numberLength(let limit): "the number is longer than the limit of \(limit) characters"
    case .exponent(let limit): "the exponent is beyond the limit of \(limit)"
    }
  }
}

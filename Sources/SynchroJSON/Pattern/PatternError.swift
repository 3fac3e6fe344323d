/// Why a text is no pattern of its dialect, and where.
public struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kinds of mistakes.
  public enum Reason: Sendable, Equatable {
    /// The pattern has more Unicode scalars than are read.
    case tooLong(limit: Int)
    /// Groups stand inside each other more often than is allowed.
    case tooDeep(limit: Int)
    /// A `(` without its `)`.
    case unclosedGroup
    /// A `)` without its `(`.
    case unopenedGroup
    /// A `(?` followed by something that makes no group.
    case unknownGroupKind
    /// Flags in the pattern, such as `(?i)`.
    case inlineFlags
    /// A group name that is no identifier, or lacks its `>`.
    case badGroupName
    /// Two groups of one name that could both take part in a match.
    case duplicateGroupName(String)
    /// A backreference to a group that does not exist.
    case unknownGroup(String)
    /// A quantifier with nothing before it that could be repeated.
    case nothingToRepeat
    /// Braces that are no quantifier.
    case badQuantifier
    /// A quantifier whose maximum is below its minimum.
    case quantifierOutOfOrder
    /// A character that has a meaning and must be escaped to stand for itself.
    case unescaped(Unicode.Scalar)
    /// A `[` without its `]`.
    case unclosedClass
    /// A class with a `-` where the dialect allows none.
    case misplacedHyphen
    /// A range in a class whose end is below its start.
    case rangeOutOfOrder
    /// A range in a class whose start or end is a set, such as `\d`.
    case rangeOfSet
    /// A backslash at the end.
    case trailingBackslash
    /// A backslash before a character that cannot be escaped.
    case unknownEscape(Unicode.Scalar)
    /// A `\x`, `\u` or `\c` without the digits or the letter that it needs.
    case incompleteEscape(Unicode.Scalar)
    /// A `\p` without a property in braces.
    case incompleteProperty
    /// A property that the dialect does not know.
    case unknownProperty(String)
    /// A property that the dialect knows and that we cannot test.
    case unsupportedProperty(String)
  }

  /// How many Unicode scalars stand before the mistake.
  public let offset: Int
  /// What the mistake is.
  public let reason: Reason

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// One sentence for a person, without the place.
  public var message: String {
    switch reason {
    case .tooLong(let limit): "the pattern is longer than \(limit) characters"
    case .tooDeep(let limit): "groups are nested more than \(limit) deep"
    case .unclosedGroup: "this group is not closed with ')'"
    case .unopenedGroup: "this ')' closes no group; write '\\)' for the character"
    case .unknownGroupKind: "'(?' is not followed by ':', '=', '!', '<=', '<!' or '<name>'"
    case .inlineFlags: "flags cannot be set inside the pattern"
    case .badGroupName: "a group name is an identifier between '<' and '>'"
    case .duplicateGroupName(let name): "two groups of one alternative are named '\(name)'"
    case .unknownGroup(let name): "there is no group '\(name)' to refer back to"
    case .nothingToRepeat: "there is nothing before this quantifier that can be repeated"
    case .badQuantifier: "braces hold a quantifier such as '{2}', '{2,}' or '{2,5}'"
    case .quantifierOutOfOrder: "the quantifier's maximum is below its minimum"
    case .unescaped(let scalar): "write '\\\(Character(scalar))' for the character itself"
    case .unclosedClass: "this class is not closed with ']'"
    case .misplacedHyphen: "a '-' stands for itself only at the ends of a class; write '\\-'"
    case .rangeOutOfOrder: "the range's end is below its start"
    case .rangeOfSet: "a range runs from one character to another, not to or from a set"
    case .trailingBackslash: "a backslash needs a character after it"
    case .unknownEscape(let scalar): "'\\\(Character(scalar))' is no escape of this dialect"
    case .incompleteEscape(let scalar): "'\\\(Character(scalar))' lacks its digits or its letter"
    case .incompleteProperty: "'\\p' and '\\P' need a property in braces, such as '\\p{Lu}'"
    case .unknownProperty(let name): "there is no Unicode property '\(name)' in this dialect"
    case .unsupportedProperty(let name): "the Unicode property '\(name)' is not supported"
    }
  }

  /// The sentence with its place, counted from 1.
  public var description: String { "character \(offset + 1): \(message)" }
}

/// A match took more steps than it was allowed, so nothing is known about the text.
public struct PatternBudgetExceeded: Error, Sendable, Equatable, CustomStringConvertible {
  /// How many steps were allowed.
  public let limit: Int

  /// One sentence for a person.
  public var description: String { "the pattern was given up after \(limit) steps" }
}

internal import SynchroText

/// How a value fails a schema.
public enum SchemaFault: Sendable, Equatable {
  /// The value is of another type.
  case wrongType(expected: [String], received: String)
  /// The value is none of those listed.
  case notListed(expected: [String], received: String)
  /// The value is not the one demanded.
  case notConstant(expected: String, received: String)
  /// The number is not a whole multiple.
  case notMultiple(of: String, received: String)
  /// The number lies below a bound.
  case belowMinimum(String, isExclusive: Bool, received: String)
  /// The number lies above a bound.
  case aboveMaximum(String, isExclusive: Bool, received: String)
  /// The string has too few characters.
  case tooShort(minimum: Int, received: Int)
  /// The string has too many characters.
  case tooLong(maximum: Int, received: Int)
  /// The string holds no match of a pattern.
  case patternMismatch(String, received: String)
  /// The string is not of a format.
  case formatMismatch(StringFormat, FormatFault, received: String)
  /// The string is not of a format that the schema's user brought.
  case customFormatMismatch(String, FormatFault, received: String)
  /// The array has too few elements.
  case tooFewItems(minimum: Int, received: Int)
  /// The array has too many elements.
  case tooManyItems(maximum: Int, received: Int)
  /// Two elements are equal.
  case duplicateItems(first: Int, again: Int)
  /// Too few elements are of the kind that the array must contain.
  case tooFewMatches(minimum: Int, received: Int)
  /// Too many elements are of the kind that the array may contain.
  case tooManyMatches(maximum: Int, received: Int)
  /// An element stands behind the last that the schema allows.
  case unexpectedItem(index: Int)
  /// The object has too few members.
  case tooFewMembers(minimum: Int, received: Int)
  /// The object has too many members.
  case tooManyMembers(maximum: Int, received: Int)
  /// A member is missing; `near` is one whose name looks like it.
  case missingMember(String, near: String?)
  /// A member is missing that another one asks for.
  case missingDependent(String, of: String)
  /// A member that the schema does not allow; `near` is an allowed name that looks like it.
  case unexpectedMember(String, near: String?)
  /// The schema allows no value here.
  case nothingAllowed
  /// No branch of `anyOf` or `oneOf` fits.
  case noBranch(of: Int)
  /// More than one branch of `oneOf` fits.
  case severalBranches([Int])
  /// The value fits a schema that it must not fit.
  case matchesForbidden
  /// The schema leads back to itself at the same place of the instance, without end.
  case endlessRecursion
  /// Subschemas lie deeper inside one another than the limit allows.
  case tooDeep(limit: Int)
  /// The evaluation took more steps than the limit allows.
  case tooManySteps(limit: Int)
  /// A pattern took more steps on this string than it may.
  case patternTooCostly(String)
  /// Findings beyond the limit, which were only counted.
  case omitted(Int)

  /// Whether the evaluation stopped at a limit, so that the value is neither valid nor invalid.
  public var isUndecided: Bool {
    switch self {
    case .endlessRecursion, .tooDeep, .tooManySteps, .patternTooCostly: true
    default: false
    }
  }
}

// MARK: - Words

extension SchemaFault: CustomStringConvertible {
  /// The reason in one plain sentence without a full stop.
  public var description: String {
    switch self {
    case .wrongType(let expected, let received):
      "expected \(Self.either(expected)), got \(received)"
    case .notListed(let expected, let received):
      "expected one of \(expected.joined(separator: ", ")), got \(received)"
    case .notConstant(let expected, let received): "expected \(expected), got \(received)"
    case .notMultiple(let divisor, let received):
      "expected a multiple of \(divisor), got \(received)"
    case .belowMinimum(let limit, let isExclusive, let received):
      "expected \(isExclusive ? "more than" : "at least") \(limit), got \(received)"
    case .aboveMaximum(let limit, let isExclusive, let received):
      "expected \(isExclusive ? "less than" : "at most") \(limit), got \(received)"
    case .tooShort(let minimum, let count):
      "expected at least \(ValueWords.count(minimum, "character")), got \(count)"
    case .tooLong(let maximum, let count):
      "expected at most \(ValueWords.count(maximum, "character")), got \(count)"
    case .patternMismatch(let pattern, let received):
      "expected text with a match of /\(Self.short(pattern))/, got \(received)"
    case .formatMismatch(let format, let fault, let received):
      "expected \(format.withArticle), got \(received): \(fault)"
    case .customFormatMismatch(let format, let fault, let received):
      "expected the format '\(format)', got \(received): \(fault)"
    case .tooFewItems(let minimum, let count):
      "expected at least \(ValueWords.count(minimum, "element")), got \(count)"
    case .tooManyItems(let maximum, let count):
      "expected at most \(ValueWords.count(maximum, "element")), got \(count)"
    case .duplicateItems(let first, let again):
      "expected different elements, but those at \(first) and \(again) are equal"
    case .tooFewMatches(let minimum, let count):
      "expected at least \(ValueWords.count(minimum, "element")) of the required kind, got \(count)"
    case .tooManyMatches(let maximum, let count):
      "expected at most \(ValueWords.count(maximum, "element")) of the counted kind, got \(count)"
    case .unexpectedItem(let index): "no element may stand at \(index)"
    case .tooFewMembers(let minimum, let count):
      "expected at least \(ValueWords.count(minimum, "member")), got \(count)"
    case .tooManyMembers(let maximum, let count):
      "expected at most \(ValueWords.count(maximum, "member")), got \(count)"
    case .missingMember(let name, let near):
      "the member '\(Self.short(name))' is missing"
        + (near.map { "; there is one named '\($0)'" } ?? "")
    case .missingDependent(let name, let cause):
      "the member '\(Self.short(name))' is missing, which '\(Self.short(cause))' asks for"
    case .unexpectedMember(let name, let near):
      "the member '\(Self.short(name))' is not allowed"
        + (near.map { "; did you mean '\($0)'?" } ?? "")
    case .nothingAllowed: "no value is allowed here"
    case .noBranch(let count):
      "the value fits none of the \(count) alternatives"
    case .severalBranches(let indices):
      "the value fits \(indices.count) alternatives "
        + "(\(indices.map(String.init).joined(separator: ", "))) and may fit only one"
    case .matchesForbidden: "the value fits a schema that it must not fit"
    case .endlessRecursion:
      "undecided: the schema refers back to itself without going into the value"
    case .tooDeep(let limit):
      "undecided: more than \(limit) schemas lie inside one another (limit 'depth')"
    case .tooManySteps(let limit):
      "undecided: the evaluation took more than \(limit) steps (limit 'steps')"
    case .patternTooCostly(let pattern):
      "undecided: the pattern /\(Self.short(pattern))/ takes too many steps on this text"
    case .omitted(let count):
      "\(count) more findings were left out (limit 'findings')"
    }
  }

  private static func short(_ text: String) -> String { VisibleText.excerpt(text, limit: 80) }

  private static func either(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "nothing" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension StringFormat {
  /// The format as a sentence has it.
  var withArticle: String {
    "aeio".utf8.contains(name.utf8.first ?? 0) ? "an \(name)" : "a \(name)"
  }
}

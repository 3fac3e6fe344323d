public import SynchroText

/// What a check claims or a `when` asks.
public indirect enum Condition: Sendable, Equatable {
  /// One claim.
  case claim(Claim)
  /// All of them; at least two.
  case all([Condition])
  /// At least one of them; at least two.
  case any([Condition])

  /// The claims in the order of the text.
  public var claims: [Claim] {
    switch self {
    case .claim(let claim): [claim]
    case .all(let parts), .any(let parts): parts.flatMap(\.claims)
    }
  }
}

/// `every $.items[*].id is string`: a subject and what is said of it.
public struct Claim: Sendable, Equatable {
  /// How many of the subject's elements must fit.
  public enum Quantifier: String, Sendable, CaseIterable {
    /// All of them, and there is at least one.
    case every
    /// At least one.
    case some
    /// None of them, and there is at least one.
    case no
  }

  /// How many of the subject's elements must fit; nil when the subject is one value.
  public var quantifier: Ranged<Quantifier>?
  /// What is spoken of.
  public var subject: Expression
  /// What is said of it.
  public var predicate: Ranged<Predicate>
  /// The whole claim.
  public var range: SourceRange

  /// A claim.
  public init(
    quantifier: Ranged<Quantifier>? = nil, subject: Expression, predicate: Ranged<Predicate>,
    range: SourceRange
  ) {
    self.quantifier = quantifier
    self.subject = subject
    self.predicate = predicate
    self.range = range
  }
}

extension Claim {
  /// The object formats whose own requirements it decides: a value that is not to be of a format
  /// says nothing of them.
  package var decidingFormats: [String] {
    guard quantifier?.value != .no,
      case .isType(let types, _, negated: false) = predicate.value
    else { return [] }
    return types.compactMap { type in
      if case .schema(let name) = type.value { name } else { nil }
    }
  }
}

/// What is said of a value.
public enum Predicate: Sendable, Equatable {
  /// How two values are ordered.
  public enum Comparison: String, Sendable, CaseIterable {
    /// `==`
    case equal = "=="
    /// `!=`
    case notEqual = "!="
    /// `<`
    case less = "<"
    /// `<=`
    case lessOrEqual = "<="
    /// `>`
    case greater = ">"
    /// `>=`
    case greaterOrEqual = ">="
  }

  /// How two sets relate.
  public enum SetRelation: String, Sendable, CaseIterable {
    /// `is subset of`
    case subset
    /// `is superset of`
    case superset
    /// `is same set as`
    case same
  }

  /// `== V`, `< V` and so on.
  case compare(Comparison, Expression)
  /// `is url or null`, `is not string`, `is array of url`.
  case isType([Ranged<ValueType>], isArray: Bool, negated: Bool)
  /// `is one of V`, `is not one of V`.
  case isOneOf(Expression, negated: Bool)
  /// `exists`
  case exists
  /// `is absent`
  case isAbsent
  /// `is empty`, `is not empty`
  case isEmpty(negated: Bool)
  /// `contains V`, `does not contain V`
  case contains(Expression, negated: Bool)
  /// `starts with V`
  case startsWith(Expression)
  /// `ends with V`
  case endsWith(Expression)
  /// `matches /…/`, `does not match /…/`
  case matches(Ranged<String>, negated: Bool)
  /// `is unique`
  case isUnique
  /// `is sorted descending by .updated`; the path is that of each element, `$.updated`.
  case isSorted(descending: Bool, by: Ranged<String>?)
  /// `is subset of V` and its like.
  case relatesTo(SetRelation, Expression)
  /// `is within 5m of V`
  case isWithin(Expression, of: Expression)
  /// `has unique names`
  case hasUniqueNames
  /// `is same media type as V`
  case isSameMediaType(Expression)
}

/// What kind of value something is.
public enum ValueType: Sendable, Equatable {
  /// One of the language's own types and formats.
  case builtIn(BuiltInType)
  /// An object format: a schema of the suite's family.
  case schema(String)
}

/// The types and formats that the language knows.
public enum BuiltInType: String, Sendable, CaseIterable {
  case string
  case number
  case integer
  case boolean
  case null
  case array
  case object
  case `true`
  case `false`
  /// RFC 3339 `date-time`.
  case datetime
  /// RFC 3339 `full-date`.
  case date
  /// RFC 3339 `full-time`.
  case time
  /// An absolute URI; http and https with a host.
  case url
  /// Any absolute URI (RFC 3986).
  case uri
  /// `type/subtype` with optional parameters (RFC 6838).
  case mediaType = "media-type"
  /// Two ASCII letters.
  case country
  /// An assigned ISO 3166-1 alpha-2 code.
  case assignedCountry = "assigned-country"
  /// A name of the IANA time zone database.
  case timezone
  /// An ISO 4217 code.
  case currency
  /// RFC 3339 appendix A duration.
  case duration
  /// RFC 5321 mailbox.
  case email
  /// RFC 4648, section 4.
  case base64
  /// RFC 4648, section 5.
  case base64url
  /// RFC 7517.
  case jwk
  /// RFC 9562.
  case uuid
  /// Strict JSON (RFC 8259), of a text.
  case json
  /// A host name.
  case hostname
  /// An empty string, array or object.
  case empty
}

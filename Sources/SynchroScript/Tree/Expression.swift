public import SynchroJSON
public import SynchroText

/// A value as a suite writes it.
public struct Expression: Sendable, Equatable {
  /// How the value is come by.
  public indirect enum Kind: Sendable, Equatable {
    /// A JSON literal, in which interpolations may stand.
    case literal(JSONTemplate)
    /// `${name.member}`
    case reference(Reference)
    /// `$.items[*].id` on the current body, `${entry}.name` on a kept value.
    case query(Query)
    /// `status`, `media type`, `duration` and the like.
    case fact(Fact)
    /// `header NAME`: one value.
    case header(Ranged<String>)
    /// `headers NAME`: all values.
    case headers(Ranged<String>)
    /// `250ms`, `5s`, `2m`, `1h`
    case duration(Duration)
    /// `10KB`, `5MB`: bytes.
    case size(Int)
    /// `count of VALUE`
    case count(Expression)
    /// `members of VALUE`
    case members(Expression)
    /// `words of VALUE`: the parts of a text between blanks.
    case words(Expression)
    /// `join of VALUE`: the texts of a list with one blank between them.
    case join(Expression)
    /// `s256 of VALUE`: the SHA-256 of a text in base64url, as PKCE wants it.
    case s256(Expression)
    /// `json of VALUE`: a value as JSON text, for forms that carry JSON.
    case json(Expression)
    /// `unix of VALUE`: a date-time as whole seconds since 1970.
    case unix(Expression)
    /// `parameter NAME of VALUE`: a parameter of a URL's query.
    case parameter(Ranged<String>, of: Expression)
    /// `VALUE without ["a", "b"]`: an object without these members.
    case without(Expression, Expression)
    /// `VALUE plus 5m`
    case plus(Expression, Expression)
    /// `VALUE minus 5m`
    case minus(Expression, Expression)
  }

  /// How the value is come by.
  public var kind: Kind
  /// Where it is written.
  public var range: SourceRange

  /// A value.
  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// What an exchange tells besides headers and body members.
public enum Fact: String, Sendable, CaseIterable {
  /// The status code.
  case status
  /// The decoded body as text.
  case body
  /// The essence of Content-Type.
  case mediaType = "media type"
  /// The URL as it was sent.
  case url
  /// The URL after redirects.
  case finalURL = "final url"
  /// How many redirects were followed.
  case redirects
  /// The whole exchange.
  case duration
  /// Until the first byte of the answer.
  case firstByte = "first byte"
  /// The Date header.
  case responseDate = "response date"
  /// The present.
  case now
  /// The bytes of the decoded body.
  case size
  /// The codes of what is wrong on the wire.
  case wireFindings = "wire findings"
  /// The version of TLS.
  case tlsVersion = "tls version"
}

/// `${name.member[0]}`: a kept or built-in value and a way into it.
public struct Reference: Sendable, Equatable {
  /// A step into a value.
  public enum Step: Sendable, Equatable {
    /// `.name`
    case member(String)
    /// `[3]`
    case index(Int)
  }

  /// The value's name.
  public var name: Ranged<String>
  /// The way into it.
  public var path: [Step]
  /// All of it, `${` and `}` included.
  public var range: SourceRange

  /// A reference.
  public init(name: Ranged<String>, path: [Step], range: SourceRange) {
    self.name = name
    self.path = path
    self.range = range
  }

  /// How it is written, without `${` and `}`.
  public var spelling: String {
    path.reduce(into: name.value) { text, step in
      switch step {
      case .member(let name): text += "." + name
      case .index(let index): text += "[\(index)]"
      }
    }
  }
}

/// An RFC 9535 query and what it is asked of.
public struct Query: Sendable, Equatable {
  /// What the query's `$` is: nil for the current body, else a value.
  public var root: Reference?
  /// The query, `$` first. Where an interpolation stands it holds an empty text.
  public var path: JSONPath
  /// The query with its interpolations; nil when it has none.
  public var template: TextTemplate?
  /// Where it is written.
  public var range: SourceRange

  /// A query.
  public init(
    root: Reference?, path: JSONPath, template: TextTemplate? = nil, range: SourceRange
  ) {
    self.root = root
    self.path = path
    self.template = template
    self.range = range
  }

  /// Whether it leads to one node at most.
  public var isSingular: Bool { path.isSingular }

  /// Equal when written alike.
  public static func == (left: Query, right: Query) -> Bool {
    left.root == right.root && left.range == right.range
      && left.path.description == right.path.description && left.template == right.template
  }
}

/// Text with interpolations.
public struct TextTemplate: Sendable, Equatable {
  /// A piece of it.
  public enum Part: Sendable, Equatable {
    /// As it stands, escapes already undone.
    case text(String)
    /// `${name}`
    case reference(Reference)
  }

  /// The pieces in order.
  public var parts: [Part]
  /// Where it is written.
  public var range: SourceRange

  /// A template.
  public init(_ parts: [Part], at range: SourceRange) {
    self.parts = parts
    self.range = range
  }

  /// The text, when nothing is interpolated.
  public var constant: String? {
    parts.reduce("") { text, part in
      guard let text, case .text(let more) = part else { return nil }
      return text + more
    }
  }
}

/// A JSON value with interpolations.
public struct JSONTemplate: Sendable, Equatable {
  /// A member of an object.
  public struct Member: Sendable, Equatable {
    /// Its name.
    public var name: TextTemplate
    /// Its value.
    public var value: JSONTemplate

    /// A member.
    public init(name: TextTemplate, value: JSONTemplate) {
      self.name = name
      self.value = value
    }
  }

  /// The sort of value.
  public indirect enum Kind: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    /// A string, in which interpolations may stand.
    case string(TextTemplate)
    /// An interpolation in the place of a value.
    case reference(Reference)
    /// `...${x}`: all elements of a list, or all members of an object, in the place of one. Such a
    /// member has no name.
    case spread(Reference)
    case array([JSONTemplate])
    case object([Member])
  }

  /// The sort of value.
  public var kind: Kind
  /// Where it is written.
  public var range: SourceRange

  /// A template.
  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

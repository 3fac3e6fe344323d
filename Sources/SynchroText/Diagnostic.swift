/// One finding about a text: where, what, and what to do.
public struct Diagnostic: Sendable, Equatable {
  /// How grave a finding is.
  public enum Severity: String, Sendable {
    /// The text cannot be used as it stands.
    case error
    /// The text can be used, and probably does not say what its author meant.
    case warning
    /// A remark that asks for nothing.
    case note
  }

  /// A range and the few words that stand beside its carets.
  public struct Label: Sendable, Equatable {
    /// What the carets underline.
    public let range: SourceRange
    /// What stands beside them; may be empty.
    public let text: String

    /// Underlines a range, with a remark or without.
    public init(_ range: SourceRange, _ text: String = "") {
      self.range = range
      self.text = text
    }
  }

  /// How grave the finding is.
  public var severity: Severity
  /// A stable word for the kind of finding, such as `json-duplicate-key`; tools may match on it.
  public var code: String
  /// What is wrong, in one sentence without a full stop.
  public var message: String
  /// Where it is wrong.
  public var primary: Label
  /// Other places that explain it, such as the first of two equal keys.
  public var related: [Label]
  /// What should have stood there.
  public var expected: String?
  /// What stood there.
  public var received: String?
  /// What else a reader needs to know, such as the clause it stands in; a line each.
  public var notes: [String]
  /// What to do next, one sentence each.
  public var help: [String]

  /// Collects the parts of a finding.
  public init(
    _ severity: Severity = .error, code: String, _ message: String, at primary: Label,
    related: [Label] = [], expected: String? = nil, received: String? = nil, notes: [String] = [],
    help: [String] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.primary = primary
    self.related = related
    self.expected = expected
    self.received = received
    self.notes = notes
    self.help = help
  }
}

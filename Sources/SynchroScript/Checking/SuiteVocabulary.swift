/// What suites may speak of besides what they declare themselves; filled by whoever has read the
/// catalogue, the schemas and the target file.
public struct SuiteVocabulary: Sendable, Equatable {
  /// What the checker must know of a row of the catalogue.
  public struct KnownRequirement: Sendable, Equatable {
    /// What the row demands.
    public enum Level: String, Sendable, CaseIterable {
      case must = "MUST"
      case mustNot = "MUST NOT"
      case should = "SHOULD"
      case shouldNot = "SHOULD NOT"
      case may = "MAY"
    }

    /// Whom the row binds.
    public enum Party: String, Sendable, CaseIterable {
      case server
      case client
      case `extension`
      case actor
    }

    /// What the row demands.
    public var level: Level
    /// Whom the row binds.
    public var party: Party
    /// Whether the clause has more than one defensible reading, so that a check can only warn.
    public var isAmbiguous: Bool

    /// A row.
    public init(_ level: Level, party: Party = .server, isAmbiguous: Bool = false) {
      self.level = level
      self.party = party
      self.isAmbiguous = isAmbiguous
    }
  }

  /// What the checker must know of something that the operator can be asked to do.
  public struct KnownHook: Sendable, Equatable {
    /// The arguments that it needs.
    public var required: [String]
    /// The arguments that it can do without.
    public var optional: [String]

    /// A hook by its arguments.
    public init(required: [String] = [], optional: [String] = []) {
      self.required = required
      self.optional = optional
    }
  }

  /// The rows of the catalogue, by id.
  public var requirements: [String: KnownRequirement]
  /// The names of all suites, also of those that are not being checked.
  public var suites: Set<String>
  /// The object formats of each family, the first part of a suite's name.
  public var objectFormats: [String: ObjectFormats]
  /// What may follow `target.`; nil when any key may.
  public var targetKeys: Set<String>?
  /// What may follow `with credentials`; nil when any name may.
  public var credentials: Set<String>?
  /// The editions that the catalogue knows.
  public var editions: Set<String>
  /// What the operator can be asked to do, by name.
  public var hooks: [String: KnownHook]
  /// What the flow suites of each family may speak of.
  public var flows: [String: FlowVocabulary]

  /// The keys that every target has.
  public static let standardTargetKeys: Set<String> = ["url", "metadata_url"]

  /// A vocabulary; keys given as `targetKeys` are added to the standard ones.
  public init(
    requirements: [String: KnownRequirement] = [:], suites: Set<String> = [],
    objectFormats: [String: ObjectFormats] = [:], targetKeys: Set<String>? = [],
    credentials: Set<String>? = nil, editions: Set<String> = [], hooks: [String: KnownHook] = [:],
    flows: [String: FlowVocabulary] = [:]
  ) {
    self.requirements = requirements
    self.suites = suites
    self.objectFormats = objectFormats
    self.targetKeys = targetKeys.map { $0.union(Self.standardTargetKeys) }
    self.credentials = credentials
    self.editions = editions
    self.hooks = hooks
    self.flows = flows
  }

  /// The object formats that a suite of this name can name.
  public func objectFormats(of suite: String) -> ObjectFormats {
    objectFormats[Self.family(of: suite)] ?? ObjectFormats()
  }

  /// The family of a suite, which is the first part of its name.
  package static func family(of suite: String) -> String { String(suite.prefix { $0 != "/" }) }
}

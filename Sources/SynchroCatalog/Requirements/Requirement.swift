/// One obligation of one document: a row of the catalogue.
public struct Requirement: Sendable, Equatable {
  /// What the text demands.
  public enum Level: String, Sendable, CaseIterable, Comparable {
    case must = "MUST"
    case mustNot = "MUST NOT"
    case should = "SHOULD"
    case shouldNot = "SHOULD NOT"
    case may = "MAY"

    /// Whether breaking it is a fault rather than a warning.
    public var isObligation: Bool { self == .must || self == .mustNot }

    /// The level with its SHOULD made a MUST; a permission is no demand and stays one.
    public var raised: Level {
      switch self {
      case .should: .must
      case .shouldNot: .mustNot
      case .must, .mustNot, .may: self
      }
    }

    /// Stricter first.
    public static func < (left: Level, right: Level) -> Bool {
      left.rank < right.rank
    }

    private var rank: Int {
      switch self {
      case .must: 0
      case .mustNot: 1
      case .should: 2
      case .shouldNot: 3
      case .may: 4
      }
    }
  }

  /// Whom it binds.
  public enum Party: String, Sendable, CaseIterable {
    case server
    case client
    case `extension`
    /// An actor of a use case: the one that the row's anchor names.
    case actor
  }

  /// What it takes to decide it.
  public enum Decision: String, Sendable, CaseIterable {
    /// From public, unauthenticated documents.
    case automatic
    /// By a harness that registers, has a token or sends several requests.
    case automaticWithSideEffects = "automatic-with-side-effects"
    /// With a person at a browser, an operator, or a client under test.
    case interactive
    /// By reading documentation.
    case documentation
    /// Not in one run, or not from outside.
    case untestable

    /// Whether a harness decides it alone.
    public var isAutomatic: Bool { self == .automatic || self == .automaticWithSideEffects }
  }

  /// The stable id, `WG1-01/3.2/field-name`.
  public var id: String
  /// The document, `CDS-WG1-01`.
  public var document: String
  /// The section of the document.
  public var clause: String
  /// The anchor in the published text.
  public var anchor: String
  /// What the text demands.
  public var level: Level
  /// Whom it binds.
  public var party: Party
  /// What is demanded, in our words.
  public var statement: String
  /// When it applies.
  public var appliesWhen: String
  /// What it takes to decide it.
  public var decision: Decision
  /// How it is decided.
  public var how: String
  /// A faulty target that breaks just this row.
  public var negative: String?
  /// Inferred from definitions rather than stated outright.
  public var isImplied: Bool
  /// Why no check decides it; nil when one must.
  public var reason: String?
  /// The waiting time that the target is granted, when the row is about something that need not
  /// happen at once.
  public var limit: ProfileLimit?

  /// A row with everything it says.
  public init(
    id: String, document: String, clause: String, anchor: String, level: Level, party: Party,
    statement: String, appliesWhen: String, decision: Decision, how: String,
    negative: String? = nil, isImplied: Bool = false, reason: String? = nil,
    limit: ProfileLimit? = nil
  ) {
    self.id = id
    self.document = document
    self.clause = clause
    self.anchor = anchor
    self.level = level
    self.party = party
    self.statement = statement
    self.appliesWhen = appliesWhen
    self.decision = decision
    self.how = how
    self.negative = negative
    self.isImplied = isImplied
    self.reason = reason
    self.limit = limit
  }
}

extension Requirement {
  /// Whether it is of the core: it binds what can be a target strictly and is decided without a
  /// person.
  public var isCore: Bool {
    (party == .server || party == .actor) && level.isObligation && decision.isAutomatic
  }
}

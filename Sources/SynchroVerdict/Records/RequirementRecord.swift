public import SynchroCatalog

/// One row of the catalogue and how it fared in a run.
public struct RequirementRecord: Sendable, Equatable {
  /// What a run can say of a row.
  public enum Standing: Sendable, Equatable {
    /// Checks decided it; the worst of them stands.
    case decided(Verdict)
    /// No check of the run decided it, and this is why.
    case undecided(because: String)
  }

  /// The row's id.
  public var id: String
  /// What the text demands, the profile's changes included.
  public var level: Requirement.Level
  /// The document.
  public var document: String
  /// The section.
  public var clause: String
  /// The anchor in the published text.
  public var anchor: String
  /// What is demanded, in our words.
  public var statement: String
  /// Whether the run's profile claims it.
  public var isClaimed: Bool
  /// What the run says of it.
  public var standing: Standing
  /// The ids of the checks that spoke about it.
  public var checks: [String]

  /// A row's record.
  public init(
    _ row: Requirement, isClaimed: Bool, standing: Standing, checks: [String] = []
  ) {
    self.init(
      id: row.id, level: row.level, document: row.document, clause: row.clause, anchor: row.anchor,
      statement: row.statement, isClaimed: isClaimed, standing: standing, checks: checks)
  }

  /// A row's record by its parts.
  public init(
    id: String, level: Requirement.Level, document: String, clause: String, anchor: String,
    statement: String, isClaimed: Bool, standing: Standing, checks: [String] = []
  ) {
    self.id = id
    self.level = level
    self.document = document
    self.clause = clause
    self.anchor = anchor
    self.statement = statement
    self.isClaimed = isClaimed
    self.standing = standing
    self.checks = checks
  }

  /// The verdict, when there is one.
  public var verdict: Verdict? {
    if case .decided(let verdict) = standing { return verdict }
    return nil
  }
}

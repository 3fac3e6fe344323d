public import SynchroVerdict

/// What a condition came to.
public enum Judgement: Sendable, Equatable {
  /// It holds.
  case met
  /// It does not: the first few differences, and how many there were.
  case unmet([Mismatch], count: Int)
  /// Nobody can tell, for the reason in plain words; the reading decides what that means.
  case undecided(Undecided)

  /// Why nothing was decided.
  public struct Undecided: Sendable, Equatable {
    /// What kept the judge from deciding.
    public enum Cause: Sendable, Equatable {
      /// Something to look at is not there: no JSON, an empty list, a value never kept.
      case nothingToLookAt
      /// A limit of ours ended the search.
      case limit
    }

    /// The reason in plain words, without a full stop.
    public var reason: String
    /// What kept the judge from deciding.
    public var cause: Cause

    /// A reason.
    public init(_ reason: String, cause: Cause = .nothingToLookAt) {
      self.reason = reason
      self.cause = cause
    }
  }

  /// How many differences are kept.
  public static let mismatchLimit = 20

  /// One difference.
  static func unmet(_ mismatch: Mismatch) -> Judgement { .unmet([mismatch], count: 1) }

  /// All differences of a list, of which the first few are kept.
  static func unmet(all mismatches: [Mismatch]) -> Judgement {
    .unmet(Array(mismatches.prefix(mismatchLimit)), count: mismatches.count)
  }
}

/// A judgement with what object formats said on the way.
public struct ConditionOutcome: Sendable, Equatable {
  /// What the condition as a whole came to.
  public var judgement: Judgement
  /// What the object formats say of the ids that they carry, each id once, in order.
  public var requirements: [RequirementJudgement]
  /// Things worth telling that decide nothing, such as members that no format names.
  public var notes: [String]

  /// An outcome.
  public init(
    _ judgement: Judgement, requirements: [RequirementJudgement] = [], notes: [String] = []
  ) {
    self.judgement = judgement
    self.requirements = requirements
    self.notes = notes
  }
}

/// What an object format says of one id that it carries.
public struct RequirementJudgement: Sendable, Equatable {
  /// What came of it.
  public enum Outcome: Sendable, Equatable {
    /// So many values met it, and none broke it.
    case passed(observations: Int)
    /// It is broken: the first few differences, and how many there were.
    case failed([Mismatch], count: Int, observations: Int)
    /// What it speaks of may be left out, and was.
    case notApplicable(reason: String)
    /// There was nothing that it could be judged by.
    case undecided(Judgement.Undecided)
  }

  /// The requirement's id.
  public var requirement: String
  /// What came of it.
  public var outcome: Outcome

  /// A judgement.
  public init(_ requirement: String, _ outcome: Outcome) {
    self.requirement = requirement
    self.outcome = outcome
  }
}

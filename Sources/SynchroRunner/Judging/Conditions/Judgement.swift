import SynchroVerdict

/// What a condition came to.
enum Judgement: Sendable, Equatable {
  /// It holds.
  case met
  /// It does not: the first few differences, and how many there were.
  case unmet([Mismatch], count: Int)
  /// Nobody can tell, for the reason in plain words; the reading decides what that means.
  case undecided(Undecided)

  /// Why nothing was decided.
  struct Undecided: Sendable, Equatable {
    /// What kept the judge from deciding.
    enum Cause: Sendable, Equatable {
      /// Something to look at is not there: no JSON, an empty list, a value never kept.
      case nothingToLookAt
      /// A limit of ours ended the search.
      case limit
    }

    /// The reason in plain words, without a full stop.
    var reason: String
    /// What kept the judge from deciding.
    var cause: Cause

    /// A reason.
    init(_ reason: String, cause: Cause = .nothingToLookAt) {
      self.reason = reason
      self.cause = cause
    }
  }

  /// How many differences are kept.
  static let mismatchLimit = 20

  /// One difference.
  static func unmet(_ mismatch: Mismatch) -> Judgement { .unmet([mismatch], count: 1) }

  /// All differences of a list, of which the first few are kept.
  static func unmet(all mismatches: [Mismatch]) -> Judgement {
    .unmet(Array(mismatches.prefix(mismatchLimit)), count: mismatches.count)
  }
}

/// A judgement with what object formats said on the way.
struct ConditionOutcome: Sendable, Equatable {
  /// What the condition as a whole came to.
  var judgement: Judgement
  /// What the object formats say of the ids that they carry, each id once, in order.
  var requirements: [RequirementJudgement]
  /// Things worth telling that decide nothing, such as members that no format names.
  var notes: [String]

  /// An outcome.
  init(
    _ judgement: Judgement, requirements: [RequirementJudgement] = [], notes: [String] = []
  ) {
    self.judgement = judgement
    self.requirements = requirements
    self.notes = notes
  }
}

/// What an object format says of one id that it carries.
struct RequirementJudgement: Sendable, Equatable {
  /// What came of it.
  enum Outcome: Sendable, Equatable {
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
  var requirement: String
  /// What came of it.
  var outcome: Outcome

  /// A judgement.
  init(_ requirement: String, _ outcome: Outcome) {
    self.requirement = requirement
    self.outcome = outcome
  }
}

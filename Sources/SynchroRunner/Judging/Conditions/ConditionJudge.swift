import SynchroScript
import SynchroVerdict

/// Decides conditions of a suite on what an exchange showed. The same judge serves live and recorded
/// exchanges: it reads values and nothing else.
struct ConditionJudge: Sendable {
  /// What expressions stand for.
  var evaluator: ExpressionEvaluator
  /// The object formats that `is NAME` can name.
  var schemas: SuiteSchemas

  /// A judge for one place of a test.
  init(evaluator: ExpressionEvaluator, schemas: SuiteSchemas) {
    self.evaluator = evaluator
    self.schemas = schemas
  }

  /// Whether the condition holds, why not, and what object formats said on the way.
  func outcome(of condition: Condition) -> ConditionOutcome {
    switch condition {
    case .claim(let claim): return ClaimJudge(judge: self, claim: claim).outcome()
    case .all(let parts): return Self.all(parts.map(outcome))
    case .any(let parts): return Self.any(parts.map(outcome))
    }
  }

  /// Whether the condition holds, and why not.
  func judge(_ condition: Condition) -> Judgement { outcome(of: condition).judgement }

  /// One broken part breaks the whole, whatever else is unknown.
  private static func all(_ outcomes: [ConditionOutcome]) -> ConditionOutcome {
    var mismatches: [Mismatch] = []
    var count = 0
    var undecided: Judgement.Undecided?
    for outcome in outcomes {
      switch outcome.judgement {
      case .met: break
      case .unmet(let more, let moreCount):
        mismatches += more
        count += moreCount
      case .undecided(let why): undecided = undecided ?? why
      }
    }
    let judgement: Judgement =
      count > 0
      ? .unmet(Array(mismatches.prefix(Judgement.mismatchLimit)), count: count)
      : undecided.map { .undecided($0) } ?? .met
    return merged(judgement, outcomes)
  }

  /// One part that holds is enough, whatever else is unknown.
  private static func any(_ outcomes: [ConditionOutcome]) -> ConditionOutcome {
    var mismatches: [Mismatch] = []
    var count = 0
    var undecided: Judgement.Undecided?
    for outcome in outcomes {
      switch outcome.judgement {
      case .met:
        return merged(.met, outcomes.map { $0.excused(because: "another alternative holds") })
      case .unmet(let more, let moreCount):
        mismatches += more
        count += moreCount
      case .undecided(let why): undecided = undecided ?? why
      }
    }
    let judgement: Judgement =
      undecided.map { .undecided($0) }
      ?? .unmet(Array(mismatches.prefix(Judgement.mismatchLimit)), count: count)
    guard let undecided else { return merged(judgement, outcomes) }
    return merged(judgement, outcomes.map { $0.doubted(because: undecided) })
  }

  private static func merged(
    _ judgement: Judgement, _ outcomes: [ConditionOutcome]
  ) -> ConditionOutcome {
    ConditionOutcome(
      judgement,
      requirements: RequirementJudgement.merged(outcomes.flatMap(\.requirements)),
      notes: outcomes.flatMap(\.notes).reduce(into: []) { notes, note in
        if notes.count < Judgement.mismatchLimit, !notes.contains(note) { notes.append(note) }
      })
  }
}

extension ConditionOutcome {
  /// The same as part of a whole that holds without it: what its formats say of their ids counts
  /// neither way then.
  func excused(because reason: String) -> ConditionOutcome {
    if case .met = judgement { return self }
    return replacing(with: .notApplicable(reason: reason)) { _ in true }
  }

  /// The same when one of several values is enough: the others break nothing.
  var excusingOthers: ConditionOutcome {
    replacing(with: .notApplicable(reason: "one value that fits is enough"), where: \.isFailed)
  }

  /// The same as part of a whole that may hold without it.
  func doubted(because why: Judgement.Undecided) -> ConditionOutcome {
    replacing(with: .undecided(why), where: \.isFailed)
  }

  private func replacing(
    with outcome: RequirementJudgement.Outcome,
    where fits: (RequirementJudgement.Outcome) -> Bool
  ) -> ConditionOutcome {
    var copy = self
    copy.requirements = requirements.map {
      fits($0.outcome) ? RequirementJudgement($0.requirement, outcome) : $0
    }
    return copy
  }
}

extension RequirementJudgement {
  /// One judgement for each id, in the order in which the ids come first: a breach counts before
  /// everything, then what was seen to be met, then what was left out.
  static func merged(_ judgements: [RequirementJudgement]) -> [RequirementJudgement] {
    var order: [String] = []
    var outcomes: [String: Outcome] = [:]
    for judgement in judgements {
      if let earlier = outcomes[judgement.requirement] {
        outcomes[judgement.requirement] = earlier.joined(with: judgement.outcome)
      } else {
        order.append(judgement.requirement)
        outcomes[judgement.requirement] = judgement.outcome
      }
    }
    return order.compactMap { id in outcomes[id].map { RequirementJudgement(id, $0) } }
  }
}

extension RequirementJudgement.Outcome {
  /// Whether the format was broken there.
  var isFailed: Bool {
    if case .failed = self { return true }
    return false
  }

  func joined(with other: Self) -> Self {
    switch (self, other) {
    case (.failed(let few, let count, let seen), .failed(let more, let moreCount, let moreSeen)):
      return .failed(
        Array((few + more).prefix(Judgement.mismatchLimit)), count: count + moreCount,
        observations: seen + moreSeen)
    case (.failed(let few, let count, let seen), .passed(let more)),
      (.passed(let more), .failed(let few, let count, let seen)):
      return .failed(few, count: count, observations: seen + more)
    case (.passed(let seen), .passed(let more)): return .passed(observations: seen + more)
    default: return rank <= other.rank ? self : other
    }
  }

  private var rank: Int {
    switch self {
    case .failed: 0
    // A limit of ours may have hidden a breach, so it is not outweighed by what was seen before it.
    case .undecided(let why) where why.cause == .limit: 1
    case .passed: 2
    case .notApplicable: 3
    case .undecided: 4
    }
  }
}

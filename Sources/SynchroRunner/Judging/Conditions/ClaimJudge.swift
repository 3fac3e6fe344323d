import SynchroScript
import SynchroVerdict

/// Decides one claim: finds out its subject, prepares what it is held against once, and looks at
/// each element that the claim speaks of.
struct ClaimJudge {
  let judge: ConditionJudge
  let claim: Claim

  func outcome() -> ConditionOutcome {
    let words = ExpressionWords.describe(claim.subject)
    let subject = judge.evaluator.evaluate(claim.subject)
    if case .undecided(let why) = subject { return undecided(why) }
    if case .nothing(let nothing) = subject { return outcome(ofNothing: nothing) }
    let test: PredicateTest
    switch PredicateTest.prepare(claim.predicate.value, for: self) {
    case .ready(let ready): test = ready
    case .nothing(let nothing):
      return ConditionOutcome(
        .unmet(Mismatch(expected: "something to hold \(words) against", received: nothing)))
    case .undecided(let why): return undecided(why)
    }
    guard let quantifier = claim.quantifier?.value else {
      if let why = vacuity(of: subject, words, heldAgainst: test.operand) { return undecided(why) }
      return test.outcome(of: subject, words)
    }
    guard let elements = subject.elements else {
      return ConditionOutcome(
        .unmet(
          PredicateTest.mismatch(
            "an array to look through", subject, "at \(words)")))
    }
    guard !elements.isEmpty else {
      return undecided(Judgement.Undecided("there is nothing to look at: \(words) is empty"))
    }
    return QuantifiedOutcome(quantifier: quantifier, test: test, words: words).outcome(of: elements)
  }

  /// Why a claim about a list would hold without a look at anything. An array of the answer was
  /// seen, even if it has no elements; a query that finds nothing, or a list to which nothing was
  /// collected, shows nothing.
  private func vacuity(
    of subject: Evaluation, _ words: String, heldAgainst operand: Evaluation?
  ) -> Judgement.Undecided? {
    switch claim.predicate.value {
    case .isUnique, .isSorted, .relatesTo(.subset, _), .isType(_, isArray: true, negated: false):
      guard subject.isGatheredFromNothing else { return nil }
      return Judgement.Undecided("there is nothing to look at: \(words) is empty")
    case .relatesTo(.superset, let other):
      guard let operand, operand.isGatheredFromNothing else { return nil }
      return Judgement.Undecided(
        "there is nothing to look for: \(ExpressionWords.describe(other)) is empty")
    case .relatesTo(.same, _):
      guard subject.isGatheredFromNothing, operand?.isGatheredFromNothing ?? false else {
        return nil
      }
      return Judgement.Undecided("there is nothing to look at: both lists are empty")
    default: return nil
    }
  }

  /// An undecided claim leaves the ids of its formats undecided.
  private func undecided(_ why: Judgement.Undecided) -> ConditionOutcome {
    ConditionOutcome(.undecided(why), requirements: unjudged(why.reason))
  }

  private func outcome(ofNothing nothing: String) -> ConditionOutcome {
    switch claim.predicate.value {
    case .isAbsent: return ConditionOutcome(.met)
    default:
      if claim.quantifier != nil {
        return undecided(Judgement.Undecided("there is nothing to look at: \(nothing)"))
      }
      return ConditionOutcome(
        .unmet(
          Mismatch(
            expected: PredicateWords.describe(claim.predicate.value), received: nothing,
            exchange: judge.evaluator.observation?.number)),
        requirements: unjudged(nothing))
    }
  }

  /// The ids of the object formats that the claim names, when nothing could be held against them.
  func unjudged(_ reason: String) -> [RequirementJudgement] {
    RequirementJudgement.merged(
      claim.decidingFormats.flatMap { name in
        SchemaJudge(name, in: judge.schemas)?.unjudged(reason) ?? []
      })
  }
}

/// A claim over elements, of which there is at least one.
struct QuantifiedOutcome {
  let quantifier: Claim.Quantifier
  let test: PredicateTest
  let words: String

  /// So many elements may take their full budget; more of them would only take the run's time.
  static let limitCount = 10

  func outcome(of elements: [FoundValue]) -> ConditionOutcome {
    var mismatches: [Mismatch] = []
    var breaches = 0
    var fits = 0
    var undecided: Judgement.Undecided?
    var limitsReached = 0
    var requirements: [RequirementJudgement] = []
    var notes: [String] = []
    for element in elements {
      let outcome = test.outcome(of: .one(element), words)
      if !outcome.requirements.isEmpty {
        requirements = RequirementJudgement.merged(requirements + outcome.requirements)
      }
      if notes.count < Judgement.mismatchLimit { notes += outcome.notes }
      switch outcome.judgement {
      case .met:
        fits += 1
        if quantifier == .no {
          breaches += 1
          add(
            PredicateTest.mismatch("no element that is \(test.words)", .one(element)),
            to: &mismatches)
        }
      case .unmet(let more, _):
        if quantifier != .no { more.forEach { add($0, to: &mismatches) } }
        if quantifier == .every { breaches += 1 }
      case .undecided(let why):
        undecided = undecided ?? why
        if why.cause == .limit { limitsReached += 1 }
      }
      if limitsReached == Self.limitCount { break }
    }
    let judgement: Judgement
    switch quantifier {
    case .every, .no:
      judgement =
        breaches > 0
        ? .unmet(mismatches, count: breaches) : undecided.map { .undecided($0) } ?? .met
    case .some:
      if fits > 0 {
        judgement = .met
      } else if let undecided {
        judgement = .undecided(undecided)
      } else {
        let first = mismatches.first
        judgement = .unmet(
          Mismatch(
            expected: "at least one of \(words) to be \(test.words)",
            received: "none of \(elements.count)"
              + (first.map { "; the first: \($0.received)" } ?? ""),
            location: first?.location, exchange: first?.exchange, place: first?.place))
      }
    }
    let outcome = ConditionOutcome(judgement, requirements: requirements, notes: notes)
    switch (quantifier, judgement) {
    case (.some, .met): return outcome.excusingOthers
    case (.some, .undecided(let why)): return outcome.doubted(because: why)
    // That values are not of a format is what such a claim wants.
    case (.no, _): return ConditionOutcome(judgement, notes: notes)
    case (.every, _), (.some, .unmet): return outcome
    }
  }

  private func add(_ mismatch: Mismatch, to mismatches: inout [Mismatch]) {
    if mismatches.count < Judgement.mismatchLimit { mismatches.append(mismatch) }
  }
}

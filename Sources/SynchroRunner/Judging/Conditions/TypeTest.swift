import SynchroJSON
import SynchroScript
import SynchroVerdict

/// Whether values are of one of several types.
struct TypeTest {
  let types: [ValueType]
  let isArray: Bool
  let isNegated: Bool
  let schemas: SuiteSchemas
  /// The content of the answer, when it is itself the subject.
  let body: ObservedBody?
  let words: String

  func outcome(of subject: Evaluation) -> ConditionOutcome {
    guard isArray else {
      guard case .one(let found) = subject else {
        // The nodes of a query are a list.
        let list = FoundValue(subject.value)
        return negatable(test(list, body: nil), list)
      }
      return negatable(test(found, body: body), found)
    }
    var elements = subject.elements
    if let document = body?.document, case .one(let found) = subject {
      elements = FoundValue(node: document.root, location: "", exchange: found.exchange).elements
    }
    guard let elements else {
      return ConditionOutcome(isNegated ? .met : .unmet(PredicateTest.mismatch(words, subject)))
    }
    return outcome(ofElements: elements, subject)
  }

  private func outcome(
    ofElements elements: [FoundValue], _ subject: Evaluation
  ) -> ConditionOutcome {
    var mismatches: [Mismatch] = []
    var count = 0
    var undecided: Judgement.Undecided?
    var limitsReached = 0
    var requirements: [RequirementJudgement] = []
    var notes: [String] = []
    for element in elements {
      let outcome = test(element, body: nil)
      if !outcome.requirements.isEmpty {
        requirements = RequirementJudgement.merged(requirements + outcome.requirements)
      }
      if notes.count < Judgement.mismatchLimit { notes += outcome.notes }
      switch outcome.judgement {
      case .met: break
      case .unmet(let more, let moreCount):
        count += moreCount
        mismatches += more.prefix(Judgement.mismatchLimit - mismatches.count)
      case .undecided(let why):
        undecided = undecided ?? why
        if why.cause == .limit { limitsReached += 1 }
      }
      if limitsReached == QuantifiedOutcome.limitCount { break }
    }
    if isNegated {
      if count > 0 { return ConditionOutcome(.met) }
      if let undecided { return ConditionOutcome(.undecided(undecided)) }
      return ConditionOutcome(.unmet(PredicateTest.mismatch(words, subject)))
    }
    let judgement: Judgement =
      count > 0
      ? .unmet(mismatches, count: count) : undecided.map { .undecided($0) } ?? .met
    return ConditionOutcome(judgement, requirements: requirements, notes: notes)
  }

  private func negatable(_ outcome: ConditionOutcome, _ found: FoundValue) -> ConditionOutcome {
    guard isNegated else { return outcome }
    switch outcome.judgement {
    case .met: return ConditionOutcome(.unmet(PredicateTest.mismatch(words, .one(found))))
    case .unmet: return ConditionOutcome(.met)
    case .undecided: return ConditionOutcome(outcome.judgement)
    }
  }

  // MARK: - One value

  private func test(_ found: FoundValue, body: ObservedBody?) -> ConditionOutcome {
    var reasons: [String] = []
    var undecided: Judgement.Undecided?
    var broken: SchemaJudge.Verdict?
    for type in types {
      switch type {
      case .builtIn(let type):
        switch TypeJudge.judge(found, type, body: body) {
        case .fits: return ConditionOutcome(.met, requirements: unused("another type was used"))
        case .differs(let reason): if !reason.isEmpty { reasons.append(reason) }
        case .undecided(let why): undecided = undecided ?? why
        }
      case .schema(let name):
        guard let judge = SchemaJudge(name, in: schemas) else {
          undecided = Judgement.Undecided("there is no object format '\(name)'")
          continue
        }
        let verdict = verdict(of: judge, found, body)
        switch verdict.judgement {
        case .met:
          return ConditionOutcome(
            .met,
            requirements: RequirementJudgement.merged(
              verdict.requirements + unused("another format was used", except: name)),
            notes: verdict.notes)
        case .unmet: broken = broken ?? verdict
        case .undecided(let why):
          undecided = undecided ?? why
          broken = broken ?? verdict
        }
      }
    }
    if let undecided {
      return ConditionOutcome(.undecided(undecided), requirements: broken?.requirements ?? [])
    }
    // The findings of a format say more than that it is not met.
    if let broken, types.count == 1 || isOfTheFormatsKind(found, body) {
      return ConditionOutcome(
        broken.judgement, requirements: broken.requirements, notes: broken.notes)
    }
    return ConditionOutcome(
      .unmet(
        PredicateTest.mismatch(
          TypeWords.describe(types, isArray: false, negated: false), .one(found),
          reasons.isEmpty ? nil : reasons.joined(separator: "; "))),
      requirements: broken?.requirements ?? [])
  }

  private func verdict(
    of judge: SchemaJudge, _ found: FoundValue, _ body: ObservedBody?
  ) -> SchemaJudge.Verdict {
    guard let body else { return judge.judge(found) }
    switch body.reading {
    case .json(let document):
      return judge.judge(
        FoundValue(node: document.root, location: "", exchange: found.exchange))
    case .notJSON(let reason, isLimit: true):
      let why = Judgement.Undecided("the body cannot be read: \(reason)", cause: .limit)
      return SchemaJudge.Verdict(
        judgement: .undecided(why), requirements: judge.unjudged(why.reason), notes: [])
    case .notJSON(let reason, isLimit: false):
      return SchemaJudge.Verdict(
        judgement: .unmet(
          PredicateTest.mismatch(words, .one(found), "the body is no JSON: \(reason)")),
        requirements: judge.unjudged("the body is no JSON: \(reason)"), notes: [])
    }
  }

  /// An object or array was hardly meant to be one of the plain types beside a format.
  private func isOfTheFormatsKind(_ found: FoundValue, _ body: ObservedBody?) -> Bool {
    switch found.value {
    case .json(.object), .json(.array): true
    default: body?.document != nil
    }
  }

  /// The ids of formats that the value did not need.
  private func unused(
    _ reason: String, except used: String? = nil
  ) -> [RequirementJudgement] {
    types.flatMap { type -> [RequirementJudgement] in
      guard case .schema(let name) = type, name != used,
        let judge = SchemaJudge(name, in: schemas)
      else {
        return []
      }
      return judge.unjudged(reason).map {
        RequirementJudgement($0.requirement, .notApplicable(reason: reason))
      }
    }
  }
}

import SynchroJSON
import SynchroScript
import SynchroVerdict

/// A predicate with everything that it holds subjects against, found out once for all of them.
struct PredicateTest {
  enum Prepared {
    case ready(PredicateTest)
    /// What subjects are to be held against does not exist.
    case nothing(String)
    case undecided(Judgement.Undecided)
  }

  let predicate: Predicate
  /// What is said, as a sentence has it: `a string`, `less than 5`.
  let words: String
  /// What subjects are held against.
  var operand: Evaluation?
  /// How far off they may be.
  var tolerance: RuntimeValue?
  var pattern: Pattern?
  /// The way to what lists are sorted by.
  var path: JSONPath?
  let schemas: SuiteSchemas
  /// The content of the answer, when it is itself the subject.
  let body: ObservedBody?

  /// An honest pattern takes a few steps a character; a hostile text must not hold up the run.
  static let patternSteps = 500_000

  static func prepare(_ predicate: Predicate, for claim: ClaimJudge) -> Prepared {
    var test = PredicateTest(
      predicate: predicate, words: PredicateWords.describe(predicate),
      schemas: claim.judge.schemas, body: body(of: claim))
    var expression: Expression?
    switch predicate {
    case .compare(_, let value), .isOneOf(let value, _), .contains(let value, _),
      .startsWith(let value), .endsWith(let value), .relatesTo(_, let value),
      .isSameMediaType(let value):
      expression = value
    case .isWithin(let tolerance, let value):
      expression = value
      switch claim.judge.evaluator.evaluate(tolerance) {
      case .one(let found): test.tolerance = found.value
      case .many: return .nothing("a list at \(ExpressionWords.describe(tolerance))")
      case .nothing(let words): return .nothing(words)
      case .undecided(let why): return .undecided(why)
      }
    case .matches(let text, _):
      do throws(PatternError) {
        test.pattern = try Pattern(
          text.value, dialect: .ecmaScript, stepLimit: Self.patternSteps)
      } catch {
        return .undecided(
          Judgement.Undecided("/\(text.value)/ is no regular expression: \(error.message)"))
      }
    case .isSorted(_, let by?):
      do throws(JSONPathError) {
        test.path = try JSONPath(parsing: by.value)
      } catch {
        return .undecided(Judgement.Undecided("\(by.value) is no query: \(error.description)"))
      }
    case .isType, .exists, .isAbsent, .isEmpty, .isUnique, .isSorted, .hasUniqueNames: break
    }
    guard let expression else { return .ready(test) }
    let operand = claim.judge.evaluator.evaluate(expression)
    switch operand {
    case .one, .many:
      test.operand = operand
      return .ready(test)
    case .nothing(let words): return .nothing(words)
    case .undecided(let why): return .undecided(why)
    }
  }

  private static func body(of claim: ClaimJudge) -> ObservedBody? {
    guard case .fact(.body) = claim.claim.subject.kind, claim.claim.quantifier == nil else {
      return nil
    }
    return claim.judge.evaluator.observation?.response?.body
  }

  // MARK: - Deciding

  /// Whether the subject fits.
  func outcome(of subject: Evaluation, _ subjectWords: String) -> ConditionOutcome {
    switch predicate {
    case .isType(let types, let isArray, let negated):
      return TypeTest(
        types: types.map(\.value), isArray: isArray, isNegated: negated, schemas: schemas,
        body: body, words: words
      ).outcome(of: subject)
    case .compare, .isOneOf, .exists, .isAbsent, .isEmpty, .contains, .startsWith, .endsWith,
      .matches, .isUnique, .isSorted, .relatesTo, .isWithin, .hasUniqueNames, .isSameMediaType:
      return ConditionOutcome(judgement(of: subject))
    }
  }

  private func judgement(of subject: Evaluation) -> Judgement {
    switch predicate {
    case .compare(let comparison, _): return compare(subject, comparison)
    case .isOneOf(_, let negated): return isListed(subject, negated: negated)
    case .exists:
      if case .many(let all) = subject, all.isEmpty { return .unmet(mismatch(subject)) }
      return .met
    case .isAbsent:
      if case .many(let all) = subject, all.isEmpty { return .met }
      return .unmet(mismatch(subject))
    case .isEmpty(let negated): return isEmpty(subject, negated: negated)
    case .contains(_, let negated): return contains(subject, negated: negated)
    case .startsWith: return hasAffix(subject) { $0.starts(with: $1) }
    case .endsWith: return hasAffix(subject) { $0.reversed().starts(with: $1.reversed()) }
    case .matches(_, let negated): return matches(subject, negated: negated)
    case .isUnique: return isUnique(subject)
    case .isSorted(let descending, _): return isSorted(subject, descending: descending)
    case .relatesTo(let relation, _): return relates(subject, relation)
    case .isWithin: return isWithin(subject)
    case .hasUniqueNames: return hasUniqueNames(subject)
    case .isSameMediaType: return isSameMediaType(subject)
    case .isType:
      preconditionFailure("types are judged by TypeTest")
    }
  }

  // MARK: - Words

  /// What was expected, with the values that it was held against, and what came instead.
  func mismatch(_ subject: Evaluation, because reason: String? = nil) -> Mismatch {
    Self.mismatch(expectation, subject, reason)
  }

  /// The words with the value behind them, when the suite names it instead of writing it.
  var expectation: String {
    guard let operand, !isLiteral else { return words }
    return "\(words) (\(ValueText.show(operand.value)))"
  }

  private var isLiteral: Bool {
    guard let expression = operandExpression else { return true }
    switch expression.kind {
    case .literal, .duration, .size: return true
    case .reference, .query, .fact, .header, .headers, .count, .members, .words, .join, .s256,
      .unix, .json, .parameter, .without, .plus, .minus:
      return false
    }
  }

  private var operandExpression: Expression? {
    switch predicate {
    case .compare(_, let value), .isOneOf(let value, _), .contains(let value, _),
      .startsWith(let value), .endsWith(let value), .relatesTo(_, let value),
      .isSameMediaType(let value), .isWithin(_, let value):
      return value
    case .isType, .exists, .isAbsent, .isEmpty, .matches, .isUnique, .isSorted, .hasUniqueNames:
      return nil
    }
  }

  static func mismatch(
    _ expected: String, _ subject: Evaluation, _ reason: String? = nil
  ) -> Mismatch {
    let received = ValueText.show(subject.value) + (reason.map { ": \($0)" } ?? "")
    switch subject {
    case .one(let found):
      return Mismatch(
        expected: expected, received: received, location: found.location,
        exchange: found.exchange, place: found.place)
    case .many(let all):
      return Mismatch(expected: expected, received: received, exchange: all.first?.exchange)
    case .nothing, .undecided: return Mismatch(expected: expected, received: received)
    }
  }
}

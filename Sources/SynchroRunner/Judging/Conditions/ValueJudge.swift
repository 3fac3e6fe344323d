package import SynchroJSON
package import SynchroScript
package import SynchroTiming
package import SynchroVerdict
import SynchroHTTP
import SynchroText

/// Judges conditions of a suite on values that came by another way than HTTP, such as the attributes
/// of a payload: the same judge, for which `$` is the value and times are whole seconds since 1970.
package struct ValueJudge: Sendable {
  /// What a condition came to.
  package enum Outcome: Sendable, Equatable {
    /// It holds.
    case met
    /// It does not: the first few differences, and how many there were.
    case unmet([Mismatch], count: Int)
    /// Nobody can tell, and why.
    case undecided(reason: String)
  }

  /// Why a value cannot be made.
  package struct NoValue: Error, Sendable, Equatable {
    /// The reason in plain words, without a full stop.
    package let reason: String
  }

  /// What is looked at, and when.
  package struct Subject: Sendable {
    /// What `$` stands for; nil where there is nothing.
    package let value: JSONValue?
    /// The value as the judge sees it, made once for all conditions on it.
    let observation: Observation?
    /// What `size` stands for.
    package var size: Int?
    /// What `duration` stands for.
    package var duration: Duration?
    /// What `now` stands for.
    package var now: Timestamp

    /// A value at a moment.
    package init(
      _ value: JSONValue?, at now: Timestamp, size: Int? = nil, duration: Duration? = nil
    ) {
      self.value = value
      observation = value.map(ValueJudge.observation)
      self.size = size
      self.duration = duration
      self.now = now
    }
  }

  private var scope = Scope()

  /// A judge who knows no names.
  package init() {}

  /// Gives a name a value.
  package mutating func set(_ name: String, to value: JSONValue) {
    scope.set(name, to: .json(value))
  }

  /// Says that a name has no value, and why.
  package mutating func setMissing(_ name: String, because reason: String) {
    scope.setMissing(name, because: reason)
  }

  /// A template with its values filled in.
  package func value(of template: JSONTemplate) throws(NoValue) -> JSONValue {
    do throws(TemplateFault) {
      return try TemplateExpander(scope: scope).json(template).value
    } catch {
      throw NoValue(reason: error.description)
    }
  }

  /// What an expression stands for.
  package func value(
    of expression: Expression, on subject: Subject
  ) throws(NoValue) -> JSONValue {
    let found = evaluator(subject).evaluate(settled(expression, subject))
    if case .undecided(let why) = found { throw NoValue(reason: why.reason) }
    if case .nothing(let words) = found { throw NoValue(reason: words) }
    guard let json = found.value.json else {
      throw NoValue(reason: "\(ValueText.kind(found.value)) cannot be kept as JSON")
    }
    return json
  }

  /// Whether a condition holds.
  package func judge(_ condition: Condition, on subject: Subject) -> Outcome {
    let judge = ConditionJudge(evaluator: evaluator(subject), schemas: SuiteSchemas())
    switch judge.judge(settled(condition, subject)) {
    case .met: return .met
    case .unmet(let mismatches, let count):
      return .unmet(
        mismatches.map { mismatch in
          // The value is no exchange, and its text is of our making.
          Mismatch(
            expected: mismatch.expected, received: mismatch.received, location: mismatch.location)
        }, count: count)
    case .undecided(let why): return .undecided(reason: why.reason)
    }
  }

  private func evaluator(_ subject: Subject) -> ExpressionEvaluator {
    ExpressionEvaluator(scope: scope, observation: subject.observation, now: subject.now)
  }

  private static func observation(of value: JSONValue) -> Observation {
    let text = Array(JSONPrinter.compact(value).utf8)
    return Observation(
      number: 0, method: "", url: "",
      answer: .response(
        Observation.Response(
          status: 0, fields: HTTPFields(), rawBody: text, body: ObservedBody(decoded: text))),
      duration: .zero)
  }

  // MARK: - Facts

  /// The condition with the values of what is no part of `$` put in its place.
  private func settled(_ condition: Condition, _ subject: Subject) -> Condition {
    switch condition {
    case .all(let parts): return .all(parts.map { settled($0, subject) })
    case .any(let parts): return .any(parts.map { settled($0, subject) })
    case .claim(var claim):
      claim.subject = settled(claim.subject, subject)
      claim.predicate.value = settled(claim.predicate.value, subject)
      return .claim(claim)
    }
  }

  private func settled(_ predicate: Predicate, _ subject: Subject) -> Predicate {
    switch predicate {
    case .compare(let how, let other): .compare(how, settled(other, subject))
    case .isOneOf(let others, let negated): .isOneOf(settled(others, subject), negated: negated)
    case .isWithin(let distance, let other):
      .isWithin(settled(distance, subject), of: settled(other, subject))
    default: predicate
    }
  }

  private func settled(_ expression: Expression, _ subject: Subject) -> Expression {
    func number(_ value: Int) -> Expression {
      let template = JSONTemplate(.number(JSONNumber(value)), at: expression.range)
      return Expression(.literal(template), at: expression.range)
    }
    switch expression.kind {
    case .fact(.now): return number(Int(subject.now.seconds))
    case .fact(.size): return subject.size.map(number) ?? expression
    case .fact(.duration):
      return subject.duration.map { Expression(.duration($0), at: expression.range) } ?? expression
    case .plus(let left, let right):
      return shifted(settled(left, subject), settled(right, subject), 1, subject).map(number)
        ?? expression
    case .minus(let left, let right):
      return shifted(settled(left, subject), settled(right, subject), -1, subject).map(number)
        ?? expression
    default: return expression
    }
  }

  /// A moment in seconds that is moved by a duration; nil when it is neither.
  private func shifted(
    _ moment: Expression, _ distance: Expression, _ sign: Int, _ subject: Subject
  ) -> Int? {
    guard case .duration(let duration) = distance.kind,
      case .number(let number)? = try? value(of: moment, on: subject), let start = number.int
    else { return nil }
    let seconds = Int(duration.components.seconds)
    let (sum, overflow) = start.addingReportingOverflow(sign * seconds)
    return overflow ? nil : sum
  }
}

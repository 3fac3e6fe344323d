import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

@testable import SynchroRunner

let somewhere = SourceRange(0, 0)

/// A value as a suite writes it, from JSON text; `${name}` alone is a reference.
func lit(_ json: String) -> Expression {
  if json.hasPrefix("${") { return ref(String(json.dropFirst(2).dropLast())) }
  guard let document = try? JSONDocument(parsing: json) else { return ref("no JSON: \(json)") }
  return Expression(.literal(template(document.root.value)), at: somewhere)
}

func template(_ value: JSONValue) -> JSONTemplate {
  let kind: JSONTemplate.Kind =
    switch value {
    case .null: .null
    case .bool(let bool): .bool(bool)
    case .number(let number): .number(number)
    case .string(let text): .string(TextTemplate([.text(text)], at: somewhere))
    case .array(let elements): .array(elements.map(template))
    case .object(let members):
      .object(
        members.map {
          JSONTemplate.Member(
            name: TextTemplate([.text($0.key)], at: somewhere), value: template($0.value))
        })
    }
  return JSONTemplate(kind, at: somewhere)
}

func reference(_ name: String) -> Reference {
  let parts = name.split(separator: ".").map(String.init)
  return Reference(
    name: Ranged(parts.first ?? "", at: somewhere), path: parts.dropFirst().map { .member($0) },
    range: somewhere)
}

func ref(_ name: String) -> Expression { Expression(.reference(reference(name)), at: somewhere) }

/// A query on the body, or with a name before it on a kept value.
func query(_ path: String, of name: String? = nil) -> Expression {
  guard let parsed = try? JSONPath(parsing: path) else { return ref("no query: \(path)") }
  return Expression(
    .query(Query(root: name.map(reference), path: parsed, range: somewhere)), at: somewhere)
}

func fact(_ fact: Fact) -> Expression { Expression(.fact(fact), at: somewhere) }

func span(_ duration: Duration) -> Expression { Expression(.duration(duration), at: somewhere) }

func types(_ types: ValueType..., array: Bool = false, negated: Bool = false) -> Predicate {
  .isType(types.map { Ranged($0, at: somewhere) }, isArray: array, negated: negated)
}

func claim(
  _ quantifier: Claim.Quantifier?, _ subject: Expression, _ predicate: Predicate
) -> Condition {
  .claim(
    Claim(
      quantifier: quantifier.map { Ranged($0, at: somewhere) }, subject: subject,
      predicate: Ranged(predicate, at: somewhere), range: somewhere))
}

func observation(
  _ body: String, status: Int = 200, fields: HTTPFields = [:], duration: Duration = .seconds(1)
) -> Observation {
  Observation(
    number: 7, method: "GET", url: "https://example.test/a",
    answer: .response(.init(status: status, fields: fields, rawBody: Array(body.utf8))),
    duration: duration, firstByte: .milliseconds(20), wireFindings: ["bare-lf"],
    tlsVersion: "TLS 1.2")
}

func judge(
  _ body: String, fields: HTTPFields = [:], scope: Scope = Scope(),
  schemas: SuiteSchemas = SuiteSchemas()
) -> ConditionJudge {
  ConditionJudge(
    evaluator: ExpressionEvaluator(
      scope: scope, observation: observation(body, fields: fields), now: .unixEpoch),
    schemas: schemas)
}

extension Judgement {
  /// One word for a table.
  var word: String {
    switch self {
    case .met: "met"
    case .unmet: "unmet"
    case .undecided: "undecided"
    }
  }

  var mismatches: [String] {
    guard case .unmet(let all, _) = self else { return [] }
    return all.map {
      "\($0.location ?? "-") \($0.place ?? "-") expected \($0.expected), received \($0.received)"
    }
  }
}

func claim(_ subject: Expression, _ predicate: Predicate) -> Condition {
  claim(nil, subject, predicate)
}

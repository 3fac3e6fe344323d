import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroRunner

struct PredicateCase: Sendable, CustomTestStringConvertible {
  let body: String
  let subject: Expression
  let predicate: Predicate
  let word: String
  var testDescription: String { "\(body.prefix(60)) \(predicate) \(word)" }
}

private func row(
  _ body: String, _ subject: Expression, _ predicate: Predicate, _ word: String
) -> PredicateCase {
  PredicateCase(body: body, subject: subject, predicate: predicate, word: word)
}

private let x = query("$.x")

@Suite struct ConditionJudgeTests {
  static let values: [PredicateCase] = [
    row(#"{"x":1.0}"#, x, .compare(.equal, lit("1")), "met"),
    row(#"{"x":1}"#, x, .compare(.equal, lit(#""1""#)), "unmet"),
    row(#"{"x":9007199254740993}"#, x, .compare(.equal, lit("9007199254740992")), "unmet"),
    row(#"{"x":0.1}"#, x, .compare(.less, lit("0.1000000000000000000000001")), "met"),
    row(#"{"x":"5"}"#, x, .compare(.less, lit("6")), "unmet"),
    row(#"{"x":5}"#, x, .compare(.greaterOrEqual, lit("5")), "met"),
    row(#"{"x":5}"#, x, .compare(.greater, lit(#""a""#)), "undecided"),
    row(
      #"{"x":"2024-01-01T01:00:00+01:00"}"#, x,
      .compare(.equal, lit(#""2024-01-01T00:00:00Z""#)), "met"),
    row(
      #"{"x":"2024-01-01T00:00:00Z"}"#, x,
      .compare(.less, lit(#""2024-01-01T00:00:00.001Z""#)), "met"),
    row(#"{"x":null}"#, x, .compare(.notEqual, lit("1")), "met"),
    row("{}", x, .compare(.notEqual, lit("1")), "unmet"),
    row(#"{"x":1}"#, x, .compare(.equal, query("$.y")), "unmet"),
    row(#"{"x":1}"#, x, .compare(.equal, ref("never")), "undecided"),
    row("no json", x, .compare(.equal, lit("1")), "undecided"),
    row("no json", x, .isAbsent, "undecided"),
    row("{}", x, .isAbsent, "met"), row(#"{"x":null}"#, x, .isAbsent, "unmet"),
    row("{}", x, .exists, "unmet"), row(#"{"x":null}"#, x, .exists, "met"),
    row("{}", query("$[*]"), .exists, "unmet"), row("[1]", query("$[*]"), .exists, "met"),
    row("{}", query("$[*]"), .isAbsent, "met"),
    row(#"{"x":""}"#, x, .isEmpty(negated: false), "met"),
    row(#"{"x":0}"#, x, .isEmpty(negated: false), "unmet"),
    row(#"{"x":0}"#, x, .isEmpty(negated: true), "unmet"),
    row(#"{"x":[0]}"#, x, .isEmpty(negated: true), "met"),
    row("", fact(.body), .isEmpty(negated: false), "met"),
    row(#"{"x":2}"#, x, .isOneOf(lit("[1,2.0]"), negated: false), "met"),
    row(#"{"x":2}"#, x, .isOneOf(lit("[1,2]"), negated: true), "unmet"),
    row(#"{"x":2}"#, x, .isOneOf(lit("2"), negated: false), "undecided"),
    row(#"{"x":["a"]}"#, x, .contains(lit(#""a""#), negated: false), "met"),
    row(#"{"x":"banana"}"#, x, .contains(lit(#""nan""#), negated: false), "met"),
    row(#"{"x":"ananas"}"#, x, .contains(lit(#""anab""#), negated: true), "met"),
    row(#"{"x":5}"#, x, .contains(lit(#""a""#), negated: true), "unmet"),
    row(#"{"x":"e\#u{301}"}"#, x, .contains(lit(#""é""#), negated: false), "unmet"),
    row(#"{"x":"abc"}"#, x, .startsWith(lit(#""ab""#)), "met"),
    row(#"{"x":"abc"}"#, x, .endsWith(lit(#""bc""#)), "met"),
    row(#"{"x":"abc"}"#, x, .endsWith(lit(#""b""#)), "unmet"),
    row(#"{"x":1}"#, x, .startsWith(lit(#""1""#)), "unmet"),
    row(#"{"x":"abc"}"#, x, .matches(Ranged("b.$", at: somewhere), negated: false), "met"),
    row(#"{"x":"abc"}"#, x, .matches(Ranged("(", at: somewhere), negated: false), "undecided"),
    row(#"{"x":1}"#, x, .matches(Ranged("1", at: somewhere), negated: true), "unmet"),
    row(
      #"{"x":"\#(String(repeating: "a", count: 60))"}"#, x,
      .matches(Ranged(#"^(a*)*\1b$"#, at: somewhere), negated: false), "undecided"),
    row(#"{"x":10}"#, x, .isWithin(lit("0.5"), of: lit("10.5")), "met"),
    row(#"{"x":10}"#, x, .isWithin(lit("0.4"), of: lit("10.5")), "unmet"),
    row(
      #"{"x":"1970-01-01T00:04:00Z"}"#, x, .isWithin(span(.seconds(300)), of: fact(.now)), "met"),
    row(
      #"{"x":"1970-01-01T00:06:00Z"}"#, x, .isWithin(span(.seconds(300)), of: fact(.now)), "unmet"),
    row(#"{"x":"soon"}"#, x, .isWithin(span(.seconds(300)), of: fact(.now)), "unmet"),
    row("", fact(.duration), .compare(.less, span(.seconds(2))), "met"),
    row("", fact(.tlsVersion), .compare(.greaterOrEqual, lit(#""TLS 1.3""#)), "unmet"),
    row("abc", fact(.size), .compare(.equal, lit("3")), "met"),
    row("", fact(.status), .compare(.equal, lit("200")), "met"),
    row(
      #"{"x":"2024-01-01T00:00:00.1234567891Z"}"#, x,
      .compare(.less, lit(#""2024-01-01T00:00:00.2Z""#)), "met"),
    row(
      #"{"x":"2016-12-31T23:59:60Z"}"#, x,
      .compare(.less, lit(#""2017-01-01T00:00:00Z""#)), "met"),
    row("", fact(.wireFindings), .isEmpty(negated: false), "unmet"),
    row("", fact(.mediaType), .exists, "unmet"),
  ]

  static let lists: [PredicateCase] = [
    row("[1,2,1.0]", query("$"), .isUnique, "unmet"),
    row(#"[{"a":1,"b":2},{"b":2,"a":1}]"#, query("$[*]"), .isUnique, "unmet"),
    row("[]", query("$[*]"), .isUnique, "undecided"),
    row("[]", query("$[*]"), .isSorted(descending: false, by: nil), "undecided"),
    row("[]", query("$[*]"), .relatesTo(.subset, lit("[1]")), "undecided"),
    row("[1]", query("$"), .relatesTo(.superset, query("$[?@ > 5]")), "undecided"),
    row("[1]", query("$[?@ > 5]"), .relatesTo(.same, lit("[1]")), "unmet"),
    row("[1]", query("$[?@ > 5]"), .relatesTo(.same, query("$[?@ > 6]")), "undecided"),
    row("[1]", query("$[?@ > 5]"), .relatesTo(.same, lit("[]")), "met"),
    row(#"{"x":"\u212aRW"}"#, x, types(.builtIn(.currency)), "unmet"),
    row(#"{"x":"Europe/\u212ayiv"}"#, x, types(.builtIn(.timezone)), "unmet"),
    row(#"{"x":"Europe/Kyiv"}"#, x, types(.builtIn(.timezone)), "met"),
    row("[]", query("$[*]"), types(.builtIn(.string), array: true), "undecided"),
    row("[]", query("$"), types(.builtIn(.string), array: true), "met"),
    row("[]", query("$"), .isUnique, "met"), row("{}", query("$"), .isUnique, "unmet"),
    row("[1,1,2]", query("$"), .isSorted(descending: false, by: nil), "met"),
    row("[1,10,9]", query("$"), .isSorted(descending: false, by: nil), "unmet"),
    row("[1,\"a\"]", query("$"), .isSorted(descending: false, by: nil), "unmet"),
    row(
      #"[{"u":"2024-01-01T02:00:00+02:00"},{"u":"2024-01-01T00:00:00Z"}]"#, query("$"),
      .isSorted(descending: true, by: Ranged("$.u", at: somewhere)), "met"),
    row(
      #"[{"u":"2024-01-01T00:00:00Z"},{"u":"2024-01-01T00:30:00+02:00"}]"#, query("$[*]"),
      .isSorted(descending: false, by: Ranged("$.u", at: somewhere)), "unmet"),
    row(
      #"[{"u":1},{}]"#, query("$"),
      .isSorted(descending: true, by: Ranged("$.u", at: somewhere)), "unmet"),
    row("[1,2]", query("$"), .relatesTo(.subset, lit("[2,1,3]")), "met"),
    row("[1,2]", query("$"), .relatesTo(.superset, lit("[1,3]")), "unmet"),
    row("[2,1,2]", query("$"), .relatesTo(.same, lit("[1,2]")), "met"),
    row("[1]", query("$"), .relatesTo(.same, lit("5")), "undecided"),
    row("5", query("$"), .relatesTo(.subset, lit("[5]")), "unmet"),
    row(#"{"a":1,"b":{"c":1,"c":2}}"#, fact(.body), .hasUniqueNames, "unmet"),
    row(#"{"a":1,"b":{"a":1}}"#, fact(.body), .hasUniqueNames, "met"),
    row("no", fact(.body), .hasUniqueNames, "undecided"),
    row(
      #"{"b":1,"a":2}"#, Expression(.members(query("$")), at: somewhere),
      .relatesTo(.same, lit(#"["a","b"]"#)), "met"),
    row(
      "[1,2]", Expression(.count(query("$[*]")), at: somewhere), .compare(.equal, lit("2")), "met"),
    row(
      "5", Expression(.count(query("$")), at: somewhere), .compare(.equal, lit("1")), "unmet"),
    row("{}", fact(.body), types(.builtIn(.object)), "met"),
    row("{", fact(.body), types(.builtIn(.json)), "unmet"),
    row("[1,2]", fact(.body), types(.builtIn(.integer), array: true), "met"),
    row("[1,2.5]", query("$"), types(.builtIn(.integer), array: true), "unmet"),
    row("[1,2]", query("$"), types(.builtIn(.string), array: true, negated: true), "met"),
    row(#"{"x":null}"#, x, types(.builtIn(.url), .builtIn(.null)), "met"),
    row(#"{"x":"/a"}"#, x, types(.builtIn(.url), .builtIn(.null)), "unmet"),
    row(#"{"x":"/a"}"#, x, types(.builtIn(.url), negated: true), "met"),
    row("{}", x, types(.builtIn(.url), negated: true), "unmet"),
    row("{}", x, types(.schema("nowhere")), "unmet"),
    row(#"{"x":1}"#, x, types(.schema("nowhere")), "undecided"),
  ]

  @Test(arguments: values + lists)
  func `every predicate says what it should of every kind of value`(_ row: PredicateCase) {
    let judgement = judge(row.body).judge(claim(row.subject, row.predicate))
    #expect(judgement.word == row.word, "\(judgement)")
  }

  @Test(arguments: [
    ("every", #"[{"i":"a"},{"i":1}]"#, "unmet"), ("every", #"[{"i":"a"}]"#, "met"),
    ("every", "[]", "undecided"), ("some", #"[{"i":1},{"i":"a"}]"#, "met"),
    ("some", #"[{"i":1}]"#, "unmet"), ("some", "[]", "undecided"),
    ("no", #"[{"i":1}]"#, "met"), ("no", #"[{"i":"a"}]"#, "unmet"), ("no", "[]", "undecided"),
    ("every", "{", "undecided"),
  ])
  func `quantifiers look at every element and decide nothing of none`(
    quantifier: String, body: String, word: String
  ) throws {
    let quantifier = try #require(Claim.Quantifier(rawValue: quantifier))
    let judgement = judge(body).judge(
      claim(quantifier, query("$[*].i"), types(.builtIn(.string))))
    #expect(judgement.word == word, "\(judgement)")
  }

  @Test func `conditions have three values`() {
    let yes = claim(query("$"), .exists)
    let no = claim(query("$.nothing"), .exists)
    let unknown = claim(ref("never"), .exists)
    let table: [(Condition, String)] = [
      (.all([yes, no, unknown]), "unmet"), (.all([yes, unknown]), "undecided"),
      (.all([yes, yes]), "met"), (.any([no, unknown]), "undecided"),
      (.any([unknown, yes]), "met"), (.any([no, no]), "unmet"),
    ]
    for (condition, word) in table { #expect(judge("{}").judge(condition).word == word) }
  }

  @Test func `differences name the place, what was expected and what came`() {
    let body = "{\n  \"items\": [{\"id\": 1}, {\"id\": \"2024-01-01 00:00:00\"}]\n}"
    let judgement = judge(body).judge(
      claim(.every, query("$.items[*].id"), types(.builtIn(.datetime))))
    #expect(
      judgement.mismatches == [
        "/items/0/id 2:20 expected a date-time, received 1",
        "/items/1/id 2:31 expected a date-time, received \"2024-01-01 00:00:00\": "
          + "expected 'T' between date and time (at byte 10)",
      ], "\(judgement.mismatches)")
    let kept = judge("{}").judge(claim(query("$.x.y"), types(.builtIn(.string))))
    #expect(kept.mismatches == ["- - expected a string, received nothing at $.x.y"])
  }

  @Test func `long lists keep twenty differences and the count of all`() {
    let body = "[" + Array(repeating: "1", count: 50_000).joined(separator: ",") + "]"
    let judgement = judge(body).judge(claim(.every, query("$[*]"), types(.builtIn(.string))))
    guard case .unmet(let few, let count) = judgement else {
      Issue.record("\(judgement)")
      return
    }
    #expect(few.count == 20 && count == 50_000)
  }

  @Test func `kept values answer queries and remember where they were found`() throws {
    let first = judge(#"{"items":[{"id":"a"},{"id":5}]}"#).evaluator
    let elements = try #require(first.evaluate(query("$.items")).elements)
    var scope = Scope()
    scope.set("entry", to: elements[1])
    scope.set("plain", to: .json(["list": [1, 2]]))
    scope.set("token", to: .secret(Secret("hunter2", label: .init("token"))))
    scope.setMissing("lost", because: "the gate in line 3 was not met", line: 9)
    let later = judge("no json", scope: scope)
    let judgement = later.judge(claim(query("$.id", of: "entry"), types(.builtIn(.string))))
    #expect(judgement.mismatches == ["/items/1/id 1:28 expected a string, received 5"])
    #expect(
      later.judge(claim(query("$.list[*]", of: "plain"), .contains(lit("2"), negated: false)))
        == .met)
    guard case .undecided(let why) = later.judge(claim(ref("lost"), .exists)) else {
      Issue.record("a missing value must decide nothing")
      return
    }
    #expect(why.reason.contains("line 9") && why.reason.contains("gate in line 3"))
    let secret = later.judge(claim(ref("token"), .compare(.equal, lit(#""other""#))))
    #expect(secret.word == "unmet" && !"\(secret)".contains("hunter2"))
    #expect(later.judge(claim(ref("token"), .compare(.equal, lit(#""hunter2""#)))) == .met)
  }

  @Test func `an exchange without answer shows neither health nor fault`() {
    for kind in [Observation.NoAnswer.Class.setup, .limit, .harness, .protocolBroken] {
      let silent = Observation(
        number: 1, method: "GET", url: "https://example.test/",
        answer: .none(.init(reason: "silence", kind: kind)), duration: .seconds(1))
      let judge = ConditionJudge(
        evaluator: ExpressionEvaluator(scope: Scope(), observation: silent, now: .unixEpoch),
        schemas: SuiteSchemas())
      let table: [(Condition, Bool)] = [
        (claim(fact(.wireFindings), .isEmpty(negated: false)), true),
        (claim(fact(.firstByte), .compare(.less, span(.seconds(1)))), true),
        (claim(fact(.tlsVersion), .exists), true),
        (claim(fact(.status), .compare(.notEqual, lit("500"))), true),
        (claim(Expression(.header(Ranged("A", at: somewhere)), at: somewhere), .isAbsent), true),
      ]
      for (condition, isUndecided) in table {
        let judgement = judge.judge(condition)
        #expect((judgement.word == "undecided") == isUndecided, "\(kind): \(judgement)")
      }
    }
  }

  @Test func `a secret is looked at like any text, and not shown`() {
    var scope = Scope()
    scope.set("token", to: .secret(Secret("hunter2", label: .init("token"))))
    let table: [(Predicate, String)] = [
      (.matches(Ranged("^[a-z]+[0-9]$", at: somewhere), negated: false), "met"),
      (.matches(Ranged("^[0-9]", at: somewhere), negated: false), "unmet"),
      (.contains(lit(#""ter""#), negated: false), "met"), (.isEmpty(negated: true), "met"),
      (types(.builtIn(.string)), "met"),
    ]
    for (predicate, word) in table {
      let judgement = judge("{}", scope: scope).judge(claim(ref("token"), predicate))
      #expect(judgement.word == word && !"\(judgement)".contains("hunter2"), "\(judgement)")
    }
  }

  @Test func `an element of a collected list is shown where it came from`() throws {
    var scope = Scope()
    for (body, number) in [(#"{"l": [{"n": 1}, {"n": 2}]}"#, 4), (#"{"l": [{"n": "x"}]}"#, 9)] {
      var page = observation(body)
      page.number = number
      let here = ExpressionEvaluator(scope: scope, observation: page, now: .unixEpoch)
      scope.collect(try #require(here.evaluate(query("$.l[*]")).elements), into: "all")
    }
    let table: [(Condition, location: String)] = [
      (claim(.every, query("$[*].n", of: "all"), types(.builtIn(.number))), "/l/0/n"),
      (claim(.every, ref("all"), .compare(.equal, lit(#"{"n": 1}"#))), "/l/0"),
    ]
    for (condition, location) in table {
      guard case .unmet(let found, _) = judge("{}", scope: scope).judge(condition) else {
        Issue.record("it is met")
        continue
      }
      // The pointer is that of the page, and no line of a text that nobody sent is named.
      let last = try #require(found.last)
      #expect(last.exchange == 9 && last.place == nil && last.location == location, "\(last)")
    }
  }

  @Test func `headers, dates and media types are read as HTTP has them`() {
    let fields: HTTPFields = [
      "Content-Type": "Application/JSON; charset=UTF-8", "Date": "Thu, 01 Jan 1970 00:00:10 GMT",
      "X-A": "1", "x-a": "2",
    ]
    let judge = judge("{}", fields: fields)
    let a = Ranged("X-A", at: somewhere)
    let type = Expression(.header(Ranged("content-type", at: somewhere)), at: somewhere)
    let table: [(Condition, String)] = [
      (claim(fact(.mediaType), .compare(.equal, lit(#""application/json""#))), "met"),
      (claim(type, .isSameMediaType(lit(#""application/json""#))), "met"),
      (claim(type, .isSameMediaType(lit(#""application/json;charset=latin1""#))), "met"),
      (claim(fact(.responseDate), .isWithin(span(.seconds(10)), of: fact(.now))), "met"),
      (claim(Expression(.header(a), at: somewhere), .compare(.equal, lit(#""1, 2""#))), "met"),
      (
        claim(
          .every, Expression(.headers(a), at: somewhere),
          .matches(Ranged("^[12]$", at: somewhere), negated: false)), "met"
      ),
      (claim(Expression(.header(Ranged("No", at: somewhere)), at: somewhere), .isAbsent), "met"),
      (
        claim(
          Expression(.plus(fact(.now), span(.seconds(5))), at: somewhere),
          .compare(.equal, lit(#""1970-01-01T00:00:05Z""#))), "met"
      ),
    ]
    for (condition, word) in table {
      let judgement = judge.judge(condition)
      #expect(judgement.word == word, "\(judgement)")
    }
  }
}

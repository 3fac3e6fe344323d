import SynchroJSON
import SynchroScript
import SynchroText
import Testing

@testable import SynchroRunner

@Suite struct SchemaJudgeTests {
  static let entry = ##"""
    {"type":"object","x-requirement":"WHOLE","required":["id","tags"],
     "properties":{
       "id":{"x-requirement":"ID","$ref":"#/$defs/string"},
       "url":{"x-requirement":"URL","type":["string","null"],"x-type":"url"},
       "tags":{"x-requirement":"TAGS","type":"array",
         "items":{"x-requirement":"TAG","$ref":"#/$defs/string"}},
       "sub":{"x-requirement":"SUB","$ref":"sub.schema.json"},
       "free":true,
       "either":{"x-requirement":"EITHER","anyOf":[
         {"type":"string","x-requirement":"TEXT"},
         {"type":"object","required":["k"],"properties":{"k":{"x-requirement":"KEY","type":"string"}}}]}},
     "$defs":{"string":{"x-requirement":"STRING","type":"string"}}}
    """##
  static let sub = ##"""
    {"type":"object","required":["a"],
     "properties":{"a":{"x-requirement":"A","type":"integer"},"b":{"x-requirement":"B"}}}
    """##

  static let cases: [(String, String)] = [
    (
      #"{"id":"1","tags":["x"]}"#,
      "WHOLE passed, ID passed, URL absent, TAGS passed, SUB absent, EITHER absent, STRING passed, "
        + "TAG passed, A absent, B absent, TEXT absent, KEY absent"
    ),
    (
      #"{"tags":[]}"#,
      "WHOLE passed, ID failed, URL absent, TAGS passed, SUB absent, EITHER absent, STRING unknown, "
        + "TAG unknown, A absent, B absent, TEXT absent, KEY absent"
    ),
    (
      #"{"id":1,"tags":["x",2]}"#,
      "WHOLE passed, ID failed, URL absent, TAGS passed, SUB absent, EITHER absent, STRING failed, "
        + "TAG failed, A absent, B absent, TEXT absent, KEY absent"
    ),
    (
      #"{"id":"1","tags":"x","url":"/rel","sub":{"a":"1"},"either":5}"#,
      "WHOLE passed, ID passed, URL failed, TAGS failed, SUB passed, EITHER failed, STRING passed, "
        + "TAG unknown, A failed, B absent, TEXT unknown, KEY unknown"
    ),
    (
      #"{"id":"1","tags":[],"url":null,"sub":{},"either":{"k":"v"},"extra":1}"#,
      "WHOLE passed, ID passed, URL passed, TAGS passed, SUB passed, EITHER passed, STRING passed, "
        + "TAG unknown, A failed, B absent, TEXT absent, KEY passed"
    ),
    (
      "[]",
      "WHOLE failed, ID unknown, URL unknown, TAGS unknown, SUB unknown, EITHER unknown, "
        + "STRING unknown, TAG unknown, A unknown, B unknown, TEXT unknown, KEY unknown"
    ),
  ]

  private func schemas() -> SuiteSchemas {
    let (schemas, faults) = SuiteSchemas.compile([
      SourceText(name: "Suites/x/schemas/entry.schema.json", Self.entry),
      SourceText(name: "Suites/x/schemas/sub.schema.json", Self.sub),
    ])
    #expect(faults.isEmpty, "\(faults.map(\.diagnostic.message))")
    return schemas
  }

  @Test func `each finding decides the ids nearest to it, and each id by what it met`() {
    let schemas = schemas()
    #expect(schemas.names == ["entry", "sub"])
    for (body, expected) in Self.cases {
      let outcome = judge(body, schemas: schemas).outcome(
        of: claim(fact(.body), types(.schema("entry"))))
      let words = outcome.requirements.map { "\($0.requirement) \(Self.word($0.outcome))" }
      #expect(
        Set(words) == Set(expected.split(separator: ", ").map(String.init)),
        "\(body): \(words.joined(separator: ", "))")
    }
  }

  @Test func `an alternative that was not taken breaks none of its ids`() {
    let schemas = schemas()
    let isEntry = types(.schema("entry"))
    let isSub = types(.schema("sub"))
    let isEither = types(.schema("entry"), .schema("sub"))
    let a = query("$.a")
    let entries = query("$.l[*]")
    let table: [(String, String, Condition, [String])] = [
      // Both alternatives by `or`, by a type list, and by `some`.
      (
        #"{"a":1}"#, "met", .any([claim(fact(.body), isEntry), claim(fact(.body), isSub)]),
        ["WHOLE absent", "ID absent", "A passed"]
      ),
      (
        #"{"a":1}"#, "met", .any([claim(a, isEntry), claim(fact(.body), isSub)]),
        ["ID absent", "A passed"]
      ),
      (
        #"{"a":1}"#, "met", .any([claim(query("$.no"), isEntry), claim(fact(.body), isSub)]),
        ["ID absent", "A passed"]
      ),
      (#"{"a":1}"#, "met", claim(fact(.body), isEither), ["ID absent", "A passed"]),
      (
        #"{"a":1}"#, "undecided",
        .any([claim(fact(.body), isEntry), claim(ref("never"), .exists)]),
        ["ID unknown"]
      ),
      (#"{"l":[{"a":"x"},{"a":1}]}"#, "met", claim(.some, entries, isSub), ["A absent"]),
      (#"{"l":[{"a":"x"}]}"#, "unmet", claim(.some, entries, isSub), ["A failed"]),
      (#"{"l":[{"a":"x"}]}"#, "met", claim(.no, entries, isSub), []),
      (#"{"l":[{"a":"x"},{"a":1}]}"#, "unmet", claim(.every, entries, isSub), ["A failed"]),
    ]
    for (body, word, condition, expected) in table {
      let outcome = judge(body, schemas: schemas).outcome(of: condition)
      let words = outcome.requirements.map { "\($0.requirement) \(Self.word($0.outcome))" }
      #expect(outcome.judgement.word == word, "\(body): \(outcome.judgement)")
      #expect(Set(expected).isSubset(of: words), "\(body): \(words.joined(separator: ", "))")
      if word == "met" {
        #expect(!words.contains { $0.hasSuffix("failed") || $0.hasSuffix("unknown") }, "\(words)")
      }
    }
  }

  @Test func `findings carry pointers, places and words, and extensions are notes`() {
    let body = #"{"id":1,"tags":[],"url":"/rel","extra":{"deep":1},"free":{"any":1}}"#
    let outcome = judge(body, schemas: schemas()).outcome(
      of: claim(fact(.body), types(.schema("entry"))))
    #expect(outcome.notes == ["the format does not name the member /extra"])
    let words = outcome.judgement.mismatches
    #expect(words.first == "/id 1:7 expected a string, received the number 1", "\(words)")
    #expect(
      words.last?.hasPrefix(#"/url 1:25 expected an absolute URL, received "/rel": "#) == true)
    #expect(words.count == 2, "\(words)")
  }

  @Test func `elements that take their full budget end the look at an array`() {
    let costly = ##"{"type":"string","pattern":"^(a*)*\\1b$"}"##
    let (schemas, faults) = SuiteSchemas.compile([
      SourceText(name: "Suites/x/schemas/costly.schema.json", costly)
    ])
    #expect(faults.isEmpty, "\(faults.map(\.diagnostic.message))")
    let text = "\"" + String(repeating: "a", count: 60) + "\""
    for (count, word) in [(9, "unmet"), (10, "undecided")] {
      let elements = Array(repeating: text, count: count) + ["5"]
      let outcome = judge("{\"l\":[\(elements.joined(separator: ","))]}", schemas: schemas).outcome(
        of: claim(query("$.l"), types(.schema("costly"), array: true)))
      #expect(outcome.judgement.word == word, "\(count): \(outcome.judgement)")
    }
  }

  @Test func `elements of a list are judged one by one, and none leaves every id open`() {
    let schemas = schemas()
    let list = #"{"l":[{"id":"1","tags":[]},{"id":"2","tags":["t"],"url":"https://a.example"}]}"#
    let outcome = judge(list, schemas: schemas).outcome(
      of: claim(.every, query("$.l[*]"), types(.schema("entry"))))
    let found = Dictionary(
      uniqueKeysWithValues: outcome.requirements.map { ($0.requirement, $0.outcome) })
    #expect(found["ID"] == .passed(observations: 2))
    #expect(found["URL"] == .passed(observations: 1))
    #expect(found["TAG"] == .passed(observations: 1))
    let none = judge(#"{"l":[]}"#, schemas: schemas).outcome(
      of: claim(.every, query("$.l[*]"), types(.schema("entry"))))
    #expect(none.judgement.word == "undecided" && none.requirements.count == 12)
    let unread = judge("<html>", schemas: schemas).outcome(
      of: claim(fact(.body), types(.schema("entry"))))
    #expect(unread.judgement.word == "unmet")
    #expect(unread.requirements.allSatisfy { Self.word($0.outcome) == "unknown" })
  }

  @Test func `a schema that is none is a fault with a place, and leaves the others`() {
    let (schemas, faults) = SuiteSchemas.compile([
      SourceText(name: "a.schema.json", #"{"x-type":"nonsense"}"#),
      SourceText(name: "b.schema.json", "{"), SourceText(name: "c.schema.json", "{}"),
      SourceText(name: "d.schema.json", ##"{"$ref":"nowhere.schema.json"}"##),
    ])
    #expect(schemas.names == ["c"])
    #expect(
      faults.map(\.source.name).sorted() == ["a.schema.json", "b.schema.json", "d.schema.json"])
  }

  private static func word(_ outcome: RequirementJudgement.Outcome) -> String {
    switch outcome {
    case .passed: "passed"
    case .failed: "failed"
    case .notApplicable: "absent"
    case .undecided: "unknown"
    }
  }
}

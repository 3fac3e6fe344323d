import SynchroText
import Testing

@testable import SynchroSpec

@Suite struct ExampleRulesTests {
  private func read(_ text: String) -> (rules: ExampleRules, diagnostics: [Diagnostic]) {
    ExampleRules.read(
      SourceText(name: "x.rules", text), formats: ["meter", "reading"],
      isRequirement: { $0.hasPrefix("M/") })
  }

  @Test func `a file of rules is read whole`() {
    let (rules, diagnostics) = read(
      """
      rules m
        documents: A-1, A-2
        request-mark: > request
        credentials: id secret
      example one
        request: GET, HEAD **/meters/*
        status: 200 304 by M/1
        answers: meter
        part: $.readings[*] reading
        answer-field: Cache-Control: no-store
      claim two
        of: meter, reading
        request-of: one
        demand: {"required":
          ["a"]}
        says: something is wrong
        level: warning
      """)
    #expect(diagnostics.map(\.message) == [])
    #expect(rules.documents == ["A-1", "A-2"])
    #expect(rules.cover("a-2") && !rules.cover("A-3") && !rules.cover(nil))
    #expect(rules.examples.first?.methods == ["GET", "HEAD"])
    #expect(rules.examples.first?.statuses == [200, 304])
    #expect(rules.examples.first?.statusRule == "M/1")
    #expect(rules.claims.first?.formats == ["meter", "reading"])
    #expect(rules.claims.first?.severity == .warning)
  }

  @Test(arguments: [
    ("exmaple a\n  request: GET /", "there is no kind of rule called 'exmaple'"),
    ("example a\n  anwers: meter\n  request: GET /", "an example has no key 'anwers'"),
    ("example a\n  request: GET /\n  answers: metre", "there is no object format 'metre'"),
    ("example a\n  answers: meter", "the example 'a' says nothing by which it is known"),
    ("example a\n  request: /", "this is no request"),
    ("example a\n  has: x\n  status: 20", "these are no status codes"),
    ("example a\n  has: x\n  status: 200 by X/1", "there is no requirement 'X/1'"),
    ("example a\n  has: x\n  part: $.a[ meter", "'$.a[' is no JSONPath: "),
    ("example a\n  has: x\n  part: $.a[ meter x", "a path and a format are needed"),
    ("example a\n  has: x\n  answer-field: : x", "this is no header field"),
    ("example a\n  has: x\nexample a\n  has: x", "the example 'a' exists already"),
    ("claim a\n  of: meter\n  says: x", "the claim 'a' needs one of 'demand', 'order' and 'same'"),
    ("claim a\n  of: meter\n  demand: {\"type\": 1}\n  says: x", "the demand is no schema: "),
    ("claim a\n  of: meter\n  demand: {\n  says: x", "the demand is no JSON: "),
    ("claim a\n  of: meter\n  order: a < b\n  says: x", "this is no order of two members"),
    ("claim a\n  request-of: b\n  same: x\n  says: x", "no example above is called 'b'"),
    ("claim a\n  same: x\n  says: x", "the claim 'a' says nothing about what it is"),
    ("claim a\n  of: meter\n  same: x", "the claim 'a' has no 'says'"),
    ("claim a\n  of: meter\n  same: x\n  says: x\n  level: grave", "'grave' is no level"),
    ("rules a\n  request-mark: x", "the rules 'a' has no 'documents'"),
    ("rules a\n  documents: A\n  credentials: x", "two members are needed, of the identifier"),
  ])
  func `a slip in the rules is told`(text: String, message: String) {
    let messages = read(text).diagnostics.map(\.message)
    #expect(messages.contains { $0.hasPrefix(message) }, "\(messages)")
  }
}

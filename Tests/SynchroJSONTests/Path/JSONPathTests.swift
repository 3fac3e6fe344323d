import Foundation
import SynchroFuzz
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct JSONPathTests {
  @Test func `a refusal marks the place and says what is wrong`() throws {
    var rendered = ""
    for text in [
      "«»", "«store»", "« »$", "$« »", "$.«»", "$.«1»a", "$.« »a", "$.«[»'a']", "$..«»", "$«a»",
      "$«[]»", "$«[»0", "$[0::1«:»2]", "$[«,»0]", "$[0 «2»]", "$[«a»]", "$[«@».a]", "$[«-0»]",
      "$[«01»]", "$[1«.»0]", "$[«9007199254740992»]", "$[-«»", "$[«'»a]", "$['a«\u{1}»']",
      "$['«\\x»']", "$[\"«\\'»\"]", "$['«\\u12»']", "$['«\\ud800»']", "$['«\\ud800»\\u1234']",
      "$['«\\é»']", "$[?«»", "$[?«]»", "$[?@.a «=» 1]", "$[?@.a «&» @.b]", "$[?@.a «|» @.b]",
      "$[?«true»]", "$[?@.a && «'x'»]", "$[?@.a == «True»]", "$[?@.a == «nul»]",
      "$[?«lenght»(@) > 1]",
      "$[?«size»(@) > 1]", "$[?count« »(@.*) > 1]", "$[?«count()» == 1]", "$[?«length(@, @)» == 1]",
      "$[?count(«1») == 1]", "$[?length(«@.*») == 1]", "$[?length(«@.a && @.b») == 1]",
      "$[?length(«match(@.a, 'x')») == 1]", "$[?«length(@.a)»]", "$[?«match(@.a, 'x')» == true]",
      "$[?«@.*» == 1]", "$[?@«[ 'a' ]» == 1]", "$[?!@.a «==» 1]", "$[?(@.a) «==» 1]",
      "$[?@.a == 1 «=»= 1]", "$[?«(»@.a", "$[?length«(»@.a", "$[?@.a == «01»]", "$[?@.a == 1.«]»",
      "$[?@.a == 1e«]»", "$[?@.a == «+»1]", "$[?@.a == «1e9999999999»]", "$[?!«!»@.a]", "$[«é»]",
      "$.a«%»",
    ] {
      let marked = MarkedText(text, name: "query")
      let query = marked.source.text(of: SourceRange(0, marked.source.bytes.count))
      do {
        _ = try JSONPath(parsing: query, name: "query")
        Issue.record("accepted: \(text)")
      } catch {
        #expect(error.range == marked.ranges.first, "\(text): \(error)")
        rendered += DiagnosticRenderer().render(error.diagnostic, in: error.source) + "\n"
      }
    }
    try expectGolden(rendered, "JSON/jsonpath-refusals.txt")
  }

  /// Each query, a document, and what is found: path and value.
  @Test(arguments: [
    ("$", "1", ["$ 1"]),
    ("$.a['b'][-1]", #"{"a":{"b":[1,2]}}"#, ["$['a']['b'][1] 2"]),
    (
      "$..x", #"{"x":{"x":1},"y":[{"x":2}]}"#,
      [
        "$['x'] {\"x\":1}", "$['x']['x'] 1", "$['y'][0]['x'] 2",
      ]
    ),
    (#"$["\u00e9"]"#, "{\"e\u{301}\":1,\"\u{E9}\":2}", ["$['\u{E9}'] 2"]),
    (#"$['\'\\\u0001\n']"#, #"{"'\\\u0001\n":1}"#, [#"$['\'\\\u0001\n'] 1"#]),
    (
      "$[?@ == 1]", "[1, 1.0, 10e-1, 100000000000000000000000001e-26, \"1\", true]",
      [
        "$[0] 1", "$[1] 1.0", "$[2] 10e-1",
      ]
    ),
    (
      "$[?@ > 9007199254740992]", "[9007199254740993, 9007199254740992]",
      [
        "$[0] 9007199254740993"
      ]
    ),
    ("$[?@ > '\u{FFFD}']", "[\"\u{1F600}\", \"z\"]", ["$[0] \"\u{1F600}\""]),
    (
      "$[?@.a == @.b]", #"[{"a":{"x":1,"y":[2.0]},"b":{"y":[2],"x":1e0}},{},{"a":null}]"#,
      [
        #"$[0] {"a":{"x":1,"y":[2.0]},"b":{"y":[2],"x":1e0}}"#, "$[1] {}",
      ]
    ),
    (
      "$[?@.a <= @.b]", #"[{},{"a":null,"b":null},{"a":1},{"a":true,"b":true}]"#,
      [
        "$[0] {}", #"$[1] {"a":null,"b":null}"#, #"$[3] {"a":true,"b":true}"#,
      ]
    ),
    (
      "$[?length(@) == 2]", "[\"e\u{301}\", \"\u{1F600}\", [1,2], {\"a\":1}]",
      [
        "$[0] \"e\u{301}\"", "$[2] [1,2]",
      ]
    ),
    ("$[?count($[*]) == 3].a", #"[{"a":1},{"b":1},{"a":2}]"#, ["$[0]['a'] 1", "$[2]['a'] 2"]),
    ("$[?@..[?@ == 7]]", "[[[7]],[8],7]", ["$[0] [[7]]"]),
    ("$[?match(@, 'a(')]", #"["a(", "a"]"#, []),
    (
      "$[?search(@.t, @.p)].p", #"[{"t":"xay","p":"a"},{"t":"xay","p":"["},{"t":"b","p":"a"}]"#,
      [
        #"$[0]['p'] "a""#
      ]
    ),
    ("$[1:9223372036854:3, -2:]", "[0,1,2,3,4]", ["$[1] 1", "$[4] 4", "$[3] 3", "$[4] 4"]),
    ("$[::-9007199254740991]", "[0,1,2]", ["$[2] 2"]),
    ("$.a", #"{"a":1,"a":2}"#, ["$['a'] 2"]),
  ])
  func `a query finds what the RFC says, with its path`(
    query: String, document: String, expected: [String]
  ) throws {
    let root = try JSONDocument(parsing: document).root
    let matches = try JSONPath(parsing: query).nodes(in: root)
    #expect(matches.map { "\($0.path) \($0.node.lexeme)" } == expected)
    for match in matches {
      #expect(match.path.pointer.resolve(in: root)?.id == match.node.id)
      let again = try JSONPath(parsing: match.path.description)
      #expect(again.isSingular)
      #expect(try again.nodes(in: root).map(\.node.id) == [match.node.id])
    }
  }

  @Test(arguments: [
    ("$", true), ("$.a[0]['b'][-1]", true), ("$[ 'a' ]", true), ("$.*", false), ("$..a", false),
    ("$[0,1]", false), ("$[0:1]", false), ("$[?@]", false),
  ])
  func `a query of names and indices alone is singular`(query: String, isSingular: Bool) throws {
    #expect(try JSONPath(parsing: query).isSingular == isSingular)
  }

  @Test func `a pattern that is none is a warning, for it matches nothing`() throws {
    let marked = MarkedText("$[?match(@.a, «'a('») || search(@.a, 'a')]", name: "query")
    let path = try JSONPath(
      parsing: marked.source.text(of: SourceRange(0, marked.source.bytes.count)), name: "query")
    #expect(path.warnings.map(\.primary.range) == marked.ranges)
    #expect(path.warnings.first?.primary.text == "character 2: this group is not closed with ')'")
  }

  @Test func `a document may be deeper than a thread's stack`() throws {
    let depth = 10_000
    let text = String(repeating: "[", count: depth) + "7" + String(repeating: "]", count: depth)
    let root = try JSONDocument(parsing: text, limits: JSONLimits(depth: depth)).root
    let all = try JSONPath(parsing: "$..*").nodes(in: root)
    #expect(all.count == depth)
    #expect(all.last?.path.steps.count == depth)
    #expect(try JSONPath(parsing: "$..[?@ == 7]").nodes(in: root).count == 1)
    #expect(try JSONPath(parsing: "$[?count(@..*) == 9999]").nodes(in: root).count == 1)
  }

  @Test(arguments: [
    ("$..*", JSONPathLimits(results: 5), JSONPathLimitExceeded.results(5)),
    ("$..*..*..*..*..*..*..*..*", JSONPathLimits(results: 900), .results(900)),
    ("$[?count($..*) == 0 || count(@..*) == 0]", JSONPathLimits(steps: 50), .steps(50)),
    ("$[?search(@, '(a{0,90}){0,90}b')]", JSONPathLimits(patternSteps: 9000), .patternSteps(9000)),
  ])
  func `each limit is an error that names it`(
    query: String, limits: JSONPathLimits, expected: JSONPathLimitExceeded
  ) throws {
    let long = String(repeating: "a", count: 90)
    let text = "[\"\(long)\",[[1,2,[3,[4,[5,[6,[7,[8,[9,[0,[1,[2,[3,[4]]]]]]]]]]]]]]]"
    let root = try JSONDocument(parsing: text).root
    let path = try JSONPath(parsing: query)
    #expect(throws: expected) { try path.nodes(in: root, limits: limits) }
  }

  @Test func `nesting and length of a query are limited`() {
    let limit = JSONPath.depthLimit
    for (open, close) in [("(", ")"), ("!(", ")"), ("@[?", "]"), ("length(", ")")] {
      let bare = { (count: Int) in
        "$[?" + String(repeating: open, count: count) + "@.a"
          + String(repeating: close, count: count) + "]"
      }
      let error = #expect(throws: JSONPathError.self) { try JSONPath(parsing: bare(limit)) }
      #expect(error?.reason == .tooDeep(limit: limit), "\(open)")
    }
    #expect(throws: Never.self) {
      try JSONPath(
        parsing: "$[?" + String(repeating: "(", count: limit - 1) + "@.a"
          + String(repeating: ")", count: limit - 1) + "]")
    }
    let long = "$" + String(repeating: ".a", count: JSONPath.lengthLimit / 2)
    let error = #expect(throws: JSONPathError.self) { try JSONPath(parsing: long) }
    #expect(error?.reason == .tooLong(limit: JSONPath.lengthLimit))
  }

  @Test(.timeLimit(.minutes(5)))
  func `the deepest query and the deepest pattern fit a small stack`() async throws {
    let found = try await onSmallStack {
      // A call is one more level, and the first filter stands in the root query.
      let filters = JSONPath.depthLimit - 2
      let query =
        "$[?" + String(repeating: "@[?", count: filters) + "match(@, 'a+')"
        + String(repeating: "]", count: filters + 1)
      let text =
        String(repeating: "[", count: filters + 1) + "\"aa\""
        + String(repeating: "]", count: filters + 1)
      return try JSONPath(parsing: query).nodes(in: try JSONDocument(parsing: text).root).count
    }
    #expect(found == 1)
    let holds = try await onSmallStack {
      try ["", "\\1"].allSatisfy { tail in
        let looks =
          String(repeating: "(?=a?", count: 99) + "(a*)" + tail + String(repeating: ")", count: 99)
        return try Pattern(looks, dialect: .ecmaScript).firstMatch(anywhereIn: "aaa")
      }
    }
    #expect(holds)
  }

  private func onSmallStack<Answer: Sendable>(
    _ body: @escaping @Sendable () throws -> Answer
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Result(catching: body)) }
      thread.stackSize = 512 << 10
      thread.start()
    }
  }

  @Test func `a parser fed damaged queries answers every time`() {
    #expect(FuzzTarget.jsonPath.run(cases: 20_000, seed: 1)?.description == nil)
  }
}

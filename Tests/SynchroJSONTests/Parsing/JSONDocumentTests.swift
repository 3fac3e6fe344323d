import SynchroFuzz
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct JSONDocumentTests {
  @Test func `every value and key knows its bytes, line and column`() throws {
    let marked = MarkedText(
      """
      {
        «"a"»: «[«1.50», «true»]»,
      \t«"ключ"»: «{«"x"»: «null»}»
      }
      """)
    let root = try JSONDocument(parsing: marked.source).root
    var ranges: [SourceRange] = []
    collect(root, into: &ranges)
    #expect(ranges.sorted { ($0.start, $0.end) < ($1.start, $1.end) } == marked.ranges)
    #expect(root["ключ"]?.place == SourcePlace(line: 3, column: 10))
    #expect(root["a"]?[1]?.place == SourcePlace(line: 2, column: 15))
    #expect(root["a"]?[0]?.number?.lexeme == "1.50")
  }

  private func collect(_ node: JSONNode, into ranges: inout [SourceRange]) {
    for member in node.members {
      ranges += [member.keyRange, member.value.range]
      collect(member.value, into: &ranges)
    }
    for element in node.elements {
      ranges.append(element.range)
      collect(element, into: &ranges)
    }
  }

  @Test func `a refusal marks the place and says what is wrong`() throws {
    var rendered = ""
    for text in [
      "«»", "  «»", "{«»", "[1,«»", #"{"a":1«,»}"#, "[1«,»]", "{«a»:1}", #"{"a" «1»}"#, "[«tru»]",
      "«NaN»", "[«-Infinity»]", "«'»a'", "[1 «2»]", "1  «2»", "«01»", "[«1.»]", "«-»", "«2e»x",
      #"["«\q»"]"#, #"["«\u12»"]"#, #"["«\uD800»"]"#, #"["«\udc00»"]"#, "[«//» c\n1]",
      "«\u{FEFF}»1", "[\"a«\u{1}»\"]", "[\"\u{7F}\"«»", "{\"a\":1«,»]", "[1«}»", "«\"abc»", "«+»1",
      "«.»5", "[«,»1]",
    ] {
      let marked = MarkedText(text, name: "t.json")
      do {
        _ = try JSONDocument(parsing: marked.source)
        Issue.record("accepted: \(text)")
      } catch {
        #expect(error.range == marked.ranges.first, "\(text)")
        rendered += DiagnosticRenderer().render(error.diagnostic, in: marked.source) + "\n"
      }
    }
    try expectGolden(rendered, "JSON/refusals.txt")
  }

  @Test(arguments: [
    ("{\"a\":1,\"b\":2,\"a\":3}", ["a"]),
    (#"{"a":1,"\u0061":2,"A":3}"#, ["a"]),
    ("{\"\u{E9}\":1,\"e\u{301}\":2}", []),
    (#"[{"x":{"y":1,"y":2},"x":0},{"x":1}]"#, ["y", "x"]),
    (#"{"a":1,"a":{"b":1,"b":2}}"#, ["a", "b"]),
    (#"{"":1,"":2,"":3}"#, ["", ""]),
  ])
  func `repeated keys are findings, compared by code point`(text: String, expected: [String]) throws
  {
    #expect(try JSONDocument(parsing: text).duplicateKeys.map(\.key) == expected)
  }

  @Test func `repeated keys are found in objects of any size`() throws {
    for count in [15, 16, 17, 18, 1000] {
      let members = (0..<count).map { "\"key-number-\($0)\":\($0)" }
      let text =
        "{" + (members + ["\"key-number-7\":0", "\"key-number-3\":0"]).joined(separator: ",")
      let document = try JSONDocument(parsing: text + "}")
      #expect(document.duplicateKeys.map(\.key) == ["key-number-7", "key-number-3"])
      #expect(document.root["key-number-3"]?.number?.int == 0)
      for duplicate in document.duplicateKeys {
        #expect(document.source.text(of: duplicate.first) == "\"\(duplicate.key)\"")
        #expect(duplicate.first.start < duplicate.again.start)
      }
    }
  }

  @Test(arguments: [
    ("[[[[[]]]]]", JSONLimits(depth: 4), "nested deeper than the limit of 4"),
    ("[1,2,3]", JSONLimits(bytes: 6), "longer than the limit of 6 bytes"),
    ("[1,2,3]", JSONLimits(nodes: 3), "more values than the limit of 3"),
    (#"{"a":1}"#, JSONLimits(nodes: 1), "more values than the limit of 1"),
    ("[12345]", JSONLimits(numberLength: 4), "longer than the limit of 4 characters"),
    ("[1e1000000000]", .standard, "beyond the limit of 999999999"),
    (String(repeating: "[", count: 100_000), .standard, "nested deeper than the limit of 512"),
    (String(repeating: "{\"a\":", count: 100_000), .standard, "deeper than the limit of 512"),
  ])
  func `each limit refuses by its name and value`(
    text: String, limits: JSONLimits, words: String
  ) throws {
    let error = try #require(throws: JSONSyntaxError.self) {
      try JSONDocument(parsing: SourceText(name: "big", text), limits: limits)
    }
    #expect(error.isLimit)
    #expect(error.description.contains(words), "\(error)")
  }

  @Test func `strings are read with every escape and compared by code point`() throws {
    let text =
      #"["\"\\\/\b\f\n\r\t", "\u00e9\uD834\uDD1E", "é𝄞", "e\u0301", "plain text that is long"]"#
    let root = try JSONDocument(parsing: text).root
    #expect(root[0]?.string == "\"\\/\u{8}\u{C}\n\r\t")
    let (escaped, plain, composed) = try (
      #require(root[1]), #require(root[2]), #require(root[3])
    )
    #expect(escaped.isEqual(to: plain))
    #expect(!composed.isEqual(to: try JSONDocument(parsing: "\"é\"").root))
    #expect(root[4]?.string == "plain text that is long")
    #expect(root[5] == nil && root[-1] == nil && root["a"] == nil)
  }

  @Test func `a parser fed damaged texts answers every time and agrees with its own printing`() {
    #expect(FuzzTarget.json.run(cases: 20_000, seed: 1)?.description == nil)
  }
}

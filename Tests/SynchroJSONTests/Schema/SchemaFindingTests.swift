import SynchroFuzz
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct SchemaFindingTests {
  @Test func `findings name pointer, place, keyword and reason`() throws {
    let schema = try JSONDocument(
      parsing: SourceText(name: "schema.json", bytes: Fixtures.bytes("Schema/findings.schema.json"))
    )
    let instance = try JSONDocument(
      parsing: SourceText(
        name: "instance.json", bytes: Fixtures.bytes("Schema/findings.instance.json")))
    let findings = try JSONSchema(
      compiling: schema, options: SchemaOptions(formats: .asserted)
    ).validate(instance.root)
    var rendered = findings.map { $0.description + "\n" }.joined()
    rendered += "\n" + findings.map { $0.schema.description + "\n" }.joined() + "\n"
    for finding in findings {
      rendered += DiagnosticRenderer().render(finding.diagnostic, in: instance.source) + "\n"
    }
    try expectGolden(rendered, "Schema/findings.txt")
  }

  @Test(arguments: [
    (##"{"items":{"type":"string"}}"##, ##"["a",«12»,"é𝄞",«[1,"x"]»]"##, ["/1", "/3"]),
    (##"{"properties":{"a/b~c":{"minimum":2}}}"##, ##"{"a/b~c": «1»}"##, ["/a~1b~0c"]),
    (##"{"properties":{"é":{"const":1}}}"##, ##"{"\u00e9":«2»,"e\##u{301}":3}"##, ["/é"]),
    (##"{"properties":{"a":1e0},"additionalProperties":false}"##, "", []),
    (
      ##"{"properties":{"a":true},"additionalProperties":false}"##, ##"{"a":1, «"bé"» : 2}"##,
      ["/bé"]
    ),
    (##"{"propertyNames":{"maxLength":1}}"##, ##"{"a":1,«"\u0061b"»:[{"cc":1}]}"##, ["/ab"]),
    (##"{"required":["a","b"]}"##, ##"  «{"b":1}»  "##, [""]),
    (##"{"properties":{"x":{"required":["y"]}}}"##, ##"{"x":«{"b":1}»}"##, ["/x"]),
    (
      ##"{"unevaluatedProperties":false,"$ref":"#/$defs/r","$defs":{"r":{"properties":{"a":{}}}}}"##,
      ##"{"a":1,«"b"»:2}"##, ["/b"]
    ),
    (##"{"prefixItems":[{}],"items":false}"##, "[1,«2»]", ["/1"]),
    (##"{"uniqueItems":true}"##, ##"[{"a":1,"b":[1.0]},2,«{"b":[10e-1],"a":1}»]"##, ["/2"]),
    (##"{"properties":{"b":false}}"##, ##"{"a":1,"b":«{"c":[1]}»}"##, ["/b"]),
    (##"{"contains":{"const":"x"}}"##, ##"«["y"]»"##, [""]),
    (##"{"not":{"type":"object"}}"##, ##"«{"a":1}»"##, [""]),
    (##"{"properties":{"a":{"type":"string"}}}"##, ##"{"a":«1»,"a":"s","a":«2»}"##, ["/a", "/a"]),
  ])
  func `a finding marks the bytes that it is about`(
    schema: String, marked: String, pointers: [String]
  ) throws {
    guard !marked.isEmpty else {
      #expect(throws: SchemaError.self) { try compile(schema) }
      return
    }
    let text = MarkedText(marked)
    let document = try JSONDocument(parsing: text.source)
    let findings = try compile(schema).validate(document.root)
    #expect(findings.map(\.range) == text.ranges, "\(findings)")
    #expect(findings.map(\.instance.description) == pointers)
    #expect(try !compile(schema).isValid(document.root))
  }

  @Test func `of several alternatives the most promising comes first`() throws {
    let schema = try compile(
      ##"""
      {"oneOf": [
        {"type": "string"},
        {"properties": {"kind": {"const": "disk"}, "size": {"type": "integer"}}},
        {"properties": {"kind": {"const": "tape"}, "size": {"minimum": 10}}}]}
      """##)
    let tape = try JSONDocument(parsing: ##"{"kind": "tape", "size": 9}"##).root
    let finding = try #require(schema.validate(tape).first)
    #expect(finding.fault == .noBranch(of: 3))
    #expect(finding.branches.map(\.index) == [2, 1, 0])
    #expect(finding.branches[0].findings.map(\.instance.description) == ["/size"])
    let free = try JSONDocument(parsing: ##"{"size": 10}"##).root
    #expect(schema.validate(free).map(\.fault) == [.severalBranches([1, 2])])
  }

  @Test func `unknown keywords tell which requirement was decided where, and how`() throws {
    let schema = try compile(
      ##"""
      {"type": "object", "required": ["id"], "x-requirement": "R0", "properties": {
        "id": {"type": "string", "x-requirement": "R1"},
        "uri": {"type": "string", "x-requirement": ["R2", "R3"]},
        "list": {"x-requirement": "R4", "items": {"$ref": "#/$defs/entry"}}},
       "anyOf": [{"required": ["zzz"], "x-requirement": "R6"}, {"x-requirement": "R7"}],
       "not": {"x-requirement": "R8", "required": ["zzz"]},
       "$defs": {"entry": {"type": "integer", "x-requirement": "R5"}}}
      """##)
    let instance = try JSONDocument(parsing: ##"{"id": 1, "uri": "u", "list": [1, "2"]}"##).root
    let outcome = schema.evaluate(instance)
    #expect(
      outcome.annotations.map { "\($0.instance) \($0.value.lexeme) \($0.verdict)" }.sorted() == [
        " \"R0\" brokenInside", " \"R7\" met", "/id \"R1\" brokenHere",
        "/list \"R4\" brokenInside", "/list/0 \"R5\" met", "/list/1 \"R5\" brokenHere",
        "/uri [\"R2\", \"R3\"] met",
      ])
    #expect(outcome.annotations(at: JSONPointer(tokens: ["id"])).count == 1)
    #expect(outcome.isDecided && !outcome.isValid)
    #expect(schema.evaluate(instance, annotations: false).annotations.isEmpty)
  }

  @Test func `findings know the way to their rule, and outcomes what met which kinds`() throws {
    let schema = try JSONSchema(
      compiling: JSONDocument(
        parsing: ##"""
          {"properties": {"a": {"items": {"$ref": "#/$defs/even"}}, "b": {"type": "null"}},
           "$defs": {"even": {"type": "string", "x-form": "even"}}}
          """##
      ).root,
      customFormats: SchemaCustomFormats(
        keyword: "x-form",
        checks: ["even": { $0.utf8.count % 2 == 0 ? nil : FormatFault(.rule("it is odd")) }]))
    let outcome = schema.evaluate(try JSONDocument(parsing: ##"{"a": ["xy", "xyz", 1]}"##).root)
    #expect(
      outcome.findings.map { finding in
        finding.way.map { "\($0.instance)@\($0.schema.pointer)" }.joined(separator: " ")
      } == [
        "@ /a@/properties/a /a/1@/properties/a/items /a/1@/$defs/even",
        "@ /a@/properties/a /a/2@/properties/a/items /a/2@/$defs/even",
      ])
    #expect(
      outcome.findings.first?.reason == #"expected the format 'even', got "xyz": it is odd"#)
    let kinds = outcome.applied.map { "\($0.key.pointer) \($0.value.count)" }.sorted()
    #expect(
      kinds
        == ["", "/$defs/even", "/properties/a", "/properties/a/items"].map { path in
          path + (path.isEmpty || path == "/properties/a" ? " 1" : " 2")
        })
    #expect(
      schema.validate(try JSONDocument(parsing: ##"{"b": 1}"##).root).first?.way.isEmpty == true)
    #expect(throws: SchemaError.self) {
      try JSONSchema(
        compiling: JSONDocument(parsing: ##"{"x-form": "unknown"}"##).root,
        customFormats: SchemaCustomFormats(keyword: "x-form", checks: [:]))
    }
  }

  @Test func `keywords that describe are kept for the values that they speak of`() throws {
    let schema = try compile(
      ##"{"title":"T","items":{"format":"date","contentEncoding":"base64","$comment":"none"}}"##)
    let outcome = schema.evaluate(try JSONDocument(parsing: #"["x",1]"#).root)
    #expect(
      outcome.annotations.map { "\($0.instance) \($0.keyword)" } == [
        "/0 format", "/0 contentEncoding", "/1 format", " title",
      ])
    #expect(outcome.isValid)
  }

  @Test(arguments: [
    (##"{"$ref":"#"}"##, "1", "refers back to itself"),
    (##"{"anyOf":[{"type":"string"},{"$ref":"#"}]}"##, "1", "refers back to itself"),
    (##"{"not":{"$ref":"#"}}"##, "1", "refers back to itself"),
    (##"{"$dynamicAnchor":"a","allOf":[{"$dynamicRef":"#a"}]}"##, "{}", "refers back to itself"),
    (##"{"items":{"$ref":"#"}}"##, String(repeating: "[", count: 300), "(limit 'depth')"),
    (
      ##"{"items":{"allOf":[{"$ref":"#"},{"$ref":"#"}]}}"##,
      String(repeating: "[", count: 60), "(limit 'steps')"
    ),
    (##"{"pattern":"^(a*)*\\1b$"}"##, "\"" + String(repeating: "a", count: 60) + "\"", "/"),
  ])
  func `a limit is named and never looks like a verdict`(
    schema: String, text: String, words: String
  ) throws {
    let closed = text.first == "[" ? text + String(repeating: "]", count: text.count) : text
    let document = try JSONDocument(parsing: closed)
    let limits = SchemaLimits(depth: 400, steps: 20_000, patternSteps: 20_000)
    let compiled = try JSONSchema(
      compiling: JSONDocument(parsing: schema), options: SchemaOptions(limits: limits))
    let findings = compiled.validate(document.root)
    let last = try #require(findings.last)
    #expect(last.fault.isUndecided && last.reason.contains(words), "\(findings)")
    #expect(!compiled.isValid(document.root))
    #expect(!compiled.evaluate(document.root).isDecided)
  }

  @Test func `the deepest value that the parser reads fits the standard limits`() throws {
    let schema = try compile(
      ##"{"items":{"$ref":"#"},"uniqueItems":true}"##)
    let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(schema.validate(try JSONDocument(parsing: text).root).isEmpty)
    let keyed =
      String(repeating: ##"{"a":"##, count: 511) + "[1]" + String(repeating: "}", count: 511)
    let objects = try compile(##"{"additionalProperties":{"$ref":"#"},"items":false}"##)
    #expect(objects.validate(try JSONDocument(parsing: keyed).root).count == 1)
  }

  @Test func `findings beyond the limit are counted`() throws {
    let limits = SchemaLimits(findings: 3)
    let schema = try JSONSchema(
      compiling: JSONDocument(parsing: ##"{"items":{"type":"string"}}"##),
      options: SchemaOptions(limits: limits))
    let text = "[" + (0..<100).map(String.init).joined(separator: ",") + "]"
    let findings = schema.validate(try JSONDocument(parsing: text).root)
    #expect(findings.count == 4 && findings.last?.fault == .omitted(97))
  }

  @Test func `large arrays are checked for equal elements quickly`() throws {
    let schema = try compile(##"{"uniqueItems":true}"##)
    let numbers = (0..<50_000).map { $0 % 2 == 0 ? "\($0)" : "{\"a\":\($0)}" }
    let unique = "[" + numbers.joined(separator: ",") + "]"
    #expect(schema.isValid(try JSONDocument(parsing: unique).root))
    let twice = "[" + (numbers + ["4.99980e4", "4999.8e1"]).joined(separator: ",") + "]"
    #expect(
      schema.validate(try JSONDocument(parsing: twice).root).map(\.fault) == [
        .duplicateItems(first: 49_998, again: 50_000)
      ])
  }

  @Test func `damaged schemas and values are judged every time, the same in each mode`() {
    #expect(FuzzTarget.schema.run(cases: 20_000, seed: 1)?.description == nil)
  }

  private func compile(_ text: String) throws -> JSONSchema {
    try JSONSchema(compiling: JSONDocument(parsing: text))
  }
}

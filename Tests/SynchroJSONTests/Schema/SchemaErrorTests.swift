import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct SchemaErrorTests {
  @Test func `a schema that cannot be used says where, why, and what to do`() throws {
    var rendered = ""
    for text in [
      "«1»", ##"{"items": «[]»}"##, ##"{"properties": {"a": «"string"»}}"##,
      ##"{"properties": «[]»}"##,
      ##"{"type": «"strng"»}"##, ##"{"type": ["string", «"nothing"»]}"##, ##"{"type": «[]»}"##,
      ##"{"minLength": «-1»}"##, ##"{"maxItems": «1.5»}"##, ##"{"minimum": «"1"»}"##,
      ##"{"multipleOf": «0»}"##, ##"{"required": «"a"»}"##, ##"{"required": ["a", «"a"»]}"##,
      ##"{"dependentRequired": {"a": [«1»]}}"##, ##"{"enum": «{}»}"##, ##"{"allOf": «[]»}"##,
      ##"{"anyOf": [{}, «null»]}"##, ##"{"uniqueItems": «1»}"##, ##"{"pattern": «"a(b"»}"##,
      ##"{"patternProperties": {«"[z-a]"»: {}}}"##, ##"{"$ref": «"#/$defs/adress"»}"##,
      ##"{"$ref": «"#/$defs/adress/0"», "$defs": {"address": {}}}"##,
      ##"{"$ref": «"#adress"», "$defs": {"a": {"$anchor": "address"}}}"##,
      ##"{"$ref": «"https://json-schema.org/draft/2020-12/shema"»}"##,
      ##"{"$ref": «"other.json#/a"»}"##, ##"{"$ref": «"a b"»}"##, ##"{"$ref": «"#/%zz"»}"##,
      ##"{"$ref": «7»}"##, ##"{"$dynamicRef": «"#nowhere"»}"##, ##"{"$id": «"a#b"»}"##,
      ##"{"$defs": {"a": {"$id": "x"}, "b": {"$id": «"x"»}}}"##,
      ##"{"$defs": {"a": {"$anchor": "x"}, "b": {"$dynamicAnchor": «"x"»}}}"##,
      ##"{"$anchor": «"1a"»}"##, ##"{"type": "string", «"type"»: "number"}"##,
      ##"{"$schema": «"http://json-schema.org/draft-07/schema#"»}"##, ##"{"$schema": «true»}"##,
      ##"{"$ref": "#/x-data/here", "x-data": {"here": «5»}}"##, ##"{"deprecated": «"yes"»}"##,
    ] {
      let marked = MarkedText(text, name: "s.json")
      do {
        _ = try JSONSchema(compiling: JSONDocument(parsing: marked.source))
        Issue.record("compiled: \(text)")
      } catch let error as SchemaError {
        #expect(error.range == marked.ranges.first, "\(text)")
        rendered += DiagnosticRenderer().render(error.diagnostic, in: marked.source) + "\n"
      }
    }
    try expectGolden(rendered, "Schema/errors.txt")
  }

  @Test func `keywords that look mistyped or outdated are remarked on`() throws {
    let marked = MarkedText(
      ##"{«"requierd"»: [], "x-note": 1, «"definitions"»: {}, "whatever": 1, "contentschema": {}}"##
    )
    let schema = try JSONSchema(compiling: JSONDocument(parsing: marked.source))
    #expect(schema.remarks.prefix(2).map(\.range) == marked.ranges)
    #expect(schema.remarks.map(\.near) == ["required", "$defs", "contentSchema"])
    #expect(schema.remarks[1].diagnostic.message.contains("earlier draft"))
  }

  @Test func `references lead into the registry and nowhere else`() throws {
    var registry = SchemaRegistry()
    let leaf = try JSONDocument(
      parsing: ##"{"$id":"https://ex.org/leaf","$defs":{"é":{"$id":"inner","type":"null"}}}"##)
    try registry.add(leaf)
    try registry.add(
      JSONDocument(parsing: ##"{"$ref":"leaf#/$defs/%C3%A9"}"##).root, at: "https://ex.org/dir/../b"
    )
    #expect(registry.uris.suffix(2) == ["https://ex.org/leaf", "https://ex.org/b"])
    for (reference, isValid) in [
      ("https://ex.org/inner", true), ("https://ex.org/leaf", true), ("https://ex.org/b", true),
      ("https://ex.org/leaf#/%24defs/%C3%A9", true),
    ] {
      let schema = try JSONSchema(
        compiling: JSONDocument(parsing: ##"{"$ref":"\##(reference)"}"##), registry: registry)
      #expect(schema.isValid(try JSONDocument(parsing: "null").root) == isValid)
    }
    for uri in ["relative", "https://ex.org/x#frag", "https://ex.org/a b"] {
      #expect(throws: SchemaError.self) { try registry.add(leaf.root, at: uri) }
    }
    let number = try JSONDocument(parsing: "1")
    #expect(throws: SchemaError.self) { try registry.add(number.root, at: "https://ex.org/n") }
    #expect(throws: SchemaError.self) { try registry.add(number) }
    #expect(throws: SchemaError.self) { try JSONSchema(compiling: leaf, baseURI: "no/base") }
  }

  @Test func `a dialect decides which keywords ask something`() throws {
    var registry = SchemaRegistry()
    let prefix = "https://json-schema.org/draft/2020-12/vocab/"
    for (name, vocabularies) in [
      ("bare", ##""\##(prefix)core": true"##),
      ("strict", ##""\##(prefix)core": true, "\##(prefix)format-assertion": true"##),
      ("alien", ##""\##(prefix)core": true, "https://ex.org/vocab/alien": true"##),
      ("polite", ##""\##(prefix)validation": true, "https://ex.org/vocab/alien": false"##),
    ] {
      try registry.add(
        JSONDocument(
          parsing: ##"{"$id":"https://ex.org/\##(name)","$vocabulary":{\##(vocabularies)}}"##))
    }
    func isValid(_ dialect: String, _ rest: String, _ value: String) throws -> Bool {
      let text = ##"{"$schema":"https://ex.org/\##(dialect)",\##(rest)}"##
      return try JSONSchema(compiling: JSONDocument(parsing: text), registry: registry)
        .isValid(JSONDocument(parsing: value).root)
    }
    #expect(try isValid("bare", ##""type":"string""##, "1"))
    #expect(try !isValid("polite", ##""type":"string""##, "1"))
    #expect(try isValid("polite", ##""format":"ipv4""##, ##""x""##))
    #expect(try !isValid("strict", ##""format":"ipv4""##, ##""x""##))
    #expect(throws: SchemaError.self) { try isValid("strict", ##""format":"ipv5""##, "1") }
    #expect(throws: SchemaError.self) { try isValid("alien", ##""type":"string""##, "1") }
    #expect(throws: SchemaError.self) { try isValid("unheard-of", ##""type":"string""##, "1") }
  }

  @Test func `every built-in meta-schema fits the meta-schema`() throws {
    let registry = SchemaRegistry.standard
    #expect(registry.uris.count == 9)
    let meta = try JSONSchema(
      compiling: JSONDocument(
        parsing: ##"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"##),
      options: SchemaOptions(formats: .asserted))
    for uri in registry.uris {
      let node = try #require(registry.schema(at: uri))
      #expect(meta.validate(node).isEmpty, "\(uri)")
    }
    for wrong in [
      ##"{"minLength":-1}"##, ##"{"type":"x"}"##, ##"{"properties":{"a":1}}"##, ##"{"$id":"a#b"}"##,
      ##"{"allOf":[]}"##, ##"{"definitions":{"a":{"required":[1]}}}"##, "1",
    ] {
      #expect(!meta.isValid(try JSONDocument(parsing: wrong).root), "\(wrong)")
    }
  }
}

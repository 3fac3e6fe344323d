import SynchroJSON
import SynchroScript
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct SchemaRequirementsTests {
  static let metadata = #"""
    {
      "x-requirement": "A/whole",
      "type": "object",
      "properties": {
        "website": {"$ref": "types.schema.json#/$defs/url", "x-requirement": ["A/website", "A/link"]},
        "entries": {"items": {"$ref": "#/$defs/entry"}},
        "self": {"$ref": "#"},
        "kind": {"$ref": "#kind"},
        "far": {"$ref": "nowhere.schema.json"}
      },
      "examples": [{"x-requirement": "A/in-an-example"}],
      "$defs": {
        "entry": {"anyOf": [{"x-requirement": "A/entry"}, true], "x-requirement": 5},
        "kind": {"$anchor": "kind", "x-requirement": "A/kind"},
        "unused": {"x-requirement": "A/unused"}
      }
    }
    """#
  static let types = #"""
    {"x-requirement": "T/whole", "$defs": {"url": {"x-requirement": "T/url", "not": {"x-requirement": "T/not"}}}}
    """#

  @Test func `a format decides what its schema reaches, through references and across files`()
    throws
  {
    let formats = ObjectFormats(schemas: [
      "metadata": try JSONDocument(parsing: Self.metadata),
      "types": try JSONDocument(parsing: Self.types),
    ])
    #expect(
      formats.requirements(of: "metadata").map { "\($0.format)#\($0.pointer) \($0.id)" } == [
        "metadata# A/whole", "metadata#/properties/website A/website",
        "metadata#/properties/website A/link", "types#/$defs/url T/url",
        "metadata#/$defs/entry/anyOf/0 A/entry", "metadata#/$defs/kind A/kind",
      ])
    #expect(formats.requirements(of: "types").map(\.id) == ["T/whole"])
    #expect(formats.names == ["metadata", "types"])
    #expect(!formats.contains("nowhere") && formats.requirements(of: "nowhere").isEmpty)
  }

  @Test func `annotations that decide nothing are found where they stand`() throws {
    let marked = MarkedText(
      #"""
      {
        "x-requirement": [
          "WG1-01/3.2/field-name", «"WG1-01/3.2/field-nmae"», «"WG1-01/3.2/field-name"», «5»
        ],
        "properties": {
          "a": {"x-requirement": «"WG1-01/3.2/extra-members"»},
          "b": {"x-requirement": «"WG1-01/4/client-ignores"»},
          "c": {"x-requirement": «[]»},
          "d": {"const": {"x-requirement": 5}},
          "e": {"not": {"x-requirement": «"WG1-01/3.2/field-name"»}},
          "f": {"contains": {"properties": {"g": {"x-requirement": «"WG1-01/3.2/field-name"»}}}},
          "h": {"if": {"x-requirement": «"WG1-01/3.2/field-name"»}},
          "i": {"contentSchema": {"x-requirement": «"WG1-01/3.2/field-name"»}},
          "j": {"$id": "https://other.example/", "x-requirement": «"WG1-01/3.2/field-name"»},
          "k": {"then": {"x-requirement": "WG1-01/3.2/field-name"}}
        }
      }
      """#, name: "Suites/cds/schemas/metadata.schema.json")
    let document = try JSONDocument(parsing: marked.source)
    let found = SchemaRequirements.findings(in: document, vocabulary: CheckerWorld.vocabulary)
    #expect(found.map(\.primary.range) == marked.ranges)
    try expectGolden(
      CheckerWorld.rendered(found, in: marked.source), "Script/checker-schema-errors.txt")
  }

  @Test func `an id that only a test leads to counts for nothing`() throws {
    let formats = ObjectFormats(schemas: [
      "thing": try JSONDocument(
        parsing: ##"""
          {"if": {"$ref": "#/$defs/a"}, "contains": {"$ref": "#/$defs/b"}, "not": {"$ref": "#/$defs/c"},
           "properties": {"d": {"$ref": "#/$defs/d"}, "again": {"$dynamicRef": "#b"}},
           "$defs": {"a": {"x-requirement": "A", "$ref": "#/$defs/d"},
            "b": {"x-requirement": "B", "$dynamicAnchor": "b"}, "c": {"x-requirement": "C"},
            "d": {"x-requirement": "D"}}}
          """##)
    ])
    #expect(formats.requirements(of: "thing").map(\.id) == ["D", "B"])
  }

  @Test(arguments: [
    "types.schema.json#/$defs/url", "https://x.example/s/types.schema.json#/$defs/url",
    "../s/types.schema.json#url", "suite:///schemas/types.schema.json#url",
  ])
  func `a reference is followed by the rules that schemas are compiled by`(reference: String) throws
  {
    let formats = ObjectFormats(schemas: [
      "thing": try JSONDocument(
        parsing: #"{"$id": "https://x.example/t/../s/thing.schema.json#", "$ref": "\#(reference)"}"#
      ),
      "types": try JSONDocument(
        parsing: #"""
          {"$id": "https://x.example/s/types.schema.json",
           "$defs": {"url": {"$anchor": "url", "x-requirement": "T/url"}}}
          """#),
    ])
    #expect(
      formats.requirements(of: "thing").map { "\($0.format)#\($0.pointer)" } == [
        "types#/$defs/url"
      ])
  }

  @Test func `a name alone is not enough to be the target of a reference`() throws {
    let formats = ObjectFormats(schemas: [
      "thing": try JSONDocument(parsing: #"{"$ref": "https://x.example/types.schema.json"}"#),
      "types": try JSONDocument(parsing: Self.types),
    ])
    #expect(formats.requirements(of: "thing").isEmpty)
  }
}

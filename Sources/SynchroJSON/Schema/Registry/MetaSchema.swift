/// The meta-schemas of draft 2020-12, in our own compact writing.
enum MetaSchema {
  static let prefix = "https://json-schema.org/draft/2020-12/"
  /// The dialect that a schema without `$schema` is taken to be written in.
  static let standard = prefix + "schema"

  static let documents: [JSONDocument] =
    [schema]
    + [
      core, applicator, unevaluated, validation, metaData, formatAnnotation, formatAssertion,
      content,
    ].map(complete)

  /// A text that is ours and right, or the build is broken.
  private static func parse(_ text: String, name: String) -> JSONDocument {
    do throws(JSONSyntaxError) {
      return try JSONDocument(parsing: text, name: name)
    } catch {
      preconditionFailure("the built-in meta-schema \(name) is JSON")
    }
  }

  /// A vocabulary's meta-schema: what all eight have in common, around what is its own.
  private static func complete(_ part: (name: String, body: String)) -> JSONDocument {
    parse(
      """
      {"$schema": "\(standard)", "$id": "\(prefix)meta/\(part.name)", "$dynamicAnchor": "meta",
       "$vocabulary": {"\(prefix)vocab/\(part.name)": true}, "type": ["object", "boolean"],
       \(part.body)}
      """, name: prefix + "meta/" + part.name)
  }

  private static let schema: JSONDocument = {
    let names = SchemaVocabulary.names.map(\.name).filter { $0 != "format-assertion" }
    let vocabularies = names.map { "\"\(prefix)vocab/\($0)\": true" }.joined(separator: ", ")
    let parts = names.map { "{\"$ref\": \"meta/\($0)\"}" }.joined(separator: ", ")
    return parse(
      """
      {"$schema": "\(standard)", "$id": "\(standard)", "$dynamicAnchor": "meta",
       "$vocabulary": {\(vocabularies)}, "allOf": [\(parts)], "type": ["object", "boolean"],
       "$comment": "The members below are of earlier drafts, and keep their shape.",
       "properties": {
        "definitions": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"},
         "deprecated": true, "default": {}},
        "dependencies": {"type": "object", "deprecated": true, "default": {},
         "additionalProperties": {"anyOf": [{"$dynamicRef": "#meta"},
          {"$ref": "meta/validation#/$defs/stringArray"}]}},
        "$recursiveAnchor": {"$ref": "meta/core#/$defs/anchorString", "deprecated": true},
        "$recursiveRef": {"$ref": "meta/core#/$defs/uriReferenceString", "deprecated": true}}}
      """, name: standard)
  }()

  private static let core = (
    "core",
    #"""
    "properties": {
     "$id": {"$ref": "#/$defs/uriReferenceString", "pattern": "^[^#]*#?$"},
     "$schema": {"$ref": "#/$defs/uriString"},
     "$ref": {"$ref": "#/$defs/uriReferenceString"},
     "$anchor": {"$ref": "#/$defs/anchorString"},
     "$dynamicRef": {"$ref": "#/$defs/uriReferenceString"},
     "$dynamicAnchor": {"$ref": "#/$defs/anchorString"},
     "$vocabulary": {"type": "object", "propertyNames": {"$ref": "#/$defs/uriString"},
      "additionalProperties": {"type": "boolean"}},
     "$comment": {"type": "string"},
     "$defs": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}}},
    "$defs": {
     "anchorString": {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"},
     "uriString": {"type": "string", "format": "uri"},
     "uriReferenceString": {"type": "string", "format": "uri-reference"}}
    """#
  )

  private static let applicator = (
    "applicator",
    #"""
    "properties": {
     "prefixItems": {"$ref": "#/$defs/schemaArray"},
     "items": {"$dynamicRef": "#meta"},
     "contains": {"$dynamicRef": "#meta"},
     "additionalProperties": {"$dynamicRef": "#meta"},
     "properties": {"$ref": "#/$defs/schemaMap", "default": {}},
     "patternProperties": {"$ref": "#/$defs/schemaMap", "propertyNames": {"format": "regex"},
      "default": {}},
     "dependentSchemas": {"$ref": "#/$defs/schemaMap", "default": {}},
     "propertyNames": {"$dynamicRef": "#meta"},
     "if": {"$dynamicRef": "#meta"},
     "then": {"$dynamicRef": "#meta"},
     "else": {"$dynamicRef": "#meta"},
     "allOf": {"$ref": "#/$defs/schemaArray"},
     "anyOf": {"$ref": "#/$defs/schemaArray"},
     "oneOf": {"$ref": "#/$defs/schemaArray"},
     "not": {"$dynamicRef": "#meta"}},
    "$defs": {
     "schemaMap": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}},
     "schemaArray": {"type": "array", "minItems": 1, "items": {"$dynamicRef": "#meta"}}}
    """#
  )

  private static let unevaluated = (
    "unevaluated",
    #"""
    "properties": {
     "unevaluatedItems": {"$dynamicRef": "#meta"},
     "unevaluatedProperties": {"$dynamicRef": "#meta"}}
    """#
  )

  private static let validation = (
    "validation",
    #"""
    "properties": {
     "type": {"anyOf": [{"$ref": "#/$defs/simpleTypes"},
      {"type": "array", "items": {"$ref": "#/$defs/simpleTypes"}, "minItems": 1,
       "uniqueItems": true}]},
     "const": true,
     "enum": {"type": "array", "items": true},
     "multipleOf": {"type": "number", "exclusiveMinimum": 0},
     "maximum": {"type": "number"},
     "exclusiveMaximum": {"type": "number"},
     "minimum": {"type": "number"},
     "exclusiveMinimum": {"type": "number"},
     "maxLength": {"$ref": "#/$defs/count"},
     "minLength": {"$ref": "#/$defs/count", "default": 0},
     "pattern": {"type": "string", "format": "regex"},
     "maxItems": {"$ref": "#/$defs/count"},
     "minItems": {"$ref": "#/$defs/count", "default": 0},
     "uniqueItems": {"type": "boolean", "default": false},
     "maxContains": {"$ref": "#/$defs/count"},
     "minContains": {"$ref": "#/$defs/count", "default": 1},
     "maxProperties": {"$ref": "#/$defs/count"},
     "minProperties": {"$ref": "#/$defs/count", "default": 0},
     "required": {"$ref": "#/$defs/stringArray"},
     "dependentRequired": {"type": "object",
      "additionalProperties": {"$ref": "#/$defs/stringArray"}}},
    "$defs": {
     "count": {"type": "integer", "minimum": 0},
     "simpleTypes": {
      "enum": ["array", "boolean", "integer", "null", "number", "object", "string"]},
     "stringArray": {"type": "array", "items": {"type": "string"}, "uniqueItems": true,
      "default": []}}
    """#
  )

  private static let metaData = (
    "meta-data",
    #"""
    "properties": {
     "title": {"type": "string"},
     "description": {"type": "string"},
     "default": true,
     "deprecated": {"type": "boolean", "default": false},
     "readOnly": {"type": "boolean", "default": false},
     "writeOnly": {"type": "boolean", "default": false},
     "examples": {"type": "array", "items": true}}
    """#
  )

  private static let formatAnnotation = (
    "format-annotation", #""properties": {"format": {"type": "string"}}"#
  )

  private static let formatAssertion = (
    "format-assertion", #""properties": {"format": {"type": "string"}}"#
  )

  private static let content = (
    "content",
    #"""
    "properties": {
     "contentEncoding": {"type": "string"},
     "contentMediaType": {"type": "string"},
     "contentSchema": {"$dynamicRef": "#meta"}}
    """#
  )
}

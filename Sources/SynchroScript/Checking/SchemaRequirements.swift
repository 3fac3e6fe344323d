package import SynchroJSON

/// Reads the requirement ids that a schema carries: `"x-requirement": "ID"`, or a list of them.
public enum SchemaRequirements {
  /// The keyword.
  public static let keyword = "x-requirement"

  /// The ids that a subschema itself carries.
  package static func ids(of schema: JSONNode) -> [String] {
    schema[keyword].map { ids(in: $0) } ?? []
  }

  /// The ids in a value of the keyword.
  package static func ids(in value: JSONNode) -> [String] {
    value.string.map { [$0] } ?? value.elements.compactMap(\.string)
  }

  /// The subschemas that stand directly in a schema, with the tokens that lead to them.
  /// Only places of schemas count: an example or a constant may hold any member it likes.
  static func children(of schema: JSONNode) -> [(tokens: [String], schema: JSONNode)] {
    var children: [(tokens: [String], schema: JSONNode)] = []
    for member in schema.members {
      switch KeywordShape(member.key) {
      case .schema:
        children.append(([member.key], member.value))
        // `items` was a list of schemas before 2020-12; authors still write it so.
        for (index, element) in member.value.elements.enumerated() {
          children.append(([member.key, String(index)], element))
        }
      case .list:
        for (index, element) in member.value.elements.enumerated() {
          children.append(([member.key, String(index)], element))
        }
      case .map:
        for entry in member.value.members {
          children.append(([member.key, entry.key], entry.value))
        }
      case nil: break
      }
    }
    return children.filter { $0.schema.kind == .object }
  }

  /// Shows every subschema of a file to `body`, the outer before the inner.
  static func visit(
    _ schema: JSONNode, at pointer: JSONPointer, _ body: (JSONNode, JSONPointer) -> Void
  ) {
    // The parser bounds the depth of a document, and with it this recursion.
    body(schema, pointer)
    for child in children(of: schema) {
      visit(child.schema, at: JSONPointer(tokens: pointer.tokens + child.tokens), body)
    }
  }
}

/// Where the schemas stand in a keyword's value (JSON Schema 2020-12).
private enum KeywordShape {
  case schema
  case list
  case map

  init?(_ keyword: String) {
    switch keyword {
    case "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not",
      "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties":
      self = .schema
    case "allOf", "anyOf", "oneOf", "prefixItems": self = .list
    case "$defs", "definitions", "dependentSchemas", "patternProperties", "properties": self = .map
    default: return nil
    }
  }
}

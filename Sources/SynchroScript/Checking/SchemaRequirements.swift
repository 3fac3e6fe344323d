public import SynchroJSON
import SynchroText

/// Reads the requirement ids that a schema carries: `"x-requirement": "ID"`, or a list of them.
public enum SchemaRequirements {
  /// The keyword.
  public static let keyword = "x-requirement"

  /// The ids of one subschema.
  public struct Annotation: Sendable, Equatable {
    /// The subschema that carries them.
    public var pointer: JSONPointer
    /// The ids, each with its place in the schema file, quotes included.
    public var requirements: [Ranged<String>]

    /// The ids.
    public var ids: [String] { requirements.map(\.value) }

    /// Ids at a subschema.
    public init(pointer: JSONPointer, requirements: [Ranged<String>]) {
      self.pointer = pointer
      self.requirements = requirements
    }
  }

  /// Every annotation of a schema file in the order of the text, whether or not a check of the whole
  /// document reaches it.
  public static func read(_ document: JSONDocument) -> [Annotation] {
    var annotations: [Annotation] = []
    visit(document.root, at: .root) { schema, pointer in
      if let annotation = annotation(of: schema, at: pointer) { annotations.append(annotation) }
    }
    return annotations
  }

  /// The annotation of one subschema, if it has one.
  static func annotation(of schema: JSONNode, at pointer: JSONPointer) -> Annotation? {
    guard let value = schema[keyword] else { return nil }
    let nodes = value.kind == .array ? Array(value.elements) : [value]
    let ids = nodes.compactMap { node in node.string.map { Ranged($0, at: node.range) } }
    return ids.isEmpty ? nil : Annotation(pointer: pointer, requirements: ids)
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

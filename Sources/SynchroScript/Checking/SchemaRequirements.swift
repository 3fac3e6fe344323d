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

  /// A place of schemas where an id can never be found broken.
  package enum Unjudged: Sendable, Equatable {
    /// What stands in this keyword is tested, or not even that, and never demanded.
    case keyword(SchemaKeyword)
    /// A schema inside another with an `$id` of its own: findings are told by that name, not by the file's.
    case ownIdentifier

    /// Nil for a keyword whose schemas a value must fit.
    init?(_ keyword: SchemaKeyword) {
      switch keyword {
      case .if, .not, .contains, .contentSchema: self = .keyword(keyword)
      default: return nil
      }
    }
  }

  /// Shows every subschema of a file to `body`, the outer before the inner, and why ids are not judged there.
  static func visit(
    _ schema: JSONNode, unjudged: Unjudged? = nil, _ body: (JSONNode, Unjudged?) -> Void
  ) {
    // The parser bounds the depth of a document, and with it this recursion.
    body(schema, unjudged)
    for child in schema.schemaChildren where child.node.kind == .object {
      let own = Unjudged(child.keyword) ?? (child.node["$id"] == nil ? nil : .ownIdentifier)
      visit(child.node, unjudged: unjudged ?? own, body)
    }
  }
}

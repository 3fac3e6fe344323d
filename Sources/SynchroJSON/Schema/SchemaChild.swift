/// A schema that stands directly in another.
package struct SchemaChild {
  /// The keyword in whose value it stands.
  package let keyword: SchemaKeyword
  /// The way to it from the schema around it.
  package let tokens: [String]
  /// The schema; one that is `true` or `false` as well.
  package let node: JSONNode
}

extension JSONNode {
  /// The schemas that stand directly in this one, in the order of the text. Only places of schemas count: an
  /// example or a constant may hold any member it likes.
  package var schemaChildren: [SchemaChild] {
    var children: [SchemaChild] = []
    for member in members {
      guard let keyword = SchemaKeyword(holding: member.key) else { continue }
      func add(_ node: JSONNode, _ more: String...) {
        children.append(SchemaChild(keyword: keyword, tokens: [member.key] + more, node: node))
      }
      switch keyword.children {
      case .none: break
      case .one: add(member.value)
      case .list:
        for (index, element) in member.value.elements.enumerated() { add(element, String(index)) }
      case .map: for entry in member.value.members { add(entry.value, entry.key) }
      }
    }
    return children
  }
}

extension SchemaKeyword {
  /// The keyword of a member that may hold schemas.
  fileprivate init?(holding name: String) {
    // Its name before 2020-12, which asks nothing, yet a reference may lead into it.
    self.init(rawValue: name == "definitions" ? SchemaKeyword.defs.rawValue : name)
  }
}

/// Where a reference leads.
package struct SchemaTarget: Equatable {
  /// The document, by its absolute URI.
  package let uri: String
  /// The place in it: empty for the whole, a JSON Pointer, or a plain name.
  package let fragment: String

  /// The target of a reference in the document of a URI, as the compiler resolves it; nil when its fragment is no
  /// text.
  package init?(of reference: String, from uri: String) {
    let target = SchemaURI(reference).resolved(against: SchemaURI(uri).normalized)
    guard let fragment = target.decodedFragment else { return nil }
    self.uri = target.withoutFragment
    self.fragment = fragment
  }

  /// The URI by which the compiler knows a document whose `$id` is this.
  package static func known(_ uri: String) -> String { SchemaURI(uri).normalized.withoutFragment }
}

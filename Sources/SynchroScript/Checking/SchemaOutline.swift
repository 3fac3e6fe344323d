package import SynchroJSON

/// The subschemas that can be reached from a schema, with the ids they carry and the ways to them.
///
/// What a check is said to decide and what the judge decides both come from here, so that no id counts as decided
/// and is never judged.
package struct SchemaOutline: Sendable {
  /// A way to a subschema.
  package enum Way: Sendable, Equatable {
    /// As a member of an object, perhaps one that must be there; nil for members without a name.
    case member(String?, isRequired: Bool)
    /// As the name of a member.
    case name
    /// As an element of an array.
    case element
    /// At the same place, by reference or as an alternative.
    case same
  }

  /// A subschema.
  package struct Place: Sendable {
    package let node: JSONNode
    /// The ids that are judged here.
    package let ids: [String]
    package fileprivate(set) var children: [(way: Way, at: SchemaFinding.Location)] = []
    /// The ways to it from schemas that a value must fit.
    package fileprivate(set) var parents: [(way: Way, at: SchemaFinding.Location)] = []
  }

  package private(set) var places: [SchemaFinding.Location: Place] = [:]
  /// Those that a value must fit, in the order of a walk by levels, so that ids come in the order of the text.
  package private(set) var order: [SchemaFinding.Location] = []
  package let root: SchemaFinding.Location

  /// Walks a schema and those that it refers to.
  package init(of schema: JSONNode, at uri: String, in documents: [String: JSONNode]) {
    root = SchemaFinding.Location(uri: uri, pointer: .root)
    add(root, schema, isDemanded: true)
    order = [root]
    walk(from: [root], in: documents, alongTests: false)
    // What only a test leads to names members, and decides nothing.
    walk(from: order, in: documents, alongTests: true)
  }

  /// The ids, each once.
  package var ids: [String] {
    var seen: Set<String> = []
    return order.flatMap { places[$0]?.ids ?? [] }.filter { seen.insert($0).inserted }
  }

  /// The ids at their places, from each schema first into what stands in it.
  func idsInDepth() -> [(id: String, at: SchemaFinding.Location)] {
    let demanded = Set(order)
    var found: [(id: String, at: SchemaFinding.Location)] = []
    var seen: Set<SchemaFinding.Location> = []
    // A list instead of recursion: references can form chains longer than any stack.
    var waiting = [root]
    while let location = waiting.popLast() {
      guard demanded.contains(location), seen.insert(location).inserted,
        let place = places[location]
      else { continue }
      found += place.ids.map { ($0, location) }
      waiting += place.children.reversed().map(\.at)
    }
    return found
  }

  private mutating func walk(
    from start: [SchemaFinding.Location], in documents: [String: JSONNode], alongTests: Bool
  ) {
    var queue = start
    var next = 0
    while next < queue.count {
      let location = queue[next]
      next += 1
      guard let node = places[location]?.node else { continue }
      let isKnown = alongTests && next <= start.count
      for child in Self.children(of: node, at: location, in: documents) {
        // Of what was walked before, only the tests are new.
        guard isKnown ? child.isTest : alongTests || !child.isTest else { continue }
        if places[child.at] == nil {
          add(child.at, child.node, isDemanded: !alongTests)
          if !alongTests { order.append(child.at) }
          queue.append(child.at)
        }
        places[location]?.children.append((child.way, child.at))
        if !alongTests { places[child.at]?.parents.append((child.way, location)) }
      }
    }
  }

  private mutating func add(
    _ location: SchemaFinding.Location, _ node: JSONNode, isDemanded: Bool
  ) {
    places[location] = Place(
      node: node, ids: isDemanded ? SchemaRequirements.ids(of: node) : [])
  }
}

// MARK: - Children

extension SchemaOutline {
  private struct Child {
    var way: Way
    var at: SchemaFinding.Location
    var node: JSONNode
    /// Whether a value may fit it or not, with nothing found either way.
    var isTest = false
  }

  private static func children(
    of node: JSONNode, at location: SchemaFinding.Location, in documents: [String: JSONNode]
  ) -> [Child] {
    let required = Set(node["required"]?.elements.compactMap(\.string) ?? [])
    var children: [Child] = []
    for keyword in ["$ref", "$dynamicRef"] {
      if let target = node[keyword]?.string.flatMap({
        resolve($0, from: location.uri, in: documents)
      }) {
        children.append(Child(way: .same, at: target.0, node: target.1))
      }
    }
    for child in node.schemaChildren where child.node.kind == .object {
      guard let way = way(to: child, required: required) else { continue }
      let pointer = JSONPointer(tokens: location.pointer.tokens + child.tokens)
      children.append(
        Child(
          way: way, at: SchemaFinding.Location(uri: location.uri, pointer: pointer),
          node: child.node, isTest: SchemaRequirements.Unjudged(child.keyword) != nil))
    }
    return children
  }

  /// Nil for what says nothing of the value: a definition, what must not fit, and what a text holds.
  private static func way(to child: SchemaChild, required: Set<String>) -> Way? {
    switch child.keyword {
    case .properties:
      .member(child.tokens[1], isRequired: required.contains(child.tokens[1]))
    case .patternProperties, .additionalProperties, .unevaluatedProperties:
      .member(nil, isRequired: false)
    case .propertyNames: .name
    case .items, .prefixItems, .contains, .unevaluatedItems: .element
    case .allOf, .anyOf, .oneOf, .if, .then, .else, .dependentSchemas: .same
    default: nil
    }
  }

  /// Where a reference leads. Names of places are searched in the document.
  private static func resolve(
    _ reference: String, from uri: String, in documents: [String: JSONNode]
  ) -> (SchemaFinding.Location, JSONNode)? {
    guard let target = SchemaTarget(of: reference, from: uri), let root = documents[target.uri]
    else { return nil }
    // A document is known by its own `$id`, whatever name led to it.
    let known = root["$id"]?.string.map(SchemaTarget.known) ?? target.uri
    let found: (JSONPointer, JSONNode)?
    if target.fragment.isEmpty {
      found = (.root, root)
    } else if target.fragment.hasPrefix("/") {
      found = JSONPointer(target.fragment).flatMap { pointer in
        pointer.resolve(in: root).map { (pointer, $0) }
      }
    } else {
      found = anchor(target.fragment, in: root)
    }
    return found.map { (SchemaFinding.Location(uri: known, pointer: $0.0), $0.1) }
  }

  private static func anchor(_ name: String, in root: JSONNode) -> (JSONPointer, JSONNode)? {
    var waiting = [(JSONPointer.root, root)]
    while let (pointer, schema) = waiting.popLast() {
      if schema["$anchor"]?.string == name || schema["$dynamicAnchor"]?.string == name {
        return (pointer, schema)
      }
      waiting += schema.schemaChildren.map {
        (JSONPointer(tokens: pointer.tokens + $0.tokens), $0.node)
      }
    }
    return nil
  }
}

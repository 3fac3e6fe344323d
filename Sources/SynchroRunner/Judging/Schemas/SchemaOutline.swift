import SynchroHTTP
import SynchroJSON
import SynchroScript

/// The subschemas that can be reached from a schema, with the ids they carry and the ways to them.
struct SchemaOutline: Sendable {
  /// A way to a subschema.
  enum Way: Sendable, Equatable {
    /// As a member of an object, perhaps one that must be there; nil for members without a name.
    case member(String?, isRequired: Bool)
    /// As an element of an array.
    case element
    /// At the same place, by reference or as an alternative.
    case same
  }

  /// A subschema.
  struct Place: Sendable {
    let node: JSONNode
    let ids: [String]
    fileprivate(set) var children: [(way: Way, at: SchemaFinding.Location)] = []
    fileprivate(set) var parents: [(way: Way, at: SchemaFinding.Location)] = []
  }

  private(set) var places: [SchemaFinding.Location: Place] = [:]
  /// In the order of a walk by levels, so that ids come in the order of the text.
  private(set) var order: [SchemaFinding.Location] = []
  let root: SchemaFinding.Location

  /// Walks a schema and those that it refers to.
  init(of schema: JSONNode, at uri: String, in documents: [String: JSONNode]) {
    root = SchemaFinding.Location(uri: uri, pointer: .root)
    var queue: [(SchemaFinding.Location, JSONNode)] = [(root, schema)]
    add(root, schema)
    var next = 0
    while next < queue.count {
      let (location, node) = queue[next]
      next += 1
      for (way, child, childNode) in Self.children(of: node, at: location, in: documents) {
        if places[child] == nil {
          add(child, childNode)
          queue.append((child, childNode))
        }
        places[location]?.children.append((way, child))
        places[child]?.parents.append((way, location))
      }
    }
  }

  /// The ids, each once.
  var ids: [String] {
    var seen: Set<String> = []
    return order.flatMap { places[$0]?.ids ?? [] }.filter { seen.insert($0).inserted }
  }

  private mutating func add(_ location: SchemaFinding.Location, _ node: JSONNode) {
    places[location] = Place(node: node, ids: SchemaRequirements.ids(of: node))
    order.append(location)
  }

  // MARK: - Children

  private typealias Child = (way: Way, at: SchemaFinding.Location, node: JSONNode)

  private static func children(
    of node: JSONNode, at location: SchemaFinding.Location, in documents: [String: JSONNode]
  ) -> [Child] {
    var children: [Child] = []
    let required = Set(node["required"]?.elements.compactMap(\.string) ?? [])
    func add(_ way: Way, _ child: JSONNode, _ tokens: String...) {
      guard child.kind == .object else { return }
      let pointer = JSONPointer(tokens: location.pointer.tokens + tokens)
      children.append((way, SchemaFinding.Location(uri: location.uri, pointer: pointer), child))
    }
    for member in node.members {
      let value = member.value
      switch member.key {
      case "properties":
        for property in value.members {
          add(
            .member(property.key, isRequired: required.contains(property.key)), property.value,
            member.key, property.key)
        }
      case "patternProperties":
        for property in value.members {
          add(.member(nil, isRequired: false), property.value, member.key, property.key)
        }
      case "additionalProperties", "unevaluatedProperties":
        add(.member(nil, isRequired: false), value, member.key)
      case "items", "contains", "unevaluatedItems": add(.element, value, member.key)
      case "prefixItems":
        for (index, element) in value.elements.enumerated() {
          add(.element, element, member.key, String(index))
        }
      case "allOf", "anyOf", "oneOf":
        for (index, branch) in value.elements.enumerated() {
          add(.same, branch, member.key, String(index))
        }
      case "if", "then", "else": add(.same, value, member.key)
      case "dependentSchemas":
        for dependency in value.members { add(.same, dependency.value, member.key, dependency.key) }
      case "$ref":
        if let target = value.string.flatMap({ resolve($0, from: location.uri, in: documents) }) {
          children.append((.same, target.0, target.1))
        }
      default: break
      }
    }
    return children
  }

  /// Where a reference leads. Names of places (`$anchor`) are searched in the document.
  private static func resolve(
    _ reference: String, from uri: String, in documents: [String: JSONNode]
  ) -> (SchemaFinding.Location, JSONNode)? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    var target = uri
    if let path = parts.first, !path.isEmpty {
      guard let base = try? URI(uri), let resolved = try? base.resolve(String(path)) else {
        return nil
      }
      target = resolved.text
    }
    guard let root = documents[target] else { return nil }
    // A document is known by its own `$id`, whatever name led to it.
    let known = root["$id"]?.string ?? target
    guard parts.count > 1, !parts[1].isEmpty else {
      return (SchemaFinding.Location(uri: known, pointer: .root), root)
    }
    guard let fragment = PercentCoding.decode(parts[1]) else { return nil }
    guard fragment.hasPrefix("/") else {
      return anchor(fragment, in: root, .root).map {
        (SchemaFinding.Location(uri: known, pointer: $0.0), $0.1)
      }
    }
    guard let pointer = JSONPointer(fragment), let node = pointer.resolve(in: root) else {
      return nil
    }
    return (SchemaFinding.Location(uri: known, pointer: pointer), node)
  }

  private static func anchor(
    _ name: String, in node: JSONNode, _ pointer: JSONPointer
  ) -> (JSONPointer, JSONNode)? {
    if node["$anchor"]?.string == name { return (pointer, node) }
    for member in node.members {
      if let found = anchor(name, in: member.value, pointer.appending(member.key)) { return found }
    }
    for (index, element) in node.elements.enumerated() {
      if let found = anchor(name, in: element, pointer.appending(index)) { return found }
    }
    return nil
  }
}

import SynchroJSON
import SynchroScript
import SynchroText

/// Members that a format does not name. Extensions are allowed, so they are only worth a note.
struct UnnamedMembers {
  let outline: SchemaOutline

  private static let noteLimit = 20
  private static let nodeLimit = 200_000

  func notes(in node: JSONNode, at location: String) -> [String] {
    var walk = Walk(outline: outline)
    walk.visit(node, location, [outline.root])
    return walk.notes
  }

  private struct Walk {
    let outline: SchemaOutline
    var notes: [String] = []
    var visited = 0

    mutating func visit(
      _ node: JSONNode, _ location: String, _ schemas: [SchemaFinding.Location]
    ) {
      visited += 1
      guard visited < nodeLimit, notes.count < noteLimit, !schemas.isEmpty else { return }
      var children: [(way: SchemaOutline.Way, at: SchemaFinding.Location)] = []
      let schemas = closure(of: schemas)
      for schema in schemas { children += outline.places[schema]?.children ?? [] }
      switch node.kind {
      case .object: visitMembers(node, location, children, schemas)
      case .array:
        let elements = children.filter { $0.way == .element }.map(\.at)
        guard !elements.isEmpty else { return }
        for (index, element) in node.elements.enumerated() {
          visit(element, location + "/\(index)", elements)
        }
      case .null, .boolean, .number, .string: break
      }
    }

    private mutating func visitMembers(
      _ node: JSONNode, _ location: String,
      _ children: [(way: SchemaOutline.Way, at: SchemaFinding.Location)],
      _ schemas: [SchemaFinding.Location]
    ) {
      var named: [String: [SchemaFinding.Location]] = [:]
      var isOpen = false
      for child in children {
        guard case .member(let name, _) = child.way else { continue }
        if let name { named[name, default: []].append(child.at) } else { isOpen = true }
      }
      // A schema that names no members leaves the object free; `true` names one all the same.
      let plain = Set(
        schemas.flatMap { outline.places[$0]?.node["properties"]?.members.map(\.key) ?? [] })
      guard !plain.isEmpty else { return }
      for member in node.members {
        let way = location + JSONPointer.root.appending(member.key).description
        if let next = named[member.key] {
          visit(member.value, way, next)
        } else if !plain.contains(member.key), !isOpen, notes.count < noteLimit {
          notes.append("the format does not name the member \(VisibleText.excerpt(way))")
        }
      }
    }

    /// The schemas and all that speak of the same value.
    private func closure(of schemas: [SchemaFinding.Location]) -> [SchemaFinding.Location] {
      var all = schemas
      var known = Set(schemas)
      var next = 0
      while next < all.count {
        for child in outline.places[all[next]]?.children ?? [] where child.way == .same {
          if known.insert(child.at).inserted { all.append(child.at) }
        }
        next += 1
      }
      return all
    }
  }
}

import SynchroScript
import SynchroJSON
import SynchroText

extension Scope {
  /// What a reference leads to: a value; nothing, when the way into a kept value ends early; or
  /// undecided, when the name has no value.
  func resolve(_ reference: Reference) -> Evaluation {
    let name = reference.name.value
    guard let entry = self[name] else {
      let help = NearestName.advice(for: name, among: names).map { "; \($0)" } ?? ""
      return .undecided("no value is named '\(name)'\(help)")
    }
    switch entry {
    case .missing(let missing):
      let line = missing.line.map { " in line \($0)" } ?? ""
      return .undecided("the value '\(name)' was not kept\(line): \(missing.reason)")
    case .found(var found):
      var way = name
      for step in reference.path {
        guard let next = found.step(step) else {
          if case .group(let members) = found.value, case .member(let member) = step {
            let help =
              NearestName.advice(for: member, among: members.keys.sorted()).map { "; \($0)" } ?? ""
            return .undecided("'\(way)' has no value '\(member)'\(help)")
          }
          return .nothing("nothing at ${\(reference.spelling)}: \(Self.miss(step, in: found, way))")
        }
        found = next
        way += Self.spelling(of: step)
      }
      if case .absent(let reason) = found.value {
        return .undecided("'\(way)' has no value: \(reason)")
      }
      return .one(found)
    }
  }

  /// A value that came without text, as a node that queries can be asked of.
  func parsed(_ found: FoundValue, as reference: Reference) -> JSONNode? {
    if reference.path.isEmpty { return node(of: reference.name.value) }
    return found.value.json.flatMap { ParsedValue.document(of: $0)?.root }
  }

  private static func spelling(of step: Reference.Step) -> String {
    switch step {
    case .member(let name): "." + name
    case .index(let index): "[\(index)]"
    }
  }

  private static func miss(_ step: Reference.Step, in found: FoundValue, _ way: String) -> String {
    let kind = ValueText.kind(found.value)
    switch step {
    case .member(let name): return "'\(way)' is \(kind) without a member '\(name)'"
    case .index(let index): return "'\(way)' is \(kind) without an element \(index)"
    }
  }
}

extension FoundValue {
  /// The member or element that a step leads to.
  func step(_ step: Reference.Step) -> FoundValue? {
    switch (step, value) {
    case (.member(let name), .group(let members)):
      return members[name].map { FoundValue($0) }
    case (.member(let name), .json(.object)):
      if let node {
        return node[name].map { child($0, JSONPointer.root.appending(name).description) }
      }
      guard case .json(let json) = value, let member = json[name] else { return nil }
      return FoundValue(
        .json(member), location: location.map { $0 + JSONPointer.root.appending(name).description },
        exchange: exchange)
    case (.index(let index), _):
      guard let elements, elements.indices.contains(index) else { return nil }
      return elements[index]
    default: return nil
    }
  }

  private func child(_ node: JSONNode, _ way: String) -> FoundValue {
    FoundValue(node: node, location: (location ?? "") + way, exchange: exchange)
  }
}

/// Which use case needs which, and what follows from it.
public struct UseCaseGraph: Sendable {
  private let needs: [String: [String]]

  /// The graph of use cases and their lists.
  public init(_ useCases: [UseCase]) {
    needs = Dictionary(useCases.map { ($0.name, $0.prerequisites) }) { first, _ in first }
  }

  /// The graph of names and what each needs.
  public init(needs: [String: [String]]) { self.needs = needs }

  /// The names, and everything they need directly or through others, each once: first the names,
  /// then what is needed in the order it is met.
  public func closure(of names: [String]) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    for name in names where seen.insert(name).inserted { found.append(name) }
    var next = 0
    while next < found.count {
      for name in needs[found[next]] ?? [] where seen.insert(name).inserted { found.append(name) }
      next += 1
    }
    return found
  }

  /// What a use case needs through others and does not list itself.
  public func indirect(of name: String) -> [String] {
    let direct = Set(needs[name] ?? [])
    return closure(of: [name]).dropFirst().filter { !direct.contains($0) }
  }

  /// A way from a use case back to itself, that name first and last; nil when there is none.
  public func cycle(through name: String) -> [String]? {
    var cameFrom: [String: String] = [:]
    var queue = [name]
    var next = 0
    while next < queue.count {
      let current = queue[next]
      next += 1
      for needed in needs[current] ?? [] {
        if needed == name { return way(to: current, cameFrom) + [name] }
        guard cameFrom[needed] == nil else { continue }
        cameFrom[needed] = current
        queue.append(needed)
      }
    }
    return nil
  }

  private func way(to last: String, _ cameFrom: [String: String]) -> [String] {
    var way = [last]
    while let before = way.last.flatMap({ cameFrom[$0] }) { way.append(before) }
    return way.reversed()
  }
}

import SynchroText

/// Neither suites nor tests need each other in a circle: nothing could run first.
enum NeedCycleRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let name = suite.name.value
    let suiteCycle = cycle(from: name) { next in
      (set.suites[next]?.needs ?? []).map(\.value).filter { set.suites[$0] != nil }
    }
    // Every member sees the circle; it is told once, by the one whose name comes first.
    if let suiteCycle, suiteCycle.count > 1, suiteCycle.min() == name,
      let need = suite.needs.first(where: { $0.value == suiteCycle[1] })
    {
      findings.append(diagnostic("suites", suiteCycle, at: need))
    }
    for test in suite.tests {
      let key = TestKey(suite: name, test: test.name.value)
      guard let found = cycle(from: key, set.directNeeds), found.count > 1,
        found.map(\.description).min() == key.description
      else { continue }
      let need = test.dependencies.first { set.resolve($0.value, from: name) == .test(found[1]) }
      guard let need else { continue }
      findings.append(diagnostic("tests", found.map { $0.spelling(in: name) }, at: need))
    }
    return findings
  }

  private static func diagnostic(
    _ kind: String, _ cycle: [String], at need: Ranged<String>
  ) -> Diagnostic {
    Diagnostic(
      code: "needs-cycle", "the \(kind) need each other in a circle", at: .init(need.range),
      received: (cycle + [cycle[0]]).joined(separator: " needs "),
      help: ["put what they share into one of them that needs none of the others"])
  }

  /// The shortest way from a node back to itself, starting with the node.
  private static func cycle<Node: Hashable>(
    from start: Node, _ next: (Node) -> [Node]
  ) -> [Node]? {
    var before: [Node: Node] = [:]
    var waiting = [start]
    var index = 0
    while index < waiting.count {
      let node = waiting[index]
      index += 1
      for neighbour in next(node) {
        if neighbour == start {
          var path = [node]
          while let last = path.last, last != start, let previous = before[last] {
            path.append(previous)
          }
          return path.reversed()
        }
        guard before[neighbour] == nil else { continue }
        before[neighbour] = node
        waiting.append(neighbour)
      }
    }
    return nil
  }
}

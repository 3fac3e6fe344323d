import SynchroText

/// What is kept is used somewhere, and tables are gone through.
enum UnusedNameRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let suiteName = suite.name.value
    for test in suite.tests {
      let key = TestKey(suite: suiteName, test: test.name.value)
      // A suite that is not being checked may use whatever it can see.
      guard set.isComplete else { continue }
      let names = set.kept[key] ?? [:]
      guard !names.isEmpty else { continue }
      var used = usedNames(of: test)
      // A test of this suite that speaks of the name without the right to has its own finding.
      for other in suite.tests { used.formUnion(usedNames(of: other)) }
      for (other, keys) in set.visible where keys.contains(key) {
        if let test = set.tests[other] { used.formUnion(usedNames(of: test)) }
      }
      for (other, keys) in set.visibleFromSuite where keys.contains(key) {
        for fragment in set.suites[other]?.fragments ?? [] {
          used.formUnion(usedNames(of: fragment))
        }
      }
      for (name, range) in names where !used.contains(name) {
        findings.append(unusedName(name, range))
      }
    }
    for fragment in suite.fragments {
      let used = usedNames(of: fragment)
      StepWalk.visit(fragment) { visit in
        guard case .keep(let name, _, _) = visit.step.kind, !used.contains(name.value)
        else { return }
        findings.append(unusedName(name.value, name.range))
      }
    }
    return findings + unusedTables(of: suite)
  }

  private static func unusedName(_ name: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, code: "unused-name", "'\(name)' is kept and never used", at: .init(range),
      help: ["use it in a check or a request, or leave the line out"])
  }

  private static func unusedTables(of suite: Suite) -> [Diagnostic] {
    var used: Set<String> = []
    StepWalk.visit(suite) { visit in
      guard case .forEach(let loop) = visit.step.kind, case .table(let name) = loop.source
      else { return }
      used.insert(name.value)
    }
    return suite.tables.filter { !used.contains($0.name.value) }.map { table in
      Diagnostic(
        .warning, code: "unused-table", "nothing goes through the table '\(table.name.value)'",
        at: .init(table.name.range),
        help: ["write 'for each row in table \(table.name.value)' in a test, or leave it out"])
    }
  }

  private static func usedNames(of test: Test) -> Set<String> {
    var names: Set<String> = []
    StepWalk.visit(test) { names.formUnion($0.step.ownReferences.map(\.name.value)) }
    return names
  }

  private static func usedNames(of fragment: Fragment) -> Set<String> {
    var names = Set(fragment.parameters.flatMap { $0.fallback?.references ?? [] }.map(\.name.value))
    StepWalk.visit(fragment) { names.formUnion($0.step.ownReferences.map(\.name.value)) }
    return names
  }
}

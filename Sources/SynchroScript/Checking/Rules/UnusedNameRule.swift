import SynchroText

/// What is kept is used somewhere, and tables are gone through.
enum UnusedNameRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let suiteName = suite.name.value
    // A test of this suite that speaks of a name without the right to has its own finding.
    var usedHere: Set<String> = []
    for test in suite.tests {
      usedHere.formUnion(set.used[TestKey(suite: suiteName, test: test.name.value)] ?? [])
    }
    // A suite that is not being checked may use whatever it can see.
    for test in suite.tests where set.isComplete {
      let key = TestKey(suite: suiteName, test: test.name.value)
      for (name, range) in set.kept[key] ?? [:] where !usedHere.contains(name) {
        guard !set.isUsed(name, keptBy: key) else { continue }
        findings.append(unusedName(name, range))
      }
    }
    for fragment in suite.fragments {
      let used = fragment.usedNames
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
}

extension SuiteSet {
  /// Whether another test or a fragment that sees the test's values speaks of one of them.
  fileprivate func isUsed(_ name: String, keptBy key: TestKey) -> Bool {
    visible.contains { $0.value.contains(key) && used[$0.key]?.contains(name) == true }
      || visibleFromSuite.contains { suite, keys in
        keys.contains(key)
          && (suites[suite]?.fragments ?? []).contains { $0.usedNames.contains(name) }
      }
  }
}

extension Fragment {
  /// The names that it writes in `${…}`.
  fileprivate var usedNames: Set<String> {
    var names = Set(parameters.flatMap { $0.fallback?.references ?? [] }.map(\.name.value))
    StepWalk.visit(self) { names.formUnion($0.step.ownReferences.map(\.name.value)) }
    return names
  }
}

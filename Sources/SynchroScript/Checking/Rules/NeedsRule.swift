import SynchroText

/// What `needs` and `control by` name exists, is something else than the suite or test itself, and
/// is named once.
enum NeedsRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings = repeated(suite.needs)
    for need in suite.needs {
      if need.value == suite.name.value {
        findings.append(itself(need, "suite"))
      } else if !set.suiteNames.contains(need.value) {
        findings.append(unknownSuite(need, need.value, in: set))
      }
    }
    for test in suite.tests {
      findings += repeated(test.needs)
      for need in test.needs {
        findings += check(need, in: test, of: suite, set, "a test that it needs")
      }
      StepWalk.visit(test) { visit in
        guard case .controlledBy(let need) = visit.step.kind else { return }
        findings += check(need, in: test, of: suite, set, "its control")
      }
    }
    return findings
  }

  private static func check(
    _ need: Ranged<String>, in test: Test, of suite: Suite, _ set: SuiteSet, _ part: String
  ) -> [Diagnostic] {
    let key = TestKey(suite: suite.name.value, test: test.name.value)
    switch set.resolve(need.value, from: suite.name.value) {
    case .test(let needed): return needed == key ? [itself(need, "test")] : []
    case .unseen: return []
    case .unknownSuite(let name): return [unknownSuite(need, name, in: set)]
    case .unknownTest(let name, let home):
      // An author who names a suite where a test must stand wants its values: say where they go.
      if home == suite.name.value, set.suiteNames.contains(need.value) {
        return [
          Diagnostic(
            code: "unknown-test", "'\(need.value)' is a suite, not a test", at: .init(need.range),
            expected: part, received: "a suite",
            help: [
              "write 'needs \(need.value)' at the top of the file, or name one test:"
                + " \(need.value)#test"
            ])
        ]
      }
      let known = (set.suites[home]?.tests ?? []).map {
        TestKey(suite: home, test: $0.name.value).spelling(in: suite.name.value)
      }
      let place = home == suite.name.value ? "in this suite" : "in the suite '\(home)'"
      let near = NearestName.find(need.value, among: known)
      return [
        Diagnostic(
          code: "unknown-test", "there is no test '\(name)' \(place)",
          at: .init(need.range, near.map { "did you mean '\($0)'?" } ?? ""),
          help: near == nil ? ["tests there: " + known.sorted().joined(separator: ", ")] : [])
      ]
    }
  }

  private static func unknownSuite(
    _ need: Ranged<String>, _ name: String, in set: SuiteSet
  ) -> Diagnostic {
    let near = NearestName.find(name, among: set.suiteNames)
    return Diagnostic(
      code: "unknown-suite", "there is no suite '\(name)'",
      at: .init(need.range, near.map { "did you mean '\($0)'?" } ?? ""),
      help: near == nil ? ["a suite is named by its path below Suites/, without .suite"] : [])
  }

  private static func itself(_ need: Ranged<String>, _ kind: String) -> Diagnostic {
    Diagnostic(
      code: "needs-itself", "the \(kind) names itself", at: .init(need.range),
      help: ["name another \(kind), or leave the line out"])
  }

  private static func repeated(_ needs: [Ranged<String>]) -> [Diagnostic] {
    var first: [String: SourceRange] = [:]
    return needs.compactMap { need in
      if let earlier = first[need.value] {
        return Diagnostic(
          .warning, code: "repeated-need", "'\(need.value)' is needed already",
          at: .init(need.range), related: [.init(earlier, "first here")],
          help: ["leave one of them out"])
      }
      first[need.value] = need.range
      return nil
    }
  }
}

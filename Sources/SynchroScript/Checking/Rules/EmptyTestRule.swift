import SynchroText

/// A test checks something: green means observed.
enum EmptyTestRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = suite.tests.compactMap { test in
      var checks = false
      StepWalk.visit(test) { visit in
        guard !visit.surroundings.contains(.always),
          !visit.surroundings.contains(.block(.control))
        else { return }
        if isCheck(visit.step) || callsCheck(visit.step, in: suite) { checks = true }
      }
      guard !checks else { return nil }
      return Diagnostic(
        code: "empty-test", "the test '\(test.name.value)' checks nothing",
        at: .init(test.name.range), help: ["add a gate, '=> 200', or a check with its [ID]"])
    }
    if suite.tests.isEmpty, suite.flows.isEmpty, suite.untested.isEmpty {
      findings.append(
        Diagnostic(
          code: "empty-suite", "the suite has no tests", at: .init(suite.name.range),
          help: ["add one: test NAME \"what it shows\""]))
    }
    return findings
  }

  private static func isCheck(_ step: Step) -> Bool {
    switch step.kind {
    case .gate, .review: return true
    case .check(let check):
      if case .assume = check.mode { return false }
      return true
    case .pages(let pages): return !pages.requirements.isEmpty
    default: return false
    }
  }

  private static func callsCheck(_ step: Step, in suite: Suite) -> Bool {
    var seen: Set<String> = []
    var waiting = [step]
    while let next = waiting.popLast() {
      if isCheck(next) { return true }
      guard case .call(let call) = next.kind, seen.insert(call.fragment.value).inserted,
        let fragment = suite.fragments.first(where: { $0.name.value == call.fragment.value })
      else { continue }
      StepWalk.visit(fragment) { waiting.append($0.step) }
    }
    return false
  }
}

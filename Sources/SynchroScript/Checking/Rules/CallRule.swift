import SynchroText

/// A call names a fragment of the suite and gives its parameters, no others.
enum CallRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      guard case .call(let call) = visit.step.kind else { return }
      guard let fragment = suite.fragments.first(where: { $0.name.value == call.fragment.value })
      else {
        findings.append(
          .unknown(
            "unknown-fragment", "fragment", call.fragment,
            among: suite.fragments.map(\.name.value),
            orElse: "declare it in this file: fragment \(call.fragment.value)(…)"))
        return
      }
      findings += check(call, against: fragment)
    }
    return findings
  }

  private static func check(_ call: CallStep, against fragment: Fragment) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let names = fragment.parameters.map(\.name.value)
    var given: Set<String> = []
    for argument in call.arguments {
      let name = argument.name
      if !names.contains(name.value) {
        findings.append(
          .unknown(
            "unknown-argument", "argument", name, among: names,
            orElse: "the fragment '\(fragment.name.value)' does not take it"))
      }
      given.insert(name.value)
    }
    let missing = fragment.parameters.filter {
      $0.fallback == nil && !given.contains($0.name.value)
    }
    if !missing.isEmpty {
      let words = missing.map { "'\($0.name.value)'" }.joined(separator: ", ")
      findings.append(
        Diagnostic(
          code: "missing-argument",
          "the call of '\(fragment.name.value)' leaves out \(words)",
          at: .init(call.fragment.range),
          related: missing.map { .init($0.name.range, "has no default") },
          help: missing.map { "add '\($0.name.value): VALUE' to the call" }))
    }
    return findings
  }
}

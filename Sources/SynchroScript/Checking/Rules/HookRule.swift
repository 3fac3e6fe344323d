import SynchroText

/// What the operator is asked for stands in the catalogue, and is told what it needs.
enum HookRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      guard case .operate(let step) = visit.step.kind else { return }
      guard let hook = set.vocabulary.hooks[step.hook.value] else {
        findings.append(
          .unknown(
            "unknown-hook", "hook", step.hook, among: set.vocabulary.hooks.keys,
            orElse: "describe it in a file below Suites: hook \(step.hook.value)"))
        return
      }
      findings += check(step, against: hook)
    }
    return findings
  }

  private static func check(
    _ step: OperatorStep, against hook: SuiteVocabulary.KnownHook
  ) -> [Diagnostic] {
    let names = hook.required + hook.optional
    var findings = step.arguments.filter { !names.contains($0.name.value) }.map { argument in
      Diagnostic.unknown(
        "unknown-argument", "argument", argument.name, among: names,
        orElse: "the hook '\(step.hook.value)' does not take it")
    }
    let given = Set(step.arguments.map(\.name.value))
    let missing = hook.required.filter { !given.contains($0) }
    if !missing.isEmpty {
      let words = missing.map { "'\($0)'" }.joined(separator: ", ")
      findings.append(
        Diagnostic(
          code: "missing-argument", "the operator is not told \(words)",
          at: .init(step.hook.range),
          help: missing.map { "add '\($0): VALUE' to the step" }))
    }
    return findings
  }
}

import SynchroText

/// A flow suite is carried by a known binding, holds no tests, and each of its flows learns
/// something.
enum FlowSuiteRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    guard suite.isFlowSuite else { return [] }
    var findings = bindingFindings(suite, set.vocabulary.flows(of: suite.name.value))
    if let test = suite.tests.first {
      findings.append(
        Diagnostic(
          code: "mixed-suite", "tests and flows stand in suites of their own",
          at: .init(test.name.range), help: ["move the tests to another file"]))
    }
    var seen: [String: SourceRange] = [:]
    for flow in suite.flows {
      if let first = seen[flow.name.value] {
        findings.append(
          Diagnostic(
            code: "duplicate-name", "two flows are named '\(flow.name.value)'",
            at: .init(flow.name.range), related: [.init(first, "the first")]))
      }
      seen[flow.name.value] = seen[flow.name.value] ?? flow.name.range
      guard !learnsSomething(flow) else { continue }
      findings.append(
        Diagnostic(
          code: "empty-flow", "the flow '\(flow.name.value)' checks nothing",
          at: .init(flow.name.range),
          help: ["name the [ROW] that a payload is a trial of, or check a state"]))
    }
    return findings
  }

  private static func bindingFindings(_ suite: Suite, _ known: FlowVocabulary?) -> [Diagnostic] {
    guard let binding = suite.binding else {
      return [
        Diagnostic(
          code: "no-binding", "the suite does not say what carries its payloads",
          at: .init(suite.name.range), help: ["write below the first line: binding pxb"])
      ]
    }
    guard let known, !known.bindings.contains(binding.value) else { return [] }
    return [
      .unknown(
        "unknown-binding", "binding", binding, among: known.bindings,
        orElse: "payloads need one of these")
    ]
  }

  private static func learnsSomething(_ flow: Flow) -> Bool {
    flow.allSteps.contains { step in
      switch step.kind {
      case .never, .refused, .state, .control(.order, _): true
      case .message(let message):
        !message.requirements.isEmpty || !message.checks.isEmpty || message.answers != nil
      case .again: !step.requirements.isEmpty
      case .either, .keep, .control, .advance: false
      }
    }
  }
}

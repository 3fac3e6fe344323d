import SynchroText

/// Fragments are called, and do not call themselves.
enum FragmentRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var called: Set<String> = []
    var calls: [String: [Ranged<String>]] = [:]
    StepWalk.visit(suite) { visit in
      switch (visit.step.kind, visit.owner) {
      case (.call(let call), .fragment(let fragment)):
        calls[fragment.name.value, default: []].append(call.fragment)
        if call.fragment.value != fragment.name.value { called.insert(call.fragment.value) }
      case (.call(let call), .test): called.insert(call.fragment.value)
      default: break
      }
    }
    for fragment in suite.fragments {
      let name = fragment.name.value
      if let call = (calls[name] ?? []).first(where: { reaches(name, from: $0.value, calls) }) {
        findings.append(
          Diagnostic(
            code: "recursive-fragment", "the fragment '\(name)' calls itself",
            at: .init(call.range, call.value == name ? "" : "which calls '\(name)' in the end"),
            related: [.init(fragment.name.range, "declared here")],
            help: ["use 'page through' or 'for each' to repeat steps"]))
      }
      if !called.contains(name) {
        findings.append(
          Diagnostic(
            .warning, code: "unused-fragment", "nothing calls the fragment '\(name)'",
            at: .init(fragment.name.range), help: ["call it in a test, or leave it out"]))
      }
    }
    return findings
  }

  private static func reaches(
    _ goal: String, from start: String, _ calls: [String: [Ranged<String>]]
  ) -> Bool {
    var seen: Set<String> = []
    var waiting = [start]
    while let next = waiting.popLast() {
      if next == goal { return true }
      guard seen.insert(next).inserted else { continue }
      waiting += (calls[next] ?? []).map(\.value)
    }
    return false
  }
}

import SynchroText

/// Ids stand only where something is decided: not in clean-up, not in a control.
enum MisplacedRequirementRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      guard let first = visit.step.ownRequirements.first else { return }
      let range = visit.step.ownRequirements.reduce(first.range) { $0.union($1.range) }
      if visit.surroundings.contains(.always) {
        findings.append(
          Diagnostic(
            code: "requirement-in-always", "clean-up decides no requirement", at: .init(range),
            help: ["move the check above 'always', or leave the id out"]))
      } else if visit.surroundings.contains(.block(.control)) {
        findings.append(
          Diagnostic(
            .warning, code: "requirement-in-control", "a control decides no requirement",
            at: .init(range),
            help: [
              "leave the id out here, and check the row where the exchange itself is the subject"
            ]))
      }
    }
    return findings
  }
}

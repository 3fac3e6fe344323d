import SynchroText

/// A check that decides something says what; gates may stand for themselves.
enum MissingRequirementRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let formats = set.vocabulary.objectFormats(of: suite.name.value)
    StepWalk.visit(suite) { visit in
      // What `eventually` waits for may be a state of ours rather than a rule of the target.
      guard !visit.isHelper, !visit.surroundings.contains(.block(.eventually)),
        visit.step.ownRequirements.isEmpty
      else { return }
      switch visit.step.kind {
      case .check(let check):
        if case .assume = check.mode { return }
        guard !carriesRequirements(check.condition, formats) else { return }
        findings.append(
          Diagnostic(
            .warning, code: "check-without-requirement", "the check decides no requirement",
            at: .init(visit.step.head),
            help: [
              "name the row at the end of the line, [ID];"
                + " a mere precondition is 'assume CHECK else \"reason\"'"
            ]))
      case .review:
        findings.append(
          Diagnostic(
            .warning, code: "review-without-requirement", "the question decides no requirement",
            at: .init(visit.step.head), help: ["name the row at the end of the line, [ID]"]))
      default: break
      }
    }
    return findings
  }

  /// Whether the object formats that a check names decide rows of their own.
  private static func carriesRequirements(
    _ condition: Condition, _ formats: ObjectFormats
  ) -> Bool {
    condition.claims.contains { claim in
      claim.decidingFormats.contains { !formats.requirements(of: $0).isEmpty }
    }
  }
}

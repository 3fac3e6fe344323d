import SynchroText

/// A refusal means something only beside the same exchange without the fault.
enum ControlRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    suite.tests.compactMap { test in
      var hasControl = false
      var refusal: SourceRange?
      StepWalk.visit(test) { visit in
        switch visit.step.kind {
        case .control, .controlledBy: hasControl = true
        default:
          guard refusal == nil, !visit.isHelper, isRefusal(visit.step) else { return }
          refusal = visit.step.head
        }
      }
      guard !hasControl, let refusal else { return nil }
      return Diagnostic(
        .warning, code: "refusal-without-control",
        "the refusal may have another reason than the fault that is tested", at: .init(refusal),
        help: [
          "show in a 'control' block that the same exchange without the fault succeeds,"
            + " or name the test that does: control by TEST"
        ])
    }
  }

  /// Whether the step decides a requirement by a status that refuses.
  private static func isRefusal(_ step: Step) -> Bool {
    guard !step.ownRequirements.isEmpty else { return false }
    switch step.kind {
    case .gate(let gate): return StatusSet(gate).isNegative
    case .check(let check):
      if case .permits = check.mode { return false }
      return check.condition.claims.contains { StatusSet($0)?.isNegative ?? false }
    default: return false
    }
  }
}

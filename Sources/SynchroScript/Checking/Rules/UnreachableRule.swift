import SynchroText

/// Every step can be reached, and every condition can turn out either way.
enum UnreachableRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for fragment in suite.fragments { findings += look(through: fragment.steps) }
    for test in suite.tests {
      findings += look(through: test.steps) + look(through: test.always)
    }
    return findings
  }

  private static func look(through steps: [Step]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for (index, step) in steps.enumerated() {
      let rest = steps[(index + 1)...].first
      switch step.kind {
      case .when(let when): findings += look(at: when, step, rest: rest)
      case .check(let check):
        guard let value = check.condition.constant else { break }
        if case .assume = check.mode, !value {
          findings += unreachable(rest, because: check.condition, "never holds")
        } else {
          findings.append(
            Diagnostic(
              .warning, code: "constant-condition",
              "the check is \(value ? "met" : "unmet") whatever the target does",
              at: .init(check.condition.range), help: ["compare with something that was answered"]))
        }
      case .forEach(let loop):
        if case .values(let values) = loop.source, case .literal(let template) = values.kind,
          case .array(let elements) = template.kind, elements.isEmpty, let first = loop.steps.first
        {
          findings.append(unreachable(first, values.range, "this list is empty"))
        }
      default: break
      }
      for block in step.blocks { findings += look(through: block.steps) }
    }
    return findings
  }

  private static func look(at when: WhenStep, _ step: Step, rest: Step?) -> [Diagnostic] {
    let value = when.condition.constant
    guard let steps = when.steps else {
      if value == false { return unreachable(rest, because: when.condition, "never holds") }
      guard rest == nil else { return constantFindings(value, when) }
      return [
        Diagnostic(
          .warning, code: "idle-guard", "nothing follows this guard", at: .init(step.head),
          help: ["put it above the steps that it guards, or give it a block of its own"])
      ]
    }
    switch value {
    case false: return unreachable(steps.first, because: when.condition, "never holds")
    case true:
      let otherwise = when.otherwise?.first
      return otherwise == nil
        ? constantFindings(value, when)
        : unreachable(otherwise, because: when.condition, "always holds")
    case nil: return []
    }
  }

  private static func constantFindings(_ value: Bool?, _ when: WhenStep) -> [Diagnostic] {
    guard value != nil else { return [] }
    return [
      Diagnostic(
        .warning, code: "constant-condition", "the condition always holds",
        at: .init(when.condition.range), help: ["leave it out"])
    ]
  }

  private static func unreachable(
    _ step: Step?, because condition: Condition, _ words: String
  ) -> [Diagnostic] {
    guard let step else {
      return [
        Diagnostic(
          .warning, code: "constant-condition", "the condition \(words)",
          at: .init(condition.range), help: ["leave it out"])
      ]
    }
    return [unreachable(step, condition.range, "this \(words)")]
  }

  private static func unreachable(
    _ step: Step, _ cause: SourceRange, _ words: String
  ) -> Diagnostic {
    Diagnostic(
      code: "unreachable", "this step is never reached", at: .init(step.head),
      related: [.init(cause, words)], help: ["leave the step out, or correct the condition"])
  }
}

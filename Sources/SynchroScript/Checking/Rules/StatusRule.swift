import SynchroText

/// Statuses exist, are told once, and do not contradict the gate before.
enum StatusRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      if case .gate(let gate) = visit.step.kind { findings += look(at: gate) }
      findings += visit.step.ownClaims.flatMap(look)
    }
    for fragment in suite.fragments { findings += contradictions(in: fragment.steps) }
    for test in suite.tests {
      findings += contradictions(in: test.steps) + contradictions(in: test.always)
    }
    return findings
  }

  private static func look(at gate: GateStep) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var seen: [Ranged<StatusPattern>] = []
    for status in gate.statuses {
      guard let codes = status.value.codes else {
        findings.append(noStatus(status.value.spelling, at: status.range))
        continue
      }
      if codes.lowerBound < 200 {
        findings.append(
          Diagnostic(
            code: "interim-status", "an answer never ends with \(status.value.spelling)",
            at: .init(status.range), expected: "a final status, 200 to 599",
            received: status.value.spelling))
      }
      let earlier = seen.first { seen in
        seen.value.codes.map { $0.contains(codes.lowerBound) && $0.contains(codes.upperBound) }
          ?? false
      }
      if let earlier {
        findings.append(
          Diagnostic(
            .warning, code: "repeated-status", "\(status.value.spelling) is let through already",
            at: .init(status.range), related: [.init(earlier.range, "by this")],
            help: ["leave one of them out"]))
      }
      seen.append(status)
    }
    return findings
  }

  private static func look(at claim: Claim) -> [Diagnostic] {
    guard case .fact(.status) = claim.subject.kind else { return [] }
    return claim.predicate.value.operands.flatMap { operand -> [Diagnostic] in
      guard case .literal(let template) = operand.kind else { return [] }
      var values = [template]
      if case .array(let elements) = template.kind { values = elements }
      return values.compactMap { value in
        guard let code = value.integer, !(100...600).contains(code) else { return nil }
        return noStatus(String(code), at: value.range)
      }
    }
  }

  private static func noStatus(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: "bad-status", "\(text) is no status", at: .init(range),
      expected: "200 to 599, or 2xx, 3xx, 4xx, 5xx", received: text)
  }

  // MARK: - Contradictions

  /// Statements about the status of one answer that cannot hold together.
  private static func contradictions(in steps: [Step]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var gate: (statuses: StatusSet, place: SourceRange)?
    for step in steps {
      switch step.kind {
      case .request, .call, .eventually, .pages, .control, .forEach: gate = nil
      // A branch may make a request of its own.
      case .when(let when): if when.steps != nil { gate = nil }
      case .gate(let next):
        let statuses = StatusSet(next)
        if let gate, !statuses.ranges.isEmpty, !gate.statuses.overlaps(statuses) {
          findings.append(contradiction(step.head, gate.place))
        }
        if !statuses.ranges.isEmpty { gate = (statuses, step.head) }
      case .check(let check):
        guard let gate, case .claim(let claim) = check.condition,
          let statuses = StatusSet(claim), !gate.statuses.overlaps(statuses)
        else { break }
        findings.append(contradiction(claim.range, gate.place))
      default: break
      }
      for block in step.blocks { findings += contradictions(in: block.steps) }
    }
    return findings
  }

  private static func contradiction(_ range: SourceRange, _ gate: SourceRange) -> Diagnostic {
    Diagnostic(
      code: "contradicting-status", "the gate above lets no such status through",
      at: .init(range), related: [.init(gate, "this gate")],
      help: ["put a request between them, or correct one of them"])
  }
}

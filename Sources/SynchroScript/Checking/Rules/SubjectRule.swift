import SynchroText

/// What is said of a value can be true or false of it: no `status is url`, no `duration == "x"`.
enum SubjectRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      for claim in visit.step.ownClaims { findings += ClaimTyping(claim).findings }
      for expression in visit.step.ownExpressions.flatMap(\.parts) {
        findings += ExpressionTyping.findings(in: expression)
      }
      findings += loopFindings(in: visit.step)
    }
    return findings
  }

  private static func loopFindings(in step: Step) -> [Diagnostic] {
    switch step.kind {
    case .forEach(let loop):
      guard case .values(let values) = loop.source, !values.valueKind.isListLike else { return [] }
      return [
        Diagnostic(
          code: "not-a-list", "a loop goes through a list", at: .init(values.range),
          expected: "a query, a list or a kept value", received: values.valueKind.words)
      ]
    case .pages(let pages):
      let kind = pages.next.valueKind
      guard kind == .nodes || !(kind.isTextLike || kind == .null) else { return [] }
      return [
        Diagnostic(
          code: "not-a-url", "a page names one next page", at: .init(pages.next.range),
          expected: "a query that leads to one value, such as $.next", received: kind.words)
      ]
    default: return []
    }
  }
}

/// What a value is made from fits together: `count of` a list, `plus` a duration.
enum ExpressionTyping {
  static func findings(in expression: Expression) -> [Diagnostic] {
    switch expression.kind {
    case .count(let inner):
      let kind = inner.valueKind
      guard !kind.isListLike, kind != .object else { return [] }
      return [misfit("only the elements of a list can be counted", inner, expected: "a list")]
    case .members(let inner):
      let kind = inner.valueKind
      guard kind != .any, kind != .object else { return [] }
      var finding = misfit("only an object has members", inner, expected: "one object")
      if case .fact(.body) = inner.kind { finding.help = ["write 'members of $'"] }
      return [finding]
    case .words(let inner), .s256(let inner), .unix(let inner), .parameter(_, let inner):
      guard !inner.valueKind.isTextLike else { return [] }
      return [misfit("this is asked of a text", inner, expected: "a text")]
    case .json: return []
    case .join(let inner):
      guard !inner.valueKind.isListLike else { return [] }
      return [misfit("only the texts of a list are joined", inner, expected: "a list of texts")]
    case .without(let object, let names):
      var findings: [Diagnostic] = []
      if ![.any, .object].contains(object.valueKind) {
        findings.append(misfit("only an object has members", object, expected: "one object"))
      }
      if !names.valueKind.isListLike {
        findings.append(
          misfit("the members to leave out are a list", names, expected: "such as [\"id\"]"))
      }
      return findings
    case .plus(let left, let right), .minus(let left, let right):
      var findings: [Diagnostic] = []
      if ![.any, .instant, .text].contains(left.valueKind) {
        findings.append(
          misfit("a duration is added to a date-time", left, expected: "a date-time"))
      }
      if ![.any, .duration].contains(right.valueKind) {
        findings.append(
          misfit("what is added to a date-time is a duration", right, expected: "such as 5m"))
      }
      return findings
    case .literal, .reference, .query, .fact, .header, .headers, .duration, .size: return []
    }
  }

  private static func misfit(
    _ message: String, _ expression: Expression, expected: String
  ) -> Diagnostic {
    Diagnostic(
      code: "operand-type", message, at: .init(expression.range), expected: expected,
      received: expression.valueKind.words)
  }
}

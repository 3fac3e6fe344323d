import SynchroJSON
import SynchroText

/// Checks of flows look at what came, ask of it what it can be, and attributes have known names.
enum FlowCheckRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    guard suite.isFlowSuite else { return [] }
    let payloads = set.vocabulary.flows(of: suite.name.value)?.payloads ?? [:]
    // What is the same in each trial, whatever comes.
    let unmoved = Set(BuiltInNames.all + ["flow"] + suite.actors.map(\.name.value))
    var findings: [Diagnostic] = []
    for step in suite.flows.flatMap(\.allSteps) {
      let elements = step.message.flatMap { payloads[$0.payload.value] } ?? []
      if let attributes = step.message?.attributes {
        findings += attributeFindings(attributes, elements)
      }
      for check in step.checks { findings += checkFindings(check, elements, unmoved) }
      if case .keep(_, let value) = step.kind { findings += responseFindings(in: value) }
    }
    return findings
  }

  private static func attributeFindings(
    _ template: JSONTemplate, _ elements: Set<String>
  ) -> [Diagnostic] {
    guard case .object(let members) = template.kind else {
      return [
        Diagnostic(code: "not-attributes", "attributes are an object", at: .init(template.range))
      ]
    }
    return members.compactMap { member in
      guard let name = member.name.constant, !name.isEmpty else { return nil }
      return unknown(Ranged(name, at: member.name.range), elements)
    }
  }

  private static func unknown(_ name: Ranged<String>, _ elements: Set<String>) -> Diagnostic? {
    guard !elements.isEmpty, !elements.contains(name.value) else { return nil }
    return .unknown(
      "unknown-attribute", "attribute", name, among: elements,
      orElse: "the payload's rows list them")
  }

  private static func checkFindings(
    _ step: Step, _ elements: Set<String>, _ unmoved: Set<String>
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for claim in step.ownClaims {
      let parts = claim.subject.parts
      if !parts.contains(where: { $0.looksAtSomething(besides: unmoved) }) {
        findings.append(
          Diagnostic(
            code: "looks-at-nothing", "this is so or not so whatever came",
            at: .init(claim.subject.range),
            help: ["begin with what came, such as $.ack_code, or with an attribute of a step"]))
      }
      findings += ClaimTyping(claim).findings
    }
    for expression in step.ownExpressions.flatMap(\.parts) {
      findings += ExpressionTyping.findings(in: expression) + responseFindings(in: expression)
      if case .query(let query) = expression.kind, query.root == nil,
        let name = query.path.firstName
      {
        findings += unknown(Ranged(name, at: expression.range), elements).map { [$0] } ?? []
      }
    }
    return findings
  }

  /// There is no response in a flow that could have a status or headers.
  private static func responseFindings(in expression: Expression) -> [Diagnostic] {
    expression.parts.compactMap { part in
      switch part.kind {
      case .fact(.now), .fact(.size), .fact(.duration): return nil
      case .fact, .header, .headers:
        return Diagnostic(
          code: "no-response-in-flow", "a payload is no answer of a server", at: .init(part.range),
          expected: "$, size, duration or now", help: ["the attributes stand in $"])
      default: return nil
      }
    }
  }
}

extension Expression {
  /// Whether it depends on what happened.
  fileprivate func looksAtSomething(besides unmoved: Set<String>) -> Bool {
    switch kind {
    case .query: true
    case .fact(let fact): fact != .now
    case .header, .headers: true
    case .reference(let reference):
      !unmoved.contains(reference.name.value)
    default: false
    }
  }
}

extension JSONPath {
  /// The attribute that a query begins with: `a` of `$.a` and `$.a[0]`.
  fileprivate var firstName: String? {
    let text = description
    guard text.hasPrefix("$."), !text.hasPrefix("$..") else { return nil }
    let name = text.dropFirst(2).prefix { $0 != "." && $0 != "[" }
    return name.isEmpty || name == "*" ? nil : String(name)
  }
}

import SynchroJSON
import SynchroText

/// Contents against the object formats that the rules name, and against the claims about them.
enum FormatCheck {
  /// A value and what it is held to be.
  struct Judged {
    let node: JSONNode
    let format: String
  }

  static func check(
    _ exchange: ExampleExchange, by rule: ExampleRule, _ context: LintContext,
    _ log: inout FindingLog
  ) {
    if let json = exchange.request?.json, let root = json.document?.root {
      if let name = rule.sends { check(root, of: name, in: json, context, &log) }
      let claims = context.rules.claims.filter { $0.requestsOf.contains(rule.name) }
      for claim in claims where claim.applies(in: exchange.clause) {
        ClaimCheck.check(claim, [Judged(node: root, format: "")], in: json, context, &log)
      }
    }
    guard let answer = exchange.answer, let json = answer.json, let root = json.document?.root
    else { return }
    var judged: [Judged] = []
    if case .answer(let status, _) = answer.start, status >= 400 {
      if let name = rule.refuses { judged.append(Judged(node: root, format: name)) }
    } else {
      if let name = rule.answers { judged.append(Judged(node: root, format: name)) }
      for part in rule.parts {
        // A limit can only be reached by content that nobody writes by hand.
        let matches = (try? part.path.nodes(in: root)) ?? []
        judged += matches.map { Judged(node: $0.node, format: part.format) }
      }
    }
    for value in judged { check(value.node, of: value.format, in: json, context, &log) }
    for claim in context.rules.claims where claim.applies(in: exchange.clause) {
      let values = judged.filter { claim.formats.contains($0.format) }
      if !values.isEmpty { ClaimCheck.check(claim, values, in: json, context, &log) }
    }
  }

  private static func check(
    _ node: JSONNode, of name: String, in json: RepairedJSON, _ context: LintContext,
    _ log: inout FindingLog
  ) {
    for fault in context.formats[name]?.faults(node) ?? [] {
      if json.isGuess(fault.range) || fault.isMissing && json.isOpen(fault.range) { continue }
      // What is missing has no place; the object's first bracket has to do.
      let range =
        fault.isMissing
        ? SourceRange(fault.range.start, min(fault.range.start + 1, fault.range.end)) : fault.range
      log.report(
        Diagnostic(
          code: "format-" + (fault.keyword.isEmpty ? "limit" : fault.keyword),
          "\(fault.pointer.isEmpty ? "" : fault.pointer + ": ")\(fault.reason)",
          at: .init(json.range(range), name),
          help: [fault.isMissing ? "add it to the example, or make it optional in the text" : nil]
            .compactMap { $0 }),
        rule: context.words(fault.requirements) ?? "the object format '\(name)'")
    }
  }
}

import SynchroJSON
import SynchroText
import SynchroTiming

/// What rules claim about values beyond their formats.
enum ClaimCheck {
  static func check(
    _ claim: ExampleClaim, _ values: [FormatCheck.Judged], in json: RepairedJSON,
    _ context: LintContext, _ log: inout FindingLog
  ) {
    switch claim.demand {
    case .schema(let schema):
      for value in values { check(claim, schema, value.node, in: json, context, &log) }
    case .order(let earlier, let later):
      for value in values {
        guard let first = value.node[earlier], let second = value.node[later],
          let start = instant(first), let end = instant(second), start > end
        else { continue }
        var diagnostic = diagnostic(claim, json.range(first.range))
        diagnostic.expected = "no later than \(CivilTime(end)), which is '\(later)'"
        diagnostic.received = "\(CivilTime(start))"
        log.report(diagnostic, rule: context.words(claim.rule))
      }
    case .identity(let member): checkIdentity(claim, member, values, in: json, context, &log)
    }
  }

  // MARK: - Schemas

  private static func check(
    _ claim: ExampleClaim, _ schema: JSONSchema, _ node: JSONNode, in json: RepairedJSON,
    _ context: LintContext, _ log: inout FindingLog
  ) {
    for finding in schema.validate(node).prefix(3) {
      let isMissing =
        switch finding.fault {
        case .missingMember, .missingDependent: true
        default: false
        }
      if json.isGuess(finding.range) || isMissing && json.isOpen(finding.range) { continue }
      let start = finding.range.start
      let range = isMissing ? SourceRange(start, start + 1) : finding.range
      var diagnostic = diagnostic(claim, json.range(range))
      diagnostic.primary = .init(diagnostic.primary.range, finding.reason)
      log.report(diagnostic, rule: context.words(claim.rule))
    }
  }

  private static func diagnostic(_ claim: ExampleClaim, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      claim.severity, code: "claim-" + claim.name, claim.says, at: .init(range),
      help: ["change the example, or what the text demands"])
  }

  // MARK: - Times

  /// Seconds since 1970 or an RFC 3339 time; nil for anything else, and for 0, which says never.
  private static func instant(_ node: JSONNode) -> Timestamp? {
    if let text = node.string { return (try? CivilTime(rfc3339: text))?.timestamp }
    guard let lexeme = node.number.map(\.lexeme), let seconds = Int(lexeme), seconds > 0,
      seconds < 253_402_300_800
    else { return nil }
    return Timestamp(seconds: Int64(seconds))
  }

  // MARK: - Identity

  private static func checkIdentity(
    _ claim: ExampleClaim, _ member: String, _ values: [FormatCheck.Judged],
    in json: RepairedJSON, _ context: LintContext, _ log: inout FindingLog
  ) {
    var first: [String: JSONNode] = [:]
    for value in values {
      guard let name = value.node[member]?.string else { continue }
      guard let known = first[name] else {
        first[name] = value.node
        continue
      }
      if known.isEqual(to: value.node) { continue }
      // More members than anybody reads need not be compared.
      for item in value.node.members.prefix(100) {
        guard let other = known[item.key], !other.isEqual(to: item.value) else { continue }
        var diagnostic = diagnostic(claim, json.range(item.value.range))
        diagnostic.related = [.init(json.range(other.range), "shown like this before")]
        diagnostic.expected = VisibleText.excerpt(other.lexeme, limit: 80)
        diagnostic.received = VisibleText.excerpt(item.value.lexeme, limit: 80)
        log.report(diagnostic, rule: context.words(claim.rule))
      }
    }
  }
}

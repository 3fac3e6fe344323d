import SynchroText

/// Parties are declared once, are somebody, take part, and stand on both sides of each flow.
enum FlowPartyRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    guard suite.isFlowSuite else { return [] }
    let known = set.vocabulary.flows(of: suite.name.value)
    let names = Set(suite.actors.map(\.name.value))
    var findings = declarationFindings(suite, known)
    var used: Set<String> = []
    for flow in suite.flows {
      for party in flow.allSteps.flatMap(\.parties) {
        used.insert(party.value)
        guard !names.contains(party.value) else { continue }
        findings.append(
          .unknown(
            "unknown-party", "party", party, among: names,
            orElse: "declare it: actor \(party.value) plays \"ACTOR\" is target"))
      }
      findings += messageFindings(flow, suite)
      if let finding = sideFinding(flow, suite) { findings.append(finding) }
    }
    for actor in suite.actors where !used.contains(actor.name.value) {
      findings.append(
        Diagnostic(
          .warning, code: "unused-party", "no flow has the party '\(actor.name.value)'",
          at: .init(actor.name.range), help: ["leave it out"]))
    }
    return findings
  }

  private static func declarationFindings(
    _ suite: Suite, _ known: FlowVocabulary?
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var seen: [String: SourceRange] = [:]
    for actor in suite.actors {
      let name = actor.name
      if let first = seen[name.value] {
        findings.append(
          Diagnostic(
            code: "duplicate-name", "two parties are named '\(name.value)'",
            at: .init(name.range), related: [.init(first, "the first")]))
      } else if BuiltInNames.all.contains(name.value) || name.value == "flow" {
        findings.append(
          Diagnostic(
            code: "reserved-name", "'\(name.value)' is the name of a built-in value",
            at: .init(name.range), help: ["choose another name"]))
      }
      seen[name.value] = seen[name.value] ?? name.range
      for played in actor.plays {
        guard let known, !known.actors.contains(played.value) else { continue }
        findings.append(
          .unknown(
            "unknown-actor", "actor", played, among: known.actors,
            orElse: "'synchroscope flows list actors' shows the names"))
      }
    }
    return findings
  }

  private static func messageFindings(_ flow: Flow, _ suite: Suite) -> [Diagnostic] {
    // A group of those that are chosen from what the target declares, and one that it has not.
    let isOpen = suite.actors.contains { $0.whichever != nil }
    let groups = suite.actors.compactMap(\.group?.value)
    return flow.messages.flatMap { message in
      var findings: [Diagnostic] = []
      if message.from.value == message.to.value {
        findings.append(
          Diagnostic(
            code: "to-itself", "'\(message.to.value)' sends this to itself",
            at: .init(message.to.range), help: ["name the party that receives it"]))
      }
      if case .group(let group) = message.scope, !isOpen, !groups.contains(group.value) {
        findings.append(
          .unknown(
            "unknown-group", "group", group, among: groups,
            orElse: "a party says that it is in it: in group \(group.value)"))
      }
      return findings
    }
  }

  private static func sideFinding(_ flow: Flow, _ suite: Suite) -> Diagnostic? {
    // Who hands a payload on can be the only one that is tested.
    let names = Set(flow.messages.flatMap { [$0.from, $0.to] + $0.via }.map(\.value))
    let sides = Set(suite.actors.filter { names.contains($0.name.value) }.map(\.side.value))
    guard sides.count == 1, let side = sides.first else { return nil }
    let isTarget = side == .target
    return Diagnostic(
      code: "one-sided-flow",
      isTarget
        ? "all parties of '\(flow.name.value)' are the target, and nobody watches them"
        : "all parties of '\(flow.name.value)' are the harness, which would test itself",
      at: .init(flow.name.range),
      help: ["say of one party that it 'is \(isTarget ? "harness" : "target")'"])
  }
}

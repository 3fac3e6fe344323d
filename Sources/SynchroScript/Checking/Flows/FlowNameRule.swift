import SynchroText

/// Every name in `${…}` of a flow is a party, a payload above, a kept value or built in.
enum FlowNameRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    suite.flows.flatMap { flow in
      var walk = FlowNameWalk(suite, set.vocabulary)
      walk.run(flow.steps)
      walk.run(flow.always)
      return walk.findings
    }
  }
}

private struct FlowNameWalk {
  private static let partyKeys: Set = ["id", "actor", "mac"]
  /// What a party has that plays whatever the target declares.
  private static let declaredKeys: Set = ["payload", "group", "fault", "event", "state"]
  private static let flowKeys: Set = ["trial", "event"]

  private let vocabulary: SuiteVocabulary
  private let parties: Set<String>
  private let unnamed: Set<String>
  private var locals: [String: SourceRange] = [:]
  private(set) var findings: [Diagnostic] = []

  init(_ suite: Suite, _ vocabulary: SuiteVocabulary) {
    self.vocabulary = vocabulary
    parties = Set(suite.actors.map(\.name.value))
    unnamed = Set(suite.actors.filter { $0.whichever != nil }.map(\.name.value))
  }

  mutating func run(_ steps: [FlowStep]) {
    for step in steps {
      switch step.kind {
      case .message(let message):
        check(message.attributes?.references ?? [])
        run(message.checks)
        if let name = message.name { define(name) }
      case .never(let message):
        check(message.attributes?.references ?? [])
        run(message.checks)
      case .either(let branches): for branch in branches { run(branch) }
      case .keep(let name, let value):
        check(value.references)
        define(name)
      case .state(let state): run(state.checks)
      case .control(.trigger(_, let arguments), _): check(arguments?.references ?? [])
      case .control(.order(let order), _):
        check(order.keys?.references ?? [])
        run(order.checks)
      case .refused, .again, .control, .advance: break
      }
    }
  }

  private mutating func run(_ checks: [Step]) {
    for step in checks {
      check(step.ownReferences)
      if case .keep(let name, _, _) = step.kind { define(name) }
    }
  }

  private mutating func define(_ name: Ranged<String>) {
    if BuiltInNames.all.contains(name.value) || name.value == "flow" {
      findings.append(
        Diagnostic(
          code: "reserved-name", "'\(name.value)' is the name of a built-in value",
          at: .init(name.range), help: ["choose another name"]))
    } else if parties.contains(name.value) {
      findings.append(
        Diagnostic(
          code: "hidden-name", "'\(name.value)' is the name of a party", at: .init(name.range),
          help: ["choose another name"]))
    }
    locals[name.value] = locals[name.value] ?? name.range
  }

  private mutating func check(_ references: [Reference]) {
    for reference in references {
      let name = reference.name
      if locals[name.value] != nil { continue }
      if parties.contains(name.value) {
        let own = unnamed.contains(name.value) ? Self.declaredKeys : []
        checkKey(of: reference, among: Self.partyKeys.union(own))
      } else if name.value == "flow" {
        checkKey(of: reference, among: Self.flowKeys)
      } else if BuiltInNames.all.contains(name.value) {
        if let finding = BuiltInNames.finding(about: reference, vocabulary) {
          findings.append(finding)
        }
      } else {
        let known = parties.union(locals.keys).union(BuiltInNames.all).union(["flow"])
        findings.append(
          .unknown(
            "unknown-name", "name", name, among: known,
            orElse: "keep it first, or name the payload that has it: as \(name.value)"))
      }
    }
  }

  private mutating func checkKey(of reference: Reference, among known: Set<String>) {
    let name = reference.name.value
    guard case .member(let key)? = reference.path.first else {
      findings.append(
        Diagnostic(
          code: "unknown-key", "'\(name)' is no value by itself", at: .init(reference.range),
          expected: known.sorted().map { "\(name).\($0)" }.joined(separator: ", "),
          received: reference.spelling))
      return
    }
    guard !known.contains(key) else { return }
    findings.append(
      .unknown(
        "unknown-key", "built-in value", Ranged("\(name).\(key)", at: reference.range),
        among: known.map { "\(name).\($0)" }, orElse: "nothing else is built in"))
  }
}

import SynchroText

/// Faults, events and states have names that the binding knows, and what is broken is mended.
enum FlowFaultRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    guard suite.isFlowSuite else { return [] }
    let known = set.vocabulary.flows(of: suite.name.value)
    return suite.flows.flatMap { flow in
      (known.map { nameFindings(flow, $0) } ?? []) + mendingFindings(flow)
    }
  }

  private static func nameFindings(_ flow: Flow, _ known: FlowVocabulary) -> [Diagnostic] {
    flow.allSteps.compactMap { step in
      switch step.kind {
      case .state(let state):
        return unknown("state", state.key, known.states)
      case .control(.inject(let injected), _):
        if let payload = injected.payload, known.payloads[payload.value] == nil {
          return .unknown(
            "unknown-payload", "payload", payload, among: known.payloads.keys,
            orElse: "'synchroscope flows list payloads' shows the names")
        }
        return unknown("fault", injected.fault, known.faults)
      case .control(.clear(let fault), _): return unknown("fault", fault, known.faults)
      case .control(.trigger(let event, _), _): return unknown("event", event, known.events)
      case .control(.supply, _), .control(.order, _), .message, .never, .refused, .again, .either,
        .keep, .advance:
        return nil
      }
    }
  }

  private static func unknown(
    _ kind: String, _ name: Ranged<String>, _ known: Set<String>
  ) -> Diagnostic? {
    guard !known.contains(name.value) else { return nil }
    return .unknown(
      "unknown-\(kind)", kind, name, among: known, orElse: "suites keep to what the binding names")
  }

  /// What is injected is cleared at the end of the flow, whatever became of it.
  private static func mendingFindings(_ flow: Flow) -> [Diagnostic] {
    var broken: [Breakage: SourceRange] = [:]
    // Clean-up may put right once more what an undisturbed flow has put right itself.
    var mended: Set<Breakage> = []
    let cleanUp = flow.always.first?.range.start ?? .max
    var findings: [Diagnostic] = []
    func mend(_ breakage: Breakage, at step: FlowStep) {
      if broken.removeValue(forKey: breakage) != nil {
        if step.range.start < cleanUp { mended.insert(breakage) }
      } else if step.range.start < cleanUp || mended.remove(breakage) == nil {
        findings.append(
          Diagnostic(
            .warning, code: "nothing-to-clear", "nothing above brings this about",
            at: .init(step.head), help: ["leave it out"]))
      }
    }
    for step in flow.allSteps {
      guard case .control(let control, let actor) = step.kind else { continue }
      switch control {
      case .inject(let injected):
        guard injected.lasting == nil else { continue }
        broken[Breakage(what: injected.fault.value, actor: actor.value)] = step.head
      case .clear(let fault):
        mend(Breakage(what: fault.value, actor: actor.value), at: step)
      case .supply(let supply, let isUp):
        let breakage = Breakage(what: supply.rawValue, actor: actor.value)
        if isUp {
          // Power also fails by a last gasp, and that it comes where it never failed is a stimulus.
          if supply == .power, broken[breakage] == nil { continue }
          mend(breakage, at: step)
        } else {
          broken[breakage] = step.head
        }
      case .trigger, .order: break
      }
    }
    let isSupply = { (name: String) in FlowControl.Supply(rawValue: name) != nil }
    findings += broken.sorted { $0.value.start < $1.value.start }.map { breakage, place in
      let line =
        isSupply(breakage.what)
        ? "\(breakage.what) up at \(breakage.actor)" : "clear \(breakage.what) at \(breakage.actor)"
      return Diagnostic(
        code: "never-cleared", "what goes wrong here is never put right", at: .init(place),
        help: ["write below 'always': \(line)"])
    }
    return findings
  }
}

/// Something that does not work, and where.
private struct Breakage: Hashable {
  var what: String
  var actor: String
}

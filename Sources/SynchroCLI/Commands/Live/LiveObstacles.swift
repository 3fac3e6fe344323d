import SynchroPXB
import SynchroReplay
import SynchroRunner
import SynchroScript
import SynchroText

/// What keeps a flow from being played against a device, by what the device declares and the operator
/// allows.
struct LiveObstacles: Sendable {
  let capability: Capability
  let allowance: HazardAllowance
  /// Nil on a virtual clock.
  let pace: LivePace?
  /// Only the first so many instances of each actor.
  let instances: Int?

  /// The instances whose supply may be interrupted.
  private var hazards: Set<String> { Set(allowance.cut(to: capability.testing.hazards)) }

  /// Who plays in a flow.
  func roles(_ question: ReplayPlan.FlowQuestion) -> TargetRoles {
    let declared = TargetRoles(capability)
    let listed = Set(capability.testing.hazards)
    let lacks = lacks(question)
    var table: [String: [String]] = [:]
    for (actor, names) in declared.instances where lacks[actor] == nil {
      var names = names
      if question.flow.hazard != nil, !hazards.isEmpty, names.contains(where: listed.contains) {
        names = names.filter(hazards.contains)
      }
      table[actor] = instances.map { Array(names.prefix($0)) } ?? names
    }
    return TargetRoles(table, groups: declared.groups, capability: capability)
  }

  /// Why nobody of the target plays in a flow, where that is because of what it does not declare.
  func absence(_ question: ReplayPlan.FlowQuestion) -> String? {
    lacks(question).sorted { $0.key < $1.key }.first?.value
  }

  /// Why a flow is not played; nil when it can be.
  func obstacle(_ question: ReplayPlan.FlowQuestion) -> FlowPlay.Untried? {
    if let hazard = question.flow.hazard?.value, hazards.isEmpty {
      return .untestable(
        capability.testing.hazards.isEmpty
          ? "a hazard, and the target lists no instance whose supply may be interrupted (ixit.hazards): \(hazard)"
          : "a hazard that was not allowed: \(hazard); allow it with --hazards or 'hazards' in [device]"
      )
    }
    guard let pace else { return nil }
    let pauses = question.flow.steps.reduce(Duration.zero) { sum, step in
      if case .advance(let time) = step.kind { return sum + time.value }
      return sum
    }
    let waited = pauses / max(1, pace.compression)
    guard waited > max(pace.span, .seconds(60)) else { return nil }
    let words = DurationText.of(waited)
    return .untestable(
      "a round waits \(words) for what the suite lets pass; give it the time with --for, "
        + "or shorten it with --time compressed:N or --time virtual")
  }

  /// What each actor of the target lacks for a flow, in words; actors that lack nothing are left out.
  private func lacks(_ question: ReplayPlan.FlowQuestion) -> [String: String] {
    let declared = TargetRoles(capability).instances
    var lacks: [String: String] = [:]
    let targets = targets(of: question, declared)
    for actor in question.actors where targets.contains(actor.name.value) {
      for name in actor.plays.map(\.value) where declared[name] != nil {
        if let lack = lack(of: name, as: actor.name.value, question.flow, targets) {
          lacks[name] = lacks[name] ?? lack
        }
      }
    }
    return lacks
  }

  /// The parties that the target plays, as far as its roles tell.
  private func targets(
    of question: ReplayPlan.FlowQuestion, _ declared: [String: [String]]
  ) -> Set<String> {
    let own = question.actors.filter { actor in
      actor.plays.contains { !(declared[$0.value] ?? []).isEmpty }
    }
    let playsAll = own.count == question.actors.count
    let targets = playsAll ? own.filter { $0.side.value == .target } : own
    return Set(targets.map(\.name.value))
  }

  /// The first payload between the two sides that an actor does not declare, in words.
  private func lack(
    of actor: String, as party: String, _ flow: Flow, _ targets: Set<String>
  ) -> String? {
    for step in flow.steps {
      guard case .message(let message) = step.kind else { continue }
      let sends = message.from.value == party
      guard sends || message.to.value == party else { continue }
      guard !targets.contains(sends ? message.to.value : message.from.value) else { continue }
      let name = message.payload.value
      let direction: Capability.Direction = sends ? .sends : .receives
      let isDeclared = capability.payloads.contains { support in
        support.name == name && support.direction == direction
          && (support.actor == nil || support.actor == actor)
      }
      if !isDeclared {
        return
          "the target does not declare that '\(actor)' \(sends ? "sends" : "receives") '\(name)'"
      }
    }
    return nil
  }
}

/// Times in sentences.
private enum DurationText {
  static func of(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    if seconds >= 7200 { return "\(seconds / 3600) h" }
    if seconds >= 120 { return "\(seconds / 60) min" }
    return "\(seconds) s"
  }
}

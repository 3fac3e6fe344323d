import SynchroScript
import SynchroText

/// Puts names into the places of a suite that leave them to the target: an actor for `any` and
/// `each`, a payload and a group for `any`.
struct OpenNames {
  let target: DeclaredTarget

  /// The parties with their actors.
  func named(_ actors: [FlowActor]) -> [FlowActor] {
    actors.map { actor in
      guard let whichever = actor.whichever else { return actor }
      var actor = actor
      let name = actor.side.value == .target ? target.actor : target.peer
      actor.plays = [Ranged(name, at: whichever.range)]
      return actor
    }
  }

  /// The flow with its payloads; nil when the target declares no group where one is needed.
  func named(_ flow: Flow) -> Flow? {
    if target.group == nil, flow.allMessages.contains(where: \.isToAnyGroup) { return nil }
    var flow = flow
    flow.steps = flow.steps.map(named)
    return flow
  }

  private func named(_ step: FlowStep) -> FlowStep {
    var step = step
    switch step.kind {
    case .message(let message): step.kind = .message(named(message))
    case .never(let message): step.kind = .never(named(message))
    case .either(let branches): step.kind = .either(branches.map { $0.map(named) })
    case .refused, .again, .keep, .state, .control, .advance: break
    }
    return step
  }

  private func named(_ message: MessageStep) -> MessageStep {
    var message = message
    if message.isAnyPayload {
      message.payload = Ranged(target.payload, at: message.payload.range)
    }
    if message.isToAnyGroup, case .group(let name) = message.scope, let group = target.group {
      message.scope = .group(Ranged(group, at: name.range))
    }
    return message
  }
}

extension MessageStep {
  fileprivate var isToAnyGroup: Bool {
    if case .group(let name) = scope { name.value == Self.anyName } else { false }
  }
}

extension MessageStep {
  /// What the name of a payload has in it that is made for so many; nil for one receiver.
  var markOfMany: String? {
    switch scope {
    case .everyone where isAnyPayload: "brdcst"
    case .group(let name) where isAnyPayload && name.value == Self.anyName: "mltcst"
    case .one, .everyone, .group: nil
    }
  }
}

import SynchroPXB
import SynchroScript

/// Flows about the binding, whose parties are whatever the target declares.
extension ReplayPlan {
  /// The plays of such a flow, or why there are none.
  static func openPlays(
    of flow: Flow, id: String, actors: [FlowActor], suite: SuiteSource, roles: TargetRoles,
    _ order: Order
  ) throws(RowPlanFault) -> Result<[FlowPlay], OpenReason> {
    guard let capability = roles.capability else {
      return .failure(.untestable("nothing is known of what the target declares"))
    }
    let isEach = actors.contains { $0.whichever?.value == .each && $0.side.value == .target }
    var plays: [FlowPlay] = []
    var reason = OpenReason.foreign("the target plays nobody")
    for role in capability.roles where isEach || plays.isEmpty {
      let choice = PayloadChoice(
        capability: capability, actor: role.actor, catalogue: order.setting.catalogue,
        senders: order.setting.senders,
        named: flow.allMessages.filter { !$0.isAnyPayload }.map(\.payload.value),
        mark: flow.allMessages.lazy.compactMap(\.markOfMany).first)
      let target: DeclaredTarget
      switch fitting(choice, flow) {
      case .success(let found): target = found
      case .failure(let found):
        reason = found
        continue
      }
      let names = OpenNames(target: target)
      guard let named = names.named(flow) else {
        reason = .foreign("the target declares no group")
        continue
      }
      let casts = Cast.all(of: names.named(actors), in: named, roles: roles, lanes: 1)
      guard let cast = casts.first else { continue }
      let suffix = isEach ? "." + slug([role.actor]) : ""
      var play = try FlowPlay(
        named, id: id + suffix, cast: cast, source: suite.source, setting: order.setting)
      play.declared = target
      play.pace = .once(compression: play.pace.compression)
      plays.append(play)
    }
    return plays.isEmpty ? .failure(reason) : .success(plays)
  }

  /// What the flow needs of the target, or what of it the target does not declare.
  private static func fitting(
    _ choice: PayloadChoice, _ flow: Flow
  ) -> Result<DeclaredTarget, OpenReason> {
    let received = choice.names(.receives)
    let messages = flow.allMessages
    for message in messages where !message.isAnyPayload && !received.contains(message.payload.value)
    {
      return .failure(.foreign("the target does not receive '\(message.payload.value)'"))
    }
    guard let target = choice.target() else {
      if choice.mark != nil {
        return .failure(.foreign("the target declares no payload that goes to many at once"))
      }
      return .failure(
        .untestable("'\(choice.actor)' receives nothing that could be sent to it without harm"))
    }
    if target.sent == nil, messages.contains(where: { $0.spoiled?.value == .wrongDirection }) {
      return .failure(.foreign("the target declares nothing that it only sends"))
    }
    let wantsCodes = messages.contains { $0.spoiled?.value == .unsealed }
    if wantsCodes, !choice.capability.security.messageCodes {
      return .failure(.foreign("the target declares no authentication codes"))
    }
    return .success(target)
  }
}

/// Why a flow about the binding is not played.
enum OpenReason: Error {
  /// The target declares nothing of the kind.
  case foreign(String)
  /// It cannot be tried.
  case untestable(String)

  var untried: FlowPlay.Untried {
    switch self {
    case .foreign(let words): .foreign(words)
    case .untestable(let words): .untestable(words)
    }
  }
}

extension FlowPlay.Pace {
  /// One round, at once: it is about rules that hold every time.
  static func once(compression: Int) -> FlowPlay.Pace {
    var pace = FlowPlay.Pace()
    pace.compression = compression
    pace.spacing = .zero
    pace.mean = .zero
    pace.spread = .even
    pace.rounds = 1
    pace.plainRounds = 1
    pace.linger = .milliseconds(150)
    return pace
  }
}

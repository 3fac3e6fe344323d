public import SynchroScript

extension Cast {
  /// More than this for one flow are more than anybody looks at.
  static let castLimit = 12

  /// The casts in which a flow is played against a target: so many that every actor of every party
  /// that the target declares is played. None when the target declares no party of the flow.
  ///
  /// Actors of several parties go together as the suite lists them, not each with each: a row speaks
  /// of a sender and a receiver, and what two parties of the target do to each other no row bounds.
  /// Where it declares all of them, the suite's sides decide who plays what. `lanes` instances play
  /// each party of the harness.
  public static func all(
    of actors: [FlowActor], in flow: Flow, roles: TargetRoles, lanes: Int
  ) -> [Cast] {
    let names = flow.actorNames
    let used = actors.filter { names.contains($0.name.value) }
    let declared = used.map { actor in
      actor.plays.map(\.value).filter { !(roles.instances[$0] ?? []).isEmpty }
    }
    guard declared.contains(where: { !$0.isEmpty }) else { return [] }
    let playsAll = declared.allSatisfy { !$0.isEmpty }
    let targets = zip(used, declared).map { actor, found in
      playsAll ? (actor.side.value == .target ? found : []) : found
    }
    guard targets.contains(where: { !$0.isEmpty }) else { return [] }
    // Where many are spoken to there is one round at a time, and one instance to answer to.
    let lanes = flow.reachesMany ? 1 : lanes
    let choices = zip(used, targets).map { parts(of: $0, $1, roles, lanes) }
    let count = min(choices.map(\.count).max() ?? 0, castLimit)
    return (0..<count).map { number in
      let parts = choices.map { $0[number % $0.count] }
      return Cast(Self.told(apart: parts), groups: roles.groups)
    }
  }

  private static func parts(
    of actor: FlowActor, _ declared: [String], _ roles: TargetRoles, _ lanes: Int
  ) -> [Part] {
    let name = actor.name.value
    let group = actor.group?.value
    guard declared.isEmpty else {
      return declared.map { actor in
        var instances = roles.instances[actor] ?? []
        if let group, let members = roles.groups[group] {
          instances = instances.filter(members.contains)
        }
        return Part(
          name: name, actor: actor, isTarget: true, instances: instances, group: group,
          everyone: roles.instances[actor])
      }
    }
    let instances = (1...max(1, lanes)).map { "h-\(name)-\($0)" }
    return [
      Part(
        name: name, actor: actor.plays.first?.value ?? name, isTarget: false,
        instances: instances, group: group)
    ]
  }

  /// Two names of one actor are two instances of it: each gets its share of them.
  private static func told(apart parts: [Part]) -> [Part] {
    var parts = parts
    let byActor = Dictionary(grouping: parts.indices.filter { parts[$0].isTarget }) {
      parts[$0].actor
    }
    for (_, places) in byActor where places.count > 1 {
      let all = parts[places[0]].instances
      for (offset, place) in places.enumerated() where parts[place].group == nil {
        let own = all.indices.filter { $0 % places.count == offset }.map { all[$0] }
        parts[place].instances = own
      }
    }
    return parts
  }
}

extension Flow {
  /// The parties that the steps name.
  public var actorNames: Set<String> {
    var names: Set<String> = []
    for step in steps + always { step.collectActors(&names) }
    return names
  }
}

extension FlowStep {
  fileprivate func collectActors(_ names: inout Set<String>) {
    switch kind {
    case .message(let message), .never(let message):
      names.formUnion([message.from.value, message.to.value])
      names.formUnion(message.via.map(\.value))
    case .either(let branches):
      for step in branches.joined() { step.collectActors(&names) }
    case .state(let state): names.insert(state.actor.value)
    case .control(_, let actor): names.insert(actor.value)
    case .refused(let refusal): names.insert(refusal.party.value)
    case .keep, .advance, .again: break
    }
  }
}

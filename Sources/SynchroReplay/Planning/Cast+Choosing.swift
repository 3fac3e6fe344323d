public import SynchroScript

extension Cast {
  /// More than this for one flow are more than anybody looks at.
  static let castLimit = 12

  /// The casts in which a flow is played against a target: so many that every actor of every party
  /// of the target's side that it declares is played. None when the flow would not be about the target:
  /// when it declares no party of its side, or when something would be left out that the flow builds on.
  ///
  /// The suite's sides decide who plays what: a flow turned around would ask of the target what nobody
  /// has brought about. What the target does not declare the harness plays. Actors of several parties go
  /// together as the suite lists them, not each with each: a row speaks of a sender and a receiver, and
  /// what two parties of the target do to each other no row bounds. `lanes` instances play each party of
  /// the harness.
  public static func all(
    of actors: [FlowActor], in flow: Flow, roles: TargetRoles, lanes: Int
  ) -> [Cast] {
    let names = flow.actorNames
    let used = actors.filter { names.contains($0.name.value) }
    let targets = used.map { $0.side.value == .target ? $0.declared(in: roles) : [] }
    guard absence(of: used, in: flow, roles: roles) == nil else { return [] }
    // Where many are spoken to there is one round at a time, and one instance to answer to.
    let lanes = flow.reachesMany ? 1 : lanes
    let choices = zip(used, targets).map { parts(of: $0, $1, roles, lanes) }
    let count = min(choices.map(\.count).max() ?? 0, castLimit)
    return (0..<count).map { number in
      let parts = choices.map { $0[number % $0.count] }
      return Cast(Self.told(apart: parts), groups: roles.groups)
    }
  }

  /// Why a flow is not about a target; nil when it is.
  static func absence(of actors: [FlowActor], in flow: Flow, roles: TargetRoles) -> String? {
    let names = flow.actorNames
    let examined = actors.filter { $0.side.value == .target && names.contains($0.name.value) }
    let missing = examined.filter { $0.declared(in: roles).isEmpty }
    guard missing.count == examined.count || flow.builds(on: missing, of: examined) else {
      return nil
    }
    let words = missing.map { $0.plays.map(\.value).joined(separator: " or ") }
    return "the target does not play \(words.joined(separator: ", nor "))"
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

extension FlowActor {
  /// The actors of the party that a target declares.
  fileprivate func declared(in roles: TargetRoles) -> [String] {
    plays.map(\.value).filter { !(roles.instances[$0] ?? []).isEmpty }
  }
}

extension Flow {
  /// Whether some step is about these parties alone, of all that it examines: the harness, which plays
  /// them then, does what the steps say, and nothing of its own accord.
  fileprivate func builds(on missing: [FlowActor], of examined: [FlowActor]) -> Bool {
    let missing = Set(missing.map(\.name.value))
    let present = Set(examined.map(\.name.value)).subtracting(missing)
    let all = steps + always
    var gateways: Set<String> = []
    for step in all { step.collectGateways(&gateways) }
    return all.contains {
      $0.isAbout(missing, without: present, gateways: missing.intersection(gateways))
    }
  }

  /// The parties that the steps name.
  public var actorNames: Set<String> {
    var names: Set<String> = []
    for step in steps + always { step.collectActors(&names) }
    return names
  }
}

extension FlowStep {
  fileprivate func isAbout(
    _ missing: Set<String>, without present: Set<String>, gateways: Set<String>
  ) -> Bool {
    switch kind {
    case .message, .refused, .state:
      var names: Set<String> = []
      collectActors(&names)
      return !names.isDisjoint(with: missing) && names.isDisjoint(with: present)
    case .either(let branches):
      return branches.joined().contains {
        $0.isAbout(missing, without: present, gateways: gateways)
      }
    // The harness's own links can be cut, but not those of gateways: without one, payloads go straight on.
    case .control(.supply, let actor): return gateways.contains(actor.value)
    case .never, .keep, .advance, .again: return false
    case .control(_, let actor): return missing.contains(actor.value)
    }
  }

  fileprivate func collectGateways(_ names: inout Set<String>) {
    switch kind {
    case .message(let message): names.formUnion(message.via.map(\.value))
    case .either(let branches): for step in branches.joined() { step.collectGateways(&names) }
    case .never, .refused, .state, .control, .keep, .advance, .again: break
    }
  }

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

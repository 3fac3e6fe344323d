import SynchroPXB

extension Cast {
  /// What the harness plays.
  var harnessRoles: [Capability.Role] { roles { !$0.isTarget } }

  /// What the target plays in this flow.
  var targetRoles: [Capability.Role] { roles { $0.isTarget } }

  private func roles(_ fits: (Part) -> Bool) -> [Capability.Role] {
    var order: [String] = []
    var instances: [String: [String]] = [:]
    for part in parts where fits(part) {
      if instances[part.actor] == nil { order.append(part.actor) }
      let known = Set(instances[part.actor] ?? [])
      instances[part.actor, default: []] += part.everyone.filter { !known.contains($0) }
    }
    return order.map { Capability.Role(actor: $0, instances: instances[$0] ?? []) }
  }

  /// The instance of the harness that a payload is for; of several, the first. Nil when the harness
  /// plays nobody of that name.
  func receiver(of party: Party) -> Sender? {
    let candidates = parts.filter { !$0.isTarget && $0.actor == party.actor }
    switch party.scope {
    case .instance(let instance):
      guard candidates.contains(where: { $0.instances.contains(instance) }) else { return nil }
      return Sender(actor: party.actor, instance: instance)
    case .group(let group):
      let part = candidates.first { $0.group == group } ?? candidates.first
      return part?.instances.first.map { Sender(actor: party.actor, instance: $0) }
    case .everyone:
      return candidates.first?.instances.first.map { Sender(actor: party.actor, instance: $0) }
    }
  }
}

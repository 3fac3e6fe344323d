import SynchroFlows
import SynchroJSON
import SynchroPXB

/// Chooses what a suite about the binding sends to an actor: a payload that the target says it
/// receives, and that asks for as little as possible.
struct PayloadChoice {
  let capability: Capability
  let actor: String
  let catalogue: FlowCatalogue
  /// Who sends payloads that no table has, by their names.
  let senders: [String: [String]]
  /// The payloads that the flow names itself; whoever sends the chosen one has to send these too.
  let named: [String]
  /// What the names of payloads for many have in them, when the flow sends one to many.
  let mark: String?

  /// The choice for an actor; nil when there is nothing that could be sent to it without harm.
  func target() -> DeclaredTarget? {
    let received = names(.receives)
    let sample = mark == nil ? sample(among: received) : nil
    let usual =
      received.subtracting(Hazards.payloads)
      .filter { peer(for: $0) != nil && (mark.map($0.contains) ?? true) }
      .map { (rank: rank($0), name: $0) }.min { $0 < $1 }?.name
    guard let payload = sample?.payload ?? usual, let peer = peer(for: payload) else { return nil }
    return DeclaredTarget(
      actor: actor, payload: payload, sample: sample?.attributes, peer: peer,
      sent: names(.sends).subtracting(received).min(), group: group, control: capability.control)
  }

  /// The payloads that go one way.
  func names(_ direction: Capability.Direction) -> Set<String> {
    let own = capability.payloads.filter {
      $0.direction == direction && ($0.actor == nil || $0.actor == actor)
    }
    return Set(own.map(\.name))
  }

  /// What the target itself proposes: `ixit.samples`, by the actor.
  private func sample(among received: Set<String>) -> (payload: String, attributes: JSONValue)? {
    guard let own = capability.testing.more["samples"]?[actor],
      case .string(let name)? = own["name"], received.contains(name), let attributes = own["attr"],
      case .object = attributes
    else { return nil }
    return (name, attributes)
  }

  /// A group that the actor has a part in; one that leaves some of it out is worth more.
  private var group: String? {
    let own = Set(capability.roles.filter { $0.actor == actor }.flatMap(\.instances))
    let groups = capability.testing.groups.filter { !own.isDisjoint(with: $0.instances) }
    let parts = groups.filter { !own.isSubset(of: $0.instances) }
    return (parts.first ?? groups.first)?.name
  }

  /// Somebody who sends the payload to the actor, and those that the flow names; rather one that the
  /// target does not play.
  private func peer(for payload: String) -> String? {
    let always = named.map { Set(senders(of: $0)) }
    let all = senders(of: payload)
    let fitting = all.filter { sender in always.allSatisfy { $0.contains(sender) } }
    let others = (fitting.isEmpty ? all : fitting).filter { $0 != actor }
    let played = Set(capability.roles.map(\.actor))
    return others.first { !played.contains($0) } ?? others.first
  }

  private func senders(of payload: String) -> [String] {
    var senders: [String] = []
    for row in catalogue.rows where row.payload == payload {
      for variant in row.variants where variant.to.contains(actor) { senders += variant.from }
      if row.to.alternatives.joined().contains(actor) {
        senders += row.from.alternatives.joined()
      }
    }
    return senders + (self.senders[payload] ?? [])
  }

  /// How much a payload asks for: questions least, then news, then orders, then what refers to
  /// something that was said before. What nobody sends who sends all that the flow names comes last.
  private func rank(_ payload: String) -> Int {
    let peer = peer(for: payload)
    let fits = named.allSatisfy { other in senders(of: other).contains { $0 == peer } }
    return fits ? cost(payload) : 10 + cost(payload)
  }

  private func cost(_ payload: String) -> Int {
    let rows = catalogue.rows.filter { $0.payload == payload }
    guard let kind = rows.first?.kind else { return 6 }
    switch kind {
    case .command:
      let sections = Set(rows.map(\.section))
      let isQuestion = catalogue.rows.contains {
        $0.kind == .responseData && sections.contains($0.section)
          && $0.from.alternatives.joined().contains(actor)
      }
      return isQuestion ? 0 : 3
    case .responseData: return 2
    case .alarm, .alert: return 1
    case .acknowledgement, .communicationError, .commandError, .negotiationThread: return 5
    }
  }
}

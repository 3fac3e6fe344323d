/// Decides what a receiver does with each payload that arrives: the rules that hold for every
/// device, whatever it does with the payload then.
public struct PayloadIntake: Sendable {
  /// What to do with a payload.
  public enum Decision: Sendable, Hashable {
    /// Hand it to the application of these instances, and send their receipts.
    case consume([Sender])
    /// It was consumed before: say so for these instances, and do nothing else.
    case duplicate([Sender])
    /// Answer with an error.
    case refuse(PXBErrorCode, detail: String)
    /// Multicast or broadcast that reaches nobody here: keep silent.
    case ignore
  }

  private let instances: [String: Set<String>]
  private let groups: [String: Set<String>]
  private let payloads: [String: [Capability.PayloadSupport]]
  private var deduplicator: Deduplicator

  /// The rules for what a target says that it plays and receives.
  public init(_ capability: Capability, remembering capacity: Int = 1 << 16) {
    instances = Dictionary(
      capability.roles.map { ($0.actor, Set($0.instances)) }, uniquingKeysWith: { $0.union($1) })
    groups = Dictionary(
      capability.testing.groups.map { ($0.name, Set($0.instances)) },
      uniquingKeysWith: { $0.union($1) })
    payloads = Dictionary(grouping: capability.payloads, by: \.name)
    deduplicator = Deduplicator(capacity: capacity)
  }

  /// What to do with a payload that has arrived.
  ///
  /// Only what is consumed is remembered: a payload that was refused as busy may come again.
  public mutating func decide(_ message: PayloadMessage, at now: PXBTime) -> Decision {
    guard let known = instances[message.to.actor] else {
      return .refuse(.unknownActor, detail: "no '\(message.to.actor)' is played here")
    }
    let receivers = receivers(of: message.to, among: known)
    if receivers.isEmpty {
      guard case .instance(let instance) = message.to.scope else { return .ignore }
      return .refuse(.unknownInstance, detail: "there is no instance '\(instance)'")
    }
    if let refusal = refusal(of: message) { return refusal }
    if deduplicator.contains(message.header.id, from: message.from) {
      return .duplicate(receivers)
    }
    if message.isExpired(at: now) {
      return .refuse(.expired, detail: "it was not to be acted on any more")
    }
    _ = deduplicator.insert(message.header.id, from: message.from)
    return .consume(receivers)
  }

  /// Forgets what was consumed: a new session begins.
  public mutating func reset() {
    deduplicator.removeAll()
  }

  private func receivers(of party: Party, among known: Set<String>) -> [Sender] {
    let chosen: Set<String>
    switch party.scope {
    case .instance(let instance): chosen = known.intersection([instance])
    case .group(let group): chosen = known.intersection(groups[group] ?? [])
    case .everyone: chosen = known
    }
    return chosen.sorted().map { Sender(actor: party.actor, instance: $0) }
  }

  private func refusal(of message: PayloadMessage) -> Decision? {
    let support = payloads[message.name, default: []].filter {
      $0.actor == nil || $0.actor == message.to.actor
    }
    guard !support.isEmpty else {
      return .refuse(.payloadNotSupported, detail: "'\(message.name)' is not known here")
    }
    guard support.contains(where: { $0.direction == .receives }) else {
      return .refuse(.wrongDirection, detail: "'\(message.name)' is sent from here")
    }
    return nil
  }
}

extension PayloadMessage {
  /// Whether nobody acts on it any more. At the moment of expiry itself one still may.
  public func isExpired(at now: PXBTime) -> Bool {
    expires.map { now > $0 } ?? false
  }
}

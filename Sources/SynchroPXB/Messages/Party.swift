import SynchroDigest

/// One instance of an actor: who sends a message.
public struct Sender: Sendable, Hashable {
  /// The actor as the catalogue spells it: `2-Way Meter - Electr`.
  public var actor: String
  /// Which of them: `m1`.
  public var instance: String

  /// An instance by its names.
  public init(actor: String, instance: String) {
    self.actor = actor
    self.instance = instance
  }
}

/// Whom a payload is for.
public struct Party: Sendable, Hashable {
  /// Which instances of an actor are meant.
  public enum Scope: Sendable, Hashable {
    /// One.
    case instance(String)
    /// Those of a group that the capability statement names: multicast.
    case group(String)
    /// All: broadcast.
    case everyone
  }

  /// The actor as the catalogue spells it.
  public var actor: String
  /// Which instances of it.
  public var scope: Scope

  /// A party by its parts.
  public init(actor: String, scope: Scope) {
    self.actor = actor
    self.scope = scope
  }

  /// The party that a sender is.
  public init(_ sender: Sender) {
    self.init(actor: sender.actor, scope: .instance(sender.instance))
  }

  /// The one instance that is meant; nil for a group and for everyone.
  public var sender: Sender? {
    guard case .instance(let instance) = scope else { return nil }
    return Sender(actor: actor, instance: instance)
  }
}

extension Sender {
  /// The EUI-64 that an instance has where nobody says otherwise: made of its name, and marked as locally
  /// administered. Reference devices have it, and the harness writes it.
  package var usualAddress: String {
    Hex.encode([0x02] + SHA256.digest(description).bytes.prefix(7))
  }
}

extension Sender: CustomStringConvertible {
  /// Actor and instance: `2-Way Meter - Electr/m1`.
  public var description: String { "\(actor)/\(instance)" }
}

extension Party: CustomStringConvertible {
  /// Actor and scope: `PCT/p1`, `PCT in group g7`, `every PCT`.
  public var description: String {
    switch scope {
    case .instance(let instance): "\(actor)/\(instance)"
    case .group(let group): "\(actor) in group \(group)"
    case .everyone: "every \(actor)"
    }
  }
}

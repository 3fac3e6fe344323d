public import SynchroPXB

/// Who plays which party of a flow.
public struct Cast: Sendable, Equatable {
  /// One party.
  public struct Part: Sendable, Equatable {
    /// The name that the steps use.
    public var name: String
    /// The actor, as the catalogue spells it.
    public var actor: String
    /// Whether the target plays it; the harness plays the others.
    public var isTarget: Bool
    /// The instances that can play it, of which each lane has its own.
    public var instances: [String]
    /// The group that its instances are in.
    public var group: String?
    /// Every instance of the actor, whoever of them plays it: those that a broadcast reaches.
    public var everyone: [String]

    /// A party by its parts.
    public init(
      name: String, actor: String, isTarget: Bool, instances: [String], group: String? = nil,
      everyone: [String]? = nil
    ) {
      self.name = name
      self.actor = actor
      self.isTarget = isTarget
      self.instances = instances
      self.group = group
      self.everyone = everyone ?? instances
    }
  }

  /// The parties, in the order of the suite.
  public var parts: [Part]
  /// The instances of the groups that the target declares.
  public var groups: [String: [String]]

  /// A cast by its parts.
  public init(_ parts: [Part], groups: [String: [String]] = [:]) {
    self.parts = parts
    self.groups = groups
  }

  /// The party of a name.
  public subscript(name: String) -> Part? { parts.first { $0.name == name } }

  /// The actors that the target plays, in words that can stand in a name.
  var targetActors: [String] { parts.filter(\.isTarget).map(\.actor) }
}

/// What a target declares about the parties that it plays.
public struct TargetRoles: Sendable, Equatable {
  /// The instances by actor.
  public let instances: [String: [String]]
  /// The groups by name.
  public let groups: [String: [String]]
  /// The statement that says so, where there is one.
  public let capability: Capability?

  /// What a capability statement says.
  public init(_ capability: Capability) {
    var instances: [String: [String]] = [:]
    for role in capability.roles { instances[role.actor, default: []] += role.instances }
    self.instances = instances
    let groups = capability.testing.groups.map { ($0.name, $0.instances) }
    self.groups = Dictionary(groups) { first, _ in first }
    self.capability = capability
  }

  /// Roles by their instances.
  public init(
    _ instances: [String: [String]], groups: [String: [String]] = [:], capability: Capability? = nil
  ) {
    self.instances = instances
    self.groups = groups
    self.capability = capability
  }
}

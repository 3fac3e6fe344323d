public import SynchroJSON

/// What the target says about itself: what it is, what can be tested, and how.
public struct Capability: Sendable, Hashable {
  /// What every message carries.
  public var header: Header
  /// The id of the greeting that is answered.
  public var correlation: String
  /// The version of the binding that the target will speak.
  public var version: Int
  /// Whose it is.
  public var implementation: Implementation
  /// The actors that the target plays, and their instances.
  public var roles: [Role]
  /// The payloads that it can send or receive.
  public var payloads: [PayloadSupport]
  /// Whether it sends receipts. Without them no one-way latency can be measured.
  public var receipts: Bool
  /// Its clock.
  public var clock: Clock
  /// What its control channel can do.
  public var control: ControlSupport
  /// What it can take.
  public var limits: Limits
  /// How long it keeps messages, in hours; nil when it keeps none.
  public var storeHours: Int?
  /// How often it asks for messages, in seconds; nil when they are pushed to it.
  public var pollSeconds: Int?
  /// How its messages are protected.
  public var security: SecuritySupport
  /// What a tester must know besides.
  public var testing: TestingInformation

  /// A statement by its parts.
  public init(
    header: Header, correlation: String, version: Int = MessageCodec.version,
    implementation: Implementation, roles: [Role], payloads: [PayloadSupport],
    receipts: Bool = true, clock: Clock, control: ControlSupport = ControlSupport(),
    limits: Limits = Limits(), storeHours: Int? = nil, pollSeconds: Int? = nil,
    security: SecuritySupport = SecuritySupport(),
    testing: TestingInformation = TestingInformation()
  ) {
    self.header = header
    self.correlation = correlation
    self.version = version
    self.implementation = implementation
    self.roles = roles
    self.payloads = payloads
    self.receipts = receipts
    self.clock = clock
    self.control = control
    self.limits = limits
    self.storeHours = storeHours
    self.pollSeconds = pollSeconds
    self.security = security
    self.testing = testing
  }
}

extension Capability {
  /// Whose the target is.
  public struct Implementation: Sendable, Hashable {
    /// Who makes it.
    public var vendor: String
    /// What it is called.
    public var product: String
    /// Which version of it is tested.
    public var version: String

    /// An implementation by its names.
    public init(vendor: String, product: String, version: String) {
      self.vendor = vendor
      self.product = product
      self.version = version
    }
  }

  /// An actor and the instances of it.
  public struct Role: Sendable, Hashable {
    /// The actor as the catalogue spells it.
    public var actor: String
    /// The instances.
    public var instances: [String]

    /// A role by its names.
    public init(actor: String, instances: [String]) {
      self.actor = actor
      self.instances = instances
    }
  }

  /// Which way a payload goes, as the target sees it.
  public enum Direction: String, Sendable, Hashable, CaseIterable {
    /// The target receives it.
    case receives = "rx"
    /// The target sends it.
    case sends = "tx"
  }

  /// A payload that the target can send or receive.
  public struct PayloadSupport: Sendable, Hashable {
    /// The payload's name.
    public var name: String
    /// Which way it goes.
    public var direction: Direction
    /// The actor of the target that it comes from or goes to; nil means any of its actors.
    public var actor: String?
    /// The sections of the scenarios that it is supported for; none means all.
    public var scenarios: [String]

    /// Support by its parts.
    public init(
      name: String, direction: Direction, actor: String? = nil, scenarios: [String] = []
    ) {
      self.name = name
      self.direction = direction
      self.actor = actor
      self.scenarios = scenarios
    }
  }

  /// What the target can take.
  public struct Limits: Sendable, Hashable {
    /// The longest message in octets.
    public var octets: Int
    /// Messages a second, sustained; nil when it says nothing.
    public var rate: Int?
    /// Payloads without a final receipt at one time; nil when it says nothing.
    public var outstanding: Int?

    /// Limits by their parts.
    public init(
      octets: Int = MessageCodec.maximumLength, rate: Int? = nil, outstanding: Int? = nil
    ) {
      self.octets = octets
      self.rate = rate
      self.outstanding = outstanding
    }
  }

  /// How the target's messages are protected.
  public struct SecuritySupport: Sendable, Hashable {
    /// It proves itself by a certificate.
    public var mutualTLS: Bool
    /// It adds authentication codes and checks them.
    public var messageCodes: Bool

    /// Protection by its parts; none unless said.
    public init(mutualTLS: Bool = false, messageCodes: Bool = false) {
      self.mutualTLS = mutualTLS
      self.messageCodes = messageCodes
    }
  }

  /// What a tester must know besides.
  public struct TestingInformation: Sendable, Hashable {
    /// Named times of the target, such as its retry interval.
    public var timers: [Timer]
    /// The groups that multicast reaches.
    public var groups: [Group]
    /// The instances whose supply a test may interrupt.
    public var hazards: [String]
    /// Whatever else it says, as it says it: an object.
    public var more: JSONValue

    /// Information by its parts; none unless said.
    public init(
      timers: [Timer] = [], groups: [Group] = [], hazards: [String] = [],
      more: JSONValue = .object([])
    ) {
      self.timers = timers
      self.groups = groups
      self.hazards = hazards
      self.more = more
    }
  }

  /// A named time of the target.
  public struct Timer: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// How long it is.
    public var length: Duration

    /// A timer by its parts.
    public init(name: String, length: Duration) {
      self.name = name
      self.length = length
    }
  }

  /// Instances that multicast reaches together.
  public struct Group: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// Who belongs to it.
    public var instances: [String]

    /// A group by its parts.
    public init(name: String, instances: [String]) {
      self.name = name
      self.instances = instances
    }
  }
}

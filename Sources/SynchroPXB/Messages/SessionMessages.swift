/// The harness opens a session.
public struct Hello: Sendable, Hashable {
  /// What every message carries.
  public var header: Header
  /// The versions of the binding that the harness speaks.
  public var versions: [Int]
  /// Random text that makes this session unlike any other.
  public var nonce: String
  /// What time it is at the harness.
  public var time: PXBTime
  /// Features that the harness would like to use: `ctl`, `virtual-time`, `mac`.
  public var wants: [String]

  /// A greeting by its parts.
  public init(
    header: Header, versions: [Int] = [MessageCodec.version], nonce: String, time: PXBTime,
    wants: [String] = []
  ) {
    self.header = header
    self.versions = versions
    self.nonce = nonce
    self.time = time
    self.wants = wants
  }
}

/// The harness freezes what will be tested; from here on neither side's statement changes.
public struct Selection: Sendable, Hashable {
  /// What every message carries.
  public var header: Header
  /// The id of the capability statement that was selected from.
  public var correlation: String
  /// The version of the binding that both speak from here on.
  public var version: Int
  /// The actors and instances that the target plays.
  public var roles: [Capability.Role]
  /// The actors and instances that the harness plays: whom the target may send to unasked.
  public var peers: [Capability.Role]
  /// The payloads that will be exchanged.
  public var payloads: [String]
  /// How time passes in this run.
  public var time: Capability.Clock.Mode
  /// The instances whose supply may be interrupted in this run.
  public var hazards: [String]
  /// The digest of the full plan, for the report.
  public var digest: String?

  /// A selection by its parts.
  public init(
    header: Header, correlation: String, version: Int = MessageCodec.version,
    roles: [Capability.Role], peers: [Capability.Role] = [], payloads: [String],
    time: Capability.Clock.Mode = .real, hazards: [String] = [], digest: String? = nil
  ) {
    self.header = header
    self.correlation = correlation
    self.version = version
    self.roles = roles
    self.peers = peers
    self.payloads = payloads
    self.time = time
    self.hazards = hazards
    self.digest = digest
  }
}

/// The target agrees to a selection; one that does not answers with an error.
public struct Confirmation: Sendable, Hashable {
  /// What every message carries.
  public var header: Header
  /// The id of the selection.
  public var correlation: String

  /// A confirmation by its parts.
  public init(header: Header, correlation: String) {
    self.header = header
    self.correlation = correlation
  }
}

/// A side ends the session; what it sends afterwards does not count.
public struct Bye: Sendable, Hashable {
  /// What every message carries.
  public var header: Header
  /// Why, in words.
  public var reason: String?

  /// A farewell by its parts.
  public init(header: Header, reason: String? = nil) {
    self.header = header
    self.reason = reason
  }
}

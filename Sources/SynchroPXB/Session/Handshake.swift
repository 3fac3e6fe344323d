/// How far a session has come.
public enum HandshakePhase: Sendable, Hashable {
  /// Nothing was said.
  case closed
  /// The harness has greeted.
  case greeted
  /// The target has said what it can do.
  case described
  /// The harness has said what will be tested.
  case selected
  /// The target has agreed: payloads may flow.
  case running
  /// A side has said farewell.
  case ended

  /// What comes next.
  var expectation: String {
    switch self {
    case .closed: "the harness greets first"
    case .greeted: "the target's capability statement comes next"
    case .described: "the harness's selection comes next"
    case .selected: "the target's confirmation comes next"
    case .running: "the handshake is over"
    case .ended: "the session has ended"
    }
  }
}

/// Greeting, capability, selection, confirmation, in this order: used by both sides, and by whoever
/// reads what they said.
public struct Handshake: Sendable {
  /// How far the session has come.
  public private(set) var phase = HandshakePhase.closed
  /// What the target said of itself.
  public private(set) var capability: Capability?
  /// What will be tested.
  public private(set) var selection: Selection?
  private var hello: Hello?
  private let harnessRoles: [Capability.Role]

  /// A session in which the harness plays the given roles, as far as they are known.
  public init(harnessRoles: [Capability.Role] = []) {
    self.harnessRoles = harnessRoles
  }

  /// Takes a message of the session, or any other: payloads before the session runs are out of
  /// order. The control channel may be used at any time.
  public mutating func take(_ message: Message, of side: Side) throws(SetupFault) {
    switch (phase, side, message) {
    case (.closed, .harness, .hello(let hello)), (.running, .harness, .hello(let hello)),
      (.ended, .harness, .hello(let hello)):
      // A target that restarts is greeted again.
      self.hello = hello
      phase = .greeted
    case (.greeted, .target, .capability(let capability)):
      try take(capability)
    case (.described, .harness, .selection(let selection)):
      try match(.selection, selection.correlation, capability?.header.id)
      self.selection = selection
      phase = .selected
    case (.selected, .target, .confirmation(let confirmation)):
      try match(.confirmation, confirmation.correlation, selection?.header.id)
      phase = .running
    case (.greeted, .target, .error(let error)), (.selected, .target, .error(let error)):
      throw .refused(error.code, detail: error.detail)
    case (_, _, .bye): phase = .ended
    case (_, _, .control), (_, _, .controlResult), (_, _, .error): break
    case (.running, _, .payload), (.running, _, .receipt): break
    default: throw .outOfOrder(message.kind, side, phase: phase)
    }
  }

  private mutating func take(_ capability: Capability) throws(SetupFault) {
    try match(.capability, capability.correlation, hello?.header.id)
    let offered = hello?.versions ?? []
    guard offered.contains(capability.version) else {
      throw .version(offered: offered, chosen: capability.version)
    }
    var seen: Set<Sender> = []
    for role in capability.roles {
      for instance in role.instances {
        let sender = Sender(actor: role.actor, instance: instance)
        guard seen.insert(sender).inserted else { throw .roleTwice(sender) }
      }
    }
    guard !seen.isEmpty else { throw .noRoles }
    for role in harnessRoles {
      for instance in role.instances {
        let sender = Sender(actor: role.actor, instance: instance)
        if seen.contains(sender) { throw .roleClash(sender) }
      }
    }
    let clock = capability.clock
    if let hello, hello.header.clock == clock.name, clock.synchronisation != .shared {
      throw .clockClash(clock.name)
    }
    self.capability = capability
    phase = .described
  }

  private func match(
    _ kind: MessageKind, _ named: String, _ expected: String?
  ) throws(SetupFault) {
    guard let expected, named != expected else { return }
    throw .wrongCorrelation(kind, named: named, expected: expected)
  }
}

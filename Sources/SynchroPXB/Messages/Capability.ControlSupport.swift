extension Capability {
  /// What the target's control channel can do.
  public struct ControlSupport: Sendable, Hashable {
    /// The verbs.
    public var verbs: [String]
    /// The faults that can be injected.
    public var faults: [String]
    /// The events that can be triggered.
    public var events: [String]
    /// The states that can be read.
    public var states: [String]

    /// Support by its parts; nothing unless said.
    public init(
      verbs: [String] = [], faults: [String] = [], events: [String] = [], states: [String] = []
    ) {
      self.verbs = verbs
      self.faults = faults
      self.events = events
      self.states = states
    }
  }
}

extension Capability.ControlSupport {
  /// Whether the target says that it does what an order asks for: the verb, and the fault, event or state that the
  /// order names.
  public func declares(_ verb: ControlVerb) -> Bool {
    guard verbs.contains(verb.name) else { return false }
    switch verb {
    case .inject(let injection): return faults.contains(injection.fault.rawValue)
    case .clear(let fault?, _): return faults.contains(fault.rawValue)
    case .trigger(let event, _, _): return events.contains(event.rawValue)
    case .state(let state, _): return states.contains(state.rawValue)
    case .reset, .clear(nil, _), .clock, .observe, .link, .power, .prompt, .other: return true
    }
  }
}

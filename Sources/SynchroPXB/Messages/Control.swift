public import SynchroJSON

/// The harness asks the control channel for something.
public struct Control: Sendable, Hashable {
  /// What every message carries.
  public var header: Header
  /// What to do.
  public var verb: ControlVerb
  /// How many messages the harness had sent on the traffic channel before: the target handles those
  /// first. Only said where traffic and control have separate connections.
  public var trafficSent: Int?

  /// An order by its parts.
  public init(header: Header, verb: ControlVerb, trafficSent: Int? = nil) {
    self.header = header
    self.verb = verb
    self.trafficSent = trafficSent
  }
}

/// What the control channel is asked for.
public enum ControlVerb: Sendable, Hashable {
  /// Forget: see ``ResetScope``.
  case reset(ResetScope)
  /// Behave wrongly from now on.
  case inject(FaultInjection)
  /// Behave again; nil clears every fault that matches.
  case clear(FaultName?, Match)
  /// Let something happen that makes the target originate a payload.
  case trigger(EventName, instance: String?, arguments: JSONValue)
  /// Read or move the virtual clock.
  case clock(ClockOrder)
  /// Tell what the application received, from a number on.
  case observe(since: Int)
  /// Tell a state of an instance.
  case state(StateName, instance: String?)
  /// Take links down or up.
  case link(LinkOrder, Match)
  /// Switch power off or on.
  case power(LinkOrder, Match)
  /// Ask a person.
  case prompt(Prompt)
  /// A verb that the binding does not know: answered with ``PXBErrorCode/controlUnsupported``.
  case other(String)

  /// How much is forgotten.
  public enum ResetScope: String, Sendable, Hashable, CaseIterable {
    /// Counters, ids and what was received: a new run may begin.
    case session
    /// What waits to be sent or acted on.
    case queue
    /// Everything.
    case factory
  }

  /// What happens to the virtual clock.
  public enum ClockOrder: Sendable, Hashable {
    /// Nothing: what time is it, and when is the next timer due?
    case get
    /// It stands still from now on.
    case freeze
    /// It moves on by so much; the result comes when all timers that came due have fired.
    case advance(Duration)
    /// It moves on to a moment; likewise.
    case runUntil(PXBTime)
  }

  /// What happens to a link or to power.
  public enum LinkOrder: String, Sendable, Hashable, CaseIterable {
    /// Off.
    case down
    /// On.
    case up
    /// Off and on again.
    case cycle
  }

  /// The verb as it is written.
  public var name: String {
    switch self {
    case .reset: "reset"
    case .inject: "inject"
    case .clear: "clear"
    case .trigger: "trigger"
    case .clock: "clock"
    case .observe: "observe"
    case .state: "state"
    case .link: "link"
    case .power: "power"
    case .prompt: "prompt"
    case .other(let name): name
    }
  }
}

/// What a fault or a link order applies to; a part that is nil matches everything.
public struct Match: Sendable, Hashable {
  /// A payload by name.
  public var payload: String?
  /// An instance.
  public var instance: String?

  /// A condition by its parts.
  public init(payload: String? = nil, instance: String? = nil) {
    self.payload = payload
    self.instance = instance
  }

  /// What matches everything.
  public static let everything = Match()
}

/// A question to a person at the device.
public struct Prompt: Sendable, Hashable {
  /// Names the question for ever, so that a fixture can answer it.
  public var id: String
  /// What the person reads.
  public var text: String
  /// What the question is about: an object.
  public var parameters: JSONValue
  /// How long to wait for the answer.
  public var timeout: Duration

  /// A question by its parts.
  public init(
    id: String, text: String, parameters: JSONValue = .object([]), timeout: Duration
  ) {
    self.id = id
    self.text = text
    self.parameters = parameters
    self.timeout = timeout
  }
}

/// What a control channel answers.
public struct ControlResult: Sendable, Hashable {
  /// How it went.
  public enum Outcome: Sendable, Hashable {
    /// Done; what there is to tell, as an object.
    case done(JSONValue)
    /// Not done, and why.
    case refused(PXBErrorCode, detail: String)
  }

  /// What every message carries.
  public var header: Header
  /// The id of the order.
  public var correlation: String
  /// How it went.
  public var outcome: Outcome
  /// How many messages the target had sent on the traffic channel by then. Only said where traffic
  /// and control have separate connections.
  public var trafficSent: Int?

  /// A result by its parts.
  public init(
    header: Header, correlation: String, outcome: Outcome, trafficSent: Int? = nil
  ) {
    self.header = header
    self.correlation = correlation
    self.outcome = outcome
    self.trafficSent = trafficSent
  }
}

public import SynchroJSON
public import SynchroText

/// One statement of a flow.
public struct FlowStep: Sendable, Equatable {
  /// What it does.
  public indirect enum Kind: Sendable, Equatable {
    /// `cis -> meter PAYLOAD`: the harness sends it or expects it, by who plays the sender.
    case message(MessageStep)
    /// `never meter -> cis PAYLOAD`: that it comes at all, by the end of its time, is a failure.
    case never(MessageStep)
    /// `refused by meter with 406`: an error comes instead of an answer.
    case refused(RefusedStep)
    /// `again NAME`: the harness sends the same payload once more, under the same id.
    case again(Ranged<String>)
    /// `either` … `or` …: what one branch expects comes, and nothing of the others.
    case either([[FlowStep]])
    /// `keep name = VALUE`.
    case keep(name: Ranged<String>, value: Expression)
    /// `state switch of meter` and checks on what the control channel answers.
    case state(StateStep)
    /// A verb of the control channel, to an actor.
    case control(FlowControl, actor: Ranged<String>)
    /// `advance 15m`: that much time passes before the next step.
    case advance(Ranged<Duration>)
  }

  /// What it does.
  public var kind: Kind
  /// The whole statement, its block included.
  public var range: SourceRange
  /// Its first line, without comment.
  public var head: SourceRange
  /// The requirements that it decides, when it is no payload: those stand in ``MessageStep``.
  public var requirements: [RequirementReference] = []

  /// A statement.
  public init(_ kind: Kind, range: SourceRange, head: SourceRange) {
    self.kind = kind
    self.range = range
    self.head = head
  }
}

/// `refused by meter`, `refused NAME by meter with 406 or 400`, and `ignored NAME by meter`.
public struct RefusedStep: Sendable, Equatable {
  /// The payload that is refused; nil for the last that was sent to the party.
  public var payload: Ranged<String>?
  /// Who refuses it.
  public var party: Ranged<String>
  /// The codes that will do; any when empty.
  public var codes: [Ranged<Int>]
  /// Nothing at all may come of it, not even an error.
  public var isSilent = false

  /// A refusal.
  public init(payload: Ranged<String>? = nil, party: Ranged<String>, codes: [Ranged<Int>] = []) {
    self.payload = payload
    self.party = party
    self.codes = codes
  }
}

/// `state KEY of ACTOR`: what a party holds, asked of its control channel.
public struct StateStep: Sendable, Equatable {
  /// What is asked for: `switch`, `load`, `store`.
  public var key: Ranged<String>
  /// Whom.
  public var actor: Ranged<String>
  /// Checks and kept values; `$` is the answer.
  public var checks: [Step]

  /// A question.
  public init(key: Ranged<String>, actor: Ranged<String>, checks: [Step] = []) {
    self.key = key
    self.actor = actor
    self.checks = checks
  }
}

/// `inject delay 500ms at dap of PAYLOAD count 3`.
public struct FaultStep: Sendable, Equatable {
  /// How much of a fault.
  public enum Amount: Sendable, Equatable {
    /// A share of all, or whatever the fault counts.
    case number(JSONNumber)
    /// A time.
    case duration(Duration)
  }

  /// Which fault.
  public var fault: Ranged<String>
  /// How much, for the faults that have an amount.
  public var amount: Ranged<Amount>?
  /// The payload that it strikes; nil when it strikes all.
  public var payload: Ranged<String>?
  /// After how many it ends by itself.
  public var count: Ranged<Int>?
  /// After how long it ends by itself.
  public var lasting: Ranged<Duration>?

  /// A fault that lasts until it is cleared.
  public init(_ fault: Ranged<String>) {
    self.fault = fault
  }
}

/// What the control channel is told.
public enum FlowControl: Sendable, Equatable {
  /// What fails between a party and the others.
  public enum Supply: String, Sendable, CaseIterable {
    case link
    case power
  }

  /// `inject metrology-fail at meter count 1`.
  case inject(FaultStep)
  /// `clear delay at dap`.
  case clear(Ranged<String>)
  /// `trigger user-opt-out at pct { "event_id": ${event} }`.
  case trigger(Ranged<String>, arguments: JSONTemplate?)
  /// `link down at meter`, `power up at meter`.
  case supply(Supply, isUp: Bool)
  /// `order observe at meter { "since": 1 }` and checks on what came of it.
  case order(OrderStep)
}

/// `order VERB at PARTY { … }`: what the target declares of the control channel it does, all else it
/// refuses.
public struct OrderStep: Sendable, Equatable {
  /// The verb.
  public var verb: Ranged<String>
  /// Its keys.
  public var keys: JSONTemplate?
  /// Checks and kept values; `$` is the result.
  public var checks: [Step] = []

  /// An order.
  public init(verb: Ranged<String>, keys: JSONTemplate? = nil) {
    self.verb = verb
    self.keys = keys
  }
}

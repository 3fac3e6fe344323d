public import SynchroText

/// One statement of a flow.
public struct FlowStep: Sendable, Equatable {
  /// What it does.
  public indirect enum Kind: Sendable, Equatable {
    /// `cis -> meter PAYLOAD`: the harness sends it or expects it, by who plays the sender.
    case message(MessageStep)
    /// `never meter -> cis PAYLOAD`: that it comes at all, by the end of its time, is a failure.
    case never(MessageStep)
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

  /// A statement.
  public init(_ kind: Kind, range: SourceRange, head: SourceRange) {
    self.kind = kind
    self.range = range
    self.head = head
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

/// What the control channel is told.
public enum FlowControl: Sendable, Equatable {
  /// What fails between a party and the others.
  public enum Supply: String, Sendable, CaseIterable {
    case link
    case power
  }

  /// `inject delay at dap { "ms": 500 } count 3 lasting 2m`.
  case inject(
    fault: Ranged<String>, parameters: JSONTemplate?, count: Ranged<Int>?,
    lasting: Ranged<Duration>?)
  /// `clear delay at dap`.
  case clear(fault: Ranged<String>)
  /// `trigger user-opt-out at pct { "event_id": ${event} }`.
  case trigger(event: Ranged<String>, parameters: JSONTemplate?)
  /// `link down at meter`, `power up at meter`.
  case supply(Supply, isUp: Bool)
}

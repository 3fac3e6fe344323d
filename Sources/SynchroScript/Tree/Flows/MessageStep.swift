public import SynchroText

/// A payload on its way, as a flow writes it.
public struct MessageStep: Sendable, Equatable {
  /// Whom it is addressed to.
  public enum Scope: Sendable, Equatable {
    /// The receiver's instance.
    case one
    /// `to everyone`: all instances of the receiver's actor.
    case everyone
    /// `to group NAME`.
    case group(Ranged<String>)
  }

  /// What it is an answer to.
  public enum Answer: Sendable, Equatable {
    /// `answers`: the latest payload of the other direction, or else of its receiver.
    case latest(SourceRange)
    /// `answers NAME`: the step with that name.
    case step(Ranged<String>)
  }

  /// `priority high`.
  public enum Priority: String, Sendable, CaseIterable {
    case low
    case medium
    case high
    case emergency
  }

  /// Who sends, by the suite's name.
  public var from: Ranged<String>
  /// Who receives, by the suite's name.
  public var to: Ranged<String>
  /// The payload, as the catalogue spells it.
  public var payload: Ranged<String>
  /// What the harness says when it plays the sender, and what a target is asked to say.
  public var attributes: JSONTemplate?
  /// Whom it is addressed to.
  public var scope: Scope = .one
  /// What it is an answer to; nil when it comes by itself.
  public var answers: Answer?
  /// `follows NAME`: it comes because of that payload, which its sender received, and need not name
  /// it as what it answers.
  public var isConsequence = false
  /// `as NAME`: what other steps call it; `${name.attribute}` are its attributes.
  public var name: Ranged<String>?
  /// `within 2m`: how soon, when that is not for a row to say.
  public var within: Ranged<Duration>?
  /// `expires 60s`: how long it counts after it was sent.
  public var expires: Ranged<Duration>?
  /// How urgent it says to be.
  public var priority: Ranged<Priority>?
  /// `via dap, head_end`: who hands it on, in order.
  public var via: [Ranged<String>] = []
  /// `spoiled key-twice`: what is wrong with it on purpose.
  public var spoiled: Ranged<Spoiling>?
  /// The rows that it is a trial of.
  public var requirements: [RequirementReference] = []
  /// Checks and kept values; `$` are the attributes.
  public var checks: [Step] = []

  /// How a suite calls a payload or a group that is chosen from what the target declares.
  public static let anyName = "any"

  /// Whether the payload is chosen from what the target declares.
  public var isAnyPayload: Bool { payload.value == Self.anyName }

  /// A payload without anything that can be left out.
  public init(from: Ranged<String>, to: Ranged<String>, payload: Ranged<String>) {
    self.from = from
    self.to = to
    self.payload = payload
  }
}

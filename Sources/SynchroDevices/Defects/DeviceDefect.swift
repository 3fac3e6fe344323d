public import SynchroJSON

/// Something wrong with a reference device, on purpose: a test must find it.
public struct DeviceDefect: Sendable, Equatable {
  /// What is wrong: with a payload, whichever it is, or with the way the device decides.
  public enum Kind: Sendable, Equatable {
    /// With the payloads that the defect names.
    case payload(Misbehaviour)
    /// With the device.
    case quirk(DeviceQuirk)
  }

  /// Its name on the command line: `meter-read-late`.
  public let id: String
  /// What it does, in a sentence without a full stop.
  public let title: String
  /// The requirements that it breaks: ids of rows, steps and numbers of use cases.
  public let breaks: [String]
  /// The actors that have it; none means all.
  public let actors: [String]
  /// The payloads that it strikes; none means all that come in question.
  public let payloads: [String]
  /// What is wrong.
  public let kind: Kind
  /// How often it strikes, where it does not always: exactly this share, by a seed.
  public let share: Double
  /// The attribute that is missing or has another value.
  public let attribute: String?
  /// The other value.
  public let value: JSONValue?

  /// Whether it strikes a payload at an actor.
  public func strikes(_ payload: String, at actor: String) -> Bool {
    (payloads.isEmpty || payloads.contains(payload)) && strikes(at: actor)
  }

  /// Whether an actor has it.
  public func strikes(at actor: String) -> Bool { actors.isEmpty || actors.contains(actor) }
}

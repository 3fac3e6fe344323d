import SynchroJSON
import SynchroPXB

/// What a suite about the binding uses of what the target declares.
public struct DeclaredTarget: Sendable, Equatable {
  /// The actor that the flow is played for.
  public let actor: String
  /// A payload that it receives.
  let payload: String
  /// Attributes of that payload that the target names itself; an object.
  let sample: JSONValue?
  /// Who sends it that payload.
  let peer: String
  /// A payload that it sends and does not receive; nil when there is none.
  let sent: String?
  /// A group that some of its instances are in.
  let group: String?
  /// What its control channel can do.
  let control: Capability.ControlSupport

  /// The values that steps can name, as `${PARTY.fault}`.
  var fields: [JSONField] {
    var fields = [JSONField("payload", .string(payload))]
    let named = [
      ("group", group), ("fault", control.faults.first), ("event", control.events.first),
      ("state", control.states.first),
    ]
    for case (let key, let value?) in named { fields.append(JSONField(key, .string(value))) }
    return fields
  }
}

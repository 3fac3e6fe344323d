import SynchroFlows
import SynchroText

/// `payloads.json` of a use case whose document names steps but no payloads: ours, with who sends
/// them, how soon they arrive, and what follows from them.
struct ExchangeFile {
  private(set) var payloads: [DevicePayload] = []
  private(set) var reactions: [String: Reaction] = [:]

  init(_ source: SourceText, roles: [String: DeviceRole]) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["document", "payloads"])
    let keys = [
      "name", "is", "step", "kind", "from", "to", "via", "within", "size", "keys", "action",
      "answers", "fails",
    ]
    let objects = try root.objects("payloads", keys: keys)
    var names: Set<String> = []
    for object in objects { names.insert(try object.string("name")) }
    for object in objects {
      let payload = try Self.payload(object, roles: roles)
      payloads.append(payload)
      guard object.has("action") else { continue }
      let answers = try object.strings("answers")
      let fails = try object.optionalString("fails")
      for name in answers + (fails.map { [$0] } ?? []) where !names.contains(name) {
        throw object.error("flow-unknown-payload", "there is no payload '\(name)' here")
      }
      reactions[payload.name] = Reaction(
        action: try object.word("action"), answers: answers, fails: fails, unreachable: nil,
        follows: [])
    }
  }

  private static func payload(
    _ object: DataObject, roles: [String: DeviceRole]
  ) throws(FlowDataError) -> DevicePayload {
    for key in ["from", "to", "via"] {
      for actor in try object.strings(key) where roles[actor] == nil && !people.contains(actor) {
        throw object.error("flow-unknown-actor", "'\(actor)' has no class", at: key)
      }
    }
    let size = try object.integer("size")
    let route = DevicePayload.Route(
      requirement: try object.string("step"), from: try object.strings("from"),
      to: try object.strings("to"), limit: .seconds(try object.integer("within")), size: size,
      largest: size)
    return DevicePayload(
      name: try object.string("name"), kind: try object.word("kind"),
      keys: try AttributeKey.list("keys", of: object), routes: [route],
      via: try object.strings("via"))
  }

  /// Those of the use cases who are no devices.
  private static let people: Set<String> = ["CSR", "Utility Web site"]
}

import SynchroFlows
import SynchroText

/// `reactions.json`: which class an actor is of, and what follows from which payload.
struct ReactionFile {
  /// A reaction to the payloads that a pattern names.
  struct Entry {
    let pattern: NamePattern
    let action: DeviceAction
    let answers: [String]?
    let fails: String?
    let unreachable: String?
    let follows: [String]
    let object: DataObject
  }

  private(set) var roles: [String: DeviceRole] = [:]
  private(set) var entries: [Entry] = []

  init(_ source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["roles", "reactions"])
    for object in try root.objects("roles", keys: ["class", "actors"]) {
      let role: DeviceRole = try object.word("class")
      for actor in try object.strings("actors") {
        guard roles.updateValue(role, forKey: actor) == nil else {
          throw object.error("flow-duplicate", "'\(actor)' has two classes", at: "actors")
        }
      }
    }
    let keys = ["payload", "action", "answers", "fails", "unreachable", "follows"]
    for object in try root.objects("reactions", keys: keys) {
      entries.append(
        Entry(
          pattern: NamePattern(try object.string("payload")), action: try object.word("action"),
          answers: object.has("answers") ? try object.strings("answers") : nil,
          fails: try object.optionalString("fails"),
          unreachable: try object.optionalString("unreachable"),
          follows: try object.strings("follows"), object: object))
    }
  }

  /// The entry of a payload: the first whose pattern fits.
  func entry(_ payload: String) -> Entry? { entries.first { $0.pattern.matches(payload) } }
}

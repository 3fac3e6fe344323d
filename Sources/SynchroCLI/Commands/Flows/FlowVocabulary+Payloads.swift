import SynchroFlows
import SynchroScript
import SynchroText

extension FlowVocabulary {
  /// The file in which a family without tables keeps its payloads.
  static let payloadFile = "payloads.json"

  private static let members = [
    "name", "is", "step", "kind", "from", "to", "action", "answers", "follows", "fails",
    "unreachable", "via", "within", "size", "keys",
  ]

  /// What the flow suites of such a family may speak of. Its requirements are those of a document,
  /// so there are no rows.
  init(payloads source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["document", "payloads"])
    var payloads: [String: Set<String>] = [:]
    var actors: Set<String> = []
    for object in try root.objects("payloads", keys: Self.members) {
      var names: Set<String> = []
      for key in try object.objects("keys", keys: ["key", "kind"]) {
        names.insert(try key.string("key"))
      }
      payloads[try object.string("name")] = names
      actors.formUnion(try object.strings("from"))
      actors.formUnion(try object.strings("to"))
    }
    self.init(binding: [:], actors: actors, payloads: payloads)
  }
}

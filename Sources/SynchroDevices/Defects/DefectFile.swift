import SynchroFlows
import SynchroJSON
import SynchroText

/// `device-defects.json`: what can be wrong with reference devices.
struct DefectFile {
  private(set) var defects: [DeviceDefect] = []

  private static let keys = [
    "id", "title", "breaks", "actors", "payloads", "does", "quirk", "share", "attribute", "value",
  ]

  init(
    _ source: SourceText, payloads: [String: DevicePayload], roles: [String: DeviceRole]
  ) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["defects"])
    var ids: Set<String> = []
    for object in try root.objects("defects", keys: Self.keys) {
      let defect = try Self.defect(object)
      guard ids.insert(defect.id).inserted else {
        throw object.error("flow-duplicate", "the defect '\(defect.id)' stands twice", at: "id")
      }
      for actor in defect.actors where roles[actor] == nil {
        throw object.error("flow-unknown-actor", "'\(actor)' has no class", at: "actors")
      }
      for payload in defect.payloads where payloads[payload] == nil {
        throw object.error(
          "flow-unknown-payload", "there is no payload '\(payload)'", at: "payloads",
          help: NearestName.find(payload, among: payloads.keys).map { "did you mean '\($0)'?" })
      }
      if let attribute = defect.attribute {
        for payload in defect.payloads
        where !(payloads[payload]?.keys.contains { $0.name == attribute } ?? false) {
          throw object.error(
            "flow-attribute", "'\(payload)' has no attribute '\(attribute)'", at: "attribute")
        }
      }
      defects.append(defect)
    }
  }

  private static func defect(_ object: DataObject) throws(FlowDataError) -> DeviceDefect {
    let kind: DeviceDefect.Kind
    if object.has("quirk") {
      kind = .quirk(try object.word("quirk"))
    } else {
      kind = .payload(try object.word("does"))
    }
    var share = 1.0
    if object.has("share") {
      let node = try object.value("share")
      guard let number = node.number.flatMap({ Double($0.lexeme) }), number > 0, number <= 1 else {
        throw object.error("flow-share", "a share lies above 0 and at most at 1", at: "share")
      }
      share = number
    }
    let breaks = try object.strings("breaks")
    guard !breaks.isEmpty else {
      throw object.error("flow-defect", "a defect breaks at least one requirement", at: "id")
    }
    return DeviceDefect(
      id: try object.string("id"), title: try object.string("title"), breaks: breaks,
      actors: try object.strings("actors"), payloads: try object.strings("payloads"), kind: kind,
      share: share, attribute: try object.optionalString("attribute"),
      value: object.has("value") ? JSONValue(try object.value("value")) : nil)
  }
}

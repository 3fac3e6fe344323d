public import SynchroText

/// The keys that stand for the data elements of the document, which are printed as phrases:
/// `acknowledgement code` is `ack_code`.
public struct AttributeKeys: Sendable, Equatable {
  /// The name of the file in `Suites/sg-network`.
  public static let fileName = "attributes.json"

  private var keys: [String: [AttributeKey]] = [:]

  /// Reads the file; every data element of the catalogue must have its keys.
  public init(_ source: SourceText, for catalogue: FlowCatalogue) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["attributes"])
    for object in try root.objects("attributes", keys: ["printed", "keys"]) {
      let printed = try object.string("printed")
      guard keys[printed] == nil else {
        throw object.error("flow-duplicate", "'\(printed)' stands twice", at: "printed")
      }
      keys[printed] = try AttributeKey.list("keys", of: object)
    }
    for row in catalogue.rows {
      for printed in row.attributes where keys[printed] == nil {
        throw root.error(
          "flow-attribute", "'\(printed)' has no keys", at: "attributes",
          notes: ["\(row.id) carries it"], help: "add it with its keys, or with none")
      }
    }
  }

  /// The keys of a payload in the order of its data elements; each once.
  public func keys(of payload: String, in catalogue: FlowCatalogue) -> [AttributeKey] {
    keys(of: catalogue.attributes(of: payload))
  }

  /// The keys of data elements in their order; each once.
  public func keys(of printed: [String]) -> [AttributeKey] {
    var seen: Set<String> = []
    return printed.flatMap { keys[$0] ?? [] }.filter { seen.insert($0.name).inserted }
  }
}

extension AttributeKey {
  /// Keys that a file lists: `[{"key": "meter_id", "kind": "id"}]`.
  package static func list(
    _ member: String, of object: DataObject
  ) throws(FlowDataError) -> [AttributeKey] {
    var keys: [AttributeKey] = []
    for key in try object.objects(member, keys: ["key", "kind"]) {
      keys.append(AttributeKey(name: try key.string("key"), kind: try key.word("kind")))
    }
    return keys
  }
}

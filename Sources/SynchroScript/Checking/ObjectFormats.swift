public import SynchroJSON
import SynchroText

/// The object formats of one family, `Suites/<family>/schemas/NAME.schema.json`, and the
/// requirement ids that a check against each of them decides.
public struct ObjectFormats: Sendable, Equatable {
  /// An id that a schema carries.
  public struct Carried: Sendable, Hashable {
    /// The id.
    public var id: String
    /// The object format whose file carries it; another one than was named when a `$ref` leads out.
    public var format: String
    /// The subschema in that file.
    public var pointer: JSONPointer

    /// An id at its place.
    public init(id: String, format: String, pointer: JSONPointer) {
      self.id = id
      self.format = format
      self.pointer = pointer
    }
  }

  /// The ids that each format decides, in the order in which its schema is walked.
  public private(set) var carried: [String: [Carried]]

  /// The names, sorted.
  public var names: [String] { carried.keys.sorted() }

  /// Formats whose ids are known already.
  public init(carried: [String: [Carried]] = [:]) {
    self.carried = carried
  }

  /// Formats from their schema files, by name. Only what a check of the whole document can reach
  /// counts: a definition that nothing refers to decides nothing.
  public init(schemas: [String: JSONDocument]) {
    var formats: [String: String] = [:]
    for (name, document) in schemas { formats[Self.uri(of: name, document.root)] = name }
    let documents = Self.documents(
      schemas.sorted { $0.key < $1.key }.map { ($0.key, $0.value.root) })
    carried = [:]
    for (name, document) in schemas {
      let uri = Self.uri(of: name, document.root)
      carried[name] = SchemaOutline(of: document.root, at: uri, in: documents).idsInDepth().map {
        Carried(id: $0.id, format: formats[$0.at.uri] ?? name, pointer: $0.at.pointer)
      }
    }
  }

  /// Whether there is such a format.
  public func contains(_ name: String) -> Bool { carried[name] != nil }

  /// The ids that `VALUE is NAME` decides.
  public func requirements(of name: String) -> [Carried] { carried[name] ?? [] }
}

extension ObjectFormats {
  /// What the name of a format ends with to be that of its file.
  package static let fileSuffix = ".schema.json"

  /// The name of the format that a file holds, by the file's path.
  package static func name(ofFile path: some StringProtocol) -> String {
    let file = path.split(separator: "/").last.map { String($0) } ?? String(path)
    return file.hasSuffix(fileSuffix) ? String(file.dropLast(fileSuffix.count)) : file
  }

  /// The URI of the file of a format, by which those of other formats refer to it.
  package static func uri(of name: String) -> String { "suite:///schemas/" + name + fileSuffix }

  /// The URI of a schema: its own, or that of the file.
  package static func uri(of name: String, _ schema: JSONNode) -> String {
    schema["$id"]?.string.map(SchemaTarget.known) ?? uri(of: name)
  }

  /// The schemas of files by all URIs that references may use; of two the first is meant.
  package static func documents(
    _ schemas: some Sequence<(name: String, schema: JSONNode)>
  ) -> [String: JSONNode] {
    var documents: [String: JSONNode] = [:]
    for (name, schema) in schemas {
      for uri in [uri(of: name, schema), uri(of: name)] where documents[uri] == nil {
        documents[uri] = schema
      }
    }
    return documents
  }
}

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
    carried = schemas.reduce(into: [:]) { carried, entry in
      var walk = SchemaWalk(schemas: schemas)
      walk.follow(SchemaPlace(format: entry.key, pointer: .root))
      carried[entry.key] = walk.carried
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
}

/// A subschema of one of several files.
private struct SchemaPlace: Hashable {
  var format: String
  var pointer: JSONPointer
}

/// Goes from a schema to everything that its application reaches, references included, each once.
private struct SchemaWalk {
  let schemas: [String: JSONDocument]
  private(set) var carried: [ObjectFormats.Carried] = []
  private var seen: Set<SchemaPlace> = []

  init(schemas: [String: JSONDocument]) {
    self.schemas = schemas
  }

  mutating func follow(_ first: SchemaPlace) {
    // A list instead of recursion: references can form chains longer than any stack.
    var waiting = [first]
    while let place = waiting.popLast() {
      guard let document = schemas[place.format],
        let schema = place.pointer.resolve(in: document.root), seen.insert(place).inserted
      else { continue }
      carried += SchemaRequirements.ids(of: schema).map {
        ObjectFormats.Carried(id: $0, format: place.format, pointer: place.pointer)
      }
      var next: [SchemaPlace] = []
      for keyword in ["$ref", "$dynamicRef"] {
        if let reference = schema[keyword]?.string,
          let target = target(of: reference, in: place.format)
        {
          next.append(target)
        }
      }
      for child in SchemaRequirements.children(of: schema)
      where child.tokens[0] != "$defs" && child.tokens[0] != "definitions" {
        let pointer = JSONPointer(tokens: place.pointer.tokens + child.tokens)
        next.append(SchemaPlace(format: place.format, pointer: pointer))
      }
      waiting += next.reversed()
    }
  }

  /// `#/$defs/url`, `#anchor`, `other.schema.json`, `other.schema.json#/$defs/url`.
  private func target(of reference: String, in format: String) -> SchemaPlace? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].isEmpty ? format : ObjectFormats.name(ofFile: parts[0])
    guard let document = schemas[name] else { return nil }
    let fragment = parts.count > 1 ? String(parts[1]) : ""
    if fragment.isEmpty { return SchemaPlace(format: name, pointer: .root) }
    if fragment.hasPrefix("/") {
      return JSONPointer(fragment).map { SchemaPlace(format: name, pointer: $0) }
    }
    return anchored(fragment, in: document).map { SchemaPlace(format: name, pointer: $0) }
  }

  private func anchored(_ name: String, in document: JSONDocument) -> JSONPointer? {
    var waiting = [(schema: document.root, pointer: JSONPointer.root)]
    while let (schema, pointer) = waiting.popLast() {
      if schema["$anchor"]?.string == name || schema["$dynamicAnchor"]?.string == name {
        return pointer
      }
      waiting += SchemaRequirements.children(of: schema).map {
        ($0.schema, JSONPointer(tokens: pointer.tokens + $0.tokens))
      }
    }
    return nil
  }
}

/// The schemas that references may lead to, by absolute URI.
///
/// Nothing is ever fetched: a schema is here because somebody put it here. A document can be
/// reached by the URI it was added under, by its own `$id`, and by the `$id` of any schema inside
/// it.
public struct SchemaRegistry: Sendable {
  private var schemas: [ExactText: JSONNode]
  private var order: [ExactText]

  /// The meta-schemas of draft 2020-12 and nothing else.
  public static let standard: SchemaRegistry = {
    var registry = SchemaRegistry(schemas: [:], order: [])
    for document in MetaSchema.documents {
      guard let id = document.root["$id"]?.string else { continue }
      registry.insert(document.root, at: id)
    }
    return registry
  }()

  private init(schemas: [ExactText: JSONNode], order: [ExactText]) {
    self.schemas = schemas
    self.order = order
  }

  /// A registry that knows the meta-schemas.
  public init() {
    self = .standard
  }

  /// Makes a schema known under a URI, which must be absolute and without fragment.
  public mutating func add(_ schema: JSONNode, at uri: String) throws(SchemaError) {
    let parsed = SchemaURI(uri)
    guard parsed.isAbsolute, (parsed.fragment ?? "").isEmpty,
      StringFormat.iri.check(uri) == nil
    else {
      throw SchemaError(
        .badURI(uri, reason: "an absolute URI without fragment is needed"), at: schema)
    }
    guard schema.kind == .object || schema.kind == .boolean else {
      throw SchemaError(.notASchema(received: schema.kind), at: schema)
    }
    insert(schema, at: parsed.normalized.withoutFragment)
  }

  /// Makes a document known under its own `$id`.
  public mutating func add(_ document: JSONDocument) throws(SchemaError) {
    guard let id = document.root["$id"]?.string else {
      throw SchemaError(
        .wrongValue(expected: "a schema with an absolute $id", received: "none"),
        at: document.root)
    }
    try add(document.root, at: id)
  }

  /// The URIs under which schemas were added, in order; the meta-schemas come first.
  public var uris: [String] { order.map(\.text) }

  /// The schema that was added under a URI.
  public func schema(at uri: String) -> JSONNode? { schemas[ExactText(uri)] }

  private mutating func insert(_ schema: JSONNode, at uri: String) {
    let key = ExactText(uri)
    if schemas.updateValue(schema, forKey: key) == nil { order.append(key) }
  }
}

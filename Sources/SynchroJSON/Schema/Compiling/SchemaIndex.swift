/// Every schema of the documents at hand, with the resource that it belongs to.
///
/// Schemas are found where keywords of the dialect say that schemas stand, and nowhere else: an
/// `$id` inside `const` or an unknown keyword is data. A place that only a reference declares to be
/// a schema is added when that reference is resolved.
struct SchemaIndex {
  struct Entry {
    let node: JSONNode
    let resource: Int
  }

  /// A schema with a URI of its own.
  struct Resource {
    let uri: SchemaURI
    let root: JSONNode
    let dialect: SchemaVocabulary
    /// Plain names, both kinds, to entries.
    var anchors: [ExactText: Int] = [:]
    /// The numbers of dynamic anchors, to entries.
    var dynamicAnchors: [Int: Int] = [:]
  }

  private struct Place: Hashable {
    let document: ObjectIdentifier
    let id: Int

    init(_ node: JSONNode) {
      document = ObjectIdentifier(node.document)
      id = node.id
    }
  }

  let registry: SchemaRegistry
  let limit: Int
  private(set) var entries: [Entry] = []
  private(set) var resources: [Resource] = []
  private var entryAtPlace: [Place: Int] = [:]
  private var resourceAtURI: [ExactText: Int] = [:]
  private var anchorNumbers: [ExactText: Int] = [:]
  private var loaded: Set<Place> = []

  init(registry: SchemaRegistry, limit: Int) {
    self.registry = registry
    self.limit = limit
  }

  func entry(at node: JSONNode) -> Int? { entryAtPlace[Place(node)] }

  /// The number of a dynamic anchor's name, the same in all resources.
  func anchorNumber(_ name: String) -> Int? { anchorNumbers[ExactText(name)] }

  /// Takes in a document's schemas and returns the entry of its root.
  mutating func add(_ root: JSONNode, at uri: SchemaURI) throws(SchemaError) -> Int {
    if let known = entry(at: root), loaded.contains(Place(root)) { return known }
    loaded.insert(Place(root))
    let dialect = try dialect(of: root, inherited: .standard)
    let resource = resources.count
    var own = uri
    if let id = try identifier(of: root) { own = id.resolved(against: uri) }
    resources.append(Resource(uri: own, root: root, dialect: dialect))
    for name in [uri.withoutFragment, own.withoutFragment] {
      if resourceAtURI[ExactText(name)] == nil { resourceAtURI[ExactText(name)] = resource }
    }
    return try walk(root, resource: resource, isRoot: true)
  }

  /// Takes in a schema that stands where no keyword told to look.
  mutating func add(_ node: JSONNode, inResourceOf entry: Int) throws(SchemaError) -> Int {
    try walk(node, resource: entries[entry].resource, isRoot: false)
  }

  /// The resource of a URI, taken in from the registry when it is not here yet.
  mutating func resource(_ uri: String) throws(SchemaError) -> Int? {
    if let known = resourceAtURI[ExactText(uri)] { return known }
    if let root = registry.schema(at: uri) {
      let entry = try add(root, at: SchemaURI(uri))
      let resource = entries[entry].resource
      resourceAtURI[ExactText(uri)] = resource
      return resource
    }
    // Perhaps a schema inside another document bears the name.
    for name in registry.uris {
      guard let root = registry.schema(at: name), !loaded.contains(Place(root)) else { continue }
      _ = try add(root, at: SchemaURI(name))
      if let known = resourceAtURI[ExactText(uri)] { return known }
    }
    return nil
  }

  /// The names that a mistyped URI may have meant.
  var knownURIs: [String] {
    (resourceAtURI.keys.map(\.text) + registry.uris)
      .filter { !$0.utf8.starts(with: JSONSchema.anonymousBase.utf8) }
  }

  // MARK: - Walking

  private mutating func walk(
    _ top: JSONNode, resource: Int, isRoot: Bool
  ) throws(SchemaError) -> Int {
    let first = entries.count
    var isRoot = isRoot
    var stack = [(node: top, resource: resource)]
    while let (node, outer) = stack.popLast() {
      guard entry(at: node) == nil else { continue }
      guard node.kind == .object || node.kind == .boolean else {
        throw SchemaError(.notASchema(received: node.kind), at: node)
      }
      guard entries.count < limit else {
        throw SchemaError(.tooManySubschemas(limit: limit), at: node)
      }
      let resource = isRoot ? outer : try self.resource(of: node, inside: outer)
      isRoot = false
      entryAtPlace[Place(node)] = entries.count
      entries.append(Entry(node: node, resource: resource))
      try nameAnchors(of: node)
      for child in try children(of: node, in: resources[resource].dialect).reversed() {
        stack.append((child, resource))
      }
    }
    return entryAtPlace[Place(top)] ?? first
  }

  /// The resource that a subschema begins, or the one it stands in.
  private mutating func resource(
    of node: JSONNode, inside outer: Int
  ) throws(SchemaError) -> Int {
    guard let id = try identifier(of: node) else { return outer }
    let uri = id.resolved(against: resources[outer].uri)
    let key = ExactText(uri.withoutFragment)
    if let other = resourceAtURI[key], resources[other].root.document === node.document {
      throw SchemaError(
        .duplicateIdentifier(key.text), keyword: "$id", of: node, at: node["$id"] ?? node)
    }
    let dialect = try dialect(of: node, inherited: resources[outer].dialect)
    if resourceAtURI[key] == nil { resourceAtURI[key] = resources.count }
    resources.append(Resource(uri: uri, root: node, dialect: dialect))
    return resources.count - 1
  }

  private func identifier(of node: JSONNode) throws(SchemaError) -> SchemaURI? {
    guard let value = node["$id"] else { return nil }
    let text = try value.schemaText("$id", of: node)
    if let fault = StringFormat.iriReference.check(text) {
      throw SchemaError(.badURI(text, reason: "\(fault)"), keyword: "$id", of: node, at: value)
    }
    let uri = SchemaURI(text)
    // Section 8.2.1: "$id" holds no fragment but an empty one.
    guard (uri.fragment ?? "").isEmpty else {
      throw SchemaError(
        .badURI(text, reason: "an identifier has no fragment; use $anchor"), keyword: "$id",
        of: node, at: value)
    }
    return uri
  }

  private mutating func nameAnchors(of node: JSONNode) throws(SchemaError) {
    let entry = entries.count - 1
    let resource = entries[entry].resource
    for keyword in ["$anchor", "$dynamicAnchor"] {
      guard let value = node[keyword] else { continue }
      let name = try value.schemaText(keyword, of: node)
      guard Self.isPlainName(name) else {
        throw SchemaError(
          .wrongValue(
            expected: "a letter or '_', then letters, digits, '-', '_' or '.'", received: name),
          keyword: keyword, of: node, at: value)
      }
      let known = resources[resource].anchors.updateValue(entry, forKey: ExactText(name))
      guard known == nil || known == entry else {
        throw SchemaError(.duplicateAnchor(name), keyword: keyword, of: node, at: value)
      }
      guard keyword == "$dynamicAnchor" else { continue }
      let number = anchorNumbers[ExactText(name)] ?? anchorNumbers.count
      anchorNumbers[ExactText(name)] = number
      resources[resource].dynamicAnchors[number] = entry
    }
  }

  /// Section 8.2.2.
  private static func isPlainName(_ name: String) -> Bool {
    guard let first = name.utf8.first, first.isLetter || first == UInt8(ascii: "_") else {
      return false
    }
    return name.utf8.allSatisfy { $0.isLetterOrDigit || "-_.".utf8.contains($0) }
  }

  private func children(
    of node: JSONNode, in dialect: SchemaVocabulary
  ) throws(SchemaError) -> [JSONNode] {
    var children: [JSONNode] = []
    for member in node.members {
      guard let keyword = SchemaKeyword(member.key, in: dialect) else { continue }
      let value = member.value
      let own: [JSONNode]
      switch keyword.children {
      case .none: continue
      case .one: own = [value]
      case .list:
        guard value.kind == .array, value.count > 0 else {
          throw SchemaError.shape("a non-empty array of schemas", keyword, of: node, at: value)
        }
        own = Array(value.elements)
      case .map:
        guard value.kind == .object else {
          throw SchemaError.shape("an object of schemas", keyword, of: node, at: value)
        }
        own = value.members.map(\.value)
      }
      for child in own where child.kind != .object && child.kind != .boolean {
        throw SchemaError(
          .notASchema(received: child.kind), keyword: member.key, of: node, at: child)
      }
      children += own
    }
    return children
  }

  // MARK: - Dialects

  /// What `$schema` says; a subschema without it speaks as the one around it.
  private func dialect(
    of node: JSONNode, inherited: SchemaVocabulary
  ) throws(SchemaError) -> SchemaVocabulary {
    guard node.kind == .object, let value = node["$schema"] else { return inherited }
    let text = try value.schemaText("$schema", of: node)
    let uri = SchemaURI(text).withoutFragment
    if uri == MetaSchema.standard { return .standard }
    guard let meta = registry.schema(at: uri) else {
      throw SchemaError(.unknownDialect(text), keyword: "$schema", of: node, at: value)
    }
    guard let declared = meta["$vocabulary"] else { return .standard }
    var dialect: SchemaVocabulary = []
    for member in declared.members {
      if let vocabulary = SchemaVocabulary(uri: member.key) {
        dialect.insert(vocabulary)
      } else if member.value.bool == true {
        throw SchemaError(
          .unknownVocabulary(member.key), keyword: "$schema", of: node, at: value)
      }
    }
    return dialect
  }
}

extension JSONNode {
  /// The text of a keyword's value that must be a string.
  func schemaText(_ keyword: String, of schema: JSONNode) throws(SchemaError) -> String {
    guard let string else {
      throw SchemaError(
        .wrongValue(expected: "a string", received: kind.withArticle), keyword: keyword,
        of: schema, at: self)
    }
    return string
  }
}

extension SchemaError {
  /// A keyword's value of the wrong shape.
  static func shape(
    _ expected: String, _ keyword: SchemaKeyword, of schema: JSONNode, at value: JSONNode
  ) -> SchemaError {
    SchemaError(
      .wrongValue(expected: expected, received: ValueWords.describe(value)),
      keyword: keyword.rawValue, of: schema, at: value)
  }
}

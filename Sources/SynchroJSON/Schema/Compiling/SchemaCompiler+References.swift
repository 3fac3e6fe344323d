internal import SynchroText

/// `$ref` and `$dynamicRef`: core, section 8.2.3.
extension SchemaCompiler {
  mutating func references(
    _ keywords: SchemaKeywords
  ) throws(SchemaError) -> [InPlaceRule] {
    var rules: [InPlaceRule] = []
    if let text = try keywords.text(.ref) {
      rules.append(.ref(try resolve(text, .ref, keywords).entry))
    }
    guard let text = try keywords.text(.dynamicRef) else { return rules }
    let target = try resolve(text, .dynamicRef, keywords)
    // Only a plain name that a "$dynamicAnchor" declares starts a search: core, section 8.2.3.2.
    if let name = target.name, let number = index.anchorNumber(name),
      index.resources[index.entries[target.entry].resource].dynamicAnchors[number] == target.entry
    {
      rules.append(.dynamicRef(target.entry, anchor: number))
    } else {
      rules.append(.staticDynamicRef(target.entry))
    }
    return rules
  }

  /// The entry that a reference leads to, and the plain name by which it does.
  private mutating func resolve(
    _ text: String, _ keyword: SchemaKeyword, _ keywords: SchemaKeywords
  ) throws(SchemaError) -> (entry: Int, name: String?) {
    let schema = keywords.schema
    let place = keywords[keyword] ?? schema
    func error(_ fault: SchemaError.Fault) -> SchemaError {
      SchemaError(fault, keyword: keyword.rawValue, of: schema, at: place)
    }
    if let fault = StringFormat.iriReference.check(text) {
      throw error(.badURI(text, reason: "\(fault)"))
    }
    guard let from = index.entry(at: schema) else {
      preconditionFailure("a schema that is compiled is in the index")
    }
    let base = index.resources[index.entries[from].resource].uri
    let uri = SchemaURI(text).resolved(against: base)
    let document = uri.withoutFragment
    guard let resource = try index.resource(document) else {
      let near = NearestName.find(document, among: index.knownURIs)
      throw error(.unresolvable(uri: document, near: near))
    }
    guard let fragment = uri.decodedFragment else {
      throw error(.badURI(text, reason: "its fragment is not UTF-8"))
    }
    let root = index.resources[resource].root
    if fragment.isEmpty, let entry = index.entry(at: root) { return (entry, nil) }
    if fragment.utf8.first == UInt8(ascii: "/") {
      guard let entry = try follow(fragment, from: root) else {
        let near = Self.nearPointer(fragment, from: root)
        throw error(.unknownPointer(fragment, in: document, near: near))
      }
      return (entry, nil)
    }
    let anchors = index.resources[resource].anchors
    guard let entry = anchors[ExactText(fragment)] else {
      let near = NearestName.find(fragment, among: anchors.keys.map(\.text))
      throw error(.unknownAnchor(fragment, in: document, near: near))
    }
    return (entry, fragment)
  }

  /// A pointer that leads further, with the first wrong token replaced by a key that looks like it.
  private static func nearPointer(_ fragment: String, from root: JSONNode) -> String? {
    guard var pointer = JSONPointer(fragment) else { return nil }
    var node = root
    for (position, token) in pointer.tokens.enumerated() {
      if let next = JSONPointer(tokens: [token]).resolve(in: node) {
        node = next
        continue
      }
      guard let near = NearestName.find(token, among: node.members.map(\.key)) else { return nil }
      pointer.tokens[position] = near
      return pointer.description
    }
    return nil
  }

  /// The schema at the end of a JSON Pointer, which becomes one when it was not known as one.
  private mutating func follow(
    _ fragment: String, from root: JSONNode
  ) throws(SchemaError) -> Int? {
    guard let pointer = JSONPointer(fragment), var entry = index.entry(at: root) else { return nil }
    var node = root
    for token in pointer.tokens {
      guard let next = JSONPointer(tokens: [token]).resolve(in: node) else { return nil }
      node = next
      if let known = index.entry(at: node) { entry = known }
    }
    if let known = index.entry(at: node) { return known }
    return try index.add(node, inResourceOf: entry)
  }
}

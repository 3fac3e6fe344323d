internal import SynchroText

/// Turns schema documents into subschemas that know each other by index.
struct SchemaCompiler {
  var index: SchemaIndex
  let options: SchemaOptions
  let customFormats: SchemaCustomFormats?
  private(set) var subschemas: [Subschema] = []
  private(set) var remarks: [SchemaRemark] = []

  init(registry: SchemaRegistry, options: SchemaOptions, customFormats: SchemaCustomFormats?) {
    index = SchemaIndex(registry: registry, limit: options.limits.subschemas)
    self.options = options
    self.customFormats = customFormats
  }

  /// Compiles a document and all that it refers to; returns the index of its root.
  mutating func compile(_ root: JSONNode, at base: SchemaURI) throws(SchemaError) -> Int {
    let entry = try index.add(root, at: base)
    // Resolving a reference can bring in further documents, whose schemas join the queue's end.
    while subschemas.count < index.entries.count {
      subschemas.append(try subschema(index.entries[subschemas.count]))
    }
    return entry
  }

  private mutating func subschema(_ entry: SchemaIndex.Entry) throws(SchemaError) -> Subschema {
    if let isAllowed = entry.node.bool { return Subschema(entry, allows: isAllowed) }
    let keywords = try keywords(of: entry)
    return Subschema(
      entry, kinds: try kinds(keywords),
      enumeration: try keywords.array(.enum).map { Enumeration(Array($0.elements)) },
      constant: keywords[.const].map { Enumeration([$0]) }, numbers: try numbers(keywords),
      strings: try strings(keywords), arrays: try arrays(keywords),
      objects: try objects(keywords),
      inPlace: try references(keywords) + applicators(keywords),
      unevaluatedItems: schema(keywords, .unevaluatedItems),
      unevaluatedProperties: schema(keywords, .unevaluatedProperties),
      annotations: keywords.annotations)
  }

  /// Sorts a schema's members into keywords of its dialect and others.
  private mutating func keywords(
    of entry: SchemaIndex.Entry
  ) throws(SchemaError) -> SchemaKeywords {
    let dialect = index.resources[entry.resource].dialect
    var keywords = SchemaKeywords(
      schema: entry.node, dialect: dialect, patternSteps: options.limits.patternSteps)
    var seen: Set<ExactText> = []
    for member in entry.node.members {
      guard seen.insert(ExactText(member.key)).inserted else {
        throw SchemaError(.duplicateKey(member.key), of: entry.node, at: member.keyNode)
      }
      guard let keyword = SchemaKeyword(member.key, in: dialect) else {
        keywords.annotations.append(
          AnnotationKeyword(name: member.key, value: member.value, isForStrings: false))
        remark(on: member, of: entry.node)
        continue
      }
      keywords.add(keyword, member.value)
      try checkMetaData(keyword, keywords)
      if keyword.isAnnotation {
        keywords.annotations.append(
          AnnotationKeyword(
            name: member.key, value: member.value,
            isForStrings: keyword.vocabularies == .content))
      }
    }
    return keywords
  }

  /// What took the place of keywords of earlier drafts.
  private static let successors = [
    "additionalItems": "items", "definitions": "$defs", "dependencies": "dependentRequired",
    "$recursiveRef": "$dynamicRef", "$recursiveAnchor": "$dynamicAnchor",
    "divisibleBy": "multipleOf", "disallow": "not", "extends": "allOf",
  ]

  /// An unknown keyword asks nothing; one that looks like a slip of the pen deserves a word.
  private mutating func remark(on member: JSONMember, of schema: JSONNode) {
    let successor = Self.successors[member.key]
    guard !member.key.utf8.starts(with: "x-".utf8), member.key.utf8.count > 3,
      SchemaKeyword(rawValue: member.key) == nil,
      let near = successor
        ?? NearestName.find(member.key, among: SchemaKeyword.allCases.map(\.rawValue))
    else { return }
    remarks.append(
      SchemaRemark(
        keyword: member.key, near: near, isHistoric: successor != nil,
        source: schema.document.source, range: member.keyRange))
  }

  /// Keywords that decide nothing still have a shape.
  private func checkMetaData(
    _ keyword: SchemaKeyword, _ keywords: SchemaKeywords
  ) throws(SchemaError) {
    switch keyword {
    case .comment, .title, .description, .contentEncoding, .contentMediaType:
      _ = try keywords.text(keyword)
    case .deprecated, .readOnly, .writeOnly: _ = try keywords.flag(keyword)
    case .examples: _ = try keywords.array(keyword)
    case .vocabulary: _ = try keywords.object(keyword)
    default: break
    }
  }
}

internal import SynchroText

/// Turns schema documents into subschemas that know each other by index.
struct SchemaCompiler {
  private(set) var index: SchemaIndex
  private let formats: SchemaOptions.FormatRule
  private(set) var subschemas: [Subschema] = []
  private(set) var remarks: [SchemaRemark] = []

  init(registry: SchemaRegistry, options: SchemaOptions) {
    index = SchemaIndex(registry: registry, limit: options.limits.subschemas)
    formats = options.formats
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
    var rules = SubschemaRules()
    let node = entry.node
    if node.kind == .boolean {
      rules.refusesAll = node.bool == false
    } else {
      let keywords = try keywords(of: entry)
      rules.annotations = keywords.annotations
      try addReferences(keywords, to: &rules)
      try addApplicators(keywords, to: &rules)
      rules.kinds = try kinds(keywords)
      rules.enumeration = try keywords.array(.enum).map { Enumeration(Array($0.elements)) }
      rules.constant = keywords[.const].map { Enumeration([$0]) }
      rules.numbers = try numbers(keywords)
      rules.strings = try strings(keywords)
      rules.arrays = try arrays(keywords)
      rules.objects = try objects(keywords)
      rules.unevaluatedItems = try schema(keywords, .unevaluatedItems)
      rules.unevaluatedProperties = try schema(keywords, .unevaluatedProperties)
    }
    return Subschema(node: node, resource: entry.resource, rules: rules)
  }

  /// Sorts a schema's members into keywords of its dialect and others.
  private mutating func keywords(
    of entry: SchemaIndex.Entry
  ) throws(SchemaError) -> SchemaKeywords {
    let dialect = index.resources[entry.resource].dialect
    var keywords = SchemaKeywords(schema: entry.node, dialect: dialect)
    var seen: Set<ExactText> = []
    for member in entry.node.members {
      guard seen.insert(ExactText(member.key)).inserted else {
        throw SchemaError(.duplicateKey(member.key), of: entry.node, at: member.value)
      }
      guard let keyword = SchemaKeyword(member.key, in: dialect) else {
        keywords.annotations.append(AnnotationKeyword(name: member.key, value: member.value))
        remark(on: member, of: entry.node)
        continue
      }
      keywords.add(keyword, member.value)
      try checkMetaData(keyword, keywords)
    }
    return keywords
  }

  /// An unknown keyword asks nothing; one that looks like a slip of the pen deserves a word.
  private mutating func remark(on member: JSONMember, of schema: JSONNode) {
    guard !member.key.utf8.starts(with: "x-".utf8), member.key.utf8.count > 3,
      SchemaKeyword(rawValue: member.key) == nil,
      let near = NearestName.find(member.key, among: SchemaKeyword.allCases.map(\.rawValue))
    else { return }
    remarks.append(
      SchemaRemark(
        keyword: member.key, near: near, source: schema.document.source, range: member.keyRange))
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

// MARK: - References

extension SchemaCompiler {
  private mutating func addReferences(
    _ keywords: SchemaKeywords, to rules: inout SubschemaRules
  ) throws(SchemaError) {
    if let text = try keywords.text(.ref) {
      rules.inPlace.append(.ref(try resolve(text, .ref, keywords).entry))
    }
    guard let text = try keywords.text(.dynamicRef) else { return }
    let target = try resolve(text, .dynamicRef, keywords)
    // Only a plain name that a "$dynamicAnchor" declares starts a search: core, section 8.2.3.2.
    if let name = target.name, let number = index.anchorNumber(name),
      index.resources[index.entries[target.entry].resource].dynamicAnchors[number] == target.entry
    {
      rules.inPlace.append(.dynamicRef(target.entry, anchor: number))
    } else {
      rules.inPlace.append(.staticDynamicRef(target.entry))
    }
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
        throw error(.unknownPointer(fragment, in: document))
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

// MARK: - Applicators

extension SchemaCompiler {
  private func entry(of child: JSONNode) -> Int {
    guard let entry = index.entry(at: child) else {
      preconditionFailure("the index holds every schema that a keyword names")
    }
    return entry
  }

  private func schema(
    _ keywords: SchemaKeywords, _ keyword: SchemaKeyword
  ) throws(SchemaError) -> Int? {
    keywords[keyword].map(entry)
  }

  private func schemas(_ keywords: SchemaKeywords, _ keyword: SchemaKeyword) -> [Int]? {
    keywords[keyword].map { $0.elements.map(entry) }
  }

  private func addApplicators(
    _ keywords: SchemaKeywords, to rules: inout SubschemaRules
  ) throws(SchemaError) {
    if let all = schemas(keywords, .allOf) { rules.inPlace.append(.allOf(all)) }
    if let any = schemas(keywords, .anyOf) { rules.inPlace.append(.anyOf(any)) }
    if let one = schemas(keywords, .oneOf) { rules.inPlace.append(.oneOf(one)) }
    if let not = try schema(keywords, .not) { rules.inPlace.append(.not(not)) }
    if let test = try schema(keywords, .if) {
      rules.inPlace.append(
        .conditional(
          test: test, then: try schema(keywords, .then), otherwise: try schema(keywords, .else)))
    }
  }

  private func arrays(_ keywords: SchemaKeywords) throws(SchemaError) -> ArrayRules? {
    let isUnique = try keywords.flag(.uniqueItems) ?? false
    let minContains = try keywords.count(.minContains) ?? 1
    let maxContains = try keywords.count(.maxContains)
    let minItems = try keywords.count(.minItems) ?? 0
    let maxItems = try keywords.count(.maxItems)
    guard
      keywords.has([.prefixItems, .items, .contains, .minItems, .maxItems]) || isUnique
    else { return nil }
    return ArrayRules(
      prefix: schemas(keywords, .prefixItems) ?? [], items: try schema(keywords, .items),
      contains: try schema(keywords, .contains), minContains: minContains,
      maxContains: maxContains, minItems: minItems, maxItems: maxItems, isUnique: isUnique)
  }

  private func objects(_ keywords: SchemaKeywords) throws(SchemaError) -> ObjectRules? {
    let minProperties = try keywords.count(.minProperties) ?? 0
    let maxProperties = try keywords.count(.maxProperties)
    guard
      keywords.has([
        .properties, .patternProperties, .additionalProperties, .propertyNames, .required,
        .dependentRequired, .dependentSchemas, .minProperties, .maxProperties,
      ])
    else { return nil }
    var keys = KeyTable()
    var properties: [Int] = []
    for member in keywords.members(.properties) {
      guard keys.add(member.key) == properties.count else {
        throw SchemaError(
          .duplicateKey(member.key), keyword: "properties", of: keywords.schema, at: member.value)
      }
      properties.append(entry(of: member.value))
    }
    let required = try keywords.texts(.required).map { keys.add($0) }
    var dependencies: [ObjectRules.Dependency] = []
    for member in try keywords.object(.dependentRequired)?.members.map(\.self) ?? [] {
      let names = try keywords.texts(of: member.value, .dependentRequired)
      dependencies.append(
        .init(key: keys.add(member.key), required: names.map { keys.add($0) }, schema: nil))
    }
    for member in keywords.members(.dependentSchemas) {
      dependencies.append(
        .init(key: keys.add(member.key), required: [], schema: entry(of: member.value)))
    }
    properties += Array(repeating: -1, count: keys.keys.count - properties.count)
    var patterns: [(pattern: Pattern, schema: Int)] = []
    for member in keywords.members(.patternProperties) {
      let pattern = try keywords.pattern(member.key, .patternProperties, at: member.value)
      patterns.append((pattern, entry(of: member.value)))
    }
    return ObjectRules(
      keys: keys, properties: properties, patterns: patterns,
      additional: try schema(keywords, .additionalProperties),
      names: try schema(keywords, .propertyNames), required: required,
      dependencies: dependencies, minProperties: minProperties, maxProperties: maxProperties)
  }
}

// MARK: - Assertions

extension SchemaCompiler {
  private func kinds(_ keywords: SchemaKeywords) throws(SchemaError) -> SchemaKinds? {
    guard let value = keywords[.type] else { return nil }
    let names = value.kind == .array ? Array(value.elements) : [value]
    guard !names.isEmpty else {
      throw SchemaError.shape("at least one type", .type, of: keywords.schema, at: value)
    }
    var kinds: SchemaKinds = []
    for name in names {
      let text = try name.schemaText("type", of: keywords.schema)
      guard let kind = SchemaKinds(text) else {
        throw SchemaError(.unknownType(text), keyword: "type", of: keywords.schema, at: name)
      }
      kinds.insert(kind)
    }
    return kinds
  }

  private func numbers(_ keywords: SchemaKeywords) throws(SchemaError) -> NumberRules? {
    let minimum = try keywords.number(.minimum)
    let exclusiveMinimum = try keywords.number(.exclusiveMinimum)
    let maximum = try keywords.number(.maximum)
    let exclusiveMaximum = try keywords.number(.exclusiveMaximum)
    let multipleOf = try keywords.number(.multipleOf)
    if let multipleOf, multipleOf.number <= JSONNumber(0) {
      throw SchemaError.shape(
        "a number greater than 0", .multipleOf, of: keywords.schema,
        at: keywords[.multipleOf] ?? keywords.schema)
    }
    guard
      keywords.has([.minimum, .exclusiveMinimum, .maximum, .exclusiveMaximum, .multipleOf])
    else { return nil }
    return NumberRules(
      minimum: minimum, exclusiveMinimum: exclusiveMinimum, maximum: maximum,
      exclusiveMaximum: exclusiveMaximum, multipleOf: multipleOf)
  }

  private func strings(_ keywords: SchemaKeywords) throws(SchemaError) -> StringRules? {
    let minLength = try keywords.count(.minLength) ?? 0
    let maxLength = try keywords.count(.maxLength)
    var pattern: Pattern?
    if let text = try keywords.text(.pattern), let place = keywords[.pattern] {
      pattern = try keywords.pattern(text, .pattern, at: place)
    }
    let format = try format(keywords)
    guard minLength > 0 || maxLength != nil || pattern != nil || format != nil else { return nil }
    return StringRules(
      minLength: minLength, maxLength: maxLength, pattern: pattern, format: format)
  }

  /// The format to be checked; nil when it is only an annotation or one that nobody knows.
  private func format(_ keywords: SchemaKeywords) throws(SchemaError) -> StringFormat? {
    guard let name = try keywords.text(.format), let place = keywords[.format] else { return nil }
    let isObliged = keywords.dialect.contains(.formatAssertion)
    guard formats == .asserted || (formats == .byVocabulary && isObliged) else { return nil }
    let format = StringFormat(rawValue: name)
    // Validation, section 7.2.2: an implementation that must assert and cannot must refuse.
    if format == nil, isObliged {
      throw SchemaError(
        .unknownFormat(name), keyword: "format", of: keywords.schema, at: place)
    }
    return format
  }
}

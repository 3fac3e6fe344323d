// MARK: - Applicators

extension SchemaCompiler {
  private func entry(of child: JSONNode) -> Int {
    guard let entry = index.entry(at: child) else {
      preconditionFailure("the index holds every schema that a keyword names")
    }
    return entry
  }

  func schema(_ keywords: SchemaKeywords, _ keyword: SchemaKeyword) -> Int? {
    keywords[keyword].map(entry)
  }

  private func schemas(_ keywords: SchemaKeywords, _ keyword: SchemaKeyword) -> [Int]? {
    keywords[keyword].map { $0.elements.map(entry) }
  }

  func applicators(_ keywords: SchemaKeywords) -> [InPlaceRule] {
    var rules: [InPlaceRule] = []
    if let all = schemas(keywords, .allOf) { rules.append(.allOf(all)) }
    if let any = schemas(keywords, .anyOf) { rules.append(.anyOf(any)) }
    if let one = schemas(keywords, .oneOf) { rules.append(.oneOf(one)) }
    if let not = schema(keywords, .not) { rules.append(.not(not)) }
    if let test = schema(keywords, .if) {
      rules.append(
        .conditional(
          test: test, then: schema(keywords, .then), otherwise: schema(keywords, .else)))
    }
    return rules
  }

  func arrays(_ keywords: SchemaKeywords) throws(SchemaError) -> ArrayRules? {
    let isUnique = try keywords.flag(.uniqueItems) ?? false
    let minContains = try keywords.count(.minContains) ?? 1
    let maxContains = try keywords.count(.maxContains)
    let minItems = try keywords.count(.minItems) ?? 0
    let maxItems = try keywords.count(.maxItems)
    guard
      keywords.has([.prefixItems, .items, .contains, .minItems, .maxItems]) || isUnique
    else { return nil }
    return ArrayRules(
      prefix: schemas(keywords, .prefixItems) ?? [], items: schema(keywords, .items),
      contains: schema(keywords, .contains), minContains: minContains,
      maxContains: maxContains, minItems: minItems, maxItems: maxItems, isUnique: isUnique)
  }

  func objects(_ keywords: SchemaKeywords) throws(SchemaError) -> ObjectRules? {
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
          .duplicateKey(member.key), keyword: "properties", of: keywords.schema, at: member.keyNode)
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
      let pattern = try keywords.pattern(member.key, .patternProperties, at: member.keyNode)
      patterns.append((pattern, entry(of: member.value)))
    }
    return ObjectRules(
      keys: keys, properties: properties, patterns: patterns,
      additional: schema(keywords, .additionalProperties),
      names: schema(keywords, .propertyNames), required: required,
      dependencies: dependencies, minProperties: minProperties, maxProperties: maxProperties)
  }
}

// MARK: - Assertions

extension SchemaCompiler {
  func kinds(_ keywords: SchemaKeywords) throws(SchemaError) -> SchemaKinds? {
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

  func numbers(_ keywords: SchemaKeywords) throws(SchemaError) -> NumberRules? {
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

  func strings(_ keywords: SchemaKeywords) throws(SchemaError) -> StringRules? {
    let minLength = try keywords.count(.minLength) ?? 0
    let maxLength = try keywords.count(.maxLength)
    var pattern: Pattern?
    if let text = try keywords.text(.pattern), let place = keywords[.pattern] {
      pattern = try keywords.pattern(text, .pattern, at: place)
    }
    let format = try format(keywords)
    let custom = try customFormat(keywords)
    guard
      minLength > 0 || maxLength != nil || pattern != nil || format != nil || custom != nil
    else { return nil }
    return StringRules(
      minLength: minLength, maxLength: maxLength, pattern: pattern, format: format, custom: custom)
  }

  /// What a keyword of the user's own asks of strings. An unknown name is an error: a check that
  /// never fails is worse than none.
  private func customFormat(_ keywords: SchemaKeywords) throws(SchemaError) -> CustomFormat? {
    guard let formats = customFormats,
      let keyword = keywords.annotations.first(where: { $0.name == formats.keyword })
    else { return nil }
    let name = try keyword.value.schemaText(formats.keyword, of: keywords.schema)
    guard let check = formats.checks[name] else {
      throw SchemaError(
        .unknownFormat(name), keyword: formats.keyword, of: keywords.schema, at: keyword.value)
    }
    return CustomFormat(name: name, check: check)
  }

  /// The format to be checked; nil when it is only an annotation or one that nobody knows.
  private func format(_ keywords: SchemaKeywords) throws(SchemaError) -> StringFormat? {
    guard let name = try keywords.text(.format), let place = keywords[.format] else { return nil }
    let isObliged = keywords.dialect.contains(.formatAssertion)
    guard isObliged || options.formats == .asserted else { return nil }
    let format = StringFormat(rawValue: name)
    // Validation, section 7.2.2: an implementation that must assert and cannot must refuse.
    if format == nil, isObliged {
      throw SchemaError(
        .unknownFormat(name), keyword: "format", of: keywords.schema, at: place)
    }
    return format
  }
}

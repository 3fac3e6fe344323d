extension JSONMember {
  /// The key as a node: on the tape it stands before its value.
  var keyNode: JSONNode { JSONNode(document: value.document, id: value.id - 1) }
}

/// One schema's members by keyword, and their values by the shape that a keyword asks for.
struct SchemaKeywords {
  let schema: JSONNode
  let dialect: SchemaVocabulary
  private let patternSteps: Int
  var annotations: [AnnotationKeyword] = []
  private var values: [SchemaKeyword: JSONNode] = [:]

  init(schema: JSONNode, dialect: SchemaVocabulary, patternSteps: Int) {
    self.patternSteps = patternSteps
    self.schema = schema
    self.dialect = dialect
  }

  mutating func add(_ keyword: SchemaKeyword, _ value: JSONNode) {
    values[keyword] = value
  }

  subscript(keyword: SchemaKeyword) -> JSONNode? { values[keyword] }

  func has(_ keywords: [SchemaKeyword]) -> Bool {
    keywords.contains { values[$0] != nil }
  }

  func text(_ keyword: SchemaKeyword) throws(SchemaError) -> String? {
    guard let value = values[keyword] else { return nil }
    return try value.schemaText(keyword.rawValue, of: schema)
  }

  func flag(_ keyword: SchemaKeyword) throws(SchemaError) -> Bool? {
    guard let value = values[keyword] else { return nil }
    guard let flag = value.bool else {
      throw SchemaError.shape("true or false", keyword, of: schema, at: value)
    }
    return flag
  }

  func array(_ keyword: SchemaKeyword) throws(SchemaError) -> JSONNode? {
    guard let value = values[keyword] else { return nil }
    guard value.kind == .array else {
      throw SchemaError.shape("an array", keyword, of: schema, at: value)
    }
    return value
  }

  func object(_ keyword: SchemaKeyword) throws(SchemaError) -> JSONNode? {
    guard let value = values[keyword] else { return nil }
    guard value.kind == .object else {
      throw SchemaError.shape("an object", keyword, of: schema, at: value)
    }
    return value
  }

  /// The members of a map of schemas, whose shape the index has checked.
  func members(_ keyword: SchemaKeyword) -> [JSONMember] {
    values[keyword].map { Array($0.members) } ?? []
  }

  /// A number that counts something. Whole numbers beyond `Int` count as its greatest.
  func count(_ keyword: SchemaKeyword) throws(SchemaError) -> Int? {
    guard let value = values[keyword] else { return nil }
    guard let number = value.number, number.isInteger, number >= JSONNumber(0) else {
      throw SchemaError.shape("a whole number, 0 or more", keyword, of: schema, at: value)
    }
    return number.int ?? Int.max
  }

  func number(_ keyword: SchemaKeyword) throws(SchemaError) -> NumberRules.Bound? {
    guard let value = values[keyword] else { return nil }
    guard let number = value.number else {
      throw SchemaError.shape("a number", keyword, of: schema, at: value)
    }
    return NumberRules.Bound(number)
  }

  func texts(_ keyword: SchemaKeyword) throws(SchemaError) -> [String] {
    guard let value = values[keyword] else { return [] }
    return try texts(of: value, keyword)
  }

  /// An array of strings, none twice.
  func texts(of value: JSONNode, _ keyword: SchemaKeyword) throws(SchemaError) -> [String] {
    var texts: [String] = []
    var seen: Set<ExactText> = []
    for element in value.elements {
      guard let text = element.string, seen.insert(ExactText(text)).inserted else {
        throw SchemaError.shape("an array of different strings", keyword, of: schema, at: element)
      }
      texts.append(text)
    }
    guard value.kind == .array else {
      throw SchemaError.shape("an array of different strings", keyword, of: schema, at: value)
    }
    return texts
  }

  func pattern(
    _ text: String, _ keyword: SchemaKeyword, at place: JSONNode
  ) throws(SchemaError) -> Pattern {
    do throws(PatternError) {
      return try Pattern(text, dialect: .ecmaScript, stepLimit: patternSteps)
    } catch {
      throw SchemaError(
        .badPattern(text, reason: error.message, offset: error.offset),
        keyword: keyword.rawValue, of: schema, at: place)
    }
  }
}

/// The vocabularies of draft 2020-12; a dialect is a set of them.
struct SchemaVocabulary: OptionSet, Sendable {
  let rawValue: UInt8

  static let core = SchemaVocabulary(rawValue: 1 << 0)
  static let applicator = SchemaVocabulary(rawValue: 1 << 1)
  static let unevaluated = SchemaVocabulary(rawValue: 1 << 2)
  static let validation = SchemaVocabulary(rawValue: 1 << 3)
  static let metaData = SchemaVocabulary(rawValue: 1 << 4)
  static let formatAnnotation = SchemaVocabulary(rawValue: 1 << 5)
  static let formatAssertion = SchemaVocabulary(rawValue: 1 << 6)
  static let content = SchemaVocabulary(rawValue: 1 << 7)

  /// What `https://json-schema.org/draft/2020-12/schema` declares.
  static let standard: SchemaVocabulary = [
    .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content,
  ]

  static let names: [(name: String, vocabulary: SchemaVocabulary)] = [
    ("core", .core), ("applicator", .applicator), ("unevaluated", .unevaluated),
    ("validation", .validation), ("meta-data", .metaData),
    ("format-annotation", .formatAnnotation), ("format-assertion", .formatAssertion),
    ("content", .content),
  ]

  static let prefix = "https://json-schema.org/draft/2020-12/vocab/"

  /// The vocabulary of a URI; nil when it is none of the draft's.
  init?(uri: String) {
    guard let known = Self.names.first(where: { Self.prefix + $0.name == uri }) else { return nil }
    self = known.vocabulary
  }

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }
}

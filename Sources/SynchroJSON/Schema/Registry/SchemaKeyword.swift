/// Every keyword of draft 2020-12.
package enum SchemaKeyword: String, CaseIterable, Sendable {
  // Core.
  case schema = "$schema"
  case id = "$id"
  case ref = "$ref"
  case anchor = "$anchor"
  case dynamicRef = "$dynamicRef"
  case dynamicAnchor = "$dynamicAnchor"
  case vocabulary = "$vocabulary"
  case comment = "$comment"
  case defs = "$defs"
  // Applicator.
  case prefixItems, items, contains, additionalProperties, properties, patternProperties
  case dependentSchemas, propertyNames, `if`, then, `else`, allOf, anyOf, oneOf, not
  // Unevaluated.
  case unevaluatedItems, unevaluatedProperties
  // Validation.
  case type, const, `enum`, multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum
  case maxLength, minLength, pattern, maxItems, minItems, uniqueItems, maxContains, minContains
  case maxProperties, minProperties, required, dependentRequired
  // Meta-data.
  case title, description, `default`, deprecated, readOnly, writeOnly, examples
  // Format and content.
  case format, contentEncoding, contentMediaType, contentSchema

  /// Where a keyword's value holds schemas.
  package enum Children {
    case none
    case one
    case list
    case map
  }

  package var children: Children {
    switch self {
    case .items, .contains, .additionalProperties, .propertyNames, .if, .then, .else, .not,
      .unevaluatedItems, .unevaluatedProperties, .contentSchema:
      .one
    case .prefixItems, .allOf, .anyOf, .oneOf: .list
    case .defs, .properties, .patternProperties, .dependentSchemas: .map
    default: .none
    }
  }

  /// The vocabularies that give the keyword its meaning.
  var vocabularies: SchemaVocabulary {
    switch self {
    case .schema, .id, .ref, .anchor, .dynamicRef, .dynamicAnchor, .vocabulary, .comment, .defs:
      .core
    case .prefixItems, .items, .contains, .additionalProperties, .properties, .patternProperties,
      .dependentSchemas, .propertyNames, .if, .then, .else, .allOf, .anyOf, .oneOf, .not:
      .applicator
    case .unevaluatedItems, .unevaluatedProperties: .unevaluated
    case .type, .const, .enum, .multipleOf, .maximum, .exclusiveMaximum, .minimum,
      .exclusiveMinimum, .maxLength, .minLength, .pattern, .maxItems, .minItems, .uniqueItems,
      .maxContains, .minContains, .maxProperties, .minProperties, .required, .dependentRequired:
      .validation
    case .title, .description, .default, .deprecated, .readOnly, .writeOnly, .examples: .metaData
    case .format: [.formatAnnotation, .formatAssertion]
    case .contentEncoding, .contentMediaType, .contentSchema: .content
    }
  }

  /// Whether the value is kept for whoever asks what applied where.
  var isAnnotation: Bool {
    switch self {
    case .title, .description, .default, .deprecated, .readOnly, .writeOnly, .examples, .format,
      .contentEncoding, .contentMediaType, .contentSchema:
      true
    default: false
    }
  }

  /// The keyword of a name in a dialect; nil when the dialect gives it no meaning.
  init?(_ name: String, in dialect: SchemaVocabulary) {
    guard let keyword = SchemaKeyword(rawValue: name),
      // The core vocabulary is in force whether or not a dialect lists it.
      keyword.vocabularies == .core || !keyword.vocabularies.isDisjoint(with: dialect)
    else { return nil }
    self = keyword
  }
}

/// A schema object or boolean, compiled: what it asks, by the kind of value that it asks it of.
///
/// Other subschemas are named by their index in the compiled schema, so that cycles are harmless.
final class Subschema: Sendable {
  /// The schema in its document.
  let node: JSONNode
  /// The schema resource that it belongs to.
  let resource: Int
  let rules: SubschemaRules

  init(node: JSONNode, resource: Int, rules: SubschemaRules) {
    self.node = node
    self.resource = resource
    self.rules = rules
  }
}

/// The content of a subschema; see the draft's sections on validation and applicators.
struct SubschemaRules: Sendable {
  /// The schema `false`.
  var refusesAll = false
  var kinds: SchemaKinds?
  var enumeration: Enumeration?
  var constant: Enumeration?
  var numbers: NumberRules?
  var strings: StringRules?
  var arrays: ArrayRules?
  var objects: ObjectRules?
  var inPlace: [InPlaceRule] = []
  var unevaluatedItems: Int?
  var unevaluatedProperties: Int?
  /// Keywords that say something instead of asking it.
  var annotations: [AnnotationKeyword] = []

  var collectsEvaluated: Bool { unevaluatedItems != nil || unevaluatedProperties != nil }
}

/// A keyword that is kept for whoever asks.
struct AnnotationKeyword: Sendable {
  let name: String
  let value: JSONNode
}

/// A subschema that looks at the same place of the instance.
enum InPlaceRule: Sendable {
  case ref(Int)
  /// `$dynamicRef` that found a `$dynamicAnchor`, by the anchor's number.
  case dynamicRef(Int, anchor: Int)
  /// `$dynamicRef` that acts as `$ref`.
  case staticDynamicRef(Int)
  case allOf([Int])
  case anyOf([Int])
  case oneOf([Int])
  case not(Int)
  case conditional(test: Int, then: Int?, otherwise: Int?)
}

/// The values of `enum` or `const`; strings are looked up, the rest compared.
final class Enumeration: Sendable {
  let strings: KeyTable
  let others: [JSONNode]
  let all: [JSONNode]

  init(_ values: [JSONNode]) {
    all = values
    others = values.filter { $0.kind != .string }
    strings = KeyTable(values.compactMap(\.string))
  }
}

/// What a schema asks of numbers.
final class NumberRules: Sendable {
  /// A bound with the fast form of its value.
  struct Bound: Sendable {
    let number: JSONNumber
    let int: Int?

    init(_ number: JSONNumber) {
      self.number = number
      int = number.int
    }
  }

  let minimum: Bound?
  let exclusiveMinimum: Bound?
  let maximum: Bound?
  let exclusiveMaximum: Bound?
  let multipleOf: Bound?

  init(
    minimum: Bound?, exclusiveMinimum: Bound?, maximum: Bound?, exclusiveMaximum: Bound?,
    multipleOf: Bound?
  ) {
    self.minimum = minimum
    self.exclusiveMinimum = exclusiveMinimum
    self.maximum = maximum
    self.exclusiveMaximum = exclusiveMaximum
    self.multipleOf = multipleOf
  }
}

/// What a schema asks of strings.
final class StringRules: Sendable {
  let minLength: Int
  let maxLength: Int?
  let pattern: Pattern?
  let format: StringFormat?

  init(minLength: Int, maxLength: Int?, pattern: Pattern?, format: StringFormat?) {
    self.minLength = minLength
    self.maxLength = maxLength
    self.pattern = pattern
    self.format = format
  }
}

/// What a schema asks of arrays.
final class ArrayRules: Sendable {
  let prefix: [Int]
  let items: Int?
  let contains: Int?
  let minContains: Int
  let maxContains: Int?
  let minItems: Int
  let maxItems: Int?
  let isUnique: Bool

  init(
    prefix: [Int], items: Int?, contains: Int?, minContains: Int, maxContains: Int?, minItems: Int,
    maxItems: Int?, isUnique: Bool
  ) {
    self.prefix = prefix
    self.items = items
    self.contains = contains
    self.minContains = minContains
    self.maxContains = maxContains
    self.minItems = minItems
    self.maxItems = maxItems
    self.isUnique = isUnique
  }
}

/// What a schema asks of objects.
final class ObjectRules: Sendable {
  /// A key that other keys, or a schema, depend on.
  struct Dependency: Sendable {
    let key: Int
    let required: [Int]
    let schema: Int?
  }

  /// Every key that the schema names, in any role.
  let keys: KeyTable
  /// The schema of each named key; -1 for one that stands only in another role.
  let properties: [Int]
  let patterns: [(pattern: Pattern, schema: Int)]
  let additional: Int?
  let names: Int?
  let required: [Int]
  let dependencies: [Dependency]
  let minProperties: Int
  let maxProperties: Int?

  init(
    keys: KeyTable, properties: [Int], patterns: [(pattern: Pattern, schema: Int)],
    additional: Int?, names: Int?, required: [Int], dependencies: [Dependency],
    minProperties: Int, maxProperties: Int?
  ) {
    self.keys = keys
    self.properties = properties
    self.patterns = patterns
    self.additional = additional
    self.names = names
    self.required = required
    self.dependencies = dependencies
    self.minProperties = minProperties
    self.maxProperties = maxProperties
  }

  /// A key's text.
  func name(_ key: Int) -> String { String(decoding: keys.keys[key], as: UTF8.self) }
}

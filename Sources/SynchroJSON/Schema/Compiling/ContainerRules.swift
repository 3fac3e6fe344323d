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

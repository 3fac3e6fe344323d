/// A schema object or boolean, compiled: what it asks, by the kind of value that it asks it of.
///
/// Other subschemas are named by their index in the compiled schema, so that cycles are harmless.
final class Subschema: Sendable {
  /// The schema in its document.
  let node: JSONNode
  /// The schema resource that it belongs to.
  let resource: Int
  /// The schema `false`.
  let refusesAll: Bool
  let kinds: SchemaKinds?
  let enumeration: Enumeration?
  let constant: Enumeration?
  let numbers: NumberRules?
  let strings: StringRules?
  let arrays: ArrayRules?
  let objects: ObjectRules?
  let inPlace: [InPlaceRule]
  let unevaluatedItems: Int?
  let unevaluatedProperties: Int?
  /// Keywords that say something instead of asking it.
  let annotations: [AnnotationKeyword]

  init(
    _ entry: SchemaIndex.Entry, kinds: SchemaKinds?, enumeration: Enumeration?,
    constant: Enumeration?, numbers: NumberRules?, strings: StringRules?, arrays: ArrayRules?,
    objects: ObjectRules?, inPlace: [InPlaceRule], unevaluatedItems: Int?,
    unevaluatedProperties: Int?, annotations: [AnnotationKeyword]
  ) {
    node = entry.node
    resource = entry.resource
    refusesAll = false
    self.kinds = kinds
    self.enumeration = enumeration
    self.constant = constant
    self.numbers = numbers
    self.strings = strings
    self.arrays = arrays
    self.objects = objects
    self.inPlace = inPlace
    self.unevaluatedItems = unevaluatedItems
    self.unevaluatedProperties = unevaluatedProperties
    self.annotations = annotations
  }

  /// The schema `true` or `false`.
  init(_ entry: SchemaIndex.Entry, allows isAllowed: Bool) {
    node = entry.node
    resource = entry.resource
    refusesAll = !isAllowed
    kinds = nil
    enumeration = nil
    constant = nil
    numbers = nil
    strings = nil
    arrays = nil
    objects = nil
    inPlace = []
    unevaluatedItems = nil
    unevaluatedProperties = nil
    annotations = []
  }

  var collectsEvaluated: Bool { unevaluatedItems != nil || unevaluatedProperties != nil }
}

/// A keyword that is kept for whoever asks.
struct AnnotationKeyword: Sendable {
  let name: String
  let value: JSONNode
  /// Whether it says nothing about values of other kinds: content, validation, section 8.
  let isForStrings: Bool
}

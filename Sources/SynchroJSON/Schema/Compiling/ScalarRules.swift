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
  let custom: CustomFormat?

  init(
    minLength: Int, maxLength: Int?, pattern: Pattern?, format: StringFormat?,
    custom: CustomFormat?
  ) {
    self.minLength = minLength
    self.maxLength = maxLength
    self.pattern = pattern
    self.format = format
    self.custom = custom
  }
}

/// A format that the schema's user knows and we do not.
struct CustomFormat: Sendable {
  let name: String
  let check: @Sendable (String) -> FormatFault?
}

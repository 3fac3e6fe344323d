/// The six kinds of JSON value.
public enum JSONKind: UInt8, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean
  /// A decimal number.
  case number
  /// A string.
  case string
  /// An array.
  case array
  /// An object.
  case object

  /// The kind as JSON Schema spells it.
  public var description: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

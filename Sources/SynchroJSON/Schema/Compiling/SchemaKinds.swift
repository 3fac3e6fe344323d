/// A set of the seven names that `type` knows.
struct SchemaKinds: OptionSet, Sendable {
  let rawValue: UInt8

  /// Whole numbers, when `number` is not allowed as well.
  static let integer = SchemaKinds(rawValue: 1 << 6)

  static let names = ["null", "boolean", "number", "string", "array", "object", "integer"]

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  init(_ kind: JSONKind) {
    rawValue = 1 << kind.rawValue
  }

  init?(_ name: String) {
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    rawValue = 1 << UInt8(index)
  }

  /// The names, in a fixed order.
  var names: [String] {
    Self.names.indices.filter { rawValue & 1 << UInt8($0) != 0 }.map { Self.names[$0] }
  }
}

extension SchemaKinds {
  /// The kinds of values among them.
  var jsonKinds: Set<JSONKind> { Set(JSONKind.allCases.filter { contains(SchemaKinds($0)) }) }
}

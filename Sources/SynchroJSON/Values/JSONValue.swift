/// A JSON value without a place, for building and comparing.
///
/// Two values are equal when JSON cannot tell them apart: numbers by their exact value, strings by
/// code point (not by Swift's canonical equivalence), objects regardless of the order of members.
public indirect enum JSONValue: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, as it is to be written.
  case number(JSONNumber)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object; the order of members is kept.
  case object([JSONField])

  /// The value at a place in a document.
  public init(_ node: JSONNode) {
    switch node.kind {
    case .null: self = .null
    case .boolean: self = .bool(node.bool ?? false)
    case .number: self = node.number.map { .number($0) } ?? .null
    case .string: self = .string(node.string ?? "")
    case .array: self = .array(node.elements.map(JSONValue.init))
    case .object: self = .object(node.members.map { JSONField($0.key, JSONValue($0.value)) })
    }
  }

  /// A whole number.
  public static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

  /// Which of the six kinds it is.
  public var kind: JSONKind {
    switch self {
    case .null: .null
    case .bool: .boolean
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  /// The value of an object's member; of a repeated key, the last.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.last { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }
}

/// A member of an object that is being built or compared.
public struct JSONField: Sendable, Codable {
  /// The key.
  public var key: String
  /// The value.
  public var value: JSONValue

  /// A member by its parts.
  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue: Hashable {
  /// Whether both are the same JSON value.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)):
      left.count == right.count
        && zip(left.sortedByKey, right.sortedByKey).allSatisfy {
          $0.key.utf8.elementsEqual($1.key.utf8) && $0.value == $1.value
        }
    default: false
    }
  }

  /// Feeds what equality looks at, so that equal values hash alike.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    switch self {
    case .null: break
    case .bool(let bool): hasher.combine(bool)
    case .number(let number): hasher.combine(number)
    case .string(let text): hasher.combine(utf8Of: text)
    case .array(let elements): hasher.combine(elements)
    case .object(let fields):
      hasher.combine(fields.count)
      for field in fields.sortedByKey {
        hasher.combine(utf8Of: field.key)
        hasher.combine(field.value)
      }
    }
  }
}

extension Hasher {
  fileprivate mutating func combine(utf8Of text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    combine(0xFF as UInt8)
  }
}

extension [JSONField] {
  /// The members by key; equal keys keep their order.
  fileprivate var sortedByKey: [JSONField] {
    enumerated().sorted { left, right in
      if left.element.key.utf8.elementsEqual(right.element.key.utf8) {
        return left.offset < right.offset
      }
      return left.element.key.utf8.lexicographicallyPrecedes(right.element.key.utf8)
    }.map(\.element)
  }
}

// MARK: - Literals

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object, in the order written.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONField($0.0, $0.1) })
  }
}

/// Makes `Decodable` values of JSON ones, and says at which member one does not fit.
public enum JSONValueDecoder {
  /// The Swift value that a JSON value stands for.
  public static func decode<Result: Decodable>(
    _ type: Result.Type = Result.self, from value: JSONValue
  ) throws -> Result {
    try unbox(type, value, path: [])
  }

  fileprivate static func unbox<Result: Decodable>(
    _ type: Result.Type, _ value: JSONValue, path: [any CodingKey]
  ) throws -> Result {
    if let exact = value as? Result { return exact }
    return try Result(from: ValueDecoder(value: value, codingPath: path))
  }

  fileprivate static func mismatch(
    _ type: Any.Type, _ value: JSONValue, _ path: [any CodingKey]
  ) -> DecodingError {
    .typeMismatch(
      type, .init(codingPath: path, debugDescription: "a value of the kind \(value.kind) is there"))
  }
}

private struct PlaceInArray: CodingKey {
  let intValue: Int?
  var stringValue: String { intValue.map { "\($0)" } ?? "" }

  init(intValue: Int) { self.intValue = intValue }
  init?(stringValue: String) { nil }
}

private struct ValueDecoder: Decoder {
  let value: JSONValue
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let fields) = value else {
      throw JSONValueDecoder.mismatch([String: Any].self, value, codingPath)
    }
    let members = Dictionary(fields.map { ($0.key, $0.value) }) { _, last in last }
    return KeyedDecodingContainer(KeyedValues<Key>(members: members, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else {
      throw JSONValueDecoder.mismatch([Any].self, value, codingPath)
    }
    return UnkeyedValues(elements: elements, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    SingleValue(value: value, codingPath: codingPath)
  }
}

private struct KeyedValues<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [String: JSONValue]
  let codingPath: [any CodingKey]

  var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }
  func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try value(key) == .null }

  func decode<Result: Decodable>(_ type: Result.Type, forKey key: Key) throws -> Result {
    try JSONValueDecoder.unbox(type, value(key), path: codingPath + [key])
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    ValueDecoder(value: members["super"] ?? .null, codingPath: codingPath)
  }
  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

  private func value(_ key: Key) throws -> JSONValue {
    guard let value = members[key.stringValue] else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "'\(key.stringValue)' is missing"))
    }
    return value
  }

  private func decoder(_ key: Key) throws -> ValueDecoder {
    ValueDecoder(value: try value(key), codingPath: codingPath + [key])
  }
}

private struct UnkeyedValues: UnkeyedDecodingContainer {
  let elements: [JSONValue]
  let codingPath: [any CodingKey]
  var currentIndex = 0

  init(elements: [JSONValue], codingPath: [any CodingKey]) {
    self.elements = elements
    self.codingPath = codingPath
  }

  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  mutating func decodeNil() throws -> Bool {
    guard try peek() == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Result: Decodable>(_ type: Result.Type) throws -> Result {
    let value = try peek()
    let result = try JSONValueDecoder.unbox(
      type, value, path: codingPath + [PlaceInArray(intValue: currentIndex)])
    currentIndex += 1
    return result
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    let decoder = ValueDecoder(
      value: try peek(), codingPath: codingPath + [PlaceInArray(intValue: currentIndex)])
    currentIndex += 1
    return decoder
  }

  private func peek() throws -> JSONValue {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        JSONValue.self, .init(codingPath: codingPath, debugDescription: "the array ends too early"))
    }
    return elements[currentIndex]
  }
}

private struct SingleValue: SingleValueDecodingContainer {
  let value: JSONValue
  let codingPath: [any CodingKey]

  func decodeNil() -> Bool { value == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let bool) = value else { throw mismatch(type) }
    return bool
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .string(let text) = value else { throw mismatch(type) }
    return text
  }

  func decode(_ type: Int.Type) throws -> Int { try whole(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try whole(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try whole(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try whole(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try whole(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try whole(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try whole(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try whole(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try whole(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try whole(type) }

  func decode(_ type: Double.Type) throws -> Double {
    guard case .number(let number) = value, let result = Double(number.lexeme), result.isFinite
    else { throw mismatch(type) }
    return result
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }

  func decode<Result: Decodable>(_ type: Result.Type) throws -> Result {
    try JSONValueDecoder.unbox(type, value, path: codingPath)
  }

  private func whole<Whole: FixedWidthInteger>(_ type: Whole.Type) throws -> Whole {
    guard case .number(let number) = value, let result = Whole(number.lexeme) else {
      throw mismatch(type)
    }
    return result
  }

  private func mismatch(_ type: Any.Type) -> DecodingError {
    JSONValueDecoder.mismatch(type, value, codingPath)
  }
}

/// Makes JSON values of `Encodable` ones: numbers exact, members in the order of encoding.
public enum JSONValueEncoder {
  /// The JSON value of a Swift value.
  public static func encode(_ value: some Encodable) throws -> JSONValue {
    try box(value, path: [])
  }

  fileprivate static func box(_ value: some Encodable, path: [any CodingKey]) throws -> JSONValue {
    if let exact = value as? JSONValue { return exact }
    let node = EncodedNode()
    try value.encode(to: NodeEncoder(node: node, codingPath: path))
    return node.value
  }
}

/// What one value has been encoded to so far.
private final class EncodedNode {
  enum Content {
    case nothing
    case single(JSONValue)
    case array([EncodedNode])
    case object([(key: String, node: EncodedNode)])
  }

  var content = Content.nothing

  init(_ content: Content = .nothing) { self.content = content }

  var value: JSONValue {
    switch content {
    case .nothing: .object([])
    case .single(let value): value
    case .array(let nodes): .array(nodes.map(\.value))
    case .object(let members): .object(members.map { JSONField($0.key, $0.node.value) })
    }
  }

  func append(_ key: String) -> EncodedNode {
    let node = EncodedNode()
    if case .object(var members) = content {
      // Taken out first: a second reference would make every append copy the array.
      content = .nothing
      members.append((key, node))
      content = .object(members)
    } else {
      content = .object([(key, node)])
    }
    return node
  }

  func append() -> EncodedNode {
    let node = EncodedNode()
    if case .array(var nodes) = content {
      content = .nothing
      nodes.append(node)
      content = .array(nodes)
    } else {
      content = .array([node])
    }
    return node
  }

  var count: Int {
    if case .array(let nodes) = content { nodes.count } else { 0 }
  }
}

private struct NodeEncoder: Encoder {
  let node: EncodedNode
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .nothing = node.content { node.content = .object([]) }
    return KeyedEncodingContainer(KeyedNodes<Key>(node: node, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .nothing = node.content { node.content = .array([]) }
    return UnkeyedNodes(node: node, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleNode(node: node, codingPath: codingPath)
  }
}

private struct KeyedNodes<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: EncodedNode
  let codingPath: [any CodingKey]

  func encodeNil(forKey key: Key) { node.append(key.stringValue).content = .single(.null) }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    let boxed = try JSONValueEncoder.box(value, path: codingPath + [key])
    node.append(key.stringValue).content = .single(boxed)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    encoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder {
    NodeEncoder(node: node.append("super"), codingPath: codingPath)
  }
  func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

  private func encoder(_ key: Key) -> NodeEncoder {
    NodeEncoder(node: node.append(key.stringValue), codingPath: codingPath + [key])
  }
}

private struct UnkeyedNodes: UnkeyedEncodingContainer {
  let node: EncodedNode
  let codingPath: [any CodingKey]
  var count: Int { node.count }

  func encodeNil() { node.append().content = .single(.null) }

  func encode(_ value: some Encodable) throws {
    let boxed = try JSONValueEncoder.box(value, path: codingPath)
    node.append().content = .single(boxed)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    NodeEncoder(node: node.append(), codingPath: codingPath).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    NodeEncoder(node: node.append(), codingPath: codingPath).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { NodeEncoder(node: node.append(), codingPath: codingPath) }
}

private struct SingleNode: SingleValueEncodingContainer {
  let node: EncodedNode
  let codingPath: [any CodingKey]

  func encodeNil() { node.content = .single(.null) }
  func encode(_ value: Bool) { node.content = .single(.bool(value)) }
  func encode(_ value: String) { node.content = .single(.string(value)) }
  func encode(_ value: Int) { whole(value) }
  func encode(_ value: Int8) { whole(value) }
  func encode(_ value: Int16) { whole(value) }
  func encode(_ value: Int32) { whole(value) }
  func encode(_ value: Int64) { whole(value) }
  func encode(_ value: UInt) { whole(value) }
  func encode(_ value: UInt8) { whole(value) }
  func encode(_ value: UInt16) { whole(value) }
  func encode(_ value: UInt32) { whole(value) }
  func encode(_ value: UInt64) { whole(value) }
  func encode(_ value: Double) throws { try fraction(value) }
  func encode(_ value: Float) throws { try fraction(Double(value)) }

  func encode(_ value: some Encodable) throws {
    node.content = .single(try JSONValueEncoder.box(value, path: codingPath))
  }

  private func whole(_ value: some FixedWidthInteger) {
    node.content = .single(.number(JSONNumber(checked: String(value))))
  }

  private func fraction(_ value: Double) throws {
    guard value.isFinite, let number = JSONNumber("\(value)") else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: codingPath, debugDescription: "JSON has no number for \(value)"))
    }
    node.content = .single(.number(number))
  }
}

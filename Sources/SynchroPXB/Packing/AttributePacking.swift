public import SynchroJSON

/// Attributes as a body of a fixed size: what the size of a payload is about.
///
/// The octets follow the order of the attributes, numbers have the most significant octet first,
/// and zeros fill the rest.
public enum AttributePacking {
  /// A body of exactly so many octets.
  public static func pack(
    _ attributes: JSONValue, size: Int
  ) throws(PackingFault) -> PackedBody {
    let (bytes, parts) = try octets(of: attributes)
    guard bytes.count <= size else {
      throw .tooSmall(size: size, needed: bytes.count, parts: parts)
    }
    let padding = repeatElement(0 as UInt8, count: size - bytes.count)
    return PackedBody(mode: .packed, bytes: bytes + padding)
  }

  /// How many octets the attributes take at least.
  public static func neededSize(of attributes: JSONValue) throws(PackingFault) -> Int {
    try octets(of: attributes).bytes.count
  }

  /// Whether a body is what its attributes become.
  public static func matches(_ body: PackedBody, _ attributes: JSONValue) -> Bool {
    guard body.mode == .packed else { return true }
    return (try? pack(attributes, size: body.size)) == body
  }

  private static func octets(
    of attributes: JSONValue
  ) throws(PackingFault) -> (bytes: [UInt8], parts: [PackingFault.Part]) {
    guard case .object(let fields) = attributes else {
      throw .unfit(key: "attr", needed: "an object")
    }
    var packer = FieldPacker()
    var parts: [PackingFault.Part] = []
    for field in fields {
      let before = packer.bytes.count
      try packer.put(field.value, key: field.key)
      parts.append(.init(key: field.key, octets: packer.bytes.count - before))
    }
    return (packer.bytes, parts)
  }
}

/// Appends values octet by octet.
private struct FieldPacker {
  var bytes: [UInt8] = []

  mutating func put(_ value: JSONValue, key: String) throws(PackingFault) {
    switch value {
    case .null: break
    case .bool(let bool): bytes.append(bool ? 1 : 0)
    case .array(let elements):
      guard let count = UInt8(exactly: elements.count) else {
        throw .unfit(key: key, needed: "an array of at most 255")
      }
      bytes.append(count)
      for element in elements { try put(element, key: key) }
    case .object(let fields):
      for field in fields { try put(field.value, key: field.key) }
    case .string(let text): try put(text, FieldWidth.of(key), key)
    case .number(let number): try put(number, FieldWidth.of(key), key)
    }
  }

  // MARK: - Text

  private mutating func put(
    _ text: String, _ width: FieldWidth, _ key: String
  ) throws(PackingFault) {
    switch width {
    case .address: try putAddress(text, key)
    case .key:
      guard let octets = Self.hexadecimal(text), octets.count == 16 else {
        throw .unfit(key: key, needed: "32 hexadecimal digits")
      }
      bytes += octets
    case .event: putEvent(Array(text.utf8))
    case .identifier: put(CRC32.of(text))
    case .code: bytes.append(UInt8(truncatingIfNeeded: CRC32.of(text)))
    case .failure: throw .unfit(key: key, needed: "a number")
    case .time, .quantity, .free:
      let utf8 = Array(text.utf8)
      guard let count = UInt8(exactly: utf8.count) else {
        throw .unfit(key: key, needed: "a text of at most 255 octets")
      }
      bytes.append(count)
      bytes += utf8
    }
  }

  private mutating func putAddress(_ text: String, _ key: String) throws(PackingFault) {
    switch Self.hexadecimal(text) {
    case .some(let octets) where octets.count == 8: bytes += octets
    case .some(let octets) where octets.count == 6:
      bytes += octets[..<3] + [0xFF, 0xFE] + octets[3...]
    default: throw .unfit(key: key, needed: "an EUI-64 or EUI-48 in hexadecimal digits")
    }
  }

  private mutating func putEvent(_ text: [UInt8]) {
    if text.count <= 8 {
      bytes += text
      bytes += repeatElement(0, count: 8 - text.count)
    } else {
      bytes += text[..<4]
      put(CRC32.of(text))
    }
  }

  /// Pairs of digits; `:` and `-` between them do not matter.
  private static func hexadecimal(_ text: String) -> [UInt8]? {
    var octets: [UInt8] = []
    var high: Int?
    for character in text.unicodeScalars where character != ":" && character != "-" {
      guard let digit = Int(String(character), radix: 16) else { return nil }
      if let first = high {
        octets.append(UInt8(first << 4 | digit))
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil ? octets : nil
  }

  // MARK: - Numbers

  private mutating func put(
    _ number: JSONNumber, _ width: FieldWidth, _ key: String
  ) throws(PackingFault) {
    switch width {
    case .address, .key: throw .unfit(key: key, needed: "a text")
    case .event: put(try whole(number, key, Int64.self))
    case .identifier: put(try whole(number, key, UInt32.self))
    case .failure: put(try whole(number, key, UInt16.self))
    case .code:
      let value = try whole(number, key, Int16.self)
      guard (-128...255).contains(value) else {
        throw .unfit(key: key, needed: "a whole number from -128 to 255")
      }
      bytes.append(UInt8(truncatingIfNeeded: value))
    case .time: put(try whole(number, key, Int64.self))
    case .quantity, .free: try putFree(number, key)
    }
  }

  private mutating func putFree(_ number: JSONNumber, _ key: String) throws(PackingFault) {
    if number.isInteger {
      let value = try whole(number, key, Int64.self)
      if let short = Int32(exactly: value) { put(short) } else { put(value) }
    } else {
      guard let value = Double(number.lexeme), value.isFinite else {
        throw .unfit(key: key, needed: "a number of a sensible size")
      }
      put(value.bitPattern)
    }
  }

  private func whole<Number: FixedWidthInteger>(
    _ number: JSONNumber, _ key: String, _ type: Number.Type
  ) throws(PackingFault) -> Number {
    guard let value = number.int.flatMap({ Number(exactly: $0) }) else {
      throw .unfit(key: key, needed: "a whole number from \(Number.min) to \(Number.max)")
    }
    return value
  }

  private mutating func put(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }
}

import SynchroDigest
import SynchroJSON

/// Writes one JSON object as bytes, without white space, in the order it is given.
///
/// A virtual run writes half a million messages, so nothing is built in between.
struct LineWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether the object or array that is open has a member already.
  private var needsComma = false

  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  // MARK: - Structure

  mutating func object(_ members: (inout LineWriter) -> Void) {
    put("{")
    needsComma = false
    members(&self)
    put("}")
    needsComma = true
  }

  mutating func array<Element>(
    _ elements: some Collection<Element>, _ write: (inout LineWriter, Element) -> Void
  ) {
    put("[")
    needsComma = false
    for element in elements {
      if needsComma { put(",") }
      write(&self, element)
      needsComma = true
    }
    put("]")
    needsComma = true
  }

  /// Begins a member; its value comes next. Keys are ours and need no escapes.
  mutating func key(_ key: StaticString) {
    put(needsComma ? ",\"" : "\"")
    put(key)
    put("\":")
    needsComma = true
  }

  // MARK: - Members

  mutating func member(_ key: StaticString, _ text: String) {
    self.key(key)
    value(text)
  }

  mutating func member(_ key: StaticString, _ number: Int) {
    self.key(key)
    value(number)
  }

  mutating func member(_ key: StaticString, _ time: PXBTime) {
    member(key, Int(time.microseconds))
  }

  mutating func member(_ key: StaticString, _ bool: Bool) {
    self.key(key)
    put(bool ? "true" : "false")
  }

  mutating func member(_ key: StaticString, _ value: JSONValue) {
    self.key(key)
    self.value(value)
  }

  mutating func member(_ key: StaticString, object members: (inout LineWriter) -> Void) {
    self.key(key)
    object(members)
  }

  mutating func member(_ key: StaticString, _ texts: [String]) {
    self.key(key)
    array(texts) { $0.value($1) }
  }

  mutating func member(_ key: StaticString, hexadecimal number: UInt32) {
    self.key(key)
    put("\"")
    for shift in stride(from: 28, through: 0, by: -4) {
      let digit = UInt8(number >> UInt32(shift) & 15)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
    put("\"")
  }

  mutating func member(_ key: StaticString, base64 body: [UInt8]) {
    self.key(key)
    put("\"")
    bytes.append(contentsOf: Base64.encode(body).utf8)
    put("\"")
  }

  // MARK: - Values

  mutating func value(_ text: String) {
    var text = text
    let isPlain = text.withUTF8 { utf8 in
      guard utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) else {
        return false
      }
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: utf8)
      bytes.append(UInt8(ascii: "\""))
      return true
    }
    if !isPlain { bytes.append(contentsOf: JSONPrinter.quote(text).utf8) }
  }

  mutating func value(_ number: Int) {
    if number < 0 { put("-") }
    var rest = number.magnitude
    let start = bytes.count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(digit))
      rest = quotient
    } while rest > 0
    bytes[start...].reverse()
  }

  mutating func value(_ value: JSONValue) {
    switch value {
    case .null: put("null")
    case .bool(let bool): put(bool ? "true" : "false")
    case .number(let number): bytes.append(contentsOf: number.lexeme.utf8)
    case .string(let text): self.value(text)
    case .array(let elements): array(elements) { $0.value($1) }
    case .object(let fields):
      object { writer in
        for field in fields {
          if writer.needsComma { writer.put(",") }
          writer.value(field.key)
          writer.put(":")
          writer.value(field.value)
          writer.needsComma = true
        }
      }
    }
  }

  private mutating func put(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

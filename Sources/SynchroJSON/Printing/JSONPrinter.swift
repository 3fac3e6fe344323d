import SynchroText

/// Writes values as text.
public enum JSONPrinter {
  /// The one text that all equal values share: keys sorted by UTF-16 unit, no white space, as few
  /// escapes as possible (RFC 8785, sections 3.2.2 and 3.2.3), and exact decimals where that RFC
  /// would round to a double.
  public static func canonical(_ value: JSONValue) -> String {
    var output = JSONOutput(isCanonical: true)
    output.putCanonical(value)
    return output.text
  }

  /// The value on one line, in the order and with the numbers it was given.
  public static func compact(_ value: JSONValue) -> String {
    var output = JSONOutput()
    output.put(value, indent: nil)
    return output.text
  }

  /// The value over several lines, two spaces a level, in the order and with the numbers it was
  /// given.
  public static func pretty(_ value: JSONValue) -> String {
    var output = JSONOutput()
    output.put(value, indent: 0)
    return output.text
  }

  /// A string with its quotes and the escapes it needs. What a reader could not see, or what could
  /// act on a terminal, is escaped too; `isCanonical` leaves that out, as RFC 8785 demands.
  public static func quote(_ text: String, isCanonical: Bool = false) -> String {
    var output = JSONOutput(isCanonical: isCanonical)
    output.putQuoted(text)
    return output.text
  }
}

/// Text that grows byte by byte: a report is millions of small pieces, and each would be a string.
private struct JSONOutput {
  private var bytes: [UInt8] = []
  private let isCanonical: Bool

  init(isCanonical: Bool = false) { self.isCanonical = isCanonical }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: - Values

  mutating func putCanonical(_ value: JSONValue) {
    switch value {
    case .number(let number): put(number.decimal.canonical)
    case .array(let elements):
      put("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { put(",") }
        putCanonical(element)
      }
      put("]")
    case .object(let fields):
      put("{")
      let sorted = fields.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, field) in sorted.enumerated() {
        if index > 0 { put(",") }
        putQuoted(field.key)
        put(":")
        putCanonical(field.value)
      }
      put("}")
    case .null, .bool, .string: putScalar(value)
    }
  }

  /// On one line when `indent` is nil, else over several, at that level.
  mutating func put(_ value: JSONValue, indent: Int?) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      put("[")
      for (index, element) in elements.enumerated() {
        separate(isFirst: index == 0, indent)
        put(element, indent: indent.map { $0 + 1 })
      }
      close("]", indent)
    case .object(let fields) where !fields.isEmpty:
      put("{")
      for (index, field) in fields.enumerated() {
        separate(isFirst: index == 0, indent)
        putQuoted(field.key)
        put(indent == nil ? ":" : ": ")
        put(field.value, indent: indent.map { $0 + 1 })
      }
      close("}", indent)
    case .array: put("[]")
    case .object: put("{}")
    case .null, .bool, .number, .string: putScalar(value)
    }
  }

  private mutating func separate(isFirst: Bool, _ indent: Int?) {
    if !isFirst { put(",") }
    if let indent { breakLine(indent + 1) }
  }

  private mutating func close(_ bracket: StaticString, _ indent: Int?) {
    if let indent { breakLine(indent) }
    put(bracket)
  }

  private mutating func breakLine(_ level: Int) {
    put("\n")
    for _ in 0..<level { put("  ") }
  }

  private mutating func putScalar(_ value: JSONValue) {
    switch value {
    case .null: put("null")
    case .bool(let bool): put(bool ? "true" : "false")
    case .number(let number): put(number.lexeme)
    case .string(let string): putQuoted(string)
    case .array, .object: preconditionFailure("only scalars are written here")
    }
  }

  // MARK: - Strings

  private mutating func put(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func putQuoted(_ text: String) {
    put("\"")
    var text = text
    text.withUTF8 { putEscaped($0) }
    put("\"")
  }

  /// Plain stretches as they are: most texts, and long ones such as evidence above all, are just
  /// one.
  private mutating func putEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var place = 0
    while place < text.count {
      let byte = text[place]
      guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte >= 0x7F else {
        place += 1
        continue
      }
      bytes.append(contentsOf: text[start..<place])
      place += byte < 0x80 ? putEscape(byte) : putScalar(at: place, of: text)
      start = place
    }
    bytes.append(contentsOf: text[start...])
  }

  private mutating func putEscape(_ byte: UInt8) -> Int {
    switch byte {
    case 0x22: put("\\\"")
    case 0x5C: put("\\\\")
    case 0x08: put("\\b")
    case 0x0C: put("\\f")
    case 0x0A: put("\\n")
    case 0x0D: put("\\r")
    case 0x09: put("\\t")
    case 0x7F where isCanonical: bytes.append(byte)
    default: putEscape(unit: UInt16(byte))
    }
    return 1
  }

  /// Writes the scalar that begins at a place, and answers how many bytes it has there.
  private mutating func putScalar(at place: Int, of text: UnsafeBufferPointer<UInt8>) -> Int {
    let count = text[place] < 0xE0 ? 2 : text[place] < 0xF0 ? 3 : 4
    let encoded = text[place..<(place + count)]
    var decoder = UTF8()
    var rest = encoded.makeIterator()
    if !isCanonical, case .scalarValue(let scalar) = decoder.decode(&rest),
      VisibleText.isUnsafe(scalar), let units = UTF16.encode(scalar)
    {
      for unit in units { putEscape(unit: unit) }
    } else {
      bytes.append(contentsOf: encoded)
    }
    return count
  }

  private mutating func putEscape(unit: UInt16) {
    put("\\u")
    for shift in [12, 8, 4, 0] as [UInt16] {
      let digit = UInt8(unit >> shift & 15)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value on one line.
  public var description: String { JSONPrinter.compact(self) }
}

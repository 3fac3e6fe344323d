import SynchroText

/// Writes values as text.
public enum JSONPrinter {
  /// The one text that all equal values share: keys sorted by UTF-16 unit, no white space, as few
  /// escapes as possible (RFC 8785, sections 3.2.2 and 3.2.3), and exact decimals where that RFC
  /// would round to a double.
  public static func canonical(_ value: JSONValue) -> String {
    var text = ""
    appendCanonical(value, to: &text)
    return text
  }

  /// The value on one line, in the order and with the numbers it was given.
  public static func compact(_ value: JSONValue) -> String {
    var text = ""
    append(value, to: &text, indent: nil)
    return text
  }

  /// The value over several lines, two spaces a level, in the order and with the numbers it was
  /// given.
  public static func pretty(_ value: JSONValue) -> String {
    var text = ""
    append(value, to: &text, indent: 0)
    return text
  }

  /// A string with its quotes and the escapes it needs. What a reader could not see, or what could
  /// act on a terminal, is escaped too; `isCanonical` leaves that out, as RFC 8785 demands.
  public static func quote(_ text: String, isCanonical: Bool = false) -> String {
    if let quoted = quoteASCII(text) { return quoted }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}": result += escape(scalar)
      case _ where !isCanonical && VisibleText.isUnsafe(scalar): result += escape(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Most texts, and long ones such as evidence above all, are plain ASCII: byte by byte.
  private static func quoteASCII(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes -> String? in
      var extra = 0
      for byte in bytes {
        if byte >= 0x7F { return nil }
        if byte < 0x20 { extra += 5 } else if byte == 0x22 || byte == 0x5C { extra += 1 }
      }
      return String(unsafeUninitializedCapacity: bytes.count + extra + 2) { output in
        var end = 0
        func put(_ byte: UInt8) {
          output[end] = byte
          end += 1
        }
        put(0x22)
        for byte in bytes {
          switch byte {
          case 0x22, 0x5C: put(0x5C); put(byte)
          case 0x08: put(0x5C); put(UInt8(ascii: "b"))
          case 0x0C: put(0x5C); put(UInt8(ascii: "f"))
          case 0x0A: put(0x5C); put(UInt8(ascii: "n"))
          case 0x0D: put(0x5C); put(UInt8(ascii: "r"))
          case 0x09: put(0x5C); put(UInt8(ascii: "t"))
          case 0..<0x20:
            for letter in "\\u00".utf8 { put(letter) }
            for digit in [byte >> 4, byte & 15] {
              put(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
          default: put(byte)
          }
        }
        put(0x22)
        return end
      }
    }
  }

  /// A scalar by the numbers of its UTF-16 units.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    UTF16.encode(scalar)?.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined() ?? ""
  }

  private static func appendCanonical(_ value: JSONValue, to text: inout String) {
    switch value {
    case .number(let number): text += number.decimal.canonical
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        appendCanonical(element, to: &text)
      }
      text += "]"
    case .object(let fields):
      text += "{"
      let sorted = fields.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, field) in sorted.enumerated() {
        if index > 0 { text += "," }
        text += quote(field.key, isCanonical: true) + ":"
        appendCanonical(field.value, to: &text)
      }
      text += "}"
    case .string(let string): text += quote(string, isCanonical: true)
    case .null, .bool: appendScalar(value, to: &text)
    }
  }

  /// On one line when `indent` is nil, else over several, at that level.
  private static func append(_ value: JSONValue, to text: inout String, indent: Int?) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      text += "["
      for (index, element) in elements.enumerated() {
        separate(&text, first: index == 0, indent: indent)
        append(element, to: &text, indent: indent.map { $0 + 1 })
      }
      close("]", &text, indent)
    case .object(let fields) where !fields.isEmpty:
      text += "{"
      for (index, field) in fields.enumerated() {
        separate(&text, first: index == 0, indent: indent)
        text += quote(field.key) + (indent == nil ? ":" : ": ")
        append(field.value, to: &text, indent: indent.map { $0 + 1 })
      }
      close("}", &text, indent)
    case .array: text += "[]"
    case .object: text += "{}"
    case .null, .bool, .number, .string: appendScalar(value, to: &text)
    }
  }

  private static func separate(_ text: inout String, first: Bool, indent: Int?) {
    if !first { text += "," }
    if let indent { text += "\n" + String(repeating: "  ", count: indent + 1) }
  }

  private static func close(_ bracket: String, _ text: inout String, _ indent: Int?) {
    if let indent { text += "\n" + String(repeating: "  ", count: indent) }
    text += bracket
  }

  private static func appendScalar(_ value: JSONValue, to text: inout String) {
    switch value {
    case .null: text += "null"
    case .bool(let bool): text += bool ? "true" : "false"
    case .number(let number): text += number.lexeme
    case .string(let string): text += quote(string)
    case .array, .object: preconditionFailure("only scalars are written here")
    }
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value on one line.
  public var description: String { JSONPrinter.compact(self) }
}

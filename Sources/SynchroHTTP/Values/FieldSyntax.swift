/// The common pieces of field values, RFC 9110, section 5.6.
public enum FieldSyntax {
  /// Whether the text is a token.
  public static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { ByteClass.has($0, ByteClass.token) }
  }

  /// The members of a comma-separated list; empty members are dropped as recipients must, and
  /// commas inside quoted strings do not count. Nil when a quoted string does not end.
  public static func list(_ text: String) -> [String]? {
    var members: [String] = []
    var scanner = FieldScanner(text)
    while true {
      let start = scanner.place
      while let byte = scanner.peek, byte != UInt8(ascii: ",") {
        if byte == UInt8(ascii: "\"") {
          guard scanner.takeQuoted() != nil else { return nil }
        } else {
          scanner.place += 1
        }
      }
      let member = scanner.trimmed(start..<scanner.place)
      if !member.isEmpty { members.append(member) }
      guard scanner.take(",") else { return members }
    }
  }

  /// The text as a quoted string; nil when it holds a control that cannot be quoted.
  public static func quoted(_ text: String) -> String? {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
      if scalar.value == 0x7F || (scalar.value < 0x20 && scalar != "\t") { return nil }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  /// The parameters of RFC 9110, section 5.6.6: `*( OWS ";" OWS [ name "=" value ] )`; nil when the
  /// text is anything else. Names are put in lower case.
  static func parameters(_ text: String) -> [(name: String, value: String)]? {
    var scanner = FieldScanner(text)
    return scanner.takeParameters()
  }
}

/// Walks over a field value.
struct FieldScanner {
  private let bytes: [UInt8]
  var place = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { place == bytes.count }
  var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  mutating func skipBlanks() {
    while peek == UInt8(ascii: " ") || peek == UInt8(ascii: "\t") { place += 1 }
  }

  mutating func takeToken() -> String? {
    let start = place
    while let byte = peek, ByteClass.has(byte, ByteClass.token) { place += 1 }
    return place > start ? String(decoding: bytes[start..<place], as: UTF8.self) : nil
  }

  /// The content of the quoted string that begins here; nil, and nothing taken, when there is none.
  mutating func takeQuoted() -> String? {
    let start = place
    guard take("\"") else { return nil }
    var content: [UInt8] = []
    while let byte = peek, ByteClass.has(byte, ByteClass.fieldValue) {
      place += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: content, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        content.append(byte)
        continue
      }
      guard let escaped = peek, ByteClass.has(escaped, ByteClass.fieldValue) else { break }
      content.append(escaped)
      place += 1
    }
    place = start
    return nil
  }

  /// Parameters up to the end of the text.
  mutating func takeParameters() -> [(name: String, value: String)]? {
    var parameters: [(name: String, value: String)] = []
    while true {
      skipBlanks()
      if isAtEnd { return parameters }
      guard take(";") else { return nil }
      skipBlanks()
      guard let name = takeToken() else { continue }
      guard take("="), let value = takeToken() ?? takeQuoted() else { return nil }
      parameters.append((name.lowercased(), value))
    }
  }

  func trimmed(_ range: Range<Int>) -> String {
    var slice = bytes[range]
    while let first = slice.first, first == 0x20 || first == 0x09 { slice.removeFirst() }
    while let last = slice.last, last == 0x20 || last == 0x09 { slice.removeLast() }
    return String(decoding: slice, as: UTF8.self)
  }
}

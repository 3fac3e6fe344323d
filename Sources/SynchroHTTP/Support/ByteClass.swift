/// What the grammar of RFC 9110 and RFC 3986 says about each byte: one table, one look.
enum ByteClass {
  /// tchar, RFC 9110, section 5.6.2.
  static let token: UInt8 = 1 << 0
  /// VCHAR, SP, HTAB or obs-text: what a field value may hold, RFC 9110, section 5.5.
  static let fieldValue: UInt8 = 1 << 1
  /// unreserved, RFC 3986, section 2.3.
  static let unreserved: UInt8 = 1 << 2
  /// sub-delims, RFC 3986, section 2.2.
  static let subDelimiter: UInt8 = 1 << 3
  /// pchar without percent, and slash: what a path may hold unencoded.
  static let path: UInt8 = 1 << 4
  /// What a query may hold unencoded.
  static let query: UInt8 = 1 << 5
  /// A hexadecimal digit.
  static let hex: UInt8 = 1 << 6
  /// A decimal digit.
  static let digit: UInt8 = 1 << 7

  @inline(__always)
  static func has(_ byte: UInt8, _ mask: UInt8) -> Bool {
    table.withUnsafeBufferPointer { $0[Int(byte)] & mask != 0 }
  }

  /// ASCII letters only: HTTP knows no other case.
  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// The value of a hexadecimal digit.
  @inline(__always)
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Compares with a name that is given in lower case.
  @inline(__always)
  static func isEqual(_ bytes: UnsafeRawBufferPointer, ignoringCase name: StaticString) -> Bool {
    guard bytes.count == name.utf8CodeUnitCount else { return false }
    let start = name.utf8Start
    for index in 0..<bytes.count where lowercased(bytes[index]) != start[index] { return false }
    return true
  }

  static let table: [UInt8] = (0...255).map { classes(of: UInt8($0)) }

  private static func classes(of byte: UInt8) -> UInt8 {
    var mask: UInt8 = 0
    let isDigit = (0x30...0x39).contains(byte)
    let isAlpha = (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
    let scalar = Unicode.Scalar(byte)
    if isDigit { mask |= digit }
    if isDigit || (isAlpha && (byte | 0x20) <= 0x66) { mask |= hex }
    if isDigit || isAlpha || "!#$%&'*+-.^_`|~".unicodeScalars.contains(scalar) { mask |= token }
    if byte == 0x09 || (byte >= 0x20 && byte != 0x7F) { mask |= fieldValue }
    if isDigit || isAlpha || "-._~".unicodeScalars.contains(scalar) { mask |= unreserved }
    if "!$&'()*+,;=".unicodeScalars.contains(scalar) { mask |= subDelimiter }
    if mask & (unreserved | subDelimiter) != 0 || ":@/".unicodeScalars.contains(scalar) {
      mask |= path | query
    }
    if byte == UInt8(ascii: "?") { mask |= query }
    return mask
  }
}

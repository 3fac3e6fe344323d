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
    classes[Int(byte)] & mask != 0
  }

  /// ASCII letters only: HTTP knows no other case.
  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// Compares with a name that is given in lower case.
  @inline(__always)
  static func isEqual(_ bytes: UnsafeRawBufferPointer, ignoringCase name: StaticString) -> Bool {
    guard bytes.count == name.utf8CodeUnitCount else { return false }
    let start = name.utf8Start
    for index in 0..<bytes.count where lowercased(bytes[index]) != start[index] { return false }
    return true
  }

  /// Whether all bytes are visible, spaces or outside ASCII. A false answer asks for a closer look:
  /// a tab is allowed in field values.
  @inline(__always)
  static func isPlain(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    // Eight at a time: the high bit of each byte of `low` is set where that byte is below 0x20, and
    // of `deleted` where it is 0x7F.
    while range.upperBound - place >= 8 {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let low = (word &- 0x2020_2020_2020_2020) & ~word
      let other = word ^ 0x7F7F_7F7F_7F7F_7F7F
      let deleted = (other &- 0x0101_0101_0101_0101) & ~other
      guard (low | deleted) & 0x8080_8080_8080_8080 == 0 else { return false }
      place += 8
    }
    while place < range.upperBound {
      let byte = bytes[place]
      guard byte >= 0x20, byte != 0x7F else { return false }
      place += 1
    }
    return true
  }

  /// Whether all bytes are visible or outside ASCII: no space, no control.
  @inline(__always)
  static func isWithoutSpaces(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    for place in range where bytes[place] <= 0x20 || bytes[place] == 0x7F { return false }
    return true
  }

  /// The table, 256 bytes that live as long as the process. Written once, before anybody reads.
  nonisolated(unsafe) static let classes: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in 0...255 { table[byte] = classes(of: UInt8(byte)) }
    return UnsafePointer(table)
  }()

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

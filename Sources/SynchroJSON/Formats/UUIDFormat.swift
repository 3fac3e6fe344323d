/// The text form of a UUID, RFC 4122, section 3; any version and variant.
enum UUIDFormat {
  static func check(_ text: String) throws(FormatFault) {
    var scanner = FormatScanner(text)
    for (index, length) in [8, 4, 4, 4, 12].enumerated() {
      if index > 0 { try scanner.expect(UInt8(ascii: "-"), "'-' between groups") }
      for _ in 0..<length {
        guard let byte = scanner.next, byte.isHexDigit else {
          throw FormatFault(.expected("\(length) hexadecimal digits"), at: scanner.position)
        }
        scanner.skip()
      }
    }
    try scanner.expectEnd()
  }
}

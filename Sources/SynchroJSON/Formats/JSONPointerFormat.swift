/// JSON Pointers: RFC 6901, section 3, and the relative ones of
/// draft-bhutton-relative-json-pointer-00.
enum JSONPointerFormat {
  static func check(_ text: String) throws(FormatFault) {
    var scanner = FormatScanner(text)
    try pointer(&scanner)
  }

  static func checkRelative(_ text: String) throws(FormatFault) {
    var scanner = FormatScanner(text)
    try integer(&scanner, "the number of levels to go up")
    // An array index may be shifted: section 3 of the draft, `index-manipulation`.
    if scanner.take(UInt8(ascii: "+")) || scanner.take(UInt8(ascii: "-")) {
      let start = scanner.position
      try integer(&scanner, "the number to shift the index by")
      guard scanner.bytes[start] != UInt8(ascii: "0") else {
        throw FormatFault(.rule("an index is shifted by nothing"), at: start)
      }
    }
    if scanner.take(UInt8(ascii: "#")) { return try scanner.expectEnd() }
    try pointer(&scanner)
  }

  private static func pointer(_ scanner: inout FormatScanner) throws(FormatFault) {
    guard scanner.isAtEnd || scanner.next == UInt8(ascii: "/") else {
      throw FormatFault(.expected("'/'"), at: scanner.position)
    }
    while let byte = scanner.next {
      scanner.skip()
      guard byte == UInt8(ascii: "~") else { continue }
      guard scanner.take(UInt8(ascii: "0")) || scanner.take(UInt8(ascii: "1")) else {
        throw FormatFault(.expected("'0' or '1' after '~'"), at: scanner.position)
      }
    }
  }

  private static func integer(
    _ scanner: inout FormatScanner, _ what: String
  ) throws(FormatFault) {
    let start = scanner.position
    guard scanner.skip(while: \.isDigit) > 0 else {
      throw FormatFault(.expected(what), at: start)
    }
    guard scanner.position == start + 1 || scanner.bytes[start] != UInt8(ascii: "0") else {
      throw FormatFault(.rule("the number has a leading zero"), at: start)
    }
  }
}

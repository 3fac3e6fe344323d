/// URI templates of any level, RFC 6570, section 2.
enum URITemplateFormat {
  static func check(_ text: String) throws(FormatFault) {
    var scanner = FormatScanner(text)
    while let byte = scanner.next {
      switch byte {
      case UInt8(ascii: "{"):
        scanner.skip()
        try expression(&scanner)
      case UInt8(ascii: "%"):
        try URIFormat.percentEncoding(&scanner)
      default:
        try literal(&scanner)
      }
    }
  }

  /// Any character that is no control, space or delimiter. An erratum to section 2.1 lets the
  /// apostrophe stand.
  private static func literal(_ scanner: inout FormatScanner) throws(FormatFault) {
    let scalar = scanner.scalar
    let isAllowed =
      if scalar.isASCII {
        scalar.value > 0x20 && scalar.value != 0x7F && !"\"<>\\^`|}".unicodeScalars.contains(scalar)
      } else {
        URIFormat.isInternational(scalar) || URIFormat.isPrivateUse(scalar)
      }
    guard isAllowed else {
      throw FormatFault(.forbidden(scalar, in: "template's literal"), at: scanner.position)
    }
    scanner.skip(scalar.utf8.count)
  }

  private static func expression(_ scanner: inout FormatScanner) throws(FormatFault) {
    // The operators of levels 2 and 3, and those the grammar reserves for later.
    if let byte = scanner.next, "+#./;?&=,!@|".utf8.contains(byte) { scanner.skip() }
    repeat {
      try variableName(&scanner)
      if scanner.take(UInt8(ascii: "*")) { continue }
      if scanner.take(UInt8(ascii: ":")) { try maximumLength(&scanner) }
    } while scanner.take(UInt8(ascii: ","))
    try scanner.expect(UInt8(ascii: "}"), "'}' at the end of an expression")
  }

  private static func variableName(_ scanner: inout FormatScanner) throws(FormatFault) {
    repeat {
      let start = scanner.position
      while let byte = scanner.next {
        if byte == UInt8(ascii: "%") {
          try URIFormat.percentEncoding(&scanner)
        } else if byte.isLetterOrDigit || byte == UInt8(ascii: "_") {
          scanner.skip()
        } else {
          break
        }
      }
      guard scanner.position > start else {
        throw FormatFault(.expected("a variable name"), at: start)
      }
    } while scanner.take(UInt8(ascii: "."))
  }

  private static func maximumLength(_ scanner: inout FormatScanner) throws(FormatFault) {
    let start = scanner.position
    let count = scanner.skip(while: \.isDigit)
    guard (1...4).contains(count), scanner.bytes[start] != UInt8(ascii: "0") else {
      throw FormatFault(.expected("a length from 1 to 9999"), at: start)
    }
  }
}

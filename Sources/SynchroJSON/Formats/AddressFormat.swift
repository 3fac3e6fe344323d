/// Internet addresses in text form: RFC 2673, section 3.2 and RFC 4291, section 2.2.
enum AddressFormat {
  static func checkV4(_ text: String) throws(FormatFault) {
    var scanner = FormatScanner(text)
    try dottedQuad(&scanner)
    try scanner.expectEnd()
  }

  static func checkV6(_ text: String) throws(FormatFault) {
    var scanner = FormatScanner(text)
    try groups(&scanner)
  }

  /// Four decimal numbers without leading zeros, which some systems read as octal.
  static func dottedQuad(_ scanner: inout FormatScanner) throws(FormatFault) {
    for part in 0..<4 {
      if part > 0 { try scanner.expect(UInt8(ascii: "."), "'.' between two of four numbers") }
      let start = scanner.position
      let count = scanner.skip(while: \.isDigit)
      guard count > 0 else { throw FormatFault(.expected("a number from 0 to 255"), at: start) }
      guard count == 1 || scanner.bytes[start] != UInt8(ascii: "0") else {
        throw FormatFault(.rule("a number has a leading zero"), at: start)
      }
      guard count <= 3 else {
        throw FormatFault(.expected("a number from 0 to 255"), at: start)
      }
      let value = scanner.bytes[start..<scanner.position].reduce(0) { $0 * 10 + Int($1) - 48 }
      guard value <= 255 else {
        throw FormatFault(.outOfRange(field: "number", value: value, allowed: 0...255), at: start)
      }
    }
  }

  /// Reads up to the scanner's end.
  static func groups(_ scanner: inout FormatScanner) throws(FormatFault) {
    var count = 0
    var compressed = false
    if scanner.next == UInt8(ascii: ":") {
      try doubleColon(&scanner)
      compressed = true
    }
    while !scanner.isAtEnd {
      let start = scanner.position
      let digits = scanner.skip(while: \.isHexDigit)
      if digits > 0, scanner.next == UInt8(ascii: ".") {
        var quad = FormatScanner(scanner.bytes, in: start..<scanner.end)
        try dottedQuad(&quad)
        try quad.expectEnd()
        count += 2
        scanner.skip(scanner.end - scanner.position)
        break
      }
      guard (1...4).contains(digits) else {
        throw FormatFault(.expected("a group of one to four hexadecimal digits"), at: start)
      }
      count += 1
      guard !scanner.isAtEnd else { break }
      let colon = scanner.position
      try scanner.expect(UInt8(ascii: ":"), "':' between groups")
      if scanner.next == UInt8(ascii: ":") {
        guard !compressed else {
          throw FormatFault(.rule("'::' stands there twice"), at: colon)
        }
        compressed = true
        scanner.skip()
      } else if scanner.isAtEnd {
        throw FormatFault(.expected("a group after ':'"), at: scanner.position)
      }
    }
    // "::" stands for one or more groups of zeros.
    guard compressed ? count <= 7 : count == 8 else {
      let amount = compressed ? "at most seven groups beside '::'" : "eight groups"
      throw FormatFault(.rule("there are \(count) groups of 16 bits, not \(amount)"))
    }
  }

  private static func doubleColon(_ scanner: inout FormatScanner) throws(FormatFault) {
    let start = scanner.position
    scanner.skip()
    guard scanner.take(UInt8(ascii: ":")) else {
      throw FormatFault(.expected("a group, or '::'"), at: start)
    }
  }
}

/// Mail addresses: `Mailbox` of RFC 5321, section 4.1.2, and its extension in RFC 6531, section
/// 3.3.
enum MailboxFormat {
  static func check(_ text: String, international: Bool) throws(FormatFault) {
    var scanner = FormatScanner(text)
    if scanner.next == UInt8(ascii: "\"") {
      try quotedString(&scanner, international: international)
    } else {
      try dotString(&scanner, international: international)
    }
    // RFC 5321, section 4.5.3.1.1.
    guard scanner.position <= 64 else {
      throw FormatFault(.tooLong(part: "part before '@'", limit: 64))
    }
    try scanner.expect(UInt8(ascii: "@"), "'@'")
    guard scanner.end - scanner.position <= 255 else {
      throw FormatFault(.tooLong(part: "domain", limit: 255), at: scanner.position)
    }
    if scanner.next == UInt8(ascii: "[") {
      try addressLiteral(scanner)
    } else {
      try domain(&scanner, international: international)
    }
  }

  private static func dotString(
    _ scanner: inout FormatScanner, international: Bool
  ) throws(FormatFault) {
    repeat {
      let count = scanner.skip { isAtomText($0) || (international && $0 >= 0x80) }
      guard count > 0 else {
        throw FormatFault(.expected("a character of the part before '@'"), at: scanner.position)
      }
    } while scanner.take(UInt8(ascii: "."))
  }

  private static func quotedString(
    _ scanner: inout FormatScanner, international: Bool
  ) throws(FormatFault) {
    scanner.skip()
    while let byte = scanner.next, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") { scanner.skip() }
      guard let quoted = scanner.next,
        (0x20...0x7E).contains(quoted) || (international && quoted >= 0x80)
      else { throw FormatFault(.expected("a printable character"), at: scanner.position) }
      scanner.skip()
    }
    try scanner.expect(UInt8(ascii: "\""), "the closing quote")
  }

  private static func addressLiteral(_ whole: FormatScanner) throws(FormatFault) {
    guard whole.bytes[whole.end - 1] == UInt8(ascii: "]") else {
      throw FormatFault(.expected("']' at the end"), at: whole.end)
    }
    var scanner = FormatScanner(whole.bytes, in: whole.position + 1..<whole.end - 1)
    let tag = Array("ipv6:".utf8)
    if scanner.bytes[scanner.position..<scanner.end].prefix(tag.count).map(\.lowercased) == tag {
      scanner.skip(tag.count)
      return try AddressFormat.groups(&scanner)
    }
    // A general address literal needs a registered tag, and IPv6 is the only one there is.
    try AddressFormat.dottedQuad(&scanner)
    try scanner.expectEnd()
  }

  private static func domain(
    _ scanner: inout FormatScanner, international: Bool
  ) throws(FormatFault) {
    repeat {
      let start = scanner.position
      scanner.skip {
        $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || (international && $0 >= 0x80)
      }
      guard scanner.position > start else {
        throw FormatFault(.expected("a domain label"), at: start)
      }
      try HostnameFormat.checkHyphens(scanner.bytes, in: start..<scanner.position)
    } while scanner.take(UInt8(ascii: "."))
    guard scanner.isAtEnd else {
      throw FormatFault(.forbidden(scanner.scalar, in: "domain"), at: scanner.position)
    }
  }

  /// `atext` of RFC 5322, section 3.2.3.
  private static func isAtomText(_ byte: UInt8) -> Bool {
    byte.isLetterOrDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }
}

/// Uniform and internationalised resource identifiers, RFC 3986 and RFC 3987.
enum URIFormat {
  static func check(
    _ text: String, absolute: Bool, international: Bool
  ) throws(FormatFault) {
    var reader = URIFormat.Reader(scanner: FormatScanner(text), international: international)
    let hasScheme = try reader.scheme(isRequired: absolute)
    try reader.hierarchy(isRelative: !hasScheme)
    if reader.scanner.take(UInt8(ascii: "?")) {
      try reader.characters(of: "query", beside: ":@/?", privateUse: true)
    }
    if reader.scanner.take(UInt8(ascii: "#")) {
      try reader.characters(of: "fragment", beside: ":@/?")
    }
    guard reader.scanner.isAtEnd else {
      throw FormatFault(
        .forbidden(reader.scanner.scalar, in: "URI at this place"), at: reader.scanner.position)
    }
  }

  /// A percent sign and two hexadecimal digits: RFC 3986, section 2.1.
  static func percentEncoding(_ scanner: inout FormatScanner) throws(FormatFault) {
    let start = scanner.position
    scanner.skip()
    for _ in 0..<2 {
      guard let byte = scanner.next, byte.isHexDigit else {
        throw FormatFault(.expected("two hexadecimal digits after '%'"), at: start)
      }
      scanner.skip()
    }
  }

  /// `ucschar` of RFC 3987, section 2.2.
  static func isInternational(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
    case 0x10000...0xDFFFF: scalar.value & 0xFFFF < 0xFFFE
    case 0xE1000...0xEFFFD: true
    default: false
    }
  }

  /// `iprivate` of RFC 3987, section 2.2.
  static func isPrivateUse(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
    default: false
    }
  }
}

extension URIFormat {
  /// The grammar, part by part.
  private struct Reader {
    var scanner: FormatScanner
    let international: Bool

    mutating func scheme(isRequired: Bool) throws(FormatFault) -> Bool {
      let start = scanner.position
      var ahead = scanner
      let count = ahead.skip {
        $0.isLetterOrDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
          || $0 == UInt8(ascii: ".")
      }
      guard count > 0, ahead.take(UInt8(ascii: ":")) else {
        if isRequired { throw FormatFault(.expected("a scheme and ':'"), at: start) }
        return false
      }
      guard scanner.bytes[start].isLetter else {
        throw FormatFault(.expected("a letter at the start of the scheme"), at: start)
      }
      scanner = ahead
      return true
    }

    mutating func hierarchy(isRelative: Bool) throws(FormatFault) {
      if scanner.next == UInt8(ascii: "/") {
        var ahead = scanner
        ahead.skip()
        if ahead.take(UInt8(ascii: "/")) {
          scanner = ahead
          try authority()
          guard scanner.isAtEnd || "/?#".utf8.contains(scanner.next ?? 0) else {
            throw FormatFault(.forbidden(scanner.scalar, in: "host"), at: scanner.position)
          }
        }
      } else if isRelative {
        // `path-noscheme`: a colon in the first segment would read as a scheme.
        try characters(of: "path", beside: "@")
        guard scanner.next != UInt8(ascii: ":") else {
          throw FormatFault(
            .rule("a colon stands in the first segment of a relative path"), at: scanner.position)
        }
      }
      try characters(of: "path", beside: ":@/")
    }

    private mutating func authority() throws(FormatFault) {
      let start = scanner.position
      var end = start
      var at: Int?
      while end < scanner.end, !"/?#".utf8.contains(scanner.bytes[end]) {
        if scanner.bytes[end] == UInt8(ascii: "@"), at == nil { at = end }
        end += 1
      }
      if let at {
        try characters(of: "user information", beside: ":")
        guard scanner.position == at else {
          throw FormatFault(
            .forbidden(scanner.scalar, in: "user information"), at: scanner.position)
        }
        scanner.skip()
      }
      if scanner.next == UInt8(ascii: "[") {
        try literalAddress(end: end)
      } else {
        try characters(of: "host", beside: "")
      }
      if scanner.take(UInt8(ascii: ":")) {
        scanner.skip(while: \.isDigit)
        guard scanner.position == end else {
          throw FormatFault(.expected("a decimal port number"), at: scanner.position)
        }
      }
    }

    /// `IP-literal` of RFC 3986, section 3.2.2.
    private mutating func literalAddress(end: Int) throws(FormatFault) {
      let start = scanner.position + 1
      guard let close = scanner.bytes[start..<end].firstIndex(of: UInt8(ascii: "]")) else {
        throw FormatFault(.expected("']' after the address"), at: end)
      }
      var inside = FormatScanner(scanner.bytes, in: start..<close)
      if inside.take(letter: UInt8(ascii: "v")) {
        guard inside.skip(while: \.isHexDigit) > 0 else {
          throw FormatFault(.expected("a version number after 'v'"), at: inside.position)
        }
        try inside.expect(UInt8(ascii: "."), "'.' after the version")
        let count = inside.skip { Self.isUnreserved($0) || Self.isSubDelimiter($0) || $0 == 58 }
        guard count > 0, inside.isAtEnd else {
          throw FormatFault(.expected("an address"), at: inside.position)
        }
      } else {
        try AddressFormat.groups(&inside)
      }
      scanner.skip(close + 1 - scanner.position)
    }

    /// Takes unreserved characters, sub-delimiters, percent-encodings and some more; whatever
    /// stops it is for the caller to judge.
    mutating func characters(
      of part: String, beside more: String, privateUse: Bool = false
    ) throws(FormatFault) {
      while let byte = scanner.next {
        if Self.isUnreserved(byte) || Self.isSubDelimiter(byte) || more.utf8.contains(byte) {
          scanner.skip()
        } else if byte == UInt8(ascii: "%") {
          try URIFormat.percentEncoding(&scanner)
        } else if byte >= 0x80, international {
          let scalar = scanner.scalar
          guard
            URIFormat.isInternational(scalar) || (privateUse && URIFormat.isPrivateUse(scalar))
          else { throw FormatFault(.forbidden(scalar, in: part), at: scanner.position) }
          scanner.skip(scalar.utf8.count)
        } else {
          return
        }
      }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
      byte.isLetterOrDigit || "-._~".utf8.contains(byte)
    }

    private static func isSubDelimiter(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&")...UInt8(ascii: ","),
        UInt8(ascii: ";"), UInt8(ascii: "="):
        true
      default: false
      }
    }
  }
}

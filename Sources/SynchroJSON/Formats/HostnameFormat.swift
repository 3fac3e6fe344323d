/// Host names: RFC 1123, section 2.1, with A-labels and U-labels of IDNA2008 (RFC 5890 to 5893).
enum HostnameFormat {
  static func check(_ text: String, international: Bool) throws(FormatFault) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { throw FormatFault(.empty(part: "host name")) }
    var labels: [[Unicode.Scalar]] = []
    var length = 0
    var start = 0
    for range in separate(text, international: international) {
      guard !range.isEmpty else { throw FormatFault(.empty(part: "label"), at: start) }
      start = range.lowerBound
      let label = try Label(bytes, in: range, international: international)
      length += label.asciiLength + 1
      labels.append(label.scalars)
      start = range.upperBound
    }
    // 255 bytes on the wire, of which one is the first length and one the root: RFC 1035, 2.3.4.
    guard length - 1 <= 253 else { throw FormatFault(.tooLong(part: "host name", limit: 253)) }
    try BidiRule.check(labels)
  }

  /// A label neither begins nor ends with a hyphen.
  static func checkHyphens(_ bytes: [UInt8], in range: Range<Int>) throws(FormatFault) {
    guard range.count <= 63 else {
      throw FormatFault(.tooLong(part: "label", limit: 63), at: range.lowerBound)
    }
    for edge in [range.lowerBound, range.upperBound - 1] where bytes[edge] == UInt8(ascii: "-") {
      throw FormatFault(.rule("a label begins or ends with a hyphen"), at: edge)
    }
  }

  /// The byte ranges between separators. RFC 3490, section 3.1 names four that count as dots.
  private static func separate(_ text: String, international: Bool) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var offset = 0
    for scalar in text.unicodeScalars {
      let width = scalar.utf8.count
      let isWide = scalar == "\u{3002}" || scalar == "\u{FF0E}" || scalar == "\u{FF61}"
      if scalar == "." || (international && isWide) {
        ranges.append(start..<offset)
        start = offset + width
      }
      offset += width
    }
    ranges.append(start..<offset)
    return ranges
  }
}

extension HostnameFormat {
  /// One label, checked: what it says in Unicode and how long it is in ASCII.
  private struct Label {
    let scalars: [Unicode.Scalar]
    let asciiLength: Int

    init(_ bytes: [UInt8], in range: Range<Int>, international: Bool) throws(FormatFault) {
      guard bytes[range].allSatisfy({ $0 < 0x80 }) else {
        let text = String(decoding: bytes[range], as: UTF8.self)
        scalars = Array(text.unicodeScalars)
        guard international else {
          let scalar = scalars.first { !$0.isASCII } ?? "\u{FFFD}"
          throw FormatFault(.forbidden(scalar, in: "host name"), at: range.lowerBound)
        }
        try InternationalLabel.check(scalars, at: range.lowerBound)
        guard let encoded = Punycode.encode(scalars), encoded.count + 4 <= 63 else {
          throw FormatFault(.tooLong(part: "label", limit: 63), at: range.lowerBound)
        }
        asciiLength = encoded.count + 4
        return
      }
      asciiLength = range.count
      try HostnameFormat.checkHyphens(bytes, in: range)
      for index in range where !bytes[index].isLetterOrDigit && bytes[index] != UInt8(ascii: "-") {
        throw FormatFault(
          .forbidden(Unicode.Scalar(bytes[index]), in: "host name"), at: index)
      }
      let prefix = Array("xn--".utf8)
      guard bytes[range].prefix(4).map(\.lowercased) == prefix else {
        scalars = bytes[range].map { Unicode.Scalar($0.lowercased) }
        return
      }
      let encoded = bytes[range].dropFirst(4)
      guard let decoded = Punycode.decode(encoded),
        decoded.contains(where: { !$0.isASCII }),
        // Only what encodes to itself is an A-label: RFC 5891, section 5.4.
        Punycode.encode(decoded)?.map(\.lowercased) == encoded.map(\.lowercased)
      else {
        throw FormatFault(.rule("the label after 'xn--' is no Punycode"), at: range.lowerBound)
      }
      try InternationalLabel.check(decoded, at: range.lowerBound)
      scalars = decoded
    }
  }
}

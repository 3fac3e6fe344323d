internal import SynchroText

extension HTMLText {
  /// Lines of a message for a `pre` element: line ends end lines, labels of secrets stand out, and
  /// what cannot be seen is written out.
  ///
  /// In a head `\r\n` is how lines end, and anything else is worth seeing; in a body a line feed is.
  static func message(
    _ bytes: ArraySlice<UInt8>, isHead: Bool = false, marking mark: Range<Int>? = nil
  ) -> HTMLText {
    var text = HTMLText()
    var place = bytes.startIndex
    if let mark = mark?.clamped(to: bytes.startIndex..<bytes.endIndex), !mark.isEmpty {
      text.addLines(bytes[place..<mark.lowerBound], isHead)
      text.add("<mark>")
      text.addLines(bytes[mark], isHead)
      text.add("</mark>")
      place = mark.upperBound
    }
    text.addLines(bytes[place...], isHead)
    return text
  }

  private mutating func addLines(_ bytes: ArraySlice<UInt8>, _ isHead: Bool) {
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      var line = bytes[start..<end]
      let isEnded = line.last == UInt8(ascii: "\r")
      if isHead, isEnded { line = line.dropLast() }
      addLine(line)
      add(isHead && !isEnded ? "<i>\\n</i>\n" : "\n")
      start = end + 1
    }
    addLine(bytes[start...])
  }

  private mutating func addLine(_ line: ArraySlice<UInt8>) {
    var rest = line
    while let range = SecretLabel.first(in: rest) {
      addVisible(rest[..<range.lowerBound])
      add("<b>")
      addVisible(rest[range])
      add("</b>")
      rest = rest[range.upperBound...]
    }
    addVisible(rest)
  }

  private mutating func addVisible(_ line: ArraySlice<UInt8>) {
    let isPrintable = line.allSatisfy { (0x20..<0x7F).contains($0) || $0 == UInt8(ascii: "\t") }
    if isPrintable {
      line.withUnsafeBufferPointer { add(references: $0) }
    } else {
      var text = VisibleText.escape(bytes: line)
      text.withUTF8 { add(references: $0) }
    }
  }
}

/// What stands in the place of a secret: `[secret token#3]`.
enum SecretLabel {
  private static let opening = Array("[secret ".utf8)
  private static let longest = 64

  /// The first label.
  static func first(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    var place = bytes.startIndex
    while let start = bytes[place...].firstIndex(of: opening[0]) {
      if bytes[start...].starts(with: opening) {
        let words = bytes[(start + opening.count)...].prefix(longest)
        let name = words.prefix(while: isNameByte)
        if !name.isEmpty, name.endIndex < words.endIndex, bytes[name.endIndex] == UInt8(ascii: "]")
        {
          return start..<name.endIndex + 1
        }
      }
      place = start + 1
    }
    return nil
  }

  /// The name of a variable for the secret behind a label: `SECRET_TOKEN_3`.
  static func variable(for label: ArraySlice<UInt8>) -> String {
    let name = label.dropFirst(opening.count).dropLast().map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 0x20
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      default: UInt8(ascii: "_")
      }
    }
    return "SECRET_" + String(decoding: name, as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "#"):
      true
    default: false
    }
  }
}

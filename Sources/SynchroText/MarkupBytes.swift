/// Markup byte by byte. It stands here, and not with the reports, because those are compiled without
/// specialised generics, with which a large page takes several times as long.
extension [UInt8] {
  /// Adds words of this program as they are.
  package mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { append(contentsOf: $0) }
  }

  /// Adds what is markup already.
  package mutating func append(markup: [UInt8]) { append(contentsOf: markup) }

  /// Adds what is markup already.
  package mutating func append(markup: String) { append(contentsOf: markup.utf8) }

  /// Adds a number.
  package mutating func append(number: Int) { append(contentsOf: String(number).utf8) }

  /// Adds text that can neither act nor hide, with every character that means something in markup
  /// written as its reference.
  package mutating func append(escaping text: String) {
    var text = text
    let isPrintable = text.withUTF8 { $0.allSatisfy { (0x20..<0x7F).contains($0) } }
    if !isPrintable { text = VisibleText.escape(text) }
    text.withUTF8 { append(references: $0, quotes: true) }
  }

  /// Adds UTF-8 with references for what means something in markup. Inside an element quotes mean
  /// nothing, and JSON is full of them.
  package mutating func append(references text: UnsafeBufferPointer<UInt8>, quotes: Bool) {
    var start = 0
    for place in text.indices {
      let reference: StaticString
      switch text[place] {
      case UInt8(ascii: "&"): reference = "&amp;"
      case UInt8(ascii: "<"): reference = "&lt;"
      case UInt8(ascii: ">"): reference = "&gt;"
      case UInt8(ascii: "\"") where quotes: reference = "&quot;"
      case UInt8(ascii: "'") where quotes: reference = "&#39;"
      default: continue
      }
      append(contentsOf: text[start..<place])
      append(literal: reference)
      start = place + 1
    }
    append(contentsOf: text[start...])
  }
}

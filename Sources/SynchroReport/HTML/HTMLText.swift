internal import SynchroText

/// Markup that nothing from elsewhere can break out of.
///
/// A literal is markup and stands as it is; what is put into it is text and is escaped, wherever it
/// stands: `"<td title=\"\(name)\">\(value)</td>"`. Literals are `StaticString`, so no text that came
/// into being at run time can pass for markup.
struct HTMLText: Sendable, Equatable, ExpressibleByStringInterpolation {
  /// The markup in UTF-8.
  private(set) var bytes: [UInt8] = []

  /// No markup yet.
  init() {}

  /// Markup that this program's source code holds.
  init(stringLiteral literal: StaticString) {
    bytes.append(literal: literal)
  }

  /// Markup around text.
  init(stringInterpolation: Interpolation) {
    bytes = stringInterpolation.bytes
  }

  /// Adds markup behind what is there.
  mutating func add(_ more: HTMLText) { bytes += more.bytes }

  /// Makes room for so many bytes altogether.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// A drawing that this module has made, in which all text is escaped already.
  mutating func add(drawing: String) { bytes += drawing.utf8 }

  /// Adds text that can neither act nor hide already; only what means something in markup is escaped.
  mutating func add(references text: UnsafeBufferPointer<UInt8>) {
    bytes.append(references: text, quotes: false)
  }

  /// The parts one after the other.
  static func joined(_ parts: some Sequence<HTMLText>, by separator: HTMLText = "") -> HTMLText {
    var result = HTMLText()
    for (index, part) in parts.enumerated() {
      if index > 0 { result.add(separator) }
      result.add(part)
    }
    return result
  }

  /// What stands between the literals.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + 24 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: StaticString) { bytes.append(literal: literal) }

    /// Text of any origin.
    mutating func appendInterpolation(_ text: String) { bytes.append(escaping: text) }

    /// Words of this program.
    mutating func appendInterpolation(_ words: StaticString) { bytes.append(literal: words) }

    mutating func appendInterpolation(_ number: Int) { bytes += String(number).utf8 }

    mutating func appendInterpolation(_ markup: HTMLText) { bytes += markup.bytes }
  }
}

extension [UInt8] {
  fileprivate mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { append(contentsOf: $0) }
  }

  /// Adds text that can neither act nor hide, with every character that means something in markup
  /// written as its reference.
  fileprivate mutating func append(escaping text: String) {
    var text = text
    let isPrintable = text.withUTF8 { $0.allSatisfy { (0x20..<0x7F).contains($0) } }
    if !isPrintable { text = VisibleText.escape(text) }
    text.withUTF8 { append(references: $0, quotes: true) }
  }

  /// Adds UTF-8 with references for what means something in markup. Inside an element quotes mean
  /// nothing, and JSON is full of them.
  fileprivate mutating func append(references text: UnsafeBufferPointer<UInt8>, quotes: Bool) {
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

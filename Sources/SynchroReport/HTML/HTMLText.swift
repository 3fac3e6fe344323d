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
  mutating func add(_ more: HTMLText) { bytes.append(markup: more.bytes) }

  /// Makes room for so many bytes altogether.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// A drawing that this module has made, in which all text is escaped already.
  mutating func add(drawing: String) { bytes.append(markup: drawing) }

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

    mutating func appendInterpolation(_ number: Int) { bytes.append(number: number) }

    mutating func appendInterpolation(_ markup: HTMLText) { bytes.append(markup: markup.bytes) }
  }
}

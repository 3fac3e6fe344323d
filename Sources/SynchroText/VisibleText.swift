/// Shows text from elsewhere without letting it act: no escape sequence reaches the terminal, no
/// bidirectional control reorders a line, nothing invisible stays invisible.
public enum VisibleText {
  /// The text with each unsafe scalar written as `\u{…}`, and line ends as `\n` and `\r`.
  public static func escape(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    for scalar in text.unicodeScalars { result += escape(scalar) }
    return result
  }

  /// The bytes as text; one that is no UTF-8 is written as `\x{…}`.
  public static func escape(bytes: some Sequence<UInt8>) -> String {
    var result = ""
    for piece in pieces(of: bytes) { result += piece }
    return result
  }

  /// What stands where ``excerpt(_:limit:)`` cuts.
  public static let cutMark = "… ("

  /// The text cut to `limit` scalars, with a note of how many were left out.
  public static func excerpt(_ text: String, limit: Int = 200) -> String {
    let scalars = text.unicodeScalars
    guard let cut = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      cut < scalars.endIndex
    else { return escape(text) }
    let left = scalars.distance(from: cut, to: scalars.endIndex)
    return escape(String(text[..<cut])) + cutMark + "\(left) more characters)"
  }

  /// Each scalar or stray byte as it is to be shown.
  static func pieces(of bytes: some Sequence<UInt8>) -> [String] {
    var pieces: [String] = []
    var parser = Unicode.UTF8.ForwardParser()
    // The parser says how many bytes an error spans, not which; a copy of the recent ones tells.
    var recent = RecentBytes(bytes.makeIterator())
    while true {
      switch parser.parseScalar(from: &recent) {
      case .valid(let encoded):
        recent.forget(encoded.count)
        pieces.append(escape(Unicode.UTF8.decode(encoded)))
      case .error(let length):
        for byte in recent.take(length) {
          pieces.append("\\x{" + String(byte, radix: 16, uppercase: true) + "}")
        }
      case .emptyInput:
        return pieces
      }
    }
  }

  /// One scalar as it is to be shown.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    guard isUnsafe(scalar) else { return String(Character(scalar)) }
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: return "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
  }

  /// Whether a scalar is a control, a format character, an unusual separator or anything else that
  /// a reader cannot see.
  public static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 || scalar.value == 0x7F { return true }
    if scalar.value < 0x7F { return false }
    // Fillers and variation selectors count as letters and marks, and U+2800 is a blank symbol.
    if scalar.properties.isDefaultIgnorableCodePoint || scalar == "\u{2800}" { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      return true
    case .spaceSeparator:
      return true
    default:
      return false
    }
  }
}

/// Remembers the bytes that a UTF-8 parser has read but not yet reported.
private struct RecentBytes<Base: IteratorProtocol<UInt8>>: IteratorProtocol {
  private var base: Base
  private var pending: [UInt8] = []

  init(_ base: Base) {
    self.base = base
  }

  mutating func next() -> UInt8? {
    guard let byte = base.next() else { return nil }
    pending.append(byte)
    return byte
  }

  mutating func forget(_ count: Int) {
    pending.removeFirst(min(count, pending.count))
  }

  mutating func take(_ count: Int) -> [UInt8] {
    let taken = Array(pending.prefix(count))
    forget(count)
    return taken
  }
}

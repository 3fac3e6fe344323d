import SynchroText

/// A word or sign of the pseudo code, and where it stands.
struct PathToken {
  enum Kind: Equatable {
    /// `[` or `(`.
    case open(UInt8)
    /// `]` or `)`.
    case close(UInt8)
    case plus
    case or
    case label(String)
    case end
  }

  let kind: Kind
  let range: SourceRange
}

/// Cuts pseudo code into words and signs; what it cannot use it reports and leaves out.
struct PathLexer {
  private let source: SourceText
  private var offset = 0
  private(set) var tokens: [PathToken] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// The last token is always the end.
  init(_ source: SourceText) {
    self.source = source
    while offset < source.bytes.count { readToken() }
    add(.end, offset, offset)
  }

  private mutating func add(_ kind: PathToken.Kind, _ start: Int, _ end: Int) {
    tokens.append(PathToken(kind: kind, range: SourceRange(start, end)))
  }

  private mutating func readToken() {
    let byte = source.bytes[offset]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      offset += 1
    case UInt8(ascii: "["):
      if skipPicture() { return }
      single(.open(byte))
    case UInt8(ascii: "("): single(.open(byte))
    case UInt8(ascii: "]"), UInt8(ascii: ")"): single(.close(byte))
    case UInt8(ascii: "+"): single(.plus)
    case UInt8(ascii: "<"): readDecision()
    case _ where Self.isWordByte(byte): readWord()
    default: readUnknown()
    }
  }

  private mutating func single(_ kind: PathToken.Kind) {
    add(kind, offset, offset + 1)
    offset += 1
  }

  /// `[image: image42.emf]` is what a converter left of a figure.
  private mutating func skipPicture() -> Bool {
    let mark = Array("[image:".utf8)
    guard source.bytes[offset...].starts(with: mark),
      let close = source.bytes[offset...].firstIndex(of: UInt8(ascii: "]"))
    else { return false }
    let range = SourceRange(offset, close + 1)
    diagnostics.append(PathFault.picture.diagnostic(at: range))
    // The picture stood for something: an operand keeps what follows in step.
    add(.label(source.text(of: range)), range.start, range.end)
    offset = close + 1
    return true
  }

  /// `<D>` names a decision without saying what can be chosen.
  private mutating func readDecision() {
    let start = offset
    var end = offset + 1
    while end < source.bytes.count, Self.isWordByte(source.bytes[end]) { end += 1 }
    guard end > start + 1, end < source.bytes.count, source.bytes[end] == UInt8(ascii: ">") else {
      readUnknown()
      return
    }
    let name = source.text(of: SourceRange(start + 1, end))
    offset = end + 1
    diagnostics.append(
      PathFault.openDecision(name).diagnostic(at: SourceRange(start, offset)))
    add(.label(name), start, offset)
  }

  private mutating func readWord() {
    let start = offset
    while offset < source.bytes.count, Self.isWordByte(source.bytes[offset]) { offset += 1 }
    let range = SourceRange(start, offset)
    let word = source.text(of: range)
    if word == "or" { return add(.or, start, offset) }
    if Self.isLabel(source.bytes[start]) {
      if word == "OR" || word == "Or" {
        diagnostics.append(PathFault.capitals(word).diagnostic(at: range))
        return add(.or, start, offset)
      }
      return add(.label(word), start, offset)
    }
    // No label begins with a small letter, so 'orACvW' has lost a space.
    if word.hasPrefix("or"), offset > start + 2, Self.isLabel(source.bytes[start + 2]) {
      diagnostics.append(PathFault.missingSpace(word).diagnostic(at: range))
      add(.or, start, start + 2)
      return add(.label(String(word.dropFirst(2))), start + 2, offset)
    }
    let fault = PathFault.unknownWord(word)
    diagnostics.append(fault.diagnostic(at: range))
    add(fault.isMeantAsPlus ? .plus : .or, start, offset)
  }

  private mutating func readUnknown() {
    let start = offset
    offset += 1
    while offset < source.bytes.count, !Self.isKnown(source.bytes[offset]) { offset += 1 }
    let range = SourceRange(start, offset)
    diagnostics.append(PathFault.unknownSign(source.text(of: range)).diagnostic(at: range))
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
    default: isLabel(byte)
    }
  }

  /// Whether a label can begin with it.
  private static func isLabel(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }

  private static func isKnown(_ byte: UInt8) -> Bool {
    isWordByte(byte) || " \t\r\n[]()+<".utf8.contains(byte)
  }
}

import SynchroText

extension SuiteReader {
  /// The byte at the place, nil at the end of the statement.
  var next: UInt8? { at < end ? bytes[at] : nil }

  /// Leaves blanks, line ends and comments behind.
  mutating func skipBlanks() {
    while let byte = next {
      if byte == UInt8(ascii: "#"), startsComment(at) {
        let start = at
        while let byte = next, byte != UInt8(ascii: "\n") { at += 1 }
        var stop = at
        while stop > start, Self.isBlank(bytes[stop - 1]) { stop -= 1 }
        tokens.append(Token(kind: .comment, range: SourceRange(start, stop)))
      } else if Self.isBlank(byte) {
        at += 1
      } else {
        return
      }
    }
  }

  /// Where blanks and comments that start at a place end; nothing is left behind.
  func blankEnd(from place: Int) -> Int {
    var index = place
    while index < end {
      if bytes[index] == UInt8(ascii: "#"), startsComment(index) {
        while index < end, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      } else if Self.isBlank(bytes[index]) {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  /// A `#` with two blanks before it; at the start of a continuing line they are its indentation.
  func startsComment(_ place: Int) -> Bool {
    guard place > statementStart, Self.isBlank(bytes[place - 1]) else { return false }
    return place < 2 || Self.isBlank(bytes[place - 2])
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
      || byte == UInt8(ascii: "\r")
  }

  static func isLower(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }
  static func isUpper(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  static func isWordByte(_ byte: UInt8) -> Bool {
    isLower(byte) || isUpper(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }

  func text(_ range: SourceRange) -> String { source.text(of: range) }

  // MARK: - Tokens

  /// Records what was read from `start` up to the place.
  @discardableResult
  mutating func token(_ kind: Token.Kind, from start: Int) -> SourceRange {
    let range = SourceRange(start, at)
    tokens.append(Token(kind: kind, range: range))
    lastEnd = at
    if start < firstLineEnd { headEnd = min(at, firstLineEnd) }
    return range
  }

  /// The end of the word that starts at a place; the place itself when none does.
  func wordEnd(from place: Int) -> Int {
    guard place < end, Self.isLower(bytes[place]) || Self.isUpper(bytes[place]) else {
      return place
    }
    var index = place
    while index < end, Self.isWordByte(bytes[index]) { index += 1 }
    return index
  }

  /// The next word, without taking it.
  mutating func peekWord() -> String? {
    skipBlanks()
    let stop = wordEnd(from: at)
    return stop > at ? text(SourceRange(at, stop)) : nil
  }

  /// Takes exactly this word, if it comes next.
  mutating func take(word: String) -> Bool {
    skipBlanks()
    let stop = wordEnd(from: at)
    guard stop - at == word.utf8.count, bytes[at..<stop].elementsEqual(word.utf8) else {
      return false
    }
    let start = at
    at = stop
    token(.word, from: start)
    return true
  }

  /// Takes these words in a row, or none of them.
  mutating func take(words: String...) -> Bool {
    skipBlanks()
    var index = at
    for word in words {
      index = blankEnd(from: index)
      let stop = wordEnd(from: index)
      guard bytes[index..<stop].elementsEqual(word.utf8) else { return false }
      index = stop
    }
    for word in words { _ = take(word: word) }
    return true
  }

  /// Takes a symbol, if it comes next.
  mutating func take(symbol: String, as kind: Token.Kind = .word) -> Bool {
    skipBlanks()
    guard at + symbol.utf8.count <= end,
      bytes[at..<at + symbol.utf8.count].elementsEqual(symbol.utf8)
    else { return false }
    let start = at
    at += symbol.utf8.count
    token(kind, from: start)
    return true
  }

  /// Demands a word.
  mutating func expect(word: String) throws(Refusal) {
    guard take(word: word) else { throw unexpected("'\(word)'") }
  }

  /// Demands a symbol.
  mutating func expect(symbol: String, as kind: Token.Kind = .word) throws(Refusal) {
    guard take(symbol: symbol, as: kind) else { throw unexpected("'\(symbol)'") }
  }

  /// Demands the end of the statement.
  mutating func expectEnd() throws(Refusal) {
    skipBlanks()
    guard at < end else { return }
    if at > firstLineEnd, isFirstOfLine(at) {
      throw Refusal(fault: .strayDeeperLine, range: foundRange())
    }
    if next == UInt8(ascii: "#") {
      throw Refusal(fault: .commentNeedsTwoBlanks, range: SourceRange(at, at + 1))
    }
    throw Refusal(fault: .trailing(foundText()), range: foundRange())
  }

  private func isFirstOfLine(_ place: Int) -> Bool {
    var index = place
    while index > 0, bytes[index - 1] != UInt8(ascii: "\n") {
      guard Self.isBlank(bytes[index - 1]) else { return false }
      index -= 1
    }
    return true
  }

  // MARK: - What stands there instead

  /// The refusal of whatever comes next.
  mutating func unexpected(_ expected: String) -> Refusal {
    skipBlanks()
    guard at < end else {
      return Refusal(fault: .endsEarly(expected: expected), range: SourceRange(at: lastEnd))
    }
    return Refusal(fault: .unexpected(expected: expected, found: foundText()), range: foundRange())
  }

  /// The word or character at the place.
  func foundRange() -> SourceRange {
    guard at < end else { return SourceRange(at: at) }
    let stop = wordEnd(from: at)
    if stop > at { return SourceRange(at, stop) }
    var index = at + 1
    while index < end, bytes[index] & 0xC0 == 0x80 { index += 1 }
    return SourceRange(at, index)
  }

  func foundText() -> String { VisibleText.excerpt(text(foundRange()), limit: 40) }
}

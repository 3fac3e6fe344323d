import SynchroText

/// Reads one JSON text onto a tape, strictly by the grammar of RFC 8259.
///
/// A loop with an explicit stack: depth costs memory that the limits bound, never the call stack.
/// It works on a borrowed buffer, since every byte of evidence passes through here.
struct JSONParser {
  private let source: SourceText
  private let limits: JSONLimits
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private(set) var tape: [TapeEntry] = []
  private(set) var duplicateKeys: [JSONDuplicateKey] = []
  /// The containers that are open: the index of each on the tape.
  private var open: [Int] = []
  /// The keys of the open objects, innermost last.
  private var keys = OpenKeys()

  init(_ source: SourceText, bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
    self.source = source
    self.bytes = bytes
    self.limits = limits
  }

  mutating func parse() throws(JSONSyntaxError) {
    guard bytes.count <= limits.bytes else {
      throw error(.limit(.bytes(limits.bytes)), SourceRange(at: limits.bytes))
    }
    // A typical node takes eight bytes of text; growing the tape would copy it again and again.
    tape.reserveCapacity(min(bytes.count / 8 + 16, limits.nodes))
    try checkEncoding()
    skipSpace()
    guard at < bytes.count else { throw error(.emptyText, SourceRange(at: at)) }
    try parseValues()
    skipSpace()
    guard at == bytes.count else {
      throw error(isComment ? .comment : .bytesAfterValue, SourceRange(at, bytes.count))
    }
    // An inner object closes before the outer one, whose repeated key may stand before it.
    duplicateKeys.sort { $0.again.start < $1.again.start }
  }

  // MARK: - Structure

  private mutating func parseValues() throws(JSONSyntaxError) {
    while true {
      guard try !parseValueStart() else { continue }
      // A value has ended; close what it completes, or go on to the next one.
      while true {
        guard let container = open.last else { return }
        if try !parseContinuation(of: container) { break }
      }
    }
  }

  /// Reads a scalar or an empty container whole and answers false; enters a container that holds
  /// something, up to its first value, and answers true.
  private mutating func parseValueStart() throws(JSONSyntaxError) -> Bool {
    guard at < bytes.count else { throw unexpectedEnd("a value") }
    guard tape.count < limits.nodes else {
      throw error(.limit(.nodes(limits.nodes)), SourceRange(at: at))
    }
    let start = at
    switch bytes[at] {
    case UInt8(ascii: "\""):
      let isEscaped = try scanString()
      appendScalar(
        TapeEntry(
          stringFrom: start, to: at, isEscaped: isEscaped, next: UInt32(tape.count + 1)))
    case UInt8(ascii: "{"):
      return try enter(.object)
    case UInt8(ascii: "["):
      return try enter(.array)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try scanNumber()
      appendScalar(TapeEntry(.number, start: start, end: at, next: tape.count + 1))
    case UInt8(ascii: "t") where skip("true"), UInt8(ascii: "f") where skip("false"):
      appendScalar(TapeEntry(.boolean, start: start, end: at, next: tape.count + 1))
    case UInt8(ascii: "n") where skip("null"):
      appendScalar(TapeEntry(.null, start: start, end: at, next: tape.count + 1))
    default:
      throw notAValue()
    }
    return false
  }

  private mutating func appendScalar(_ entry: TapeEntry) {
    tape.append(entry)
    if let container = open.last { tape[container].count += 1 }
  }

  private mutating func enter(_ kind: JSONKind) throws(JSONSyntaxError) -> Bool {
    guard open.count < limits.depth else {
      throw error(.limit(.depth(limits.depth)), SourceRange(at, at + 1))
    }
    if let container = open.last { tape[container].count += 1 }
    let index = tape.count
    tape.append(TapeEntry(kind, start: at, end: at, next: index))
    at += 1
    skipSpace()
    open.append(index)
    if kind == .object { keys.openObject() }
    guard at < bytes.count else {
      throw unexpectedEnd(kind == .object ? "a key or '}'" : "a value or ']'")
    }
    if bytes[at] == (kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      close(index)
      return false
    }
    if kind == .object { try parseKey(orBracket: true) }
    return true
  }

  /// What stands behind a value inside a container: false after a comma and, in an object, the
  /// next key; true after the bracket that closes the container.
  private mutating func parseContinuation(of container: Int) throws(JSONSyntaxError) -> Bool {
    let isObject = tape[container].kind == .object
    skipSpace()
    guard at < bytes.count else { throw unexpectedEnd(isObject ? "',' or '}'" : "',' or ']'") }
    switch bytes[at] {
    case UInt8(ascii: ","):
      let comma = at
      at += 1
      skipSpace()
      guard at < bytes.count else { throw unexpectedEnd(isObject ? "a key" : "a value") }
      if bytes[at] == UInt8(ascii: "}") || bytes[at] == UInt8(ascii: "]") {
        throw error(.trailingComma, SourceRange(comma, comma + 1))
      }
      if isObject { try parseKey(orBracket: false) }
      return false
    case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
      close(container)
      return true
    default:
      throw unexpected(isObject ? "',' or '}'" : "',' or ']'")
    }
  }

  private mutating func close(_ container: Int) {
    at += 1
    tape[container].end = UInt32(truncatingIfNeeded: at)
    tape[container].next = UInt32(truncatingIfNeeded: tape.count)
    open.removeLast()
    if tape[container].kind == .object {
      keys.closeObject(container, tape: tape, bytes: bytes, reporting: &duplicateKeys)
    }
  }

  private mutating func parseKey(orBracket: Bool) throws(JSONSyntaxError) {
    guard bytes[at] == UInt8(ascii: "\"") else {
      throw unexpected(orBracket ? "a key in double quotes or '}'" : "a key in double quotes")
    }
    guard tape.count < limits.nodes else {
      throw error(.limit(.nodes(limits.nodes)), SourceRange(at: at))
    }
    let start = at
    let isEscaped = try scanString()
    let text = UnsafeBufferPointer(rebasing: bytes[start + 1..<at - 1])
    let hash = isEscaped ? KeyHash.ofEscaped(text) : KeyHash.of(text)
    keys.append(hash: hash, index: tape.count)
    tape.append(TapeEntry(stringFrom: start, to: at, isEscaped: isEscaped, next: hash))
    skipSpace()
    guard at < bytes.count else { throw unexpectedEnd("':'") }
    guard bytes[at] == UInt8(ascii: ":") else { throw unexpected("':'") }
    at += 1
    skipSpace()
  }

  // MARK: - Tokens

  @inline(__always)
  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  private mutating func skip(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count - at >= count else { return false }
    for index in 0..<count where bytes[at + index] != word.utf8Start[index] { return false }
    at += count
    return true
  }

  /// Steps over a string, quotes included; answers whether it holds escape sequences.
  private mutating func scanString() throws(JSONSyntaxError) -> Bool {
    let start = at
    var isEscaped = false
    at += 1
    while true {
      at = StringScan.plainEnd(bytes, from: at)
      guard at < bytes.count else {
        throw error(.unexpectedEnd(expected: "'\"'"), SourceRange(start, bytes.count))
      }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return isEscaped
      case UInt8(ascii: "\\"):
        isEscaped = true
        try scanEscape()
      case 0..<0x20:
        throw error(.controlCharacter(bytes[at]), SourceRange(at, at + 1))
      default:
        guard let length = StringScan.multibyteLength(bytes, at: at) else {
          throw error(.invalidUTF8, SourceRange(at, at + 1))
        }
        at += length
      }
    }
  }

  private mutating func scanEscape() throws(JSONSyntaxError) {
    let start = at
    guard at + 1 < bytes.count else { throw unexpectedEnd("an escape sequence") }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
    case UInt8(ascii: "u"):
      let unit = try scanUnicodeEscape()
      if unit & 0xFC00 == 0xDC00 { throw loneSurrogate(from: start) }
      guard unit & 0xFC00 == 0xD800 else { return }
      guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
        bytes[at + 1] == UInt8(ascii: "u")
      else { throw loneSurrogate(from: start) }
      let end = at
      guard try scanUnicodeEscape() & 0xFC00 == 0xDC00 else {
        at = end
        throw loneSurrogate(from: start)
      }
    default:
      let length = StringScan.multibyteLength(bytes, at: at + 1) ?? 1
      let range = SourceRange(start, start + 1 + length)
      throw error(.unknownEscape(source.text(of: range)), range)
    }
  }

  /// Steps over `\uXXXX` and answers the UTF-16 unit.
  private mutating func scanUnicodeEscape() throws(JSONSyntaxError) -> UInt32 {
    var unit: UInt32 = 0
    for index in at + 2..<at + 6 {
      guard index < bytes.count, let digit = bytes[index].hexDigitValue else {
        throw error(.shortUnicodeEscape, SourceRange(at, min(index, bytes.count)))
      }
      unit = unit << 4 | UInt32(digit)
    }
    at += 6
    return unit
  }

  private mutating func scanNumber() throws(JSONSyntaxError) {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    let integer = at
    let digits = skipDigits()
    guard digits > 0 else { throw missingDigits(after: "-", from: start) }
    if digits > 1, bytes[integer] == UInt8(ascii: "0") {
      throw error(.leadingZero, SourceRange(start, at))
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      guard skipDigits() > 0 else { throw missingDigits(after: ".", from: start) }
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      try scanExponent(ofNumberAt: start)
    }
    guard at - start <= limits.numberLength else {
      throw error(.limit(.numberLength(limits.numberLength)), SourceRange(start, at))
    }
  }

  private mutating func scanExponent(ofNumberAt start: Int) throws(JSONSyntaxError) {
    let letter = String(UnicodeScalar(bytes[at]))
    at += 1
    if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
      at += 1
    }
    let digits = at
    guard skipDigits() > 0 else { throw missingDigits(after: letter, from: start) }
    var exponent = 0
    for index in digits..<at {
      exponent = exponent * 10 + Int(bytes[index] - UInt8(ascii: "0"))
      guard exponent <= limits.exponent else {
        throw error(.limit(.exponent(limits.exponent)), SourceRange(start, at))
      }
    }
  }

  private mutating func skipDigits() -> Int {
    let start = at
    while at < bytes.count, bytes[at] &- UInt8(ascii: "0") < 10 { at += 1 }
    return at - start
  }

  // MARK: - Refusals

  /// U+FEFF in front, or the zero bytes that ASCII shows in UTF-16 and UTF-32.
  private func checkEncoding() throws(JSONSyntaxError) {
    guard bytes.count >= 2 else { return }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark, SourceRange(0, 3)) }
    let isWide =
      bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
      || (bytes[0] == 0) != (bytes[1] == 0)
    if isWide { throw error(.notUTF8Encoding, SourceRange(0, 2)) }
  }

  private func notAValue() -> JSONSyntaxError {
    if isComment { return error(.comment, SourceRange(at, at + 2)) }
    if bytes[at] == UInt8(ascii: "'") { return error(.singleQuote, SourceRange(at, at + 1)) }
    var end = at
    while end < bytes.count, end - at < 20, Self.isWordByte(bytes[end]) { end += 1 }
    guard end > at else { return unexpected("a value") }
    let range = SourceRange(at, end)
    return error(.unknownWord(source.text(of: range)), range)
  }

  private var isComment: Bool {
    at + 1 < bytes.count && bytes[at] == UInt8(ascii: "/")
      && (bytes[at + 1] == UInt8(ascii: "/") || bytes[at + 1] == UInt8(ascii: "*"))
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  private func missingDigits(after part: String, from start: Int) -> JSONSyntaxError {
    var end = at
    while end < bytes.count, end - at < 20, Self.isWordByte(bytes[end]) { end += 1 }
    if part == "-", end > at {
      let range = SourceRange(start, end)
      return error(.unknownWord(source.text(of: range)), range)
    }
    return error(.missingDigits(after: part), SourceRange(start, max(at, start + 1)))
  }

  private func loneSurrogate(from start: Int) -> JSONSyntaxError {
    let range = SourceRange(start, at)
    return error(.loneSurrogate(source.text(of: range)), range)
  }

  private func unexpectedEnd(_ expected: String) -> JSONSyntaxError {
    error(.unexpectedEnd(expected: expected), SourceRange(at: bytes.count))
  }

  private func unexpected(_ expected: String) -> JSONSyntaxError {
    if isComment { return error(.comment, SourceRange(at, at + 2)) }
    if bytes[at] == UInt8(ascii: "'") { return error(.singleQuote, SourceRange(at, at + 1)) }
    let length = StringScan.multibyteLength(bytes, at: at) ?? 1
    if bytes[at] >= 0x80, StringScan.multibyteLength(bytes, at: at) == nil {
      return error(.invalidUTF8, SourceRange(at, at + 1))
    }
    let range = SourceRange(at, at + length)
    return error(.unexpected(found: "'\(source.text(of: range))'", expected: expected), range)
  }

  private func error(
    _ reason: JSONSyntaxError.Reason, _ range: SourceRange
  ) -> JSONSyntaxError {
    JSONSyntaxError(reason, range, in: source)
  }
}

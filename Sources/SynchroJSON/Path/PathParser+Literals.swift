import SynchroText

/// Numbers and strings.
extension PathParser {
  /// An index or a part of a slice: `int`, within the exact range of I-JSON (RFC 9535, section
  /// 2.1).
  mutating func parseInteger() throws(JSONPathError) -> Int {
    let start = at
    _ = take("-")
    let digits = try parseDigits(from: start)
    let range = SourceRange(start, at)
    let text = source.text(of: range)
    if digits == 0 || (bytes[at - digits] == UInt8(ascii: "0") && text != "0") {
      throw error(.leadingZero(text), range)
    }
    let limit = 9_007_199_254_740_991
    guard let value = Int(text), (-limit...limit).contains(value) else {
      throw error(.integerOutOfRange(text), range)
    }
    return value
  }

  /// A number in a comparison: the grammar of JSON.
  mutating func parseNumber() throws(JSONPathError) -> JSONNumber {
    let start = at
    _ = take("-")
    let digits = try parseDigits(from: start)
    if digits > 1, bytes[at - digits] == UInt8(ascii: "0") {
      throw error(
        .leadingZero(source.text(of: SourceRange(start, at))), SourceRange(start, at))
    }
    if take(".") { _ = try parseDigits(from: start) }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if !take("-") { _ = take("+") }
      _ = try parseDigits(from: start)
    }
    let range = SourceRange(start, at)
    let text = source.text(of: range)
    guard let number = JSONNumber(text) else { throw error(.numberTooLarge(text), range) }
    return number
  }

  /// At least one digit; how many there were.
  private mutating func parseDigits(from start: Int) throws(JSONPathError) -> Int {
    let first = at
    while let byte = next, Self.isDigit(byte) { at += 1 }
    guard at > first else { throw unexpected("a digit") }
    return at - first
  }

  /// A quoted string, its quote being next.
  mutating func parseString() throws(JSONPathError) -> String {
    let start = at
    let quote = bytes[at]
    at += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case quote:
        at += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try parseEscape(quote: quote)
      case 0..<0x20: throw error(.controlCharacter(byte), SourceRange(at, at + 1))
      default:
        text.append(byte)
        at += 1
      }
    }
    throw error(.unclosedString, SourceRange(start, start + 1))
  }

  private mutating func parseEscape(quote: UInt8) throws(JSONPathError) -> [UInt8] {
    let start = at
    at += 1
    guard let byte = next else { throw unexpected("a character to escape") }
    at += 1
    switch byte {
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "/"), UInt8(ascii: "\\"), quote: return [byte]
    case UInt8(ascii: "u"): return try parseUnicodeEscape(from: start)
    default:
      let range = SourceRange(start, characterEnd(from: start + 1))
      throw error(.unknownEscape(source.text(of: range)), range)
    }
  }

  private mutating func parseUnicodeEscape(from start: Int) throws(JSONPathError) -> [UInt8] {
    let high = try parseUnit(from: start)
    var value = high
    if (0xD800...0xDFFF).contains(high) {
      guard high < 0xDC00, take("\\u") else {
        throw error(.loneSurrogate, SourceRange(start, at))
      }
      let low = try parseUnit(from: at - 2)
      guard (0xDC00...0xDFFF).contains(low) else {
        throw error(.loneSurrogate, SourceRange(start, start + 6))
      }
      value = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else {
      preconditionFailure("surrogates were joined or refused")
    }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func parseUnit(from start: Int) throws(JSONPathError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next?.hexDigitValue else {
        throw error(.shortUnicodeEscape, SourceRange(start, at))
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }

  private func characterEnd(from start: Int) -> Int {
    var end = start + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}

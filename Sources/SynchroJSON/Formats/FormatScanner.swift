/// Reads a short text byte by byte and throws a fault with the offset at which it went wrong.
struct FormatScanner {
  let bytes: [UInt8]
  private(set) var position: Int
  /// The first byte that is not to be read.
  let end: Int

  init(_ text: String) {
    bytes = Array(text.utf8)
    position = 0
    end = bytes.count
  }

  /// Reads only a part, so that offsets still count from the start of the whole.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  var isAtEnd: Bool { position >= end }
  var next: UInt8? { position < end ? bytes[position] : nil }

  mutating func skip(_ count: Int = 1) {
    position = min(end, position + count)
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// Takes a letter in either case.
  mutating func take(letter: UInt8) -> Bool {
    guard let byte = next, byte.lowercased == letter.lowercased else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8, _ what: String) throws(FormatFault) {
    guard take(byte) else { throw FormatFault(.expected(what), at: position) }
  }

  func expectEnd() throws(FormatFault) {
    guard isAtEnd else { throw FormatFault(.trailingText, at: position) }
  }

  /// Takes exactly `count` ASCII digits that lie within a range.
  mutating func number(
    digits count: Int, _ field: String, in allowed: ClosedRange<Int>
  ) throws(FormatFault) -> Int {
    let start = position
    var value = 0
    for _ in 0..<count {
      guard let byte = next, byte.isDigit else {
        throw FormatFault(.expected("\(count) digits for the \(field)"), at: start)
      }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      position += 1
    }
    guard allowed.contains(value) else {
      throw FormatFault(.outOfRange(field: field, value: value, allowed: allowed), at: start)
    }
    return value
  }

  /// Takes all that belong to a class and says how many there were.
  @discardableResult
  mutating func skip(while belongs: (UInt8) -> Bool) -> Int {
    let start = position
    while position < end, belongs(bytes[position]) { position += 1 }
    return position - start
  }

  /// The character at the cursor, for a message.
  var scalar: Unicode.Scalar {
    String(decoding: bytes[position..<min(end, position + 4)], as: UTF8.self).unicodeScalars.first
      ?? "\u{FFFD}"
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
  var isLetterOrDigit: Bool { isDigit || isLetter }
  var isHexDigit: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
  }
  var lowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}

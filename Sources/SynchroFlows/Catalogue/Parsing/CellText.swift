/// The characters of a cell, and how its alternatives are divided.
///
/// The document states no rule. In every cell a comma with nothing or a line break behind it divides
/// alternatives, and a comma with a space behind it divides what belongs together; a comma before
/// three digits belongs to a number, and one in brackets to a remark.
struct CellText {
  let scalars: [Unicode.Scalar]

  init(_ raw: String) {
    scalars = raw.unicodeScalars.map { Self.isDash($0) ? "-" : $0 }
  }

  /// The alternatives as ranges; one of the whole cell when nothing divides it.
  func alternatives() -> [Range<Int>] {
    divided(0..<scalars.count) { $0 == "," && !isSpace(at: $1 + 1) }
  }

  /// The parts of an alternative that belong together.
  func members(of range: Range<Int>) -> [Range<Int>] {
    divided(range) { $0 == "," && isSpace(at: $1 + 1) }
  }

  /// The lines of a range, where breaks divide alternatives; a comma may end a line.
  func lines(of range: Range<Int>) -> [Range<Int>] {
    let lines = divided(range) { scalar, _ in scalar == "\n" }
    return lines.dropLast().map { line in
      line.last.map { scalars[$0] == "," } == true ? line.dropLast(1) : line
    } + lines.suffix(1)
  }

  /// A range as words on one line.
  func words(of range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for scalar in scalars[range] {
      if Self.isSpace(scalar) {
        if let last = bytes.last, last != UInt8(ascii: " ") { bytes.append(UInt8(ascii: " ")) }
      } else if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    if bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: - Dividing

  private func divided(
    _ range: Range<Int>, at isDivider: (Unicode.Scalar, Int) -> Bool
  ) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    var depth = 0
    for index in range {
      let scalar = scalars[index]
      if scalar == "(" { depth += 1 }
      if scalar == ")" { depth -= 1 }
      guard depth == 0, isDivider(scalar, index), !isInNumber(index) else { continue }
      parts.append(start..<index)
      start = index + 1
    }
    parts.append(start..<range.upperBound)
    return parts.map(trimmed)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, Self.isSpace(scalars[low]) { low += 1 }
    while high > low, Self.isSpace(scalars[high - 1]) { high -= 1 }
    return low..<high
  }

  private func isSpace(at index: Int) -> Bool { index < scalars.count && scalars[index] == " " }

  /// Whether a comma divides the thousands of a number: a digit before it, three behind it.
  func isInNumber(_ index: Int) -> Bool {
    guard index > 0, scalars[index] == ",", isDigit(index - 1) else { return false }
    return (1...3).allSatisfy { isDigit(index + $0) } && !isDigit(index + 4)
  }

  private func isDigit(_ index: Int) -> Bool {
    index < scalars.count && ("0"..."9").contains(scalars[index])
  }

  /// The spaces and breaks that cells have. Asking for the Unicode property takes far longer.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" || scalar == "\u{A0}"
  }

  private static func isDash(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{2013}" || scalar == "\u{2014}" || scalar == "\u{2011}"
  }
}

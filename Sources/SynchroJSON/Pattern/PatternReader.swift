/// A cursor over the scalars of a pattern.
struct PatternReader {
  private let scalars: [Unicode.Scalar]
  /// How many scalars have been read.
  var offset = 0

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  var next: Unicode.Scalar? { peek(0) }

  func peek(_ distance: Int) -> Unicode.Scalar? {
    let index = offset + distance
    return index < scalars.count ? scalars[index] : nil
  }

  mutating func take() -> Unicode.Scalar? {
    guard let scalar = next else { return nil }
    offset += 1
    return scalar
  }

  /// Reads the scalar if it comes next.
  mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard next == wanted else { return false }
    offset += 1
    return true
  }

  /// Reads the word if it comes next, all of it or nothing.
  mutating func take(_ word: String) -> Bool {
    var index = offset
    for scalar in word.unicodeScalars {
      guard index < scalars.count, scalars[index] == scalar else { return false }
      index += 1
    }
    offset = index
    return true
  }

  /// Reads decimal digits; a number too large for any text stays at a number too large for any.
  mutating func takeDecimal() -> Int? {
    guard let first = next, first.isDigit else { return nil }
    var value = 0
    while let digit = next, digit.isDigit {
      value = min(value * 10 + Int(digit.value - 0x30), Self.countLimit)
      offset += 1
    }
    return value
  }

  /// Reads exactly so many hexadecimal digits, or nothing.
  mutating func takeHex(_ count: Int) -> UInt32? {
    var value: UInt32 = 0
    for distance in 0..<count {
      guard let digit = peek(distance)?.hexValue else { return nil }
      value = value << 4 | digit
    }
    offset += count
    return value
  }

  /// No text has this many characters, so a larger count means the same.
  static let countLimit = Int(Int32.max)

  /// A quantifier in braces, its opening brace being next.
  mutating func takeBraces() throws(PatternError) -> PatternRepetition {
    let start = offset
    offset += 1
    guard let minimum = takeDecimal() else { throw PatternError(.badQuantifier, at: start) }
    var repetition = PatternRepetition(minimum: minimum, maximum: minimum)
    if take(",") { repetition.maximum = takeDecimal() }
    guard take("}") else { throw PatternError(.badQuantifier, at: start) }
    if let maximum = repetition.maximum, maximum < minimum {
      throw PatternError(.quantifierOutOfOrder, at: start)
    }
    return repetition
  }
}

extension Unicode.Scalar {
  var isDigit: Bool { ("0"..."9").contains(self) }

  var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

  var hexValue: UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f": value - 0x61 + 10
    case "A"..."F": value - 0x41 + 10
    default: nil
    }
  }
}

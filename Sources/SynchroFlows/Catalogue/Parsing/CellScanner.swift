/// Reads an alternative of a cell from left to right.
struct CellScanner {
  private let text: CellText
  private(set) var index: Int
  private let end: Int
  /// Longer numbers are no bounds of anything, and would not fit.
  private static let digitLimit = 12

  init(_ text: CellText, _ range: Range<Int>) {
    self.text = text
    index = range.lowerBound
    end = range.upperBound
  }

  /// Whether nothing but spaces is left.
  var isAtEnd: Bool {
    var index = index
    while index < end, CellText.isSpace(text.scalars[index]) { index += 1 }
    return index == end
  }

  /// The words that are left.
  var rest: String { text.words(of: index..<end) }

  // MARK: - Words

  /// Takes a word if it stands next, in any case of its letters.
  mutating func take(_ word: String) -> Bool {
    let start = index
    skipSpaces()
    for scalar in word.unicodeScalars {
      guard index < end, Self.lowered(text.scalars[index]) == Self.lowered(scalar) else {
        index = start
        return false
      }
      index += 1
    }
    return true
  }

  mutating func expect(_ word: String) throws(CellFault) {
    guard take(word) else { throw fault("'\(word)'") }
  }

  mutating func expectEnd() throws(CellFault) {
    guard isAtEnd else { throw fault("nothing more") }
  }

  /// The words up to a mark, which is taken too; nil when it does not follow.
  mutating func words(before mark: Unicode.Scalar) -> String? {
    guard let place = text.scalars[index..<end].firstIndex(of: mark) else { return nil }
    defer { index = place + 1 }
    return text.words(of: index..<place)
  }

  /// Everything that is left but a remark in brackets at the end.
  mutating func remainder() -> (words: String, note: String?) {
    defer { index = end }
    guard let open = text.scalars[index..<end].firstIndex(of: "("), text.scalars[end - 1] == ")"
    else { return (rest, nil) }
    return (text.words(of: index..<open), text.words(of: open + 1..<end - 1))
  }

  /// A remark in brackets, when one follows.
  mutating func note() throws(CellFault) -> String? {
    guard take("(") else { return nil }
    guard let words = words(before: ")") else { throw fault("')'") }
    return words
  }

  /// One of the words that a table knows: the first that fits.
  mutating func word<Value>(
    of table: [(String, Value)], wanted: String
  ) throws(CellFault) -> Value {
    for (word, value) in table where take(word) { return value }
    throw fault(wanted)
  }

  // MARK: - Numbers

  /// A whole number; commas may divide its thousands.
  mutating func integer() throws(CellFault) -> Int {
    guard let value = optionalInteger() else { throw fault("a number") }
    return value
  }

  mutating func optionalInteger() -> Int? {
    skipSpaces()
    var digits = ""
    var place = index
    while place < end {
      let scalar = text.scalars[place]
      if ("0"..."9").contains(scalar) {
        digits.unicodeScalars.append(scalar)
      } else if !text.isInNumber(place) {
        break
      }
      place += 1
    }
    guard digits.utf8.count <= Self.digitLimit, let value = Int(digits) else { return nil }
    index = place
    return value
  }

  /// A number with at most two decimals, in hundredths.
  mutating func hundredths() throws(CellFault) -> Int {
    let whole = try integer()
    guard index < end, text.scalars[index] == "." else { return whole * 100 }
    index += 1
    let start = index
    // A space behind the point would count as a decimal: `99. 5` is not 99.05.
    guard index < end, ("0"..."9").contains(text.scalars[index]), let decimals = optionalInteger()
    else { throw fault("decimals") }
    switch index - start {
    case 1: return whole * 100 + decimals * 10
    case 2: return whole * 100 + decimals
    default:
      index = start
      throw fault("one or two decimals")
    }
  }

  /// `4-6` or `4`.
  mutating func range() throws(CellFault) -> ClosedRange<Int> {
    let low = try integer()
    let start = index
    guard take("-") else { return low...low }
    let high = try integer()
    guard high >= low else {
      index = start
      throw fault("a range from low to high")
    }
    return low...high
  }

  // MARK: - Faults

  func fault(_ expected: String) -> CellFault {
    var start = index
    while start < end, CellText.isSpace(text.scalars[start]) { start += 1 }
    var stop = start
    while stop < end, stop - start < 24, !CellText.isSpace(text.scalars[stop]) { stop += 1 }
    return CellFault(column: start + 1, expected: expected, found: text.words(of: start..<stop))
  }

  private mutating func skipSpaces() {
    while index < end, CellText.isSpace(text.scalars[index]) { index += 1 }
  }

  private static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
  }
}

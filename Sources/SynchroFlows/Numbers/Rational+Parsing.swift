extension Rational {
  /// Reads a number as people write it in a plan: `25`, `0.025`, `1.76e-6`, `25/1000`, `2.5 %`, and
  /// products of these, such as `25/1000 * 1/1000`.
  public init(parsing text: String) throws(RationalError) {
    var scanner = NumberScanner(text)
    var value = try scanner.fraction()
    while scanner.skip("*") { value = try value * scanner.fraction() }
    guard scanner.isAtEnd else { throw scanner.fault }
    self = value
  }
}

/// Walks over the letters of a number.
private struct NumberScanner {
  /// Longer than every number that fits.
  private static let longest = 200
  /// Powers of ten beyond these do not fit either.
  private static let exponents = -38...38

  private let text: String
  private var rest: Substring.UTF8View

  init(_ text: String) {
    self.text = text
    rest = text.utf8.prefix(Self.longest + 1)
  }

  var fault: RationalError {
    let head = String(text.unicodeScalars.prefix(40))
    return .notANumber(head == text ? text : head + "…")
  }

  var isAtEnd: Bool {
    rest.allSatisfy { $0 == UInt8(ascii: " ") } && text.utf8.count <= Self.longest
  }

  /// Passes over a sign, and the spaces before it.
  mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    let trimmed = rest.drop { $0 == UInt8(ascii: " ") }
    guard trimmed.first == UInt8(ascii: sign) else { return false }
    rest = trimmed.dropFirst()
    return true
  }

  /// `25/1000`, `2.5 %`.
  mutating func fraction() throws(RationalError) -> Rational {
    let isNegative = skip("-")
    var value = try decimal()
    if skip("/") { value = try value / decimal() }
    if skip("%") { value = try value / Rational(100) }
    return isNegative ? try Rational.zero - value : value
  }

  /// `0.025`, `1.76e-6`.
  private mutating func decimal() throws(RationalError) -> Rational {
    rest = rest.drop { $0 == UInt8(ascii: " ") }
    var digits: Int128 = 0
    var places = 0
    var count = try scanDigits(into: &digits)
    guard count > 0 else { throw fault }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      places = try scanDigits(into: &digits)
      guard places > 0 else { throw fault }
    }
    var exponent = -places
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      let isNegative = rest.first == UInt8(ascii: "-")
      if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      var power: Int128 = 0
      count = try scanDigits(into: &power)
      guard count > 0 else { throw fault }
      guard power <= 1000 else { throw .overflow }
      exponent += isNegative ? -Int(power) : Int(power)
    }
    return try Self.scale(digits, by: exponent)
  }

  private static func scale(_ digits: Int128, by exponent: Int) throws(RationalError) -> Rational {
    if digits == 0 { return .zero }
    guard exponents.contains(exponent) else { throw .overflow }
    let power = (0..<abs(exponent)).reduce(Int128(1)) { value, _ in value * 10 }
    return exponent < 0
      ? try Rational(digits, over: power)
      : try Rational(digits, over: 1) * Rational(power, over: 1)
  }

  private mutating func scanDigits(into value: inout Int128) throws(RationalError) -> Int {
    var count = 0
    while let byte = rest.first, byte &- UInt8(ascii: "0") < 10 {
      let (tens, isBeyond) = value.multipliedReportingOverflow(by: 10)
      let (sum, isTooLong) = tens.addingReportingOverflow(Int128(byte &- UInt8(ascii: "0")))
      guard !isBeyond, !isTooLong else { throw .overflow }
      value = sum
      rest = rest.dropFirst()
      count += 1
    }
    return count
  }
}

/// An exact fraction: what is computed with it is right to the last digit, or an error.
///
/// Numerator and denominator are kept in lowest terms in 128 bits; a result that needs more throws
/// ``RationalError/overflow``. Nothing is ever rounded on the way.
public struct Rational: Sendable, Hashable {
  /// The part above the line; it carries the sign.
  public let numerator: Int128
  /// The part below the line; always positive.
  public let denominator: Int128

  /// Zero.
  public static let zero = Rational(0)
  /// One.
  public static let one = Rational(1)

  /// A whole number.
  public init(_ whole: Int) {
    numerator = Int128(whole)
    denominator = 1
  }

  /// A fraction, brought to lowest terms.
  public init(_ numerator: Int128, over denominator: Int128) throws(RationalError) {
    guard denominator != 0 else { throw .divisionByZero }
    // The lowest value has no counterpart of the other sign.
    guard numerator != .min, denominator != .min else { throw .overflow }
    let divisor = Self.commonDivisor(numerator, denominator)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.init(lowest: sign * (numerator / divisor), over: sign * (denominator / divisor))
  }

  /// A fraction that is in lowest terms already.
  private init(lowest numerator: Int128, over denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Whether it is less than zero.
  public var isNegative: Bool { numerator < 0 }
  /// Whether nothing stands behind the point.
  public var isWhole: Bool { denominator == 1 }
  /// The value as an `Int`, when it is whole and fits.
  public var int: Int? { isWhole ? Int(exactly: numerator) : nil }
  /// The nearest floating-point number: for pictures and guesses, never for sums.
  public var approximate: Double { Double(numerator) / Double(denominator) }

  private static func commonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
    var (greater, smaller) = (left.magnitude, right.magnitude)
    while smaller != 0 { (greater, smaller) = (smaller, greater % smaller) }
    // Both are below the lowest value's magnitude, and one of them is not zero.
    return Int128(greater)
  }
}

// MARK: - Arithmetic

extension Rational {
  /// The sum.
  public static func + (left: Rational, right: Rational) throws(RationalError) -> Rational {
    if left.denominator == 1, right.denominator == 1 {
      let (sum, isBeyond) = left.numerator.addingReportingOverflow(right.numerator)
      guard !isBeyond, sum != .min else { throw .overflow }
      return Rational(lowest: sum, over: 1)
    }
    let shared = commonDivisor(left.denominator, right.denominator)
    let leftScale = right.denominator / shared
    let rightScale = left.denominator / shared
    let (sum, isBeyond) = try multiply(left.numerator, leftScale)
      .addingReportingOverflow(multiply(right.numerator, rightScale))
    guard !isBeyond else { throw .overflow }
    return try Rational(sum, over: multiply(left.denominator, leftScale))
  }

  /// The difference.
  public static func - (left: Rational, right: Rational) throws(RationalError) -> Rational {
    try left + Rational(lowest: -right.numerator, over: right.denominator)
  }

  /// The product.
  public static func * (left: Rational, right: Rational) throws(RationalError) -> Rational {
    guard left.numerator != 0, right.numerator != 0 else { return .zero }
    // What can be cancelled crosswise is, so that only a result that is too long overflows.
    let first = commonDivisor(left.numerator, right.denominator)
    let second = commonDivisor(right.numerator, left.denominator)
    return Rational(
      lowest: try multiply(left.numerator / first, right.numerator / second),
      over: try multiply(left.denominator / second, right.denominator / first))
  }

  /// The quotient.
  public static func / (left: Rational, right: Rational) throws(RationalError) -> Rational {
    guard right.numerator != 0 else { throw .divisionByZero }
    let sign: Int128 = right.isNegative ? -1 : 1
    return try left
      * Rational(lowest: sign * right.denominator, over: sign * right.numerator)
  }

  /// The sum of many.
  public static func sum(
    _ values: some Sequence<Rational>
  ) throws(RationalError) -> Rational {
    var total = Rational.zero
    for value in values { total = try total + value }
    return total
  }

  private static func multiply(_ left: Int128, _ right: Int128) throws(RationalError) -> Int128 {
    let (product, isBeyond) = left.multipliedReportingOverflow(by: right)
    guard !isBeyond, product != .min else { throw .overflow }
    return product
  }
}

extension Rational: Comparable {
  /// Whether the first value is the smaller; exact for all values.
  public static func < (left: Rational, right: Rational) -> Bool {
    let (leftHigh, leftLow) = left.numerator.multipliedFullWidth(by: right.denominator)
    let (rightHigh, rightLow) = right.numerator.multipliedFullWidth(by: left.denominator)
    return leftHigh == rightHigh ? leftLow < rightLow : leftHigh < rightHigh
  }
}

/// A number as it was written, compared by its exact value: `1`, `1.0` and `10e-1` are equal, and
/// no decimal ever passes through a floating-point type.
public struct JSONNumber: Sendable {
  /// The characters as written.
  public let lexeme: String

  /// Takes a number's text; nil when it does not follow the grammar of RFC 8259, section 6, or is
  /// beyond the standard limits of length and exponent.
  public init?(_ lexeme: String) {
    guard
      lexeme.utf8.first.map({ $0 == UInt8(ascii: "-") || $0 &- UInt8(ascii: "0") < 10 }) == true,
      let last = lexeme.utf8.last, last &- UInt8(ascii: "0") < 10,
      (try? JSONDocument(parsing: lexeme)) != nil
    else { return nil }
    self.lexeme = lexeme
  }

  /// A whole number.
  public init(_ integer: Int) {
    lexeme = String(integer)
  }

  /// A number that the parser has accepted.
  init(checked lexeme: String) {
    self.lexeme = lexeme
  }

  /// Whether the value is whole, however it was written: `2.0` and `1e3` are.
  public var isInteger: Bool { decimal.isInteger }

  /// The value as an `Int`, when it is whole and fits.
  public var int: Int? { Int(lexeme) ?? decimal.int }

  /// Whether the value is `divisor` times a whole number. Nothing is a multiple of zero but zero.
  public func isMultiple(of divisor: JSONNumber) -> Bool {
    if let value = Int(lexeme), let by = Int(divisor.lexeme), by != 0, by != -1 {
      return value % by == 0
    }
    return decimal.isMultiple(of: divisor.decimal)
  }

  /// The exact value.
  var decimal: JSONDecimal { JSONDecimal(lexeme) }
}

extension JSONNumber: Comparable, Hashable {
  /// Whether both have the same value.
  public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    left.lexeme == right.lexeme || left.decimal == right.decimal
  }

  /// Whether the first value is the smaller.
  public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
    if let left = Int(left.lexeme), let right = Int(right.lexeme) { return left < right }
    return left.decimal < right.decimal
  }

  /// Feeds the value, so that equal numbers hash alike however they are written.
  public func hash(into hasher: inout Hasher) {
    decimal.hash(into: &hasher)
  }
}

extension JSONNumber: CustomStringConvertible {
  /// The characters as written.
  public var description: String { lexeme }
}

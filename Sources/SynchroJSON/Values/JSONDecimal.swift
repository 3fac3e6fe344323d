/// An exact decimal: sign, digits without needless zeros, and a power of ten.
struct JSONDecimal: Hashable {
  /// False for zero, which has no sign: `-0` equals `0`.
  let isNegative: Bool
  /// The digits, each 0 to 9, without leading or trailing zeros; empty for zero.
  let digits: [UInt8]
  /// The power of ten of the last digit; 0 for zero.
  let exponent: Int

  /// Reads a lexeme that the parser has accepted.
  init(_ lexeme: String) {
    var digits: [UInt8] = []
    var exponent = 0
    var isNegative = false
    var seenPoint = false
    var iterator = lexeme.utf8.makeIterator()
    scan: while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        exponent += Self.exponent(&iterator)
        break scan
      default:
        if !(digits.isEmpty && byte == UInt8(ascii: "0")) {
          digits.append(byte - UInt8(ascii: "0"))
        }
        if seenPoint { exponent -= 1 }
      }
    }
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    self.isNegative = isNegative && !digits.isEmpty
    self.digits = digits
    self.exponent = digits.isEmpty ? 0 : exponent
  }

  /// The rest of a lexeme as an exponent; the parser's limits keep it far from overflow.
  private static func exponent(_ iterator: inout String.UTF8View.Iterator) -> Int {
    var value = 0
    var isNegative = false
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "+"): break
      default: value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
    }
    return isNegative ? -value : value
  }

  var isInteger: Bool { exponent >= 0 }

  var int: Int? {
    guard isInteger, digits.count + exponent <= 19 else { return nil }
    var value = 0
    for digit in digits + Array(repeating: 0, count: exponent) {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let step = isNegative ? -Int(digit) : Int(digit)
      let (sum, carry) = tens.addingReportingOverflow(step)
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }

  /// Whether this is a whole multiple of `divisor`.
  ///
  /// With both written as digits times a power of ten, a surplus of tens on the divisor's side can
  /// never divide digits that do not end in zero, so only a surplus on this side needs arithmetic.
  /// Of that surplus only as many tens matter as the divisor can have factors 2 or 5.
  func isMultiple(of divisor: JSONDecimal) -> Bool {
    guard !digits.isEmpty else { return true }
    guard !divisor.digits.isEmpty else { return false }
    let surplus = exponent - divisor.exponent
    guard surplus >= 0 else { return false }
    let tens = min(surplus, divisor.digits.count * 4)
    return Self.isDivisible(digits + Array(repeating: 0, count: tens), by: divisor.digits)
  }

  /// Long division, digit by digit, keeping the remainder only.
  private static func isDivisible(_ digits: [UInt8], by divisor: [UInt8]) -> Bool {
    if divisor.count <= 18 {
      let modulus = divisor.reduce(0) { $0 * 10 + UInt64($1) }
      // The remainder is below 10^18, so ten times it plus a digit fits in 64 bits.
      return digits.reduce(0) { ($0 * 10 + UInt64($1)) % modulus } == 0
    }
    var remainder: [UInt8] = []
    for digit in digits {
      if !(remainder.isEmpty && digit == 0) { remainder.append(digit) }
      while isAtLeast(remainder, divisor) { subtract(divisor, from: &remainder) }
    }
    return remainder.isEmpty
  }

  private static func isAtLeast(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    if left.count != right.count { return left.count > right.count }
    for (left, right) in zip(left, right) where left != right { return left > right }
    return true
  }

  private static func subtract(_ right: [UInt8], from left: inout [UInt8]) {
    var borrow: Int8 = 0
    for offset in 1...left.count {
      let place = left.count - offset
      let other = offset <= right.count ? Int8(right[right.count - offset]) : 0
      var digit = Int8(left[place]) - other - borrow
      borrow = digit < 0 ? 1 : 0
      if digit < 0 { digit += 10 }
      left[place] = UInt8(digit)
    }
    left.removeFirst(left.firstIndex { $0 != 0 } ?? left.count)
  }
}

extension JSONDecimal: Comparable {
  static func < (left: JSONDecimal, right: JSONDecimal) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative
      ? magnitudeIsSmaller(right, left) : magnitudeIsSmaller(left, right)
  }

  private static func magnitudeIsSmaller(_ left: JSONDecimal, _ right: JSONDecimal) -> Bool {
    if left.digits.isEmpty || right.digits.isEmpty {
      return left.digits.isEmpty && !right.digits.isEmpty
    }
    // The power of ten of the first digit decides, then the digits, then their number.
    let leftTop = left.digits.count + left.exponent
    let rightTop = right.digits.count + right.exponent
    if leftTop != rightTop { return leftTop < rightTop }
    return left.digits.lexicographicallyPrecedes(right.digits)
  }
}

extension JSONDecimal {
  /// The one way to write each value: plain up to 21 digits, else with an exponent, as ECMAScript
  /// and RFC 8785 lay numbers out, but never rounded.
  var canonical: String {
    guard !digits.isEmpty else { return "0" }
    let text = digits.map { String($0) }.joined()
    let top = digits.count + exponent
    let sign = isNegative ? "-" : ""
    if exponent >= 0, top <= 21 { return sign + text + String(repeating: "0", count: exponent) }
    if top > 0, top <= 21 {
      return sign + text.prefix(top) + "." + text.dropFirst(top)
    }
    if top > -6, top <= 0 { return sign + "0." + String(repeating: "0", count: -top) + text }
    let fraction = digits.count > 1 ? "." + text.dropFirst() : ""
    return sign + text.prefix(1) + fraction + "e" + (top > 0 ? "+" : "") + String(top - 1)
  }
}

extension Rational: CustomStringConvertible {
  /// The exact value: `8.431075` where it ends, else the fraction `19/10800000`.
  public var description: String { decimal ?? "\(numerator)/\(denominator)" }

  /// The exact value with a decimal point; nil when its digits never end.
  public var decimal: String? {
    var rest = denominator
    var (twos, fives) = (0, 0)
    while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
    while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
    return rest == 1 ? fixed(max(twos, fives)) : nil
  }

  /// With so many digits behind the point; halves are rounded away from zero.
  public func fixed(_ places: Int) -> String {
    let places = max(places, 0)
    let digits = Expansion(self, places: places + 1).rounded(to: places)
    return (digits.isZero ? "" : sign) + digits.text(places: places)
  }

  /// With so many digits that count, as printed tables have them: `1982`, `8.43`, `1.76e-6`.
  ///
  /// Halves are rounded away from zero; noughts at the end stay, for they were computed.
  public func rounded(_ significant: Int) -> String {
    let wanted = max(significant, 1)
    // A denominator has at most 39 digits, and so many noughts can stand behind the point.
    let exact = Expansion(self, places: 40 + wanted)
    guard let top = exact.top else { return "0" }
    let digits = exact.rounded(to: wanted - 1 - top)
    // 9.99 becomes 10.0, whose first digit stands one place further left.
    let grown = digits.top ?? top
    if grown < -4 { return sign + digits.scientific(wanted, top: grown) }
    return sign + digits.text(places: max(wanted - 1 - grown, 0))
  }

  /// A number as printed, with spaces between thousands from five digits on: `16 711.75375`.
  public static func grouped(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, whole.utf8.count >= 5,
      whole.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else { return text }
    var spaced = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { spaced += " " }
      spaced.append(digit)
    }
    return sign + ([spaced] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }

  private var sign: String { isNegative ? "-" : "" }
}

/// The decimal digits of a value without its sign, by long division.
private struct Expansion {
  /// Those before the point, then those behind it.
  private var digits: [UInt8]
  /// How many stand before the point; at least one.
  private var whole: Int

  init(_ value: Rational, places: Int) {
    let divisor = value.denominator.magnitude
    var (quotient, rest) = value.numerator.magnitude.quotientAndRemainder(dividingBy: divisor)
    digits = []
    repeat {
      digits.append(UInt8(quotient % 10))
      quotient /= 10
    } while quotient > 0
    digits.reverse()
    whole = digits.count
    for _ in 0..<places {
      // Ten times the rest may need more than 128 bits; the digit never does.
      let (digit, left) = divisor.dividingFullWidth(rest.multipliedFullWidth(by: 10))
      digits.append(UInt8(digit))
      rest = left
    }
  }

  var isZero: Bool { digits.allSatisfy { $0 == 0 } }

  /// The power of ten of the first digit that is not nought.
  var top: Int? { digits.firstIndex { $0 != 0 }.map { whole - 1 - $0 } }

  /// Rounded to so many places behind the point, or before it when negative.
  func rounded(to places: Int) -> Expansion {
    var result = self
    let kept = whole + places
    guard kept < digits.count else { return result }
    let isUp = kept >= 0 && digits[kept] >= 5
    for index in max(kept, 0)..<digits.count { result.digits[index] = 0 }
    guard isUp else { return result }
    var index = kept - 1
    while index >= 0, result.digits[index] == 9 {
      result.digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      result.digits[index] += 1
    } else {
      result.digits.insert(1, at: 0)
      result.whole += 1
    }
    return result
  }

  func text(places: Int) -> String {
    let before = Self.text(digits[..<whole])
    return places == 0 ? before : before + "." + Self.text(digits[whole..<(whole + places)])
  }

  /// `1.76e-6`: so many digits and the power of ten of the first.
  func scientific(_ count: Int, top: Int) -> String {
    let first = whole - 1 - top
    let rest = digits[(first + 1)..<(first + count)]
    return "\(digits[first])" + (rest.isEmpty ? "" : "." + Self.text(rest)) + "e\(top)"
  }

  private static func text(_ digits: some Sequence<UInt8>) -> String {
    String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }
}

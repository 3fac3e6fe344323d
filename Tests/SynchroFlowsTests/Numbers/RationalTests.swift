import SynchroFlows
import Testing

@Suite struct RationalTests {
  @Test(arguments: [
    ("25", "25"), ("0.025", "0.025"), ("25/1000", "0.025"), ("2.5 %", "0.025"), ("17.4%", "0.174"),
    ("25/1000*1/1000", "0.000025"), (" 1/1000 * 50/1000 ", "0.00005"), ("-1/3", "-1/3"),
    ("1.76e-6", "0.00000176"), ("1E+3", "1000"), ("1000000000000", "1000000000000"),
    ("0/7", "0"), ("0.10", "0.1"), ("-0", "0"), ("6/4", "1.5"), ("0e99", "0"),
  ])
  func `a number is read exactly`(text: String, value: String) throws {
    #expect(try Rational(parsing: text).description == value)
  }

  @Test(arguments: [
    "", " ", "x", "25 per 1000", "1//2", "1/", "/2", ".5", "5.", "1e", "--1", "1,5", "１", "1 2",
    "1*", "%", "0x10", "NaN", String(repeating: "0", count: 300),
  ])
  func `what is no number is refused with the forms that are`(text: String) {
    let error = #expect(throws: RationalError.self) { try Rational(parsing: text) }
    guard case .notANumber = error else {
      Issue.record("'\(text)' gave \(String(describing: error))")
      return
    }
    #expect(error?.description.contains("25/1000") == true)
  }

  @Test(arguments: [
    "1e39", "1e999999999", "1e-39", "999999999999999999999999999999999999999999",
    "1e38*1e38", "1e-38*1e-38", "1e99999999999999999999999999999999999999999999",
  ])
  func `a number that does not fit is refused, not rounded`(text: String) {
    #expect(throws: RationalError.overflow) { try Rational(parsing: text) }
  }

  @Test func `division by zero is an error everywhere`() throws {
    #expect(throws: RationalError.divisionByZero) { try Rational(parsing: "1/0") }
    #expect(throws: RationalError.divisionByZero) { try Rational(1, over: 0) }
    #expect(throws: RationalError.divisionByZero) { try Rational.one / .zero }
  }

  @Test func `the four operations are exact`() throws {
    let third = try Rational(1, over: 3)
    let sixth = try Rational(-1, over: -6)
    #expect(try third + sixth == Rational(1, over: 2))
    #expect(try third - sixth == sixth)
    #expect(try third * sixth == Rational(1, over: 18))
    #expect(try sixth / third == Rational(parsing: "0.5"))
    #expect(try Rational.sum([third, third, third]) == .one)
    #expect(try third / Rational(parsing: "-2") == Rational(-1, over: 6))
  }

  @Test func `large values cancel before they overflow, and throw when they cannot`() throws {
    let huge = try Rational(parsing: "1e38")
    #expect(try huge * Rational(parsing: "1e-38") == .one)
    #expect(throws: RationalError.overflow) { try huge * huge }
    #expect(throws: RationalError.overflow) { try huge + huge }
    let left = try Rational(1, over: 99_999_999_999_999_999_999_999)
    let right = try Rational(1, over: 99_999_999_999_999_999_999_998)
    #expect(throws: RationalError.overflow) { try left + right }
    #expect(throws: RationalError.overflow) { try Rational(.min, over: 1) }
  }

  @Test func `order is exact where products would overflow`() throws {
    let left = try Rational(Int128.max, over: Int128.max - 1)
    let right = try Rational(Int128.max - 1, over: Int128.max - 2)
    #expect(left < right)
    #expect(!(right < left))
    #expect(try Rational(-1, over: 2) < .zero)
  }

  @Test(arguments: [
    ("19/10800000", 3, "1.76e-6"), ("337243/3456000000", 4, "9.758e-5"), ("8.431075", 3, "8.43"),
    ("16711.75375", 5, "16712"), ("16711.75375", 2, "17000"), ("9.996", 3, "10.0"),
    ("99.96", 3, "100"), ("0.000099996", 4, "0.0001000"), ("0.00012345", 3, "0.000123"),
    ("-2/3", 3, "-0.667"), ("0", 3, "0"), ("2.5", 1, "3"), ("0.152", 3, "0.152"), ("25", 2, "25"),
    ("1e38", 2, "10" + String(repeating: "0", count: 37)), ("1e-38", 2, "1.0e-38"),
  ])
  func `a value is rounded to the digits that count`(text: String, digits: Int, rounded: String)
    throws
  {
    #expect(try Rational(parsing: text).rounded(digits) == rounded)
  }

  @Test(arguments: [
    ("1.005", 2, "1.01"), ("2/3", 4, "0.6667"), ("-0.001", 2, "0.00"), ("999.999", 2, "1000.00"),
    ("7", 0, "7"), ("1/3", 40, "0." + String(repeating: "3", count: 40)),
  ])
  func `a value is rounded to places behind the point`(text: String, places: Int, fixed: String)
    throws
  {
    #expect(try Rational(parsing: text).fixed(places) == fixed)
  }

  @Test(arguments: [
    ("16711.75375", "16 711.75375"), ("1982", "1982"), ("-1234567", "-1 234 567"),
    ("1.76e-6", "1.76e-6"), ("10000", "10 000"), ("19/10800000", "19/10800000"),
  ])
  func `thousands are parted from five digits on`(text: String, grouped: String) {
    #expect(Rational.grouped(text) == grouped)
  }
}

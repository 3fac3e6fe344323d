extension CivilTime {
  /// Reads an RFC 3339 `date-time`, strictly: `T` and `Z` in either case, no space for `T`, a leap
  /// second only where one can be.
  public init(rfc3339 text: some StringProtocol) throws(TimestampError) {
    try self.init(rfc3339: Array(text.utf8))
  }

  /// Reads an RFC 3339 `date-time` from bytes.
  public init(rfc3339 bytes: [UInt8]) throws(TimestampError) {
    var reader = Reader(bytes: bytes)
    let date = try reader.date()
    try reader.skip("Tt", as: "'T'")
    let secondOffset = reader.offset + 6
    let time = try reader.time()
    let fraction = try reader.fraction()
    let offset = try reader.utcOffset()
    guard reader.isAtEnd else { throw .trailingText(offset: reader.offset) }
    self.init(
      date: date, time: time, nanoseconds: fraction.nanoseconds, fractionDigits: fraction.digits,
      offset: offset)
    guard !isLeapSecond || isLeapSecondAllowed else {
      throw .misplacedLeapSecond(offset: secondOffset)
    }
  }

  /// RFC 3339, section 5.7: second 60 comes "at the end of months in which a leap second occurs".
  /// That is judged in UTC; which months had one is announced half a year ahead, so it is not
  /// judged.
  private var isLeapSecondAllowed: Bool {
    let utc = CivilTime(timestamp)
    return utc.hour == 23 && utc.minute == 59
      && utc.day == GregorianCalendar.daysIn(month: utc.month, of: utc.year)
  }
}

/// Takes the parts of RFC 3339, section 5.6, from the front of a text.
private struct Reader {
  let bytes: [UInt8]
  var offset = 0

  var isAtEnd: Bool { offset == bytes.count }

  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func date() throws(TimestampError) -> (year: Int, month: Int, day: Int) {
    let year = try number(.year, digits: 4, in: 0...9999)
    try skip("-", as: "'-'")
    let month = try number(.month, digits: 2, in: 1...12)
    try skip("-", as: "'-'")
    let days = GregorianCalendar.daysIn(month: month, of: year)
    return (year, month, try number(.day, digits: 2, in: 1...days))
  }

  mutating func time() throws(TimestampError) -> (hour: Int, minute: Int, second: Int) {
    let hour = try number(.hour, digits: 2, in: 0...23)
    try skip(":", as: "':'")
    let minute = try number(.minute, digits: 2, in: 0...59)
    try skip(":", as: "':'")
    return (hour, minute, try number(.second, digits: 2, in: 0...60))
  }

  mutating func fraction() throws(TimestampError) -> (nanoseconds: UInt32, digits: Int) {
    guard current == UInt8(ascii: ".") else { return (0, 0) }
    offset += 1
    var value: UInt32 = 0
    var digits = 0
    while let digit = takeDigit() {
      if digits < 9 {
        value = value * 10 + UInt32(digit)
        digits += 1
      } else if digit != 0 {
        throw .finerThanNanoseconds(offset: offset - 1)
      }
    }
    guard digits > 0 else { throw .expected("a digit", offset: offset) }
    for _ in digits..<9 { value *= 10 }
    return (value, digits)
  }

  mutating func utcOffset() throws(TimestampError) -> UTCOffset {
    guard let sign = current, "+-Zz".utf8.contains(sign) else {
      throw .expected("'Z', '+' or '-'", offset: offset)
    }
    offset += 1
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return .utc }
    let hours = try number(.offsetHour, digits: 2, in: 0...23)
    try skip(":", as: "':'")
    let minutes = hours * 60 + (try number(.offsetMinute, digits: 2, in: 0...59))
    guard sign == UInt8(ascii: "-") else { return UTCOffset(unchecked: minutes) }
    return minutes == 0 ? .unknown : UTCOffset(unchecked: -minutes)
  }

  mutating func skip(_ accepted: StaticString, as name: String) throws(TimestampError) {
    guard let current, accepted.description.utf8.contains(current) else {
      throw .expected(name, offset: offset)
    }
    offset += 1
  }

  private mutating func number(
    _ part: TimestampError.Part, digits: Int, in range: ClosedRange<Int>
  ) throws(TimestampError) -> Int {
    let start = offset
    var value = 0
    for _ in 0..<digits {
      guard let digit = takeDigit() else { throw .expected("a digit", offset: offset) }
      value = value * 10 + digit
    }
    guard range.contains(value) else { throw .outOfRange(part, offset: start) }
    return value
  }

  private mutating func takeDigit() -> Int? {
    guard let current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(current) else { return nil }
    offset += 1
    return Int(current - UInt8(ascii: "0"))
  }
}

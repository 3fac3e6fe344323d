import SynchroTestSupport
import SynchroTiming
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z"),
    ("1985-04-12T23:20:50.52Z", 482_196_050, 520_000_000, "1985-04-12T23:20:50.52Z"),
    ("1996-12-19T16:39:57-08:00", 851_042_397, 0, "1996-12-20T00:39:57Z"),
    ("1937-01-01T12:00:27.87+00:20", -1_041_337_173, 870_000_000, "1937-01-01T11:40:27.87Z"),
    ("2000-02-29t00:00:00z", 951_782_400, 0, "2000-02-29T00:00:00Z"),
    ("1969-12-31T23:59:59.999999999Z", -1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
    ("2026-04-01T10:00:00.100000000000Z", 1_775_037_600, 100_000_000, "2026-04-01T10:00:00.1Z"),
    ("0000-01-01T00:00:00+23:59", -62_167_305_540, 0, "-0001-12-31T00:01:00Z"),
    ("9999-12-31T23:59:59-23:59", 253_402_387_139, 0, "+10000-01-01T23:58:59Z"),
  ])
  func `a date-time means one moment`(
    text: String, seconds: Int64, nanoseconds: UInt32, inUTC: String
  ) throws {
    let moment = try Timestamp(rfc3339: text)
    #expect(moment == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    #expect(moment.description == inUTC)
  }

  @Test(arguments: [
    "1985-04-12T23:20:50.52Z", "1996-12-19T16:39:57-08:00", "1990-12-31T23:59:60Z",
    "1990-12-31T15:59:60.250-08:00", "2026-06-30T12:00:00.500+05:30", "2026-01-01T00:00:00-00:00",
  ])
  func `what was read is written again as it stood`(text: String) throws {
    #expect(try CivilTime(rfc3339: text).description == text)
  }

  @Test(
    arguments: [
      ("", .expected("a digit", offset: 0)),
      ("2026-13-01T00:00:00Z", .outOfRange(.month, offset: 5)),
      ("2026-02-29T00:00:00Z", .outOfRange(.day, offset: 8)),
      ("1900-02-29T00:00:00Z", .outOfRange(.day, offset: 8)),
      ("2026-04-31T00:00:00Z", .outOfRange(.day, offset: 8)),
      ("2026-01-01 00:00:00Z", .expected("'T'", offset: 10)),
      ("2026-01-01T24:00:00Z", .outOfRange(.hour, offset: 11)),
      ("2026-01-01T00:60:00Z", .outOfRange(.minute, offset: 14)),
      ("2026-01-01T00:00:61Z", .outOfRange(.second, offset: 17)),
      ("2026-01-01T00:00:00", .expected("'Z', '+' or '-'", offset: 19)),
      ("2026-01-01T00:00:00.Z", .expected("a digit", offset: 20)),
      ("2026-01-01T00:00:00,5Z", .expected("'Z', '+' or '-'", offset: 19)),
      ("2026-01-01T00:00:00.1234567891Z", .finerThanNanoseconds(offset: 29)),
      ("2026-01-01T00:00:00+24:00", .outOfRange(.offsetHour, offset: 20)),
      ("2026-01-01T00:00:00+01:60", .outOfRange(.offsetMinute, offset: 23)),
      ("2026-01-01T00:00:00+0100", .expected("':'", offset: 22)),
      ("2026-01-01T00:00:00Z ", .trailingText(offset: 20)),
      ("２026-01-01T00:00:00Z", .expected("a digit", offset: 0)),
      ("2026-1-01T00:00:00Z", .expected("a digit", offset: 6)),
      ("+2026-01-01T00:00:00Z", .expected("a digit", offset: 0)),
      ("1998-12-31T22:59:60Z", .misplacedLeapSecond(offset: 17)),
      ("1998-12-30T23:59:60Z", .misplacedLeapSecond(offset: 17)),
      ("1998-12-31T23:59:60+01:00", .misplacedLeapSecond(offset: 17)),
    ] as [(String, TimestampError)])
  func `anything else is refused at its place`(text: String, error: TimestampError) {
    #expect(throws: error) { try CivilTime(rfc3339: text) }
  }

  @Test func `a leap second lies between its neighbours`() throws {
    let before = try Timestamp(rfc3339: "2016-12-31T23:59:59.9Z")
    let inside = try Timestamp(rfc3339: "2017-01-01T00:59:60.5+01:00")
    let after = try Timestamp(rfc3339: "2017-01-01T00:00:00Z")
    #expect(before < inside && inside < after && before < after)
    #expect(inside.isLeapSecond && !after.isLeapSecond)
    #expect(inside.description == "2016-12-31T23:59:60.5Z")
    #expect(before.duration(to: after) == .milliseconds(100))
    #expect(inside.advanced(by: .zero) == after.advanced(by: .milliseconds(500)))
  }

  @Test func `adding and subtracting agree, and nothing overflows`() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<300 {
      let start = try #require(
        Timestamp(
          seconds: .random(in: -99_999_999_999...99_999_999_999, using: &random),
          nanoseconds: .random(in: 0..<1_000_000_000, using: &random)))
      let step = Duration.nanoseconds(Int64.random(in: .min ... .max, using: &random))
      let end = start.advanced(by: step)
      #expect(start.duration(to: end) == step)
      #expect((start < end) == (step > .zero))
      let offset = try #require(UTCOffset(minutes: .random(in: -1439...1439, using: &random)))
      #expect(CivilTime(end, at: offset).timestamp == end)
    }
    let huge = Duration.seconds(Int64.max)
    let late = Timestamp.unixEpoch.advanced(by: huge)
    #expect(late == late.advanced(by: huge))
    #expect(Timestamp.unixEpoch.advanced(by: .zero - huge) < Timestamp.unixEpoch)
    #expect(Timestamp(seconds: .min) == nil)
    #expect(Timestamp(seconds: 0, nanoseconds: 1_000_000_000) == nil)
    #expect(late.description.hasPrefix("+318"))
  }

  @Test func `every day of eight centuries keeps its date`() {
    var expected = (year: 1600, month: 1, day: 1)
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var moment = Timestamp.unixEpoch.advanced(by: .seconds(-135_140 * 86_400))
    while expected.year < 2400 {
      let civil = CivilTime(moment)
      guard (civil.year, civil.month, civil.day) == expected else {
        Issue.record("\(civil) should be \(expected)")
        return
      }
      let year = expected.year
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      expected.day += 1
      if expected.day > lengths[expected.month - 1] + (isLeap && expected.month == 2 ? 1 : 0) {
        expected = (year, expected.month + 1, 1)
        if expected.month > 12 { expected = (year + 1, 1, 1) }
      }
      moment = moment.advanced(by: .seconds(86_400))
    }
  }
}

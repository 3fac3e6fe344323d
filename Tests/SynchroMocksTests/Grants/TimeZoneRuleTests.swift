import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct TimeZoneRuleTests {
  private static func hours(_ rule: String, at time: String) throws -> Double? {
    let moment = try Timestamp(rfc3339: time)
    return TimeZoneRule(rule.utf8).map { Double($0.offset(at: moment)) / 3_600 }
  }

  @Test(arguments: [
    ("UTC0", "2030-07-01T00:00:00Z", 0), ("<+0545>-5:45", "2030-07-01T00:00:00Z", 5.75),
    ("<-03>3", "2030-07-01T00:00:00Z", -3), ("XYZ-0:44:30", "2030-07-01T00:00:00Z", 44.5 / 60),
    // The last Sunday of March and of October, at one o'clock UTC.
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2030-03-31T00:59:59Z", 1),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2030-03-31T01:00:00Z", 2),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2030-10-27T00:59:59Z", 2),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2030-10-27T01:00:00Z", 1),
    // In the south the year begins and ends in summer.
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2029-12-31T23:59:59Z", 11),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2030-01-01T00:00:00Z", 11),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2030-04-06T16:00:00Z", 10),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2030-01-01T00:00:00Z", 11),
    // Winter time is what is saved.
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2030-01-01T00:00:00Z", 0),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2030-07-01T00:00:00Z", 1),
    // Before midnight, at the end of a day and days later.
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2030-03-31T00:59:59Z", -2),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2030-03-31T01:00:00Z", -1),
    ("EET-2EEST,M4.5.5/0,M10.5.4/24", "2030-10-31T20:59:59Z", 3),
    ("EET-2EEST,M4.5.5/0,M10.5.4/24", "2030-10-31T21:00:00Z", 2),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2030-03-29T23:59:59Z", 2),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2030-03-30T00:00:00Z", 3),
    // A week before the year, and after it.
    ("AAA0BBB,0/-167,J100", "2029-12-25T00:59:59Z", 0),
    ("AAA0BBB,0/-167,J100", "2029-12-25T01:00:00Z", 1),
    ("AAA0BBB,J100,J365/167", "2031-01-06T21:59:59Z", 1),
    ("AAA0BBB,J100,J365/167", "2031-01-06T22:00:00Z", 0),
    // All year: the end of one is the start of the next.
    ("XXX3EDT4,0/0,J365/23", "2030-01-01T03:00:00Z", -4),
    ("XXX3EDT4,0/0,J365/23", "2031-01-01T02:59:59Z", -4),
    ("XXX3EDT4,0/0,J365/23", "2032-12-31T23:59:59Z", -4),
    // Days with and without the one that most years lack.
    ("AAA0BBB,J60/0,300", "2028-02-29T12:00:00Z", 0),
    ("AAA0BBB,J60/0,300", "2028-03-01T00:00:00Z", 1),
    ("AAA0BBB,59/0,300", "2028-02-29T00:00:00Z", 1),
    ("AAA0BBB,59/0,300", "2030-03-01T00:00:00Z", 1),
    ("AAA0BBB,59/0,300", "2030-02-28T23:59:59Z", 0),
  ])
  func `a rule says what its zone's clocks show`(rule: String, time: String, hours: Double) throws {
    #expect(try Self.hours(rule, at: time) == hours)
  }

  @Test(arguments: [
    "", "EST", "ES5", "<+0>0", "<+03", "<+03-3", "EST25", "EST5:60", "EST5:00:", "EST5:00:00:00",
    "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,M11.1.0,", "EST5EDT4x,M3.2.0,M11.1.0",
    "EST5EDT,M0.2.0,M11.1.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.0.0,M11.1.0",
    "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,M3.2,M11.1.0",
    "EST5EDT,J0,J366", "EST5EDT,366,1", "EST5EDT,1/168,2", "EST5EDT,1/-168,2", "EST5EDT,1/,2",
    "EST5EDT,9999999999999999999999,1", "EST5 EDT,1,2", " EST5", "EST5\n", "EST--5", "EST+-5",
  ])
  func `what is no rule is refused`(text: String) {
    #expect(TimeZoneRule(text.utf8) == nil)
  }
}

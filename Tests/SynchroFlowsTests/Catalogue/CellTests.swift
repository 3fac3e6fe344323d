import Testing

@testable import SynchroFlows

@Suite struct CellTests {
  @Test(arguments: [
    ("< 15 sec", [15]), ("< 5 sec,\n< 4 sec", [5, 4]), ("< 5sec,\n< 4 sec", [5, 4]),
    ("20 min - < 4 hr per 1 mtr,2 min - < 10 min", [14_400, 600]),
    ("< 7 day per 100,000 mtrs", [604_800]), ("< 4 hr (expected, or so),< 15 sec", [14_400, 15]),
  ])
  func `latency cells hold bounds`(raw: String, seconds: [Int]) throws {
    let cell = try FlowCell<LatencyBound>(parsing: raw)
    #expect(cell.alternatives.map(\.limit) == seconds.map { .seconds($0) })
    #expect(cell.raw == raw)
  }

  @Test func `a curve of shares is one alternative and plain shares are several`() throws {
    let curve = try FlowCell<ReliabilityBound>(
      parsing: "90% success every 4-6 hr, \n98% success over 1 day, \n> 99.5% over 2 day")
    #expect(curve.alternatives.count == 1)
    #expect(curve.alternatives[0].criteria.map(\.share?.millionths) == [900_000, 980_000, 995_000])
    #expect(curve.alternatives[0].criteria.map(\.hasComparator) == [false, false, true])
    let plain = try FlowCell<ReliabilityBound>(parsing: "> 30% large outage, > xx% small outage")
    #expect(plain.alternatives.map { $0.criteria.map(\.letters) } == [[nil], ["xx"]])
  }

  @Test(arguments: [
    ("24x7", ActivityTime.always),
    ("10pm - 6am", .daily([ClockWindow(start: 1320, end: 360)])),
    ("12AM - 12PM", .daily([ClockWindow(start: 0, end: 720)])),
    ("1-6 hr duration, 4-8 times a year", .episodes(hours: 1...6, times: 4...8, per: .year)),
    (
      "within < 1.5 min of fault event",
      .after(event: "fault event", within: .seconds(90), note: nil)
    ),
  ])
  func `when cells hold times`(raw: String, time: ActivityTime) throws {
    #expect(try FlowCell<ActivityTime>(parsing: raw).alternatives == [time])
  }

  @Test(arguments: [
    ("day", Occurrence.Basis.period(CalendarPeriod(1, .day))),
    ("15  min", .period(CalendarPeriod(15, .minute))),
    ("12 hours", .period(CalendarPeriod(12, .hour))), ("time period", .undefined("time period")),
    ("z per day", .undefined("z per day")),
    ("6 per day", .secondRate(6...6, CalendarPeriod(1, .day))),
    ("SW oper per day", .eventInPeriod("SW oper", CalendarPeriod(1, .day))),
    (
      "price event - 96 per day", .eventRate("price event", count: 96, per: CalendarPeriod(1, .day))
    ),
    ("x step event", .event("step event", count: .letter("x"))),
    ("update per group event", .event("update per group event", count: .range(1...1))),
  ])
  func `how often is held against a period or an event`(text: String, basis: Occurrence.Basis)
    throws
  {
    let cell = try FlowCell<HowOften>(parsing: "1-50 per 1000 per | Mtr per | \(text) (note)")
    let one = try #require(cell.alternatives.first?.occurrence)
    #expect(one.count == .range(1...50))
    #expect(one.per == 1000)
    #expect(one.population == "Mtr")
    #expect(one.basis == basis)
    #expect(one.note == "note")
    let isRate = [.period(CalendarPeriod(1, .day))].contains(basis) || text.contains("min")
    #expect((one.gap == nil) == (isRate || text.contains("hours") || text.contains("96")))
  }

  @Test(arguments: [
    ("25", 25...25), ("25k - 50k", 25_000...50_000), ("150k - 1,000k", 150_000...1_000_000),
    ("1600 for 4hr of data - \n2400 for 6hr of data", 1600...2400),
  ])
  func `size cells hold bytes`(raw: String, bytes: ClosedRange<Int>) throws {
    #expect(try FlowCell<SizeBound>(parsing: raw).alternatives.map(\.bytes) == [bytes])
  }

  @Test func `actors with a space behind the comma belong together`() throws {
    let cell = try FlowCell(
      actors: "A – x,\nB, \nC,D", names: ["C": "See"])
    #expect(cell.alternatives == [["A - x"], ["B", "See"], ["D"]])
    #expect(cell.texts == ["A - x", "B, C", "D"])
  }

  @Test(arguments: [
    ("X", LoadMark.included(scope: nil)), ("X – VVC", .included(scope: "VVC")), ("0", .excluded),
    ("", .unsaid),
  ])
  func `load cells are marks`(raw: String, mark: LoadMark) throws {
    #expect(try LoadMark(parsing: raw) == mark)
  }
}

import Testing

@testable import SynchroFlows

/// What a cell that cannot be read is told, with the column.
@Suite struct CellFaultTests {
  enum Column: Sendable { case latency, reliability, when, howOften, size, actors, load }

  @Test(arguments: [
    (Column.latency, "", 1, "a value"), (.latency, "15 sec", 7, "'-'"),
    (.latency, "< sec", 3, "a number"),
    (.latency, "< 15 parsecs", 6, "a unit of time: sec, min, hr or day"),
    (.latency, "< 15 sec sharp", 10, "nothing more"), (.latency, "< 15 sec,", 10, "a value"),
    (.latency, "< 4 hr (open", 9, "')'"), (.latency, "< 4 hr per many", 12, "a number"),
    (.latency, "< 99999999999999999999 hr", 3, "a number"),
    (.latency, "< 1.234 sec", 5, "one or two decimals"), (.latency, "< 1. 5 sec", 6, "decimals"),
    (.latency, "< 1.", 5, "decimals"),
    (.reliability, "> 99.5", 7, "'%'"), (.reliability, "> 101%", 6, "a share of at most 100 %"),
    (.reliability, "98% over 1 week", 12, "hr or day"),
    (.reliability, "98% every 6-4 hr", 12, "a range from low to high"),
    (.when, "7AM", 4, "'-'"), (.when, "19PM - 8AM", 1, "an hour from 1 to 12"),
    (.when, "within < 1 min of ", 18, "an event"), (.when, "8AM - 9", 8, "AM or PM"),
    (.howOften, "often", 1, "a number"), (.howOften, "1 per Mtr per day", 7, "'|'"),
    (.howOften, "1 per | Mtr | day", 9, "the devices, and 'per |' behind them"),
    (.howOften, "1 per | Mtr per |", 18, "a period or an event"),
    (.howOften, "1 per 0 per | Mtr per | day", 7, "a number of devices above zero"),
    (.size, "big", 1, "a number"), (.size, "50 - 25", 6, "a size of at least 50"),
    (.actors, "A,,B", 3, "an actor"), (.load, "maybe", 1, "'X', 'X - part' or '0'"),
  ])
  func `a cell that cannot be read says where and what is wanted`(
    kind: Column, raw: String, column: Int, expected: String
  ) {
    do throws(CellFault) {
      try read(raw, as: kind)
      Issue.record("it was read")
    } catch {
      #expect(error.column == column)
      #expect(error.expected == expected)
    }
  }

  private func read(_ raw: String, as column: Column) throws(CellFault) {
    switch column {
    case .latency: _ = try FlowCell<LatencyBound>(parsing: raw)
    case .reliability: _ = try FlowCell<ReliabilityBound>(parsing: raw)
    case .when: _ = try FlowCell<ActivityTime>(parsing: raw)
    case .howOften: _ = try FlowCell<HowOften>(parsing: raw)
    case .size: _ = try FlowCell<SizeBound>(parsing: raw)
    case .actors: _ = try FlowCell(actors: raw, names: [:])
    case .load: _ = try LoadMark(parsing: raw)
    }
  }
}

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
  }

  @Test(arguments: [
    ("", 1, "a value"), ("15 sec", 7, "'-'"), ("< sec", 3, "a number"),
    ("< 15 parsecs", 6, "a unit of time: sec, min, hr or day"),
    ("< 15 sec sharp", 10, "nothing more"),
    ("< 15 sec,", 10, "a value"), ("< 4 hr (open", 9, "')'"),
    ("< 4 hr per many", 12, "a number"), ("< 99999999999999999999 hr", 3, "a number"),
    ("< 1.234 sec", 5, "one or two decimals"),
  ])
  func `a latency cell that cannot be read says where`(raw: String, column: Int, expected: String) {
    expect(column, expected) { () throws(CellFault) in
      _ = try FlowCell<LatencyBound>(parsing: raw)
    }
  }

  private func expect(
    _ column: Int, _ expected: String, _ body: () throws(CellFault) -> Void
  ) {
    do throws(CellFault) {
      try body()
      Issue.record("it was read")
    } catch {
      #expect(error.column == column)
      #expect(error.expected == expected)
    }
  }
}

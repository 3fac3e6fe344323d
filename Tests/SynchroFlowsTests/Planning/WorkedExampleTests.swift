import SynchroText
import Testing

@testable import SynchroFlows

@Suite struct WorkedExampleTests {
  private func example(
    _ change: (String) -> String = { $0 }
  ) throws -> WorkedExample {
    let text = change(
      String(decoding: try PlanFixture.file("example-4.21.printed.json").bytes, as: UTF8.self))
    return try WorkedExample(
      traffic: PlanFixture.example(), printed: PrintedTables(SourceText(name: "printed", text)))
  }

  @Test func `every result agrees with print after rounding`() throws {
    let example = try example()
    let results = example.tables.flatMap(\.results)
    #expect(results.map(\.roundedAsPrinted) == ["25", "1.76e-6", "1982", "9.76e-5"])
    #expect(results.map(\.agreement) == [.exact, .rounded, .rounded, .rounded])
    #expect(results[2].computed.fixed(2) == "1982.16")
    #expect(results[3].computed.rounded(4) == "9.758e-5")
    let sums = example.tables.flatMap(\.sums).flatMap(\.figures)
    #expect(
      sums.map(\.computed.description) == [
        "0.152", "3.8", "8.352", "16704", "0.079075", "7.75375", "8.431075", "16711.75375",
      ])
    #expect(sums.allSatisfy { $0.agreement != .differs })
  }

  @Test func `only the hours differ from print`() throws {
    let rows = try example().tables.flatMap(\.rows)
    let different = rows.flatMap(\.figures).filter { $0.agreement == .differs }
    #expect(rows.count == 26)
    #expect(different.count == 7)
    #expect(different.allSatisfy { $0.name == "hours" && $0.printed == "8" })
    #expect(different.allSatisfy { $0.computed == Rational(12) })
  }

  @Test func `the four inconsistencies are found, and three more`() throws {
    let findings = try example().findings
    #expect(findings.map(\.kind) == [.scenario, .shares, .hours, .size, .bases, .range, .sender])
    #expect(findings[0].matter.contains("selects scenario 2"))
    #expect(findings[0].matter.contains("uses the shares of scenario 1: 0.174 and 0.696"))
    #expect(findings[0].consequence.contains("7.879075 events and 16 807.75375 bytes"))
    #expect(findings[1].matter.contains("sum to 0.87"))
    #expect(findings[2].matter.contains("divided by 8 hours, where the window 8AM - 8PM has 12"))
    #expect(findings[3].matter.contains("24 x 1600"))
    #expect(findings[3].matter.contains("a footnote ties 1600 bytes to 12 a day"))
    #expect(findings[3].matter.contains("6 x 2400"))
    #expect(findings[3].matter.contains("gives 1600"))
  }

  /// What is mended in print is found no more: the findings are computed, not recited.
  @Test(arguments: [
    (
      "{\"number\": 2, \"line\": 10338}", "{\"number\": 1, \"line\": 10338}",
      ExampleFinding.Kind.scenario
    ),
    ("\"divisor\": \"8\"", "\"divisor\": \"12\"", .hours),
    ("\"rate\": 12, \"size\": 1600", "\"rate\": 24, \"size\": 1600", .size),
  ])
  func `a mended document is not blamed`(old: String, new: String, kind: ExampleFinding.Kind)
    throws
  {
    let before = try example().findings
    let after = try example { $0.replacing(old, with: new) }.findings
    #expect(before.contains { $0.kind == kind })
    let left = after.filter { $0.kind == kind }
    #expect(left.isEmpty || kind == .size && !left[0].matter.contains("footnote"))
  }

  @Test func `windows that one divisor misses are told apart`() throws {
    let findings = try example {
      $0.replacing("\"divisor\": \"24\"", with: "\"divisor\": \"8\"")
    }.findings.filter { $0.kind == .hours }
    #expect(Set(findings.map(\.lines.count)) == [2, 7])
    #expect(Set(findings.flatMap(\.lines)).count == 9)
  }

  @Test(arguments: [
    ("{\"number\": 2, \"line\": 10338}", "{\"number\": 4, \"line\": 10338}"),
    ("{\"number\": 2, \"line\": 10338}", "{\"number\": 0, \"line\": 10338}"),
    ("[\"17.4\", \"10\", \"5\"]", "[\"17.4\"]"),
  ])
  func `a scenario that the table does not have is refused`(old: String, new: String) throws {
    #expect {
      _ = try example { $0.replacing(old, with: new) }
    } throws: { error in
      (error as? FlowDataError)?.diagnostic.code == "flow-scenarios"
    }
  }

  @Test func `a printed total that is wrong is told`() throws {
    let example = try example { $0.replacing("\"16712\"", with: "\"16722\"") }
    let different = example.tables.flatMap(\.sums).flatMap(\.figures).filter {
      $0.agreement == .differs
    }
    #expect(different.map(\.printed) == ["16722"])
    #expect(different.map(\.roundedAsPrinted) == ["16712"])
  }

  @Test func `an event without a flow is an error`() {
    #expect(throws: WorkedExampleError.unplanned(event: "a new event")) {
      try example { $0.replacing("\"send service switch state data\"", with: "\"a new event\"") }
    }
  }
}

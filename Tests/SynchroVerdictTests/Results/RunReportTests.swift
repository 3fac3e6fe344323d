import Foundation
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroVerdict

@Suite struct RunReportTests {
  private static let schema: Result<JSONSchema, any Error> = Result {
    let url = Fixtures.root.appending(path: "docs/results.schema.json")
    let source = SourceText(name: url.path, bytes: [UInt8](try Data(contentsOf: url)))
    return try JSONSchema(
      compiling: JSONDocument(parsing: source), options: SchemaOptions(formats: .asserted))
  }

  @Test func `rows roll up, and a claim that nothing decided is unproven without a reason`() throws
  {
    let report = SampleRun.report()
    let rows = Dictionary(uniqueKeysWithValues: report.requirements.map { ($0.id, $0) })
    #expect(rows["WG1-01/3.2/field-name"]?.standing == .decided(.failed))
    #expect(rows["WG1-01/3.2/field-name"]?.checks == ["cds/discovery/metadata#fields:2"])
    #expect(rows["WG1-01/3.2/field-map"]?.verdict?.kind == .notApplicable)
    #expect(
      rows["WG1-01/3.3/later"]?.standing
        == .decided(.untestable(prerequisite: "no check of this run decides it")))
    #expect(
      rows["WG1-01/3.3/read"]?.standing == .undecided(because: "a person must read the policy"))
    #expect(rows["WG1-01/3.4/unclaimed"] == nil)
    let summary = report.summary
    #expect(summary.claims == 6 && summary.undecided == 1 && summary.claimed[.failed] == 2)
    #expect(summary.tests.total == 8 && summary.tests.unproven == 4)
    #expect(summary.decisions.total == 9 && summary.checks == 9)
    #expect(report.tests.map(\.verdict.kind).contains(.harnessFault))
  }

  @Test func `results.json reads as recorded`() throws {
    try expectGolden(JSONPrinter.pretty(SampleRun.report().json) + "\n", "Verdict/results.json")
  }

  @Test(arguments: UInt64(0)..<60)
  func `a report survives being written and read, and fits the schema`(seed: UInt64) throws {
    var random = RandomRun(seed: seed)
    let report = seed == 0 ? SampleRun.report() : random.report()
    let text = JSONPrinter.pretty(report.json)
    let document = try JSONDocument(parsing: text)
    let back = try RunReport(json: document.root)
    #expect(back == report)
    #expect(JSONPrinter.pretty(back.json) == text)
    #expect(try Self.schema.get().validate(document.root).map(\.description) == [])
  }

  @Test(arguments: [
    ("\"format\": 1", "\"format\": 2", "at '/format': expected the format 1, received 2"),
    ("\"format\": 1", "\"format\": 1, \"new\": 0", "at '/new': expected nothing, received 0"),
    ("\"exit\": 1", "\"exit\": 0", "at '/exit': expected 1, received 0"),
    ("\"total\": 8", "\"total\": 9", "at '/summary/tests/total': expected 8, received 9"),
    (
      "\"level\": \"MUST NOT\"", "\"level\": \"CAN\"", "/level': expected one of 'MUST', 'MUST NOT'"
    ),
    ("\"tests\": [", "\"tests\": [3, ", "at '/tests/0': expected an object, received 3"),
    ("\"seed\": \"1844", "\"seed\": \"x1844", "at '/run/seed'"),
    ("\"verdict\": \"review\",", "\"verdict\": \"passed\",", "/tests/1/verdict': expected"),
    ("\"duration_ns\": 2750000000", "\"duration_ns\": 1.5", "at '/duration_ns'"),
    (
      "\"mismatch_count\": 5", "\"mismatch_count\": -9223372036854775808",
      "expected a whole number, 0 or more"
    ),
    ("2026-05-28T", "2026-05-88T", "at '/run/start': expected a date-time of RFC 3339"),
  ])
  func `what this version would not write is refused with its place`(
    old: String, new: String, message: String
  ) throws {
    let text = JSONPrinter.pretty(SampleRun.report().json)
    let range = try #require(text.range(of: old))
    let changed = text.replacingCharacters(in: range, with: new)
    let root = try JSONDocument(parsing: changed).root
    let error = #expect(throws: RecordError.self) { try RunReport(json: root) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "no error")")
    #expect(error.map { !$0.diagnostic.message.isEmpty } == true)
  }
}

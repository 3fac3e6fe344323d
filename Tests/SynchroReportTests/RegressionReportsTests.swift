import SynchroCatalog
import SynchroJSON
import SynchroTestSupport
import SynchroText
import SynchroVerdict
import Testing

@testable import SynchroReport

@Suite struct RegressionReportsTests {
  private static func sample() throws -> RunReport {
    let source = SourceText(
      name: "results.json", bytes: try Fixtures.bytes("Verdict/results.json"))
    return try RunReport(json: JSONDocument(parsing: source).root)
  }

  /// The sample with a failure mended, a proof lost, a check rewritten, one added, a test gone and
  /// one stopped.
  private static func later() throws -> RunReport {
    var report = try sample()
    report.header.run = "20260529-0001"
    report.header.target = "https://hub.example/<b>@all</b>"
    report.tests[0].checks[1].decisions[0] = Decision(
      requirement: "WG1-01/3.2/field-name", verdict: .passed)
    report.tests[0].checks[0].decisions[0].verdict = .untestable(prerequisite: "`nothing` came")
    report.tests[0].checks[2].text = "$.logo is url of an image"
    report.tests[0].checks[2].decisions[0].verdict = .failed
    report.tests[0].checks.append(
      CheckRecord(
        id: "cds/discovery/metadata#fields:5", text: "$.new exists",
        place: report.tests[0].checks[0].place,
        decisions: [.init(requirement: nil, verdict: .passed)],
        exchanges: [1]))
    report.tests.removeAll { $0.id.hasSuffix("#links") }
    return RunReport.make(
      header: report.header, duration: report.duration, doctor: report.doctor, tests: report.tests,
      exchanges: report.exchanges,
      rows: report.requirements.map { row in
        Requirement(
          id: row.id, document: row.document, clause: row.clause, anchor: row.anchor,
          level: row.level, party: .server, statement: row.statement, appliesWhen: "",
          decision: .automatic, how: "", isImplied: false)
      }, claimed: Set(report.requirements.filter(\.isClaimed).map(\.id)))
  }

  @Test func `a comparison reads as recorded in every form`() throws {
    let comparison = RunComparison(from: try Self.sample(), to: try Self.later())
    #expect(comparison.hasWorsened)
    try expectGolden(ComparisonReport().render(comparison), "Report/comparison.txt")
    try expectGolden(ComparisonMarkdown.render(comparison), "Report/comparison.md")
    let json = JSONPrinter.pretty(ComparisonJSON.value(comparison)) + "\n"
    try expectGolden(json, "Report/comparison.json")
  }

  @Test func `nothing of a run acts on a terminal or as Markdown`() throws {
    let comparison = RunComparison(from: try Self.sample(), to: try Self.later())
    for text in [
      ComparisonReport().render(comparison), ComparisonMarkdown.render(comparison),
    ] {
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !VisibleText.isUnsafe($0) })
    }
    // In Markdown whatever is no code span is this program's own.
    let spans = #/``.*?``|`[^`]*`/#
    let own = ComparisonMarkdown.render(comparison).replacing(spans, with: "")
    #expect(!own.contains("<") && !own.contains("@all") && own.contains("- **worse**: \n"))
  }

  @Test func `two runs alike come to nothing`() throws {
    let comparison = RunComparison(from: try Self.sample(), to: try Self.sample())
    let text = ComparisonReport().render(comparison)
    #expect(text.contains("every verdict is as it was") && !text.contains("worse:"))
    #expect(ComparisonMarkdown.render(comparison).hasPrefix("# Every verdict is as it was\n"))
  }

  @Test func `a baseline's outcome reads as recorded, and its entries can be pasted`() throws {
    let text = """
      check cds/discovery/metadata#fields:1
        verdict: failed
        reason: It never was.
      check cds/discovery/metadata#fields:2
        verdict: failed
        reason: It was put up with for too long.
        expires: 2026-01-31
      check cds/discovery/metadata#feilds:3
        verdict: warned
        reason: A slip.
      test cds/discovery/metadata#policy
        verdict: review
        reason: A person has read it.

      """
    var report = try Self.sample()
    let (baseline, findings) = Baseline.read(SourceText(name: "known.baseline", text))
    #expect(findings.isEmpty)
    let names = Baseline.Names(tests: Set(report.tests.map(\.id)), requirements: [])
    let outcome = baseline.outcome(of: report, names: names)
    try expectGolden(BaselineReport().render(outcome), "Report/baseline.txt")

    // With a reason in each, the entries make the run come out as expected, as far as it may.
    report.interruptions = []
    let nothing = Baseline.read(SourceText(name: "b", "")).baseline
    let entries = BaselineEntries.text(of: nothing.outcome(of: report).surprises)
    #expect(!Baseline.read(SourceText(name: "b", entries)).findings.isEmpty)
    let filled = entries.replacing("reason:", with: "reason: known")
    let (full, faults) = Baseline.read(SourceText(name: "b", filled))
    #expect(faults.isEmpty)
    let kinds = full.outcome(of: report, names: names).surprises.map(\.verdict.kind)
    #expect(Set(kinds) == [.setupFault, .harnessFault])
  }
}

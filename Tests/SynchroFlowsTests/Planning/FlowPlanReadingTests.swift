import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroFlows

@Suite struct FlowPlanReadingTests {
  /// A plan's text with its fault marked, the finding's code, and a word of what to do.
  static let faults: [(text: String, code: String, word: String)] = [
    ("«»", "json-syntax", "empty"),
    ("{\"format\": «tru», }", "json-syntax", "true"),
    ("«[]»", "plan-kind", "object"),
    (PlanFixture.text(more: "«\"choises\"»: [],"), "plan-key", "'choices'"),
    (PlanFixture.text(more: "«\"name\"»: \"again\","), "plan-duplicate-key", "keep the one"),
    (PlanFixture.text(endpoints: "«0»"), "plan-range", "from 1 to 1000000000000"),
    (PlanFixture.text(endpoints: "«1000000000001»"), "plan-range", "split"),
    (PlanFixture.text(endpoints: "«-1»"), "plan-negative", "nothing is less than none"),
    (PlanFixture.text(endpoints: "«\"many\"»"), "plan-number", "25/1000"),
    (PlanFixture.text(endpoints: "«null»"), "plan-open", "in place of null"),
    (PlanFixture.text(endpoints: "«1e40»"), "plan-number", "38 digits"),
    (PlanFixture.text(endpoints: "«true»"), "plan-kind", "25"),
    (
      PlanFixture.text(populations: "«»{\"name\": \"ElectrMtr\", \"reason\": \"r\"}"),
      "plan-missing", "\"count\""
    ),
    (
      PlanFixture.text(
        populations: "{\"name\": \"ElectrMtr\", \"share\": «17.4», \"reason\": \"r\"}"),
      "plan-share", "\"17.4 %\""
    ),
    (
      PlanFixture.text(
        populations:
          "{\"name\": \"ElectrMtr\", \"count\": 1, \"share\": «\"1 %\"», \"reason\": \"r\"}"),
      "plan-both", "keep the one"
    ),
    (
      PlanFixture.text(
        choices: "{\"row\": \"x\", \"window\": «\"8AM-8PM\"», \"reason\": \"r\"}"),
      "plan-window", "22:00-06:00"
    ),
    (
      PlanFixture.text(choices: "«»{\"row\": \"x\", \"count\": 1}"), "plan-missing", "\"reason\""
    ),
    (
      PlanFixture.text(choices: "{\"row\": \"x\", \"reason\": «\"\"»}"), "plan-kind",
      "double quotes"
    ),
    (
      PlanFixture.text(choices: "{\"row\": \"x\", \"count\": «-2», \"reason\": \"r\"}"),
      "plan-negative", "none"
    ),
    (
      PlanFixture.text(
        choices: "{\"row\": \"x\", \"high\": {«\"label\"»: \"a\"}, \"reason\": \"r\"}"), "plan-key",
      "known"
    ),
    (PlanFixture.text(useCases: "[\"Price\", «\"Price\"»]"), "plan-twice", "keep one"),
  ]

  @Test(arguments: faults)
  func `a fault is shown where it is, with what to do`(
    text: String, code: String, word: String
  ) throws {
    let marked = MarkedText(text)
    let (plan, findings) = FlowPlan.read(marked.source)
    #expect(plan == nil)
    let finding = try #require(findings.first { $0.code == code }, "\(findings)")
    #expect(finding.primary.range.start == marked.ranges.first?.start)
    let words = ([finding.message, finding.primary.text] + finding.help).joined(separator: " ")
    #expect(words.contains(word), "\(words)")
  }

  @Test func `every mistake is told, not the first only`() {
    let text = PlanFixture.text(endpoints: "-1", populations: "7", choices: "{}", more: "\"x\": 1,")
    let codes = FlowPlan.read(SourceText(name: "plan", text)).findings.map(\.code)
    #expect(
      codes == ["plan-key", "plan-negative", "plan-kind", "plan-missing", "plan-missing"],
      "\(codes)")
  }

  @Test func `a large file is refused, not read`() {
    let text = String(repeating: " ", count: FlowPlan.mostBytes + 1)
    let findings = FlowPlan.read(SourceText(name: "plan", text)).findings
    #expect(findings.map(\.code) == ["json-limit"])
  }

  @Test(arguments: [
    ("useCases", "\"Nothing\""), ("choices", "{\"row\": \"x\", \"reason\": \"r\"}"),
    ("populations", "{\"name\": \"x\", \"count\": 1, \"reason\": \"r\"}"), ("leaveOut", "7"),
  ])
  func `more entries than a plan can have are refused at once`(key: String, entry: String) {
    let list = Array(repeating: entry, count: FlowPlan.mostEntries + 1).joined(separator: ",")
    let text = "{\"\(key)\": [\(list)]}"
    let findings = FlowPlan.read(SourceText(name: "plan", text)).findings
    #expect(findings.contains { $0.code == "plan-too-many" }, "\(findings.map(\.code))")
  }

  @Test func `thousands of wrong names end in few findings`() throws {
    let names = (0..<1900).map { "\"Service Swich \($0)\"" }.joined(separator: ",")
    let text = PlanFixture.text(useCases: "[\(names)]")
    let findings = try PlanFixture.traffic(SourceText(name: "plan", text)).findings
    #expect(findings.count == 500)
  }

  @Test(arguments: [
    ("08:00-20:00", 720, "08:00-20:00"), ("22:00-06:00", 480, "22:00-06:00"),
    ("00:00-24:00", 1440, "all day"), ("23:30-00:15", 45, "23:30-00:15"),
    ("12:00-12:00", 1440, "all day"),
  ])
  func `a window may cross midnight`(text: String, minutes: Int, words: String) throws {
    let hours = OpenHours([try #require(OpenHours.window(parsing: text))])
    #expect(hours.minutes == minutes)
    #expect(hours.description == words)
  }

  @Test(arguments: [
    "", "8:00-20:00", "08:00", "08:00-20:00-", "24:00-08:00", "08:60-09:00", "25:00-26:00",
    "08:00–20:00", "-8:00-20:00", "08:00-24:01", "０８:00-20:00",
  ])
  func `what is no window is none`(text: String) {
    #expect(OpenHours.window(parsing: text) == nil)
  }

  @Test func `minutes in two windows count once`() throws {
    let windows = ["22:00-02:00", "01:00-03:00"].compactMap { OpenHours.window(parsing: $0) }
    let hours = OpenHours(windows)
    #expect(hours.minutes == 300)
    #expect(hours.minutesByHour[1] == 60)
    #expect(hours.isInside(.always))
    #expect(!OpenHours.always.isInside(hours))
  }
}

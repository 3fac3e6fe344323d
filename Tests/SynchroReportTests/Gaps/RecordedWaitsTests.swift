import SynchroCatalog
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroReport

/// A row that need not happen at once, and a run in which a test asked several times.
@Suite struct RecordedWaitsTests {
  /// When each request of the test went out, at which line, and how long its answer took.
  typealias Asked = (second: Int, line: Int, milliseconds: Int)

  static let cases: [(name: String, asked: [Asked], isRepeated: Bool, state: String)] = [
    ("at once", [(0, 3, 5), (1, 11, 20)], false, "proven"),
    ("after three requests", [(1, 11, 20), (2, 11, 20), (5, 12, 400)], false, "proven"),
    ("at the limit", [(0, 11, 20), (5, 11, 0)], false, "proven"),
    ("too late", [(0, 3, 5), (1, 11, 20), (4, 12, 20), (7, 11, 30)], false, "late"),
    ("too late in one of two visits", [(0, 11, 6000), (9, 3, 5), (10, 11, 5)], false, "late"),
    ("two visits in time", [(0, 11, 5), (3, 3, 5), (9, 11, 5)], false, "proven"),
    ("too long for all visits together", [(0, 11, 5), (9, 11, 5)], true, "untimed"),
    ("no request in the poll", [(0, 3, 5)], false, "untimed"),
  ]

  @Test(arguments: cases.indices)
  func `a row is late when the recorded wait is longer than the profile grants`(index: Int) {
    let (name, asked, isRepeated, expected) = Self.cases[index]
    let poll = CapabilityOffers.Poll(suite: "d/one", lines: 11...14, isRepeated: isRepeated)
    let list = Self.list(asked, offers: CapabilityOffers(polls: [poll]))
    #expect(Self.word(list) == expected, "\(name)")
    // What the document grants is another matter.
    #expect(list.report.requirements.first?.verdict == .passed)
    let unlimited = Self.list(asked, offers: CapabilityOffers(polls: [poll]), limit: nil)
    #expect(Self.word(unlimited) == "proven" && unlimited.capabilities.isEmpty)
  }

  @Test func `without its suites, or for a limit that nothing tells of, a wait is unknown`() {
    let asked: [Asked] = [(0, 11, 5)]
    #expect(Self.word(Self.list(asked, offers: CapabilityOffers())) == "untimed")
    let poll = CapabilityOffers.Poll(suite: "d/one", lines: 11...14, isRepeated: false)
    let changed = CapabilityOffers(polls: [poll], changedSuites: ["d/one"])
    #expect(Self.word(Self.list(asked, offers: changed)) == "untimed")
    let clock = Self.list(asked, offers: CapabilityOffers(polls: [poll]), limit: .clockSlack)
    #expect(Self.word(clock) == "proven")
    #expect(clock.capabilities.map(\.state.word) == ["unproven"] && clock.exit == .unproven)
  }

  private static func word(_ list: GapList) -> String {
    switch list.rows.first?.state {
    case .proven: "proven"
    case .late: "late"
    case .unproven(.untimed, _): "untimed"
    default: "something else"
    }
  }

  private static func list(
    _ asked: [Asked], offers: CapabilityOffers, limit: ProfileLimit? = .messageGrace
  ) -> GapList {
    let row = Requirement(
      id: "D/1/told", document: "DOC-1", clause: "1", anchor: "a", level: .must, party: .server,
      statement: "A message tells of it", appliesWhen: "always", decision: .automatic, how: "look",
      limit: .messageGrace)
    let catalogue = Catalogue(
      documents: [CatalogueDocument(id: "DOC-1", title: "One", edition: "1")], requirements: [row])
    var profile = Profile(
      name: "p", title: "t", edition: "e-1", claims: [.document("DOC-1", clauses: [])])
    if let limit { profile.limits = [limit: .seconds(5)] }
    let start = Timestamp.unixEpoch
    let place = CheckRecord.Place(
      file: "d/one.suite", line: 13, column: 3, endColumn: 9, text: "  check")
    let check = CheckRecord(
      id: "d/one#all:1", text: "$.told == true", place: place,
      decisions: [Decision(requirement: row.id, verdict: .passed)], exchanges: [asked.count])
    let exchanges = asked.enumerated().map { index, asked in
      ExchangeSummary(
        number: index + 1, test: "d/one#all", line: asked.line, method: "GET", url: "u",
        status: 200, times: .init(total: .milliseconds(asked.milliseconds)),
        start: start.advanced(by: .seconds(asked.second)))
    }
    let test = TestRecord(
      id: "d/one#all", title: "All", place: place, start: start, duration: .seconds(9),
      checks: [check], exchanges: exchanges.map(\.number))
    let report = RunReport.make(
      header: RunReport.Header(tool: "0", run: "r", seed: 1, target: "t", start: start),
      duration: .seconds(9), tests: [test], exchanges: exchanges, rows: [row], claimed: [row.id])
    return GapList(report, profile: profile, in: catalogue, offers: offers)
  }
}

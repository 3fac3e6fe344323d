import SynchroCatalog
import SynchroText
import SynchroTiming
import SynchroVerdict

@testable import SynchroReport

/// A small catalogue, a profile of a buyer's own, and a run that leaves every kind of gap.
enum GapSample {
  /// Each row with the verdicts of its checks; nil for a row that no check decides.
  static let rows: [(id: String, level: Requirement.Level, verdicts: [Verdict])] = [
    ("D/1/met", .must, [.passed, .notApplicable(feature: "a nod")]),
    ("D/1/broken", .mustNot, [.passed, .failed]),
    ("D/1/raised", .should, [.warned]), ("D/1/raised-met", .should, [.passed]),
    ("D/1/disputed", .must, [.warned]), ("D/1/advice", .shouldNot, [.warned]),
    ("D/1/advice-met", .should, [.passed]),
    ("D/2/wink", .must, [.notApplicable(feature: "the wink")]),
    ("D/2/nod", .must, [.notApplicable(feature: "a nod")]),
    ("D/2/used", .may, [.notApplicable(feature: "the permission was not used: $.x")]),
    ("D/2/unused", .may, [.notApplicable(feature: "the permission was not used: $.y")]),
    ("D/3/untestable", .must, [.untestable(prerequisite: "no token was kept")]),
    ("D/3/inconclusive", .must, [.passed, .inconclusive(because: "429 after two tries")]),
    ("D/3/review", .must, [.review(question: "Is <b>it</b> written in plain words?")]),
    ("D/3/unchecked", .must, []), ("D/3/reasoned", .must, []),
    ("D/3/fault", .must, [.setupFault("nothing listens")]), ("D/4/left-out", .must, [.passed]),
    ("D/4/left-out-too", .mustNot, [.failed]), ("D/4/left-out-advice", .should, [.passed]),
    ("E/1/other", .must, [.failed]),
  ]

  static let catalogue: Catalogue = {
    let requirements = rows.map { row in
      let parts = row.id.split(separator: "/")
      return Requirement(
        id: row.id, document: parts[0] == "D" ? "DOC-1" : "DOC-2", clause: String(parts[1]),
        anchor: "a", level: row.level, party: .server, statement: statement(of: row.id),
        appliesWhen: "always", decision: .automatic, how: "look",
        reason: row.id == "D/3/reasoned" ? "It takes three years to observe." : nil)
    }
    let ambiguity = Ambiguity(
      id: "1", title: "t", clauses: ["DOC-1 1"], readings: ["a", "b"], position: "a", because: "b",
      affects: ["D/1/disputed"])
    return Catalogue(
      documents: [
        CatalogueDocument(id: "DOC-1", title: "One", edition: "1"),
        CatalogueDocument(id: "DOC-2", title: "Two", edition: "1"),
      ], requirements: requirements, ambiguities: [ambiguity])
  }()

  private static func statement(of id: String) -> String {
    id == "D/1/broken" ? "=1+1</td><script>alert(1)</script>, \"so\"\u{1B}[2J" : "It is \(id)"
  }

  static var profile: Profile {
    var profile = Profile(
      name: "ours/pilot", title: "Our <pilot>", edition: "e-1",
      claims: [.document("DOC-1", clauses: ["1", "2", "3"].compactMap { ClausePattern($0) })])
    profile.raises = ["D/1/raised": .must]
    profile.raisedPatterns = [RowPattern("D/1/raised*")]
    profile.needs = [
      .feature("the wink"), .rows(.rows(RowPattern("D/2/used"))), .hook("nudge"),
      .hook("shove"), .scope("meters"), .capability("coverage"), .feature("a shrug"),
    ]
    return profile
  }

  static let report: RunReport = {
    let start = Timestamp.unixEpoch
    let place = CheckRecord.Place(
      file: "d/one.suite", line: 7, column: 3, endColumn: 9, text: "  check")
    let checks = rows.flatMap { row in
      row.verdicts.enumerated().map { index, verdict in
        let isSeen = verdict.kind == .failed || verdict.kind == .warned
        return CheckRecord(
          id: "d/one#all:\(row.id.count)\(index)", text: "$.x is \(row.id)", place: place,
          decisions: [
            Decision(
              requirement: row.id, verdict: verdict,
              mismatches: isSeen
                ? [Mismatch(expected: "-1", received: "@SUM(A1)<i>", location: "/x", exchange: 2)]
                : [])
          ], exchanges: [2])
      }
    }
    let test = TestRecord(
      id: "d/one#all", title: "All", place: place, start: start, duration: .seconds(1),
      checks: checks, exchanges: [2])
    return RunReport.make(
      header: RunReport.Header(
        tool: "0.1.0", run: "r-1", seed: 1, profile: "d/all", edition: "e-1",
        target: "https://hub.example/", suites: [.init(name: "d/one", file: "f", sha256: "00")],
        start: start), duration: .seconds(1), tests: [test],
      exchanges: [
        ExchangeSummary(
          number: 2, test: "d/one#all", method: "GET", url: "https://hub.example/x", status: 200,
          times: .init(total: .milliseconds(3)), start: start)
      ],
      hooks: [
        HookRun(
          number: 1, test: "d/one#all", line: 3, hook: "nudge", way: .command, exit: 0,
          start: start, duration: .seconds(1))
      ], rows: catalogue.requirements, claimed: Set(catalogue.requirements.map(\.id)))
  }()

  static let offers = CapabilityOffers(
    guards: [
      .init(feature: "the wink", suite: "d/one", lines: 1...9),
      .init(feature: "a shrug", suite: "d/one", lines: 5...9),
    ],
    documents: [
      CapabilityOffers.Document(
        exchange: 2,
        response: Array("HTTP/1.1 200 OK\r\n\r\n{\"capabilities\": [\"coverage\", 1]}".utf8),
        isCut: false)
    ].compactMap { $0 })

  static var list: GapList { GapList(report, profile: profile, in: catalogue, offers: offers) }
}

import SynchroTiming

@testable import SynchroCatalog
@testable import SynchroVerdict

/// A run made by hand that holds every verdict and texts that try to break out of every format.
enum SampleRun {
  static let start = Timestamp(seconds: 1_780_000_000, nanoseconds: 250_000_000) ?? .unixEpoch

  static let shard: Shard = {
    guard let shard = Shard("2/5") else { preconditionFailure("2/5 is a shard") }
    return shard
  }()

  static let hostile = "]]>&<a b=\"c\">\u{1B}[2J\u{0}\r\n::error::x%0A # TODO \\\u{202E}\u{FFFF}"

  static func row(_ id: String, _ level: Requirement.Level, _ statement: String) -> Requirement {
    Requirement(
      id: id, document: "CDS-WG1-01", clause: "3.2", anchor: "#metadata", level: level,
      party: .server, statement: statement, appliesWhen: "", decision: .automatic, how: "",
      negative: nil, isImplied: false, reason: nil)
  }

  static let rows: [Requirement] = {
    var rows = [
      row("WG1-01/3.2/field-name", .must, "The metadata object has a name that is a string."),
      row("WG1-01/3.2/field-logo", .should, "The metadata object should have a logo."),
      row("WG1-01/3.2/field-map", .must, "Maps are listed when the server has any."),
      row("WG1-01/3.2/hostile", .mustNot, "Text that is \(hostile) must not break a report."),
      row("WG1-01/3.3/later", .must, "Nothing in this run looks at this."),
      row("WG1-01/3.3/read", .must, "The policy is written in plain words."),
      row("WG1-01/3.4/unclaimed", .may, "Neither claimed nor looked at."),
    ]
    rows[5].reason = "a person must read the policy"
    return rows
  }()

  static func place(_ line: Int, _ text: String, marking mark: String) -> CheckRecord.Place {
    let scalars = Array(text.unicodeScalars)
    let wanted = Array(mark.unicodeScalars)
    let first = scalars.indices.first { scalars[$0...].starts(with: wanted) } ?? 0
    return CheckRecord.Place(
      file: "Suites/cds/discovery/metadata.suite", line: line, column: first + 1,
      endColumn: first + 1 + wanted.count, text: text)
  }

  static func check(
    _ number: Int, line: Int, _ text: String, exchanges: [Int] = [1], _ decisions: Decision...
  ) -> CheckRecord {
    let ids = decisions.compactMap(\.requirement).map { " [\($0)]" }.joined()
    return CheckRecord(
      id: "cds/discovery/metadata#fields:\(number)", text: text,
      place: place(line, "  " + text + ids, marking: text), decisions: decisions,
      exchanges: exchanges)
  }

  static let fields = TestRecord(
    id: "cds/discovery/metadata#fields", title: "The fields of the metadata object are as listed",
    place: place(12, "test fields \"The fields\"", marking: "fields"), tags: ["public"],
    start: start, duration: .milliseconds(412),
    checks: [
      check(
        1, line: 14, "media type == \"application/json\"", .init(requirement: nil, verdict: .passed)
      ),
      check(
        2, line: 15, "$.name is string",
        .init(
          requirement: "WG1-01/3.2/field-name", verdict: .failed, observations: 3,
          mismatches: [
            Mismatch(
              expected: "string", received: "17", location: "/name", exchange: 2, place: "3:11"),
            Mismatch(expected: "string", received: "nothing", location: "/name", exchange: 3),
          ], mismatchCount: 5)),
      check(
        3, line: 16, "$.logo is url",
        .init(
          requirement: "WG1-01/3.2/field-logo", verdict: .warned,
          mismatches: [Mismatch(expected: "url", received: "\"logo.png\"", location: "/logo")])),
      check(
        4, line: 17, "every $.maps[*] is object",
        .init(requirement: "WG1-01/3.2/field-map", verdict: .notApplicable(feature: "maps")),
        .init(
          requirement: "WG1-01/3.2/hostile", verdict: .failed,
          mismatches: [
            Mismatch(
              expected: hostile, received: String(repeating: "long ", count: 400),
              location: hostile, exchange: 2)
          ])),
    ], exchanges: [1, 2, 3], notes: ["the object has 3 members that no document names"])

  static let others: [TestRecord] = [
    test("policy", .review(question: "Is the policy written in plain words?")),
    test("links", .untestable(prerequisite: "no value 'id': the answer had none")),
    test("speed", .inconclusive(because: "4 of 20 samples: too few to decide \(hostile)")),
    test("optional", .notApplicable(feature: "usage segments")),
    TestRecord(
      id: "cds/discovery/metadata#reach", title: "The target answers",
      place: place(60, "test reach \"The target answers\"", marking: "reach"), start: start,
      duration: .zero, checks: [],
      stop: .setupFault("nothing listens on port 8443 of hub.example")),
    TestRecord(
      id: "cds/discovery/metadata#ours", title: "Our own fault",
      place: place(70, "test ours \"Our own fault\"", marking: "ours"), start: start,
      duration: .seconds(1), checks: [check(1, line: 71, "status == 200", exchanges: [])],
      stop: .harnessFault("no descriptors are left")),
    TestRecord(
      id: "cds/discovery/metadata#empty", title: "A test that decided nothing",
      place: place(80, "test empty \"Nothing\"", marking: "empty"), start: start,
      duration: .zero, checks: []),
  ]

  private static func test(_ name: String, _ verdict: Verdict) -> TestRecord {
    let text = "  ü\t$.\(name) exists"
    return TestRecord(
      id: "cds/discovery/metadata#\(name)", title: "Shows \(name)",
      place: place(30, "test \(name)", marking: name), start: start.advanced(by: .seconds(1)),
      duration: .milliseconds(5),
      checks: [
        CheckRecord(
          id: "cds/discovery/metadata#\(name):1", text: "$.\(name) exists",
          place: place(31, text, marking: "$.\(name) exists"),
          decisions: [.init(requirement: nil, verdict: verdict)], exchanges: [4])
      ])
  }

  static func exchange(_ number: Int) -> ExchangeSummary {
    ExchangeSummary(
      number: number, test: "cds/discovery/metadata#fields", line: 13, method: "GET",
      url: "https://hub.example/metadata.json?page=\(number)", sentCount: 120, receivedCount: 2048,
      status: number == 4 ? nil : 200, isReused: number > 1, peer: "192.0.2.1:443",
      tls: [RunFact("version", "TLS 1.3"), RunFact("cipher", "TLS_AES_128_GCM_SHA256")],
      times: .init(
        lookup: .microseconds(300), connect: .milliseconds(1), tls: .milliseconds(9),
        request: .microseconds(20), waiting: .milliseconds(40), response: .microseconds(80),
        total: .nanoseconds(50_400_001)), start: start,
      findings: number == 3
        ? [.init(code: "bare-lf", sentence: "a line ends without CR", offset: 17)] : [],
      fault: number == 4 ? .init(.limit, "no response within 5 s") : nil,
      redirectedFrom: number == 2 ? 1 : nil, attempt: number == 3 ? 2 : 1)
  }

  static let header = RunReport.Header(
    tool: "0.1.0", run: "20260528-a1b2", seed: .max, profile: "cds/discovery",
    edition: "cds-2026-04", arguments: ["run", "cds", "--target", "hub.target"],
    host: [RunFact("hostname", "tester-1"), RunFact("system", "Linux")],
    target: "https://hub.example/", targetFacts: [RunFact("server", "Hub/2")],
    suites: [
      .init(
        name: "cds/discovery/metadata", file: "Suites/cds/discovery/metadata.suite",
        sha256: String(repeating: "0f", count: 32))
    ], start: start)

  static func report() -> RunReport {
    RunReport.make(
      header: header, duration: .milliseconds(2750),
      doctor: [
        DoctorFinding(.ok, "the target answers over TLS 1.3"),
        DoctorFinding(
          .warning, "the target's clock is 41 s behind", nextStep: "synchronise it",
          field: "clock_tolerance"),
      ], tests: [fields] + others, exchanges: (1...4).map(exchange), rows: rows,
      claimed: Set(rows.map(\.id).filter { !$0.hasSuffix("unclaimed") }),
      residue: [
        .init(
          "a registered client", url: "https://hub.example/clients/7",
          test: "cds/discovery/metadata#fields", because: "the answer to DELETE was 405")
      ], interruptions: ["stopped by the user after 2 of 3 suites"])
  }
}

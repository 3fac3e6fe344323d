import SynchroCatalog
import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroRunner

/// A suite of one test against scripted answers: what came of its checks, a line each.
struct Scene {
  typealias Reply = ScriptedExchanges.Reply

  var replies: [String: [Reply]]
  var steps: String
  var expected: [String]
  var asked: [String]?
  var stop: String?

  init(
    _ replies: [String: [Reply]], _ steps: String, _ expected: [String], asked: [String]? = nil,
    stop: String? = nil
  ) {
    self.replies = replies
    self.steps = steps
    self.expected = expected
    self.asked = asked
    self.stop = stop
  }

  static let catalogue: Catalogue = {
    func row(_ id: String, _ level: Requirement.Level) -> Requirement {
      Requirement(
        id: id, document: "DOC", clause: "1", anchor: "a", level: level, party: .server,
        statement: "s", appliesWhen: "always", decision: .automatic, how: "h", isImplied: false)
    }
    return Catalogue(
      requirements: [
        row("R/1/must", .must), row("R/1/other", .must), row("R/1/should", .should),
        row("R/1/may", .may), row("R/1/chain", .must), row("R/1/vague", .must),
      ],
      ambiguities: [
        Ambiguity(
          id: "A1", title: "t", clauses: ["1"], readings: ["a", "b"], position: "a", because: "c",
          affects: ["R/1/vague"], settles: [])
      ])
  }()

  static func library(_ text: String, name: String = "x/suite") -> SuiteLibrary {
    SuiteLibrary(
      suites: [SourceText(name: "Suites/\(name).suite", text)], schemas: [:], catalogue: catalogue)
  }

  /// The answers' site, with everything a step may name.
  static func target() throws -> TargetFile {
    var target = TargetFile(url: try URI("https://hub.test"))
    target.values = ["limit": 2]
    target.secrets = ["KEY": .environment("KEY")]
    target.credentials = [
      "admin": [.init(name: "Authorization", value: try SecretTemplate("Bearer ${secret.KEY}"))]
    ]
    return target
  }

  static func secrets() -> ResolvedSecrets {
    let ledger = SecretLedger()
    return ResolvedSecrets(["KEY": ledger.secret("correct horse", kind: "KEY")], ledger: ledger)
  }

  static func header() -> RunReport.Header {
    RunReport.Header(
      tool: "0", run: "run-1", seed: 7, target: "https://hub.test", start: .unixEpoch)
  }

  static func run(
    _ text: String, _ exchanges: ScriptedExchanges, time: any TimeSource = SystemTime(),
    options: RunPlan.Options = .init(), timeout: Duration? = nil
  ) async throws -> RunReport {
    let library = library(text)
    let broken = library.findings.filter(\.isError).map(\.diagnostic.message)
    try #require(broken.isEmpty, "\(broken)")
    let plan = try RunPlan(
      suites: library.sources.map(\.suite), requested: ["x/suite"], options: options)
    var configuration = Runner.Configuration(
      header: header(), target: try target(), secrets: secrets())
    configuration.timeout = timeout
    return await Runner(library: library, exchanges: exchanges, time: time)
      .run(plan, configuration)
  }

  /// `text of the check: verdict (reason) id`, a line for each decision.
  static func lines(_ test: TestRecord) -> [String] {
    test.checks.flatMap { check in
      check.decisions.map { decision in
        var line = "\(check.text): \(decision.verdict.kind.rawValue)"
        if let id = decision.requirement { line += " \(id)" }
        if decision.observations != 1 { line += " x\(decision.observations)" }
        if let reason = decision.verdict.reason { line += " (\(reason))" }
        if let first = decision.mismatches.first {
          line += " [\(first.expected) / \(first.received)]"
        }
        return line
      }
    }
  }

  /// A suite whose only test has these steps.
  static func suite(_ steps: String, head: String = "") -> String {
    let indented = steps.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
    return "suite x/suite \"X\"\n\(head)\ntest one \"One\"\n\(indented)\n"
  }

  /// Runs on a clock that wakes whoever sleeps on it, so that nothing takes real time.
  static func runWithoutWaiting(
    _ text: String, _ exchanges: ScriptedExchanges, timeout: Duration? = nil
  ) async throws -> RunReport {
    let clock = ManualClock()
    let waker = Task {
      while !Task.isCancelled {
        if clock.advanceToNextDeadline() == nil { await Task.yield() }
      }
    }
    defer { waker.cancel() }
    return try await run(text, exchanges, time: clock, timeout: timeout)
  }

  /// Expects of a run of the steps what the scene says; `*` stands for anything.
  func play(_ name: String, head: String) async throws {
    let exchanges = ScriptedExchanges(replies)
    let report = try await Self.runWithoutWaiting(Self.suite(steps, head: head), exchanges)
    let test = try #require(report.tests.first)
    let lines = Self.lines(test)
    #expect(lines.count == expected.count, "\(name): \(lines.joined(separator: "\n"))")
    for (line, expected) in zip(lines, expected) {
      #expect(fits(line, expected), "\(name): \(line)")
    }
    if let asked {
      // The doctor's own look comes first.
      let orders = exchanges.orders.dropFirst().map { "\($0.method.name) \($0.url.text)" }
      #expect(orders == asked, "\(name)")
    }
    if let stop {
      #expect(fits(test.stop?.reason ?? "", stop), "\(name)")
    } else {
      #expect(test.stop == nil, "\(name): \(String(describing: test.stop))")
    }
  }
}

import Foundation
import SynchroCatalog
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroServer
import SynchroTestSupport
import SynchroText
import SynchroVerdict
import Testing

@testable import SynchroRunner

/// The suites below Suites/harness, each against a tiny server: they show that nothing comes out
/// green without having been looked at.
@Suite struct HarnessSuiteTests {
  struct Case: Sendable {
    var suite: String
    /// What the server's root answers.
    var body = "{}"
    /// Whether somebody lets the operator act.
    var hasOperator = false
    /// A line for each decision.
    var expected: [String]
    var exit: RunReport.Exit
  }

  static let cases: [Case] = [
    Case(
      suite: "empty-group",
      expected: [
        "never: => 2xx: passed", "never: => 200: notApplicable (a header that nobody sends)",
        "hollow: => 2xx: passed", "hollow: => 200: untestable (there is nothing to look at)",
      ], exit: .unproven),
    Case(
      suite: "hang-up",
      expected: ["cut: => 200: failed WG1-01/3/success-200 [*]", "cut: => 2xx: untestable (*)"],
      exit: .failed),
    Case(
      suite: "optional", body: #"{"a": 1, "a": 2}"#,
      expected: [
        "wish: => 2xx: passed",
        "wish: body has unique names: warned WG1-01/3/json-unique-names [*]",
      ], exit: .success),
    Case(
      suite: "optional", body: #"{"a": 1, "b": 2}"#,
      expected: [
        "wish: => 2xx: passed", "wish: body has unique names: passed WG1-01/3/json-unique-names",
      ], exit: .success),
    Case(
      suite: "operator",
      expected: [
        "write: => 2xx: passed",
        "write: => 200: untestable (the target file has no hook 'write-message')",
      ], exit: .unproven),
    Case(
      suite: "operator", hasOperator: true,
      expected: ["write: => 2xx: passed", "write: => 200: passed"], exit: .success),
  ]

  @Test(.timeLimit(.minutes(5)), arguments: cases.indices)
  func `a suite of the harness comes to the verdicts that its comments promise`(
    index: Int
  ) async throws {
    let scene = Self.cases[index]
    let server = try HTTPServer { request in
      request.head.path == "/hang-up"
        ? .wire(ServerFault.truncatedBody.steps())
        : .response(.ok, ["Content-Type": "application/json"], Array(scene.body.utf8))
    }
    let report = try await Self.run(
      scene.suite, on: "http://\(server.address)", hasOperator: scene.hasOperator)
    await server.stop(within: .zero)
    let lines = report.tests.flatMap { test in
      Scene.lines(test).map { line in
        let name = test.id.split(separator: "#").last ?? ""
        return "\(name): \(line.replacing(" x0", with: ""))"
      }
    }
    #expect(lines.count == scene.expected.count, "\(scene.suite): \(lines)")
    for (line, expected) in zip(lines, scene.expected) {
      #expect(fits(line, expected), "\(scene.suite): \(line), not \(expected)")
    }
    #expect(report.exit == scene.exit, "\(scene.suite): \(lines)")
  }

  private static func run(
    _ suite: String, on url: String, hasOperator: Bool
  ) async throws -> RunReport {
    let name = "Suites/harness/\(suite).suite"
    let text = String(
      decoding: try Data(contentsOf: Fixtures.root.appending(path: name)), as: UTF8.self)
    let library = SuiteLibrary(
      suites: [SourceText(name: name, text)], schemas: [:], catalogue: catalogue)
    let broken = library.findings.map(\.diagnostic.message)
    try #require(broken.isEmpty, "\(broken)")
    let plan = try RunPlan(
      suites: library.sources.map(\.suite), requested: ["harness/\(suite)"])
    let exchanges = try LiveExchanges()
    let hooks: any OperatorHooks =
      hasOperator
      ? OperatorAPI(direct: { request in
        request.path == "/registrations/me/messages"
          ? .response(status: 200, body: Array(#"{"message_id": "m1"}"#.utf8)) : .fault("no path")
      }) : NoHooks()
    let report = await Runner(library: library, exchanges: exchanges, hooks: hooks).run(
      plan,
      Runner.Configuration(
        header: Scene.header(), target: TargetFile(url: try URI(url)), secrets: Scene.secrets()))
    await exchanges.stop()
    return report
  }

  private static let catalogue: Catalogue = {
    func row(_ id: String, _ level: Requirement.Level) -> Requirement {
      Requirement(
        id: id, document: "CDS-WG1-01", clause: "3", anchor: "a", level: level, party: .server,
        statement: "s", appliesWhen: "always", decision: .automatic, how: "h", isImplied: false)
    }
    return Catalogue(
      requirements: [
        row("WG1-01/3/success-200", .must), row("WG1-01/3/json-unique-names", .should),
      ],
      hooks: [
        OperatorHook(
          name: "write-message", words: "w", required: ["client", "name", "description"],
          request: .init(
            method: "POST", path: "/registrations/{client}/messages",
            content: ["name": "${name}", "description": "${description}"]))
      ])
  }()
}

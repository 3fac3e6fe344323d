import Foundation
import SynchroCatalog
import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroMocks
import SynchroScript
import SynchroServer
import SynchroTestSupport
import SynchroText
import SynchroVerdict
import SynchroWire
import Testing

@testable import SynchroRunner

@Suite struct OperatorAPITests {
  /// What the API answers, and what comes of it.
  static let replies: [(reply: ScriptedExchanges.Reply, line: String)] = [
    (.json(#"{"id": "m"}"#), "=> 200: passed"),
    (
      .json(#"{"error": "x", "error_description": "no such client"}"#, status: 404),
      "=> 200: untestable x0 (the hook 'act' failed: the operator API answers with status 404: "
        + "no such client)"
    ),
    (
      .fault(.setup, "nobody listens"),
      "=> 200: untestable x0 (the hook 'act' failed: the operator API does not answer: "
        + "nobody listens)"
    ),
  ]

  @Test(arguments: replies.indices)
  func `an operator API is asked as the catalogue says`(index: Int) async throws {
    let scene = Self.replies[index]
    let target = try OperatorScene.target(
      "operator api = http://127.0.0.1:9/operator/\noperator key = ${secret.KEY}")
    let exchanges = ScriptedExchanges([
      "GET https://hub.test/": [.json("{}")],
      "POST http://127.0.0.1:9/operator/clients/c%2F1/act": [scene.reply],
      "GET https://hub.test/of/m": [.json("{}")],
    ])
    let outcome = try await OperatorScene.run(
      """
      operator act(client: "c/1", more: {"a": 1}) as done
      GET ${target.url}/of/${done.id}
      => 200
      """, target, exchanges: exchanges)
    #expect(outcome.lines == [scene.line])
    let order = try #require(exchanges.orders.first { $0.method == .post })
    #expect(String(decoding: order.body, as: UTF8.self) == #"{"more":{"a":1}}"#)
    #expect(order.fields["Authorization"] == "Bearer correct horse")
    #expect(
      outcome.hooks.map(\.run.status) == [scene.reply.fault == nil ? scene.reply.status : nil])
    #expect(!outcome.written.contains("correct horse"))
  }

  @Test func `an operator API without a request for a hook is as good as none`() async throws {
    let target = try OperatorScene.target("operator api = http://127.0.0.1:9/operator")
    let outcome = try await OperatorScene.run(
      "operator shell-only\nGET ${target.url}\n=> 200", target)
    #expect(
      outcome.lines == ["=> 200: untestable x0 (the target file has no hook 'shell-only')"])
  }

  // MARK: - The reference server

  private static let suites = SuiteLibrary(
    suites: [
      SourceText(
        name: "Suites/x/suite.suite",
        """
        suite x/suite "X"

        test one "One"
          ordered
          POST ${target.url}/oauth/register
          {"scope": "cds_client_admin", "client_name": "A client"}
          => 201
          keep client = $.client_id
          keep secret password = $.client_secret
          operator write-message(client: ${client}, name: "Hello", description: "Words.") as written
          ${written.status} == "complete"
          operator advance-clock(by: 90m) as clock
          ${clock.clock} == "virtual"
          operator complete-onboarding(client: ${client})
          operator open-production(client: "nobody")
          GET ${target.url}/never
          => 200
        """)
    ], schemas: [:], catalogue: checkedIn)

  private static let checkedIn: Catalogue = {
    let name = "Suites/cds/operator.hooks"
    let bytes = FileManager.default.contents(atPath: Fixtures.root.appending(path: name).path)
    return Catalogue.load([SourceText(name: name, bytes: Array(bytes ?? Data()))]).catalogue
  }()

  @Test(.timeLimit(.minutes(2)), arguments: [false, true])
  func `the reference server does what suites ask of its operator`(isDirect: Bool) async throws {
    var configuration = CDSServer.Configuration(seed: try CDSSeed.reference())
    configuration.clock = CDSClock(.virtual)
    configuration.operatorAccess = (.loopback(port: 0), "correct-horse")
    let server = try CDSServer(configuration)
    var target = TargetFile(url: try URI(server.baseURL))
    target.operatorAccess = .init(
      url: try URI(try #require(server.operatorURL)), key: try SecretTemplate("${secret.KEY}"))
    let ledger = SecretLedger()
    let secrets = ResolvedSecrets(
      ["KEY": ledger.secret("correct-horse", kind: "KEY")], ledger: ledger)
    let exchanges = try LiveExchanges()
    let direct = CDSOperator(of: server.service, key: "k")
    let hooks = OperatorAPI(direct: { request in
      let asked = CDSRequest(
        HTTPMethod(request.method), CDSOperator.path + request.path,
        fields: ["Authorization": "Bearer k", "Content-Type": "application/json"],
        body: request.content.map { Array(JSONPrinter.compact($0).utf8) } ?? [])
      guard case .response(let response) = direct.reply(to: asked) else { return .fault("none") }
      return .response(status: response.head.status.code, body: response.body)
    })
    let plan = try RunPlan(suites: Self.suites.sources.map(\.suite), requested: ["x/suite"])
    let report = await Runner(
      library: Self.suites, exchanges: exchanges, hooks: isDirect ? hooks : nil
    ).run(plan, .init(header: Scene.header(), target: target, secrets: secrets))
    await exchanges.stop()
    await server.stop(within: .zero)
    let expected: [String] = [
      "=> 201: passed", #"${written.status} == "complete": passed"#,
      #"${clock.clock} == "virtual": passed"#,
      "=> 200: untestable x0 (the hook 'open-production' failed: the operator API answers with "
        + "status 404: there is no client 'nobody')",
    ]
    #expect(report.tests.flatMap { Scene.lines($0) } == expected)
    #expect(report.hooks.map(\.way) == Array(repeating: isDirect ? .direct : .api, count: 4))
    #expect(
      isDirect || report.doctor.contains { $0.sentence.hasPrefix("the operator API at") })
    #expect(
      !report.doctor.contains { $0.severity != .ok && $0.field?.hasPrefix("[hooks]") == true })
  }

  @Test func `every hook of the checkout has a request that the reference server knows`() throws {
    let hooks = Self.checkedIn.hooks
    #expect(hooks.count >= 15)
    let service = try CDSServer(CDSServer.Configuration(seed: CDSSeed.reference())).service
    let api = CDSOperator(of: service, key: "k")
    for hook in hooks {
      guard let request = hook.request else { continue }
      let path = try #require(request.path { _ in "x" })
      let asked = CDSRequest(
        HTTPMethod(request.method), CDSOperator.path + path,
        fields: ["Authorization": "Bearer k", "Content-Type": "application/json"],
        body: Array("{}".utf8))
      guard case .response(let response) = api.reply(to: asked) else {
        Issue.record("\(hook.name): no response")
        continue
      }
      let text = String(decoding: response.body, as: UTF8.self)
      #expect(
        response.head.status.code != 405 && !text.contains("nothing is at"), "\(hook.name): \(text)"
      )
    }
  }
}

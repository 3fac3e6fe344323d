import SynchroDigest
import SynchroHTTP
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict
import Synchronization
import Testing

@testable import SynchroRunner

/// Ways in which a check could pass without having looked, or fail somebody who did nothing wrong.
@Suite struct HonestVerdictTests {
  typealias Reply = ScriptedExchanges.Reply
  private static let site = "https://hub.test"

  private static let head = """
    table rows
      | path | requirement |
      | "a"  | R/1/must    |
      | "b"  | R/1/other   |

    fragment look(list)
      GET https://hub.test/list
      => 200
      for each e in ${list}
        ${e} == 1

    """

  /// Name, answers, steps, and what each check is expected to come to.
  static let scenes: [(String, Scene)] = [
    (
      "a row of a table that cannot be looked at leaves the others alone",
      Scene(
        ["GET \(site)/a": [.json("{}", status: 500)], "GET \(site)/b": [.json(#"{"x": 1}"#)]],
        """
        for each row in table rows
          GET ${target.url}/${row.path}
          => 200
          $.x exists [${row.requirement}]
        """,
        [
          "=> 200: untestable x2 (*) [status 200 / status 500]",
          "$.x exists: untestable R/1/must x0 (expected status 200, received 500)",
          "$.x exists: passed R/1/other",
        ])
    ),
    (
      "a control that looks at nothing shows nothing",
      Scene(
        ["GET \(site)/a": [.json(#"{"l": []}"#)], "GET \(site)/list": [.json("{}")]],
        """
        control "empty"
          GET ${target.url}/a
          for each e in $.l[*]
            ${e} == 1
        status == 200 [R/1/must]
        """,
        [
          "status == 200: untestable R/1/must x0 (the control failed (empty))"
        ])
    ),
    (
      "a control in which nothing is checked shows nothing",
      Scene(
        ["GET \(site)/a": [.json("{}", status: 500)]],
        """
        control
          GET ${target.url}/a
        status == 500 [R/1/must]
        """,
        ["status == 500: untestable R/1/must x0 (the control failed: nothing in it was checked)"])
    ),
    (
      "a control by an assumption, and a fragment whose loop is empty",
      Scene(
        ["GET \(site)/a": [.json("{}")], "GET \(site)/list": [.json("{}")]],
        """
        control
          GET ${target.url}/a
          assume status == 200 else "it is down"
        status == 200 [R/1/must]
        control "a list"
          call look(list: [])
        status == 200 [R/1/other]
        """,
        [
          "status == 200: passed R/1/must", "=> 200: passed",
          "status == 200: untestable R/1/other x0 (the control failed (a list))",
        ])
    ),
    (
      "only the last attempt of a poll counts, faults included",
      Scene(
        ["GET \(site)/a": [.fault(.setup, "nothing listens"), .json("{}")]],
        """
        eventually within 5s every 10ms
          GET ${target.url}/a
          => 200 [R/1/must]
        """,
        ["=> 200: passed R/1/must"])
    ),
    (
      "each attempt of a poll asks for the page that the walk is at",
      Scene(
        [
          "GET \(site)/p": [.json(#"{"n": 1, "next": "\#(site)/p2"}"#)],
          "GET \(site)/p2": [.json("{}", status: 404), .json(#"{"n": 2, "next": null}"#)],
        ],
        """
        page through $.next up to 5 pages [R/1/chain]
          eventually within 5s every 10ms
            GET ${target.url}/p
            => 200
            collect seen from $.n
        ${seen} == [1, 2] [R/1/must]
        """,
        [
          "page through $.next up to 5 pages: passed R/1/chain", "=> 200: passed x2",
          "${seen} == [1, 2]: passed R/1/must",
        ], asked: ["GET \(site)/p", "GET \(site)/p2", "GET \(site)/p2"])
    ),
    (
      "more elements than our limit are not judged by the first ones",
      Scene(
        [
          "GET \(site)/a": [
            .json(
              "{\"l\": [" + Array(repeating: "1", count: 1000).joined(separator: ",") + ", 2]}")
          ]
        ],
        """
        GET ${target.url}/a
        for each e in $.l[*]
          ${e} == 1 [R/1/must]
        for each e in $.l[*] up to 3
          ${e} == 1 [R/1/other]
        """,
        [
          "${e} == 1: inconclusive R/1/must x1000 (only the first 1000 of 1001 elements were looked at)",
          "${e} == 1: passed R/1/other x3",
        ])
    ),
    (
      "lists of nothing, collected or found",
      Scene(
        ["GET \(site)/a": [.json(#"{"l": [], "m": []}"#)]],
        """
        GET ${target.url}/a
        collect all from $.l[*].id
        ${all} is unique [R/1/must]
        $.l[*].id is subset of [1] [R/1/other]
        $.m is unique [R/1/should]
        """,
        [
          "${all} is unique: untestable R/1/must (there is nothing to look at: ${all} is empty)",
          "$.l[*].id is subset of [1]: untestable R/1/other (*)",
          "$.m is unique: passed R/1/should",
        ])
    ),
    (
      "what a target file leaves out is a feature that is not there",
      Scene(
        ["GET \(site)/a": [.json("{}")]],
        """
        when ${target.extensions} exists as "extensions"
          GET ${target.url}/a
          => 200 [R/1/must]
        when ${target.profile} is absent
          GET ${target.url}/a
          => 200 [R/1/other]
        """,
        ["=> 200: notApplicable R/1/must x0 (extensions)", "=> 200: passed R/1/other"])
    ),
    (
      "silence is no clean bill of health",
      Scene(
        ["GET \(site)/a": [.fault(.limit, "the time was over")]],
        """
        GET ${target.url}/a
        wire findings is empty [R/1/must]
        first byte < 5s [R/1/other]
        """,
        [
          "wire findings is empty: inconclusive R/1/must (*)",
          "first byte < 5s: inconclusive R/1/other (*)",
        ])
    ),
    (
      "a guard that cannot be decided decides neither branch",
      Scene(
        ["GET \(site)/a": [.json("{}")]],
        """
        GET ${target.url}/a
        keep v = $.v
        when ${v} == 1
          status == 200 [R/1/must]
        otherwise
          status == 200 [R/1/other]
        when $.v == 1 or status == 200
          status == 200 [R/1/should]
        every $.l[*] == 1 or status == 200 [R/1/chain]
        no $.l[*] == 1 and status == 200 [R/1/vague]
        """,
        [
          "status == 200: untestable R/1/must x0 (*)", "status == 200: untestable R/1/other x0 (*)",
          "status == 200: passed R/1/should",
          "every $.l[*] == 1 or status == 200: passed R/1/chain",
          "no $.l[*] == 1 and status == 200: untestable R/1/vague (*)",
        ])
    ),
  ]

  @Test(arguments: scenes.indices)
  func `no verdict without a look`(index: Int) async throws {
    let (name, scene) = Self.scenes[index]
    try await scene.play(name, head: Self.head)
  }

  @Test func `a poll that the run cuts short has not failed`() async throws {
    let steps = """
      eventually within 60s every 1s
        GET ${target.url}/a
        => 200 [R/1/must]
      always
        DELETE ${target.url}/a
      """
    let exchanges = ScriptedExchanges(["DELETE https://hub.test/a": [.json("{}")]])
    let report = try await Scene.runWithoutWaiting(
      Scene.suite(steps), exchanges, timeout: .seconds(5))
    let test = try #require(report.tests.first)
    #expect(
      Scene.lines(test) == [
        "=> 200: inconclusive R/1/must x0 (the time for the run was over)"
      ])
    #expect(exchanges.orders.last?.method == .delete)
  }

  @Test func `evidence is told when the secrets of an answer are known`() async throws {
    let token = "tok-0123456789abcdef"
    let exchanges = ScriptedExchanges([
      "GET https://hub.test/token": [.json(#"{"token": "\#(token)"}"#)],
      "GET https://hub.test/a": [.json("{}")],
    ])
    let text = Scene.suite(
      """
      GET ${target.url}/token
      => 200
      $.token is uuid
      keep secret token = $.token
      GET ${target.url}/a
      Authorization: Bearer ${token}
      => 200
      """)
    let library = Scene.library(text)
    let plan = try RunPlan(suites: library.sources.map(\.suite), requested: ["x/suite"])
    let secrets = Scene.secrets()
    let told = Mutex<[String]>([])
    let report = await Runner(library: library, exchanges: exchanges).run(
      plan,
      Runner.Configuration(
        header: Scene.header(), target: try Scene.target(), secrets: secrets)
    ) { event in
      guard case .exchange(let record) = event,
        let redacted = try? record.redacted(by: secrets.ledger.redactor())
      else { return }
      told.withLock { $0.append(String(decoding: redacted.response, as: UTF8.self)) }
    }
    #expect(told.withLock { $0.count } == 3)
    #expect(!told.withLock { $0.joined() }.contains(token))
    let shown = try report.redacted(by: secrets.ledger.redactor())
    #expect(!"\(shown)".contains(token))
  }

  /// URLs as a target may hand them out, and whether a secret may go there.
  static let addresses: [(String, Bool)] = [
    ("https://hub.test/x", true), ("https://HUB.test/x", true), ("https://hub.test:443/x", true),
    ("https://hub.test:/x", true), ("https://%68ub.test/x", true),
    ("https://u:p@hub.test/x", true), ("http://hub.test/x", false),
    ("http://hub.test:443/x", false), ("https://hub.test:8443/x", false),
    ("https://hub.test./x", false), ("https://hub.test@evil.test/x", false),
    ("https://hub.test%2eevil.test/x", false), ("https://evil.test/#@hub.test/x", false),
    ("https://evil.test?https://hub.test/x", false), ("https://hub.test\\\\@evil.test/x", false),
    ("https://hub.tést/x", false), ("//hub.test/x", false), ("ftp://hub.test/x", false),
  ]

  static let carriers = [
    "Authorization: Bearer ${token}", "X-Key: ${token}", "with credentials admin",
    "Cookie: plain=1", "? key = ${token}", "form\n  key = ${token}",
    "{\n  \"key\": \"a ${token}\"\n}",
  ]

  @Test func `no carrier of a secret leaves the allowed origins`() async throws {
    for (address, isAllowed) in Self.addresses {
      for carrier in Self.carriers {
        let exchanges = ScriptedExchanges([
          "GET https://hub.test/a": [.json("{\"token\": \"abcdefgh\", \"url\": \"\(address)\"}")]
        ])
        let steps = """
          GET ${target.url}/a
          keep secret token = $.token
          keep url = $.url
          POST ${url}
          \(carrier)
          status == 404 [R/1/must]
          """
        let report = try await Scene.run(Scene.suite(steps), exchanges)
        let sent = exchanges.orders.dropFirst(2).map(\.url.text)
        #expect(sent.isEmpty != isAllowed, "\(address) by \(carrier): \(sent)")
        let verdict = try #require(report.tests.first?.verdict.kind)
        #expect(isAllowed ? verdict == .passed : verdict == .setupFault || verdict == .untestable)
      }
    }
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `a redirect takes no secret along`(status: Int) async throws {
    let steps = """
      POST ${target.url}/a
      Authorization: Bearer ${secret.KEY}
      Cookie: plain=1
      X-Key: ${secret.KEY}
      with redirects 5
      form
        key = ${secret.KEY}
      status == 200 [R/1/must]
      """
    let exchanges = ScriptedExchanges([
      "POST https://hub.test/a": [.redirect("https://evil.test/b", status: status)],
      "GET https://evil.test/b": [.redirect("https://hub.test/c", status: status)],
      "GET https://hub.test/c": [.json("{}")],
    ])
    _ = try await Scene.run(Scene.suite(steps), exchanges)
    for order in exchanges.orders.dropFirst(2) {
      #expect(!"\(order.fields)".contains("correct") && !"\(order.fields)".contains("plain=1"))
      #expect(!String(decoding: order.body, as: UTF8.self).contains("correct"))
    }
  }

  @Test func `a seed gives each test its own values, whoever runs first`() async throws {
    let test = { (name: String) in
      "test \(name) \"T\"\n  GET https://hub.test/${random.hex}\n  GET https://hub.test/${random.uuid}\n"
        + "  status == 404\n"
    }
    let text = "suite x/suite \"X\"\n\n" + ["a", "b", "c", "d"].map(test).joined(separator: "\n")
    var seen: [Set<String>] = []
    for (seed, jobs) in [(7, 1), (7, 4), (8, 4)] {
      let exchanges = ScriptedExchanges([:])
      var options = RunPlan.Options()
      options.seed = UInt64(seed)
      options.jobs = jobs
      _ = try await Scene.run(text, exchanges, options: options)
      seen.append(Set(exchanges.orders.dropFirst().map(\.url.path)))
    }
    #expect(seen[0].count == 8)
    #expect(seen[0] == seen[1])
    #expect(seen[0].isDisjoint(with: seen[2]))
  }

  @Test func `controls of fragments run first`() throws {
    let text = """
      suite x/suite "X"

      fragment refused(path)
        control by works
        GET https://hub.test/${path}
        => 403

      test refusal "Refused"
        call refused(path: "a")
        status == 403 [R/1/must]

      test works "Works"
        GET https://hub.test/a
        => 200
      """
    let library = Scene.library(text)
    #expect(library.findings.isEmpty, "\(library.findings.map(\.diagnostic.message))")
    let plan = try RunPlan(suites: library.sources.map(\.suite), requested: ["x/suite"])
    #expect(plan.entries.map(\.id.name) == ["works", "refusal"])
  }
}

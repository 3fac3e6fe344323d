import SynchroCatalog
import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict
import Synchronization
import Testing

@testable import SynchroRunner

@Suite struct TestRunTests {
  private static let site = "https://hub.test"

  private static let head = """
    table fields
      | name | requirement |
      | "a"  | R/1/must    |
      | "b"  | R/1/other   |

    fragment token(user, kind = "plain")
      GET https://hub.test/token
      ? user = ${user}
      ? kind = ${kind}
      => 200
      give access = $.access

    """

  static let scenes: [(String, Scene)] = [
    (
      "gates and levels",
      Scene(
        ["GET \(site)/a": [.json(#"{"a": 1}"#)]],
        """
        GET ${target.url}/a
        => 200 [R/1/must]
        $.a == 2 [R/1/must, R/1/should, R/1/vague]
        should $.a == 2 [R/1/other]
        permits $.b exists [R/1/may]
        $.a == 2
        """,
        [
          "=> 200: passed R/1/must",
          "$.a == 2: failed R/1/must [2 / 1]", "$.a == 2: warned R/1/should [2 / 1]",
          "$.a == 2: warned R/1/vague [2 / 1]", "should $.a == 2: warned R/1/other [2 / 1]",
          "permits $.b exists: notApplicable R/1/may (the permission was not used: $.b exists)",
          "$.a == 2: failed [2 / 1]",
        ], asked: ["GET \(site)/a"])
    ),
    (
      "an unmet gate leaves the block",
      Scene(
        ["GET \(site)/a": [.json("{}", status: 500)]],
        """
        GET ${target.url}/a
        => 200 or 3xx [R/1/must]
        $.a exists [R/1/other]
        """,
        [
          "=> 200 or 3xx: failed R/1/must [status 200 or 3xx / status 500]",
          "$.a exists: untestable R/1/other x0 (expected status 200 or 3xx, received 500)",
        ])
    ),
    (
      "faults by whom they speak about",
      Scene(
        [
          "GET \(site)/cut": [.fault(.target, "the response ended early")],
          "GET \(site)/slow": [.fault(.limit, "the time was over")],
          "GET \(site)/gone": [.fault(.setup, "nothing listens")],
        ],
        """
        for each path in ["cut"]
          GET ${target.url}/${path}
          => 200 [R/1/must]
          $.a exists [R/1/other]
        for each path in ["slow"]
          GET ${target.url}/${path}
          => 200 [R/1/must]
        for each path in ["gone"]
          GET ${target.url}/${path}
          => 200 [R/1/must]
        """,
        [
          "=> 200: failed R/1/must [status 200 / the response ended early]",
          "$.a exists: untestable R/1/other x0 (there is no response: the response ended early)",
          "=> 200: inconclusive R/1/must (the time was over)",
          "=> 200: setupFault R/1/must (nothing listens)",
        ], stop: "nothing listens")
    ),
    (
      "guards, assumptions and missing values",
      Scene(
        ["GET \(site)/a": [.json(#"{"kind": "x"}"#)]],
        """
        GET ${target.url}/a
        => 200
        when $.kind == "y" as "kind y"
          $.kind exists [R/1/must]
        otherwise
          $.kind == "x" [R/1/other]
        when $.kind == "x"
          assume $.more exists else "there is no more"
          $.more == 1 [R/1/should]
        keep gone = $.gone
        GET ${gone}/b
        => 200 [R/1/must]
        """,
        [
          "=> 200: passed",
          "$.kind exists: notApplicable R/1/must x0 (kind y)",
          "$.kind == \"x\": passed R/1/other",
          "$.more == 1: untestable R/1/should x0 (there is no more)",
          "=> 200: untestable R/1/must x0 (${gone}: *nothing at $.gone)",
        ], asked: ["GET \(site)/a"])
    ),
    (
      "loops over elements, rows and nothing",
      Scene(
        ["GET \(site)/a": [.json(#"{"l": [{"n": 1}, {"n": 2}, {"n": 3}], "a": 1}"#)]],
        """
        GET ${target.url}/a
        => 200
        for each e in $.l[*]
          ${e}.n < 3 [R/1/must]
          collect all from ${e}.n
        for each e in $.none[*]
          ${e}.n exists [R/1/should]
        for each row in table fields
          members of $ contains ${row.name} [${row.requirement}]
        count of ${all} == 3 [R/1/other]
        """,
        [
          "=> 200: passed",
          "${e}.n < 3: failed R/1/must x3 [less than 3 / 3]",
          "${e}.n exists: untestable R/1/should x0 (there is nothing to look at)",
          "members of $ contains ${row.name}: passed R/1/must",
          "members of $ contains ${row.name}: failed R/1/other [* / *]",
          "count of ${all} == 3: passed R/1/other",
        ])
    ),
    (
      "pages to the end",
      Scene(
        [
          "GET \(site)/p": [.json(#"{"l": [1], "next": "\#(site)/p2?x=1"}"#)],
          "GET \(site)/p2?x=1": [.json(#"{"l": [2], "next": null}"#)],
        ],
        """
        page through $.next up to 5 pages [R/1/chain]
          GET ${target.url}/p
          => 200
          collect seen from $.l[*]
        ${seen} == [1, 2] [R/1/must]
        """,
        [
          "page through $.next up to 5 pages: passed R/1/chain", "=> 200: passed x2",
          "${seen} == [1, 2]: passed R/1/must",
        ], asked: ["GET \(site)/p", "GET \(site)/p2?x=1"])
    ),
    (
      "pages in a circle",
      Scene(
        ["GET \(site)/p": [.json(#"{"next": "\#(site):443/p"}"#)]],
        """
        page through $.next up to 5 pages [R/1/chain]
          GET ${target.url}/p
          => 200
        """,
        [
          "page through $.next up to 5 pages: failed R/1/chain [a page that was not read before / *]",
          "=> 200: passed",
        ], asked: ["GET \(site)/p"])
    ),
    (
      "pages without end, and a next that is no URL",
      Scene(
        [
          "GET \(site)/p": [.json(#"{"next": "\#(site)/p2"}"#)],
          "GET \(site)/p2": [.json(#"{"next": "\#(site)/p3"}"#)],
          "GET \(site)/q": [.json(#"{"next": "/relative"}"#)],
          "GET \(site)/r": [.json(#"{"next": "\#(site)/r2"}"#)],
          "GET \(site)/r2": [.json("{}", status: 500)],
        ],
        """
        page through $.next up to 2 pages [R/1/chain]
          GET ${target.url}/p
        page through $.next up to 2 pages [R/1/chain]
          GET ${target.url}/q
        page through $.next up to 2 pages [R/1/chain]
          GET ${target.url}/r
        """,
        [
          "page through $.next up to 2 pages: inconclusive R/1/chain x0 "
            + "(after 2 pages there were still more; the limit is ours)",
          "page through $.next up to 2 pages: failed R/1/chain "
            + "[an absolute URL or null in $.next / \"/relative\"]",
          "page through $.next up to 2 pages: failed R/1/chain "
            + "[page 2, which page 1 names, can be read / status 500]",
        ])
    ),
    (
      "polling until it holds",
      Scene(
        ["GET \(site)/a": [.json("{}", status: 404), .json(#"{"a": 1}"#)]],
        """
        eventually within 5s every 10ms
          GET ${target.url}/a
          => 200 [R/1/must]
          $.a == 1 [R/1/other]
        eventually within 20ms every 10ms
          GET ${target.url}/a
          $.a == 2 [R/1/should]
        """,
        [
          "=> 200: passed R/1/must", "$.a == 1: passed R/1/other",
          "$.a == 2: warned R/1/should [2 / 1]",
        ])
    ),
    (
      "calls give values and controls stop the test",
      Scene(
        [
          "GET \(site)/token?user=a%20b&kind=plain": [.json(#"{"access": "0123456789"}"#)],
          "GET \(site)/token?user=none&kind=plain": [.json("{}", status: 401)],
          "GET \(site)/a": [.json("{}", status: 403)],
        ],
        """
        call token(user: "a b") as t
        GET ${target.url}/a
        X-Access: ${t.access}
        => 403 [R/1/must]
        call token(user: "none") as u
        when status == 401
          GET ${target.url}/a
          X-Access: ${u.access}
          => 403 [R/1/other]
        control "it works"
          GET ${target.url}/a
          => 200
        status == 200 [R/1/should]
        """,
        [
          "=> 200: passed", "=> 403: passed R/1/must",
          "=> 200: untestable (expected status 200, received 401) [status 200 / status 401]",
          "=> 403: untestable R/1/other x0 (${u.access}: *expected status 200, received 401)",
          "=> 200: untestable (expected status 200, received 403) [status 200 / status 403]",
          "status == 200: untestable R/1/should x0 "
            + "(the control failed (it works): expected status 200, received 403)",
        ])
    ),
    (
      "redirects, without credentials across origins",
      Scene(
        [
          "POST \(site)/a": [.redirect("https://other.test/b", status: 303)],
          "GET https://other.test/b": [.json(#"{"a": 1}"#)],
          "GET \(site)/c": [.redirect("/d"), .redirect("/d")],
          "GET \(site)/d": [.redirect("/e")],
        ],
        """
        POST ${target.url}/a
        X-Key: ${secret.KEY}
        with credentials admin
        with redirects 3
        {
          "a": 1
        }
        => 200 [R/1/must]
        redirects == 1 [R/1/other]
        final url == "https://other.test/b" [R/1/other]
        GET ${target.url}/c
        => 302 [R/1/should]
        GET ${target.url}/c
        with redirects 1
        => 302 [R/1/should]
        """,
        [
          "=> 200: passed R/1/must", "redirects == 1: passed R/1/other",
          "final url == \"https://other.test/b\": passed R/1/other", "=> 302: passed R/1/should",
          "=> 302: passed R/1/should",
        ],
        asked: [
          "POST \(site)/a", "GET https://other.test/b", "GET \(site)/c", "GET \(site)/c",
          "GET \(site)/d",
        ])
    ),
    (
      "secrets go to allowed origins only",
      Scene(
        ["GET \(site)/a": [.json(#"{"token": "abcdefgh", "url": "https://evil.test/x"}"#)]],
        """
        GET ${target.url}/a
        => 200
        keep secret token = $.token
        keep url = $.url
        GET ${url}
        Authorization: Bearer ${token}
        => 200 [R/1/must]
        """,
        [
          "=> 200: passed",
          "=> 200: setupFault R/1/must x0 (line 19 would send 'Authorization' to "
            + "https://evil.test, which the target file does not allow; add the line "
            + "'allow origin: https://evil.test' if it may have it)",
        ], asked: ["GET \(site)/a"], stop: "*")
    ),
    (
      "busy targets",
      Scene(
        [
          "GET \(site)/a": [.json("{}", status: 503), .json("{}")],
          "GET \(site)/b": [
            ScriptedExchanges.Reply(status: 429, fields: ["Retry-After": "60"])
          ],
          "GET \(site)/c": [.json("{}", status: 429)],
        ],
        """
        GET ${target.url}/a
        => 200 [R/1/must]
        GET ${target.url}/c
        with no retries
        => 429 [R/1/other]
        GET ${target.url}/b
        => 200 [R/1/must]
        """,
        [
          "=> 200: passed R/1/must", "=> 429: passed R/1/other",
          "=> 200: inconclusive R/1/must (the target answered 429 and asked for 60 s of patience; "
            + "the limit is 5 s)",
        ], asked: ["GET \(site)/a", "GET \(site)/a", "GET \(site)/c", "GET \(site)/b"])
    ),
    (
      "reviews and clean-up on every path",
      Scene(
        [
          "GET \(site)/a": [.json("{}", status: 500)], "DELETE \(site)/a": [.json("", status: 204)],
        ],
        """
        review "Is ${target.url} friendly?" [R/1/other]
        GET ${target.url}/a
        => 200 [R/1/must]
        always
          DELETE ${never}
          DELETE ${target.url}/a
          => 204
        """,
        [
          "review \"Is ${target.url} friendly?\": review R/1/other "
            + "(Is https://hub.test friendly?)",
          "=> 200: failed R/1/must [status 200 / status 500]", "=> 204: passed",
        ], asked: ["GET \(site)/a", "DELETE \(site)/a"])
    ),
  ]

  @Test(arguments: scenes.indices)
  func `every step means what the language says`(index: Int) async throws {
    let (name, scene) = Self.scenes[index]
    try await scene.play(name, head: Self.head)
  }

  @Test func `nothing guarded crosses an origin by a redirect`() async throws {
    let exchanges = ScriptedExchanges([
      "GET https://hub.test/a": [.redirect("https://other.test/b")],
      "GET https://other.test/b": [.json("{}")],
    ])
    let steps = """
      GET ${target.url}/a
      X-Key: ${secret.KEY}
      Accept: application/json
      with credentials admin
      with redirects 3
      => 200
      """
    _ = try await Scene.run(Scene.suite(steps), exchanges)
    let fields = exchanges.orders.dropFirst().map { $0.fields.map(\.name) }
    #expect(fields == [["X-Key", "Accept", "Authorization"], ["Accept"]])
  }

  @Test func `a cancelled run cleans up and says what was not done`() async throws {
    let text = Scene.suite(
      """
      GET ${target.url}/a
      => 200 [R/1/must]
      GET ${target.url}/b
      => 200 [R/1/other]
      always
        DELETE ${target.url}/a
      """)
    let box = TaskBox()
    let exchanges = ScriptedExchanges(
      ["GET https://hub.test/a": [.json("{}")], "DELETE https://hub.test/a": [.json("{}")]]
    ) { order in
      if order.url.path == "/a", order.method == .get { box.cancel() }
    }
    let run = Task { try await Scene.run(text, exchanges) }
    box.set { run.cancel() }
    let report = try await run.value
    let test = try #require(report.tests.first)
    #expect(Scene.lines(test)[1].contains("inconclusive R/1/other"))
    #expect(exchanges.orders.last?.method == .delete)
    #expect(report.interruptions == ["the run was stopped before its end"])
    #expect(report.exit != .success)
  }

  @Test(arguments: [
    (4, 0, "the run was stopped before this test"), (4, 3, "the run was stopped before this test"),
    (5, 0, "the time for the run was over before this test"),
  ])
  func `a test that was never begun says whether the time was over or the run was stopped`(
    stop: Int, cleanUp: Int, expected: String
  ) async throws {
    let clock = ManualClock()
    let text =
      Scene.suite("GET ${target.url}/a\nalways\n  DELETE ${target.url}/a")
      + "\ntest two \"Two\"\n  needs one\n  GET ${target.url}/b\n  => 200 [R/1/must]\n"
    let box = TaskBox()
    let exchanges = ScriptedExchanges([:]) { order in
      if order.method == .delete { return clock.advance(by: .seconds(cleanUp)) }
      clock.advance(by: .seconds(stop))
      box.cancel()
    }
    let run = Task { try await Scene.run(text, exchanges, time: clock, timeout: .seconds(5)) }
    box.set { run.cancel() }
    let report = try await run.value
    let test = try #require(report.tests.last)
    #expect(Scene.lines(test) == ["=> 200: inconclusive R/1/must x0 (\(expected))"])
  }

  @Test func `no test is begun when the time for the run is over`() async throws {
    let clock = ManualClock()
    let text =
      Scene.suite("GET ${target.url}/a\n=> 200 [R/1/must]")
      + "\ntest two \"Two\"\n  GET ${target.url}/b\n  => 200 [R/1/other]\n"
      + "  always\n    DELETE ${target.url}/b\n"
    let exchanges = ScriptedExchanges(["GET https://hub.test/a": [.json("{}")]]) { order in
      if order.url.path == "/a" { clock.advance(by: .seconds(5)) }
    }
    var options = RunPlan.Options()
    options.jobs = 1
    let report = try await Scene.run(
      text, exchanges, time: clock, options: options, timeout: .seconds(5))
    #expect(exchanges.orders.last?.url.path == "/a")
    let test = try #require(report.tests.last)
    #expect(
      Scene.lines(test) == [
        "=> 200: inconclusive R/1/other x0 (the time for the run was over before this test)"
      ])
    #expect(report.interruptions == ["the time for the run was over"])
    #expect(report.exit == .unproven)
  }

  @Test func `a run out of time ends with every check accounted for`() async throws {
    let clock = ManualClock()
    let text = Scene.suite("pause 10s\nGET ${target.url}/a\n=> 200 [R/1/must]")
    let exchanges = ScriptedExchanges([:])
    let waker = Task {
      while !Task.isCancelled {
        if clock.advanceToNextDeadline() == nil { await Task.yield() }
      }
    }
    defer { waker.cancel() }
    let report = try await Scene.run(text, exchanges, time: clock, timeout: .seconds(5))
    let test = try #require(report.tests.first)
    #expect(
      Scene.lines(test) == [
        "=> 200: inconclusive R/1/must x0 (the time for the run was over)"
      ])
    #expect(report.interruptions == ["the time for the run was over"])
  }
}

/// Cancels a task that is not known yet when the box is made.
final class TaskBox: Sendable {
  private let state = Mutex<(isDue: Bool, cancel: (@Sendable () -> Void)?)>((false, nil))

  func set(_ cancel: @escaping @Sendable () -> Void) {
    let isDue = state.withLock { state in
      state.cancel = cancel
      return state.isDue
    }
    if isDue { cancel() }
  }

  func cancel() {
    let cancel = state.withLock { state in
      state.isDue = true
      return state.cancel
    }
    cancel?()
  }
}

import SynchroCatalog
import SynchroHTTP
import SynchroVerdict
import Testing

@testable import SynchroRunner

@Suite struct RejudgementTests {
  // MARK: - A server

  /// Gives out tokens and things, and keeps what it is told.
  private static func server(_ secret: @escaping @Sendable (Int) -> String = { "tok-\($0)-f00ba7" })
    -> WireExchanges
  {
    WireExchanges { order, call in
      switch (order.method.name, order.url.path) {
      case ("POST", "/token"):
        let token = secret(call)
        return .init(
          body: #"{"access_token":"\#(token)","expires_in":60,"also":"\#(token)"}"#)
      case ("POST", "/things"):
        // What was sent comes back, secrets included.
        let sent = String(decoding: order.body, as: UTF8.self)
        return .init(status: 201, body: #"{"sent":\#(sent),"id":"thing-\#(call)"}"#)
      case ("GET", "/echo"):
        let fields = order.fields.map { #"{"\#($0.name)":"\#($0.value)"}"# }
        return .init(body: #"{"fields":[\#(fields.joined(separator: ","))]}"#)
      case ("GET", "/slow"):
        return .init(body: #"{"done":\#(call >= 3)}"#)
      case ("GET", "/busy"):
        return call == 1
          ? .init(status: 503, fields: ["Retry-After": "0"], body: "{}") : .init(body: "{}")
      case ("GET", "/lost"): return .init(isLost: call == 1)
      case ("GET", "/moved"):
        return .init(status: 302, fields: ["Location": "/echo?from=moved"], body: "")
      case ("DELETE", _): return .init(status: 204, fields: [:])
      case ("GET", "/odd"): return .init(body: #"{"name":7}"#)
      default: return .init(status: 404, body: "{}")
      }
    }
  }

  private static let token = """
      POST ${target.url}/token
      form
        grant_type = client_credentials
      => 200
      keep secret token = $.access_token
    """

  private static let whole = """
    suite x/suite "X"

    test alone "Alone"
    \(token)
      $.also == ${token} [R/1/must]
      $.also matches /^[0-9]+$/ [R/1/should]
      GET ${target.url}/echo
      Authorization: Bearer ${token}
      X-Key: ${secret.KEY}
      => 200
      $.fields[*].Authorization contains "nothing" [R/1/other]

    test maker "Maker"
    \(token)
      keep secret own = ${random.hex}
      keep moment = now
      POST ${target.url}/things
      Authorization: Bearer ${token}
      { "secret": ${own}, "at": ${moment}, "id": ${random.uuid}, "run": ${run.id} }
      => 201
      $.sent.secret == ${own} [R/1/must]
      $.sent.at is within 1s of now [R/1/other]
      keep id = $.id
      always
        DELETE ${target.url}/things/${id}

    test user "User"
      needs maker
      POST ${target.url}/things
      { "of": ${id}, "key": ${own} }
      => 201
      $.sent.key == ${own} [R/1/must]
      $.sent.key == "other" [R/1/should]

    test waits "Waits"
      eventually within 2s every 10ms
        GET ${target.url}/slow
        => 200
        $.done == true [R/1/must]
      GET ${target.url}/busy
      => 200 [R/1/other]
      duration < 1s [R/1/should]

    test loses "Loses"
      GET ${target.url}/lost
      => 200 [R/1/must]
      GET ${target.url}/moved
      with redirects 3
      => 200 [R/1/other]
      GET ${target.url}/odd
      => 200
      $.name is string [R/1/chain]
    """

  // MARK: - The promise

  @Test(arguments: [1, 8])
  func `the same suite gives the same verdicts, byte for byte`(jobs: Int) async throws {
    let recorded = try await Recorded(Self.whole, Self.server(), jobs: jobs)
    let then = VerdictDocument(recorded.report)
    let kinds = Set(
      recorded.report.tests.flatMap(\.checks).flatMap(\.decisions).map(\.verdict.kind))
    #expect(
      kinds.contains(.failed) && kinds.contains(.passed), "\(Recorded.lines(recorded.report))")
    let judged = try await recorded.judged(by: Self.whole)
    #expect(VerdictDocument(judged).text == then.text)
    #expect(judged.exchanges == recorded.report.exchanges)
    let starts = judged.tests.map(\.start)
    #expect(starts == recorded.report.tests.map(\.start))
    #expect(judged.exit == recorded.report.exit)
  }

  @Test(arguments: [
    "0123456789012345", "a-b_c.d~e+f/g=", "********************", "päss wörd with blanks",
    "thing-secret-thing-1", "Bearer", "x y=z&amp;\\\\ slashes",
  ])
  func `secrets of all kinds keep what checks may ask of them`(secret: String) async throws {
    let suite = """
      suite x/suite "X"
      test one "One"
      \(Self.token)
        $.access_token == $.also [R/1/must]
        $.access_token matches /^.{16,20}$/ [R/1/other]
        $.access_token matches /^[0-9]+$/ [R/1/should]
        $.access_token matches /^(.)\\1*$/ [R/1/chain]
        $.access_token matches /^[0-9A-Za-z]+$/ [R/1/may]
        GET ${target.url}/echo
        Authorization: Bearer ${token}
        => 200
      """
    let recorded = try await Recorded(suite, Self.server { _ in secret })
    let judged = try await recorded.judged(by: suite)
    #expect(VerdictDocument(judged).text == VerdictDocument(recorded.report).text)
  }

  // MARK: - Other suites

  private static func judged(_ then: String, _ now: String) async throws -> [String] {
    let head = "suite x/suite \"X\"\n"
    let recorded = try await Recorded(head + then, server())
    return Recorded.lines(try await recorded.judged(by: head + now))
  }

  private static let simple = """
    test one "One"
      GET ${target.url}/odd
      => 200 [R/1/must]
      $.name is string [R/1/other]
    """

  @Test func `a check that is gone is gone, and a new one is judged`() async throws {
    let fewer = """
      test one "One"
        GET ${target.url}/odd
        => 200 [R/1/must]
        $.name is number [R/1/chain]
        $.name == 8 [R/1/should]
      """
    let lines = try await Self.judged(Self.simple, fewer)
    let starts = [
      "one: => 200: passed R/1/must", "one: $.name is number: passed R/1/chain",
      "one: $.name == 8: warned R/1/should",
    ]
    #expect(lines.count == 3)
    for (line, start) in zip(lines, starts) { #expect(line.hasPrefix(start)) }
  }

  @Test(arguments: [
    // A request more, of whatever kind, ends what is known of the test.
    ("GET ${target.url}/more\n  => 200 [R/1/chain]", "GET https://hub.test/more"),
    ("POST ${target.url}/odd\n  { \"a\": 1 }\n  => 200 [R/1/chain]", "POST https://hub.test/odd"),
    // The same place asked otherwise is another request.
    ("GET ${target.url}/odd\n  X-More: 1\n  => 200 [R/1/chain]", "GET https://hub.test/odd"),
  ])
  func `what rests on a request that was never made is untestable`(
    more: String, request: String
  ) async throws {
    let then =
      Self.simple
      + "\n\ntest two \"Two\"\n  needs one\n  GET ${target.url}/echo\n  => 200 [R/1/may]"
    let now = then.replacing("=> 200 [R/1/must]", with: "=> 200 [R/1/must]\n  \(more)")
    let lines = try await Self.judged(then, now)
    #expect(lines.first == "one: => 200: passed R/1/must")
    #expect(lines.count == 4)
    for line in lines.dropFirst() {
      #expect(line.contains("untestable"))
      #expect(line.contains("never made this request: \(request)"))
    }
  }

  @Test func `reading may be left out, and changing may not`() async throws {
    let then = """
      test one "One"
      \(Self.token)
        GET ${target.url}/echo
        => 200
        POST ${target.url}/things
        { "a": 1 }
        => 201
        GET ${target.url}/odd
        => 200 [R/1/must]
      """
    let head = "suite x/suite \"X\"\n"
    let recorded = try await Recorded(head + then, Self.server())
    func last(_ now: String) async throws -> String? {
      Recorded.lines(try await recorded.judged(by: head + now)).last
    }
    let noReading = then.replacing("  GET ${target.url}/echo\n  => 200\n", with: "")
    #expect(try await last(noReading) == "one: => 200: passed R/1/must")
    let noToken = then.replacing(Self.token + "\n", with: "")
    #expect(try await last(noToken) == "one: => 200: passed R/1/must")
    let noChange = then.replacing(
      "  POST ${target.url}/things\n  { \"a\": 1 }\n  => 201\n", with: "")
    let line = try #require(try await last(noChange))
    #expect(line.contains("untestable"))
    #expect(line.contains("before POST https://hub.test/things"))
  }

  @Test func `checks that are new take no random value from the requests behind them`() async throws
  {
    let then = """
      test one "One"
        GET ${target.url}/odd
        => 200
        POST ${target.url}/things
        { "a": ${random.hex} }
        => 201 [R/1/must]
      """
    let now = then.replacing(
      "  => 200\n", with: "  => 200 [R/1/chain]\n  keep a = 1\n  $.name == 7\n")
    let lines = try await Self.judged(then, now)
    #expect(lines.last == "one: => 201: passed R/1/must")
  }

  @Test func `a test that the run did not have is untestable`() async throws {
    let now = Self.simple + "\n\ntest new \"New\"\n  GET ${target.url}/odd\n  => 200 [R/1/chain]"
    let lines = try await Self.judged(Self.simple, now)
    #expect(lines.count == 3)
    #expect(lines.last?.contains("new: => 200: untestable R/1/chain") == true)
  }

  @Test func `another profile weighs what was seen otherwise`() async throws {
    let suite = """
      suite x/suite "X"
      test one "One"
        GET ${target.url}/odd
        => 200
        $.name is string [R/1/should]
      """
    let recorded = try await Recorded(suite, Self.server())
    #expect(recorded.report.tests[0].verdict == .warned)
    let strict = Profile(
      name: "strict", title: "Strict", edition: "e", claims: [.rows(RowPattern("R/1/should"))],
      raises: ["R/1/should": .must])
    let judged = try await recorded.judged(by: suite, profile: strict)
    #expect(judged.tests[0].verdict == .failed)
    #expect(judged.requirements.filter(\.isClaimed).count == 1)
  }
}

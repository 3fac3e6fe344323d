import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroVerdict
import Testing

@testable import SynchroRunner

/// What suites about registration need of the language: objects with a member changed, clients that
/// show a secret, texts taken apart, answers that get lost.
@Suite struct RegistrationStepTests {
  private static let site = "https://hub.test"

  static let scenes: [(String, Scene)] = [
    (
      "texts are taken apart and put together",
      Scene(
        [
          "GET \(site)/a": [
            .json(
              """
              {"scope": "a b  c", "list": ["x", "y z"], "number": 5, "at": "1970-01-01T00:01:00.9Z",
               "url": "/back?code=1%202&empty=&two=3&two=4#code=4", "verifier": "abc"}
              """)
          ]
        ],
        """
        GET ${target.url}/a
        words of $.scope == ["a", "b", "c"] [R/1/must]
        every words of $.scope matches /^[a-c]$/ [R/1/must]
        join of $.list == "x y z" [R/1/must]
        parameter code of $.url == "1 2" [R/1/must]
        parameter empty of $.url == "" [R/1/must]
        parameter none of $.url is absent [R/1/must]
        parameter two of $.url == "3" [R/1/other]
        unix of $.at == 60 [R/1/must]
        s256 of $.verifier == "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0" [R/1/must]
        words of $.number == ["5"] [R/1/other]
        join of $.number == "5" [R/1/other]
        unix of $.scope == 5 [R/1/other]
        """,
        [
          "words of $.scope ==*: passed R/1/must", "every words of*: passed R/1/must*",
          "join of $.list*: passed*", "parameter code*: passed*", "parameter empty*: passed*",
          "parameter none*: passed*", "parameter two*: failed*[*stands 2 times*",
          "unix of $.at*: passed*", "s256 of*: passed*",
          "words of $.number*: failed*[*no text: $.number is a number*",
          "join of $.number*: failed*[*nothing to join*",
          "unix of $.scope*: failed*[*no date-time*",
        ])
    ),
    (
      "objects and lists are spread and cut",
      Scene(
        ["GET \(site)/a": [.json(#"{"id": "1", "name": "old", "list": [1, 2], "secret": "s"}"#)]],
        """
        GET ${target.url}/a
        keep client = $
        keep changed = { ...${client}, "name": "new", "list": [...${client.list}, 3] }
        ${changed} == {"id": "1", "name": "new", "list": [1, 2, 3], "secret": "s"} [R/1/must]
        keep cut = ${client} without ["secret", "none"]
        members of ${cut} is same set as ["id", "name", "list"] [R/1/must]
        keep wrong = { ...${client.name} }
        ${wrong} is object [R/1/other]
        keep none = ${client.name} without ["a"]
        ${none} is object [R/1/other]
        """,
        [
          "${changed} ==*: passed R/1/must", "members of*: passed R/1/must",
          "${wrong}*: untestable R/1/other*only the members of an object can be spread*",
          "${none}*: untestable R/1/other*no object*",
        ])
    ),
    (
      "queries take values, which cannot leave their place",
      Scene(
        [
          "GET \(site)/a": [
            .json(
              #"""
              {"wanted": "b", "evil": "x' || true || '", "place": 1, "object": {},
               "list": [{"id": "a", "n": 1}, {"id": "b", "n": 2}], "map": {"b": "found"}}
              """#)
          ]
        ],
        """
        GET ${target.url}/a
        keep all = $
        $.list[?@.id == ${all.wanted}].n == [2] [R/1/must]
        ${all}.map[${all.wanted}] == "found" [R/1/must]
        $.list[${all.place}].id == "b" [R/1/must]
        count of $.list[?@.id == ${all.evil}] == 0 [R/1/must]
        $.list[?@.id == ${all.object}] is empty [R/1/other]
        """,
        [
          "$.list[?@.id == ${all.wanted}].n*: passed*", "${all}.map*: passed*",
          "$.list[${all.place}]*: passed*", "count of*: passed*",
          "$.list[?@.id == ${all.object}]*: untestable*only a scalar can*",
        ])
    ),
    (
      "a lost answer is asked for again when that does no harm",
      Scene(
        [
          "GET \(site)/a": [.lost, .lost, .json("{}")],
          "GET \(site)/b": [.lost, .lost, .lost, .json("{}")],
          "POST \(site)/c": [.lost, .json("{}")],
          "POST \(site)/d": [.lost, .json("{}")],
          "POST \(site)/e": [.lost, .json("{}")],
        ],
        """
        GET ${target.url}/a
        => 200 [R/1/must]
        when status == 200
          POST ${target.url}/c
          {"x": 1}
          => 200 [R/1/other]
        POST ${target.url}/d
        form
          grant_type = client_credentials
        => 200 [R/1/must]
        POST ${target.url}/e
        with retries
        {"x": 1}
        => 200 [R/1/must]
        GET ${target.url}/b
        => 200 [R/1/must]
        """,
        [
          "=> 200: passed R/1/must", "=> 200: inconclusive R/1/other*might do it twice*",
          "=> 200: passed R/1/must", "=> 200: passed R/1/must", "=> 200: failed R/1/must*",
        ])
    ),
  ]

  @Test(arguments: scenes.indices)
  func `a scene comes out as its lines say`(index: Int) async throws {
    let (name, scene) = Self.scenes[index]
    try await scene.play(name, head: "")
  }

  @Test(arguments: [
    ("with basic ${id} ${pass}", "a%3Ab+c:p%40s-s%C3%A9"),
    ("with basic encoded ${id} ${pass}", "a%3Ab%20c:p%40s%2Ds%C3%A9"),
  ])
  func `a client's secret is form-encoded before it is joined`(
    line: String, expected: String
  ) async throws {
    let exchanges = ScriptedExchanges([
      "GET \(Self.site)/a": [.json(#"{"id": "a:b c", "pass": "p@s-sé"}"#)]
    ])
    let steps = """
      GET ${target.url}/a
      keep id = $.id
      keep secret pass = $.pass
      GET ${target.url}/a
      \(line)
      => 200 [R/1/must]
      """
    let report = try await Scene.run(Scene.suite(steps), exchanges)
    #expect(report.tests.first?.verdict == .passed)
    let sent = try #require(exchanges.orders.last?.fields["Authorization"])
    #expect(sent == "Basic " + Base64Text.encode(expected))
  }

  @Test func `what stays behind is told, and so is what a lost answer may have made`() async throws
  {
    let exchanges = ScriptedExchanges([
      "GET \(Self.site)/a": [.json(#"{"id": "7"}"#)], "POST \(Self.site)/c": [.lost],
    ])
    let steps = """
      GET ${target.url}/a
      => 200 [R/1/must]
      leaves "the client '${run.id}'" at ${target.url}/clients/7
      POST ${target.url}/c
      {"x": 1}
      => 201
      """
    let report = try await Scene.run(Scene.suite(steps), exchanges)
    #expect(report.residue.map(\.what).first == "the client 'run-1'")
    #expect(report.residue.map(\.url) == ["\(Self.site)/clients/7", "\(Self.site)/c"])
  }
}

/// Base64 of a text, for expectations.
enum Base64Text {
  static func encode(_ text: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var result = ""
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let isPadding = place > group.count
        result.append(isPadding ? "=" : alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)])
      }
    }
    return result
  }
}

import SynchroHTTP
import SynchroVerdict
import Testing

@testable import SynchroRunner

/// What it comes to that something could not be looked at, or was looked at once only.
@Suite struct UnseenVerdictTests {
  typealias Reply = ScriptedExchanges.Reply
  private static let site = "https://hub.test"
  private static let unseen = "the permission was not seen in use: "

  /// Name, answers, steps, and what each check is expected to come to.
  static let scenes: [(String, Scene)] = [
    (
      "a permission behind an unreachable host leaves nothing unproven",
      Scene(
        ["GET https://else.test/a": [.fault(.setup, "no such host")]],
        """
        GET https://else.test/a
        permits status == 200 [R/1/may]
        status == 200 [R/1/must]
        """,
        [
          "permits status == 200: notApplicable R/1/may (\(unseen)*no such host*)",
          "status == 200: inconclusive R/1/must (*no such host*)",
        ])
    ),
    (
      "a permission of a busy target, and one behind an unmet gate",
      Scene(
        [
          "GET \(site)/a": [
            Reply(status: 503, fields: ["Retry-After": "60"])
          ], "GET \(site)/b": [.json("{}", status: 500)],
        ],
        """
        GET ${target.url}/a
        permits status == 200 [R/1/may]
        GET ${target.url}/b
        => 200 [R/1/must]
        permits $.a exists [R/1/may]
        """,
        [
          "permits status == 200: notApplicable R/1/may (\(unseen)*60 s of patience*)",
          "=> 200: failed R/1/must [status 200 / status 500]",
          "permits $.a exists: notApplicable R/1/may x0 (\(unseen)expected status 200*)",
        ])
    ),
    (
      "a guard that cannot be looked at because a host is unreachable is inconclusive",
      Scene(
        ["GET https://else.test/a": [.fault(.setup, "no such host")]],
        """
        GET https://else.test/a
        when status is not one of [401, 403] as "an answer that is no refusal"
          => 200 [R/1/must]
        """,
        ["=> 200: inconclusive R/1/must x0 (*no such host*)"])
    ),
    (
      "a busy answer is an answer when it is not asked again",
      Scene(
        ["PATCH \(site)/a": [Reply(status: 503)]],
        """
        PATCH ${target.url}/a
        with no retries
        status < 500 or status is one of [501, 503] [R/1/must]
        """,
        ["status < 500 or status is one of [501, 503]: passed R/1/must"],
        asked: ["PATCH \(site)/a"])
    ),
    (
      "what shows once only is looked at a second time",
      Scene(
        ["GET \(site)/a": [.json(#"{"n": 1}"#), .json(#"{"n": 2}"#)]],
        """
        eventually within 10ms every 10ms
          GET ${target.url}/a
          $.n == 2 [R/1/must]
        """,
        ["$.n == 2: passed R/1/must"], asked: ["GET \(site)/a", "GET \(site)/a"])
    ),
    (
      "what shows twice is wrong",
      Scene(
        ["GET \(site)/a": [.json(#"{"n": 1}"#)]],
        """
        eventually within 10ms every 10ms
          GET ${target.url}/a
          $.n == 2 [R/1/must]
        """,
        ["$.n == 2: failed R/1/must [2 / 1]"], asked: ["GET \(site)/a", "GET \(site)/a"])
    ),
  ]

  @Test(arguments: scenes.indices)
  func `what could not be seen is judged as such`(index: Int) async throws {
    let (name, scene) = Self.scenes[index]
    let steps = scene.steps.split(separator: "\n").map { "  \($0)\n" }.joined()
    let exchanges = ScriptedExchanges(scene.replies)
    let report = try await Scene.run("suite x/suite \"X\"\n\ntest one \"One\"\n\(steps)", exchanges)
    let test = try #require(report.tests.first)
    let lines = Scene.lines(test)
    #expect(lines.count == scene.expected.count, "\(name): \(lines)")
    for (line, expected) in zip(lines, scene.expected) {
      #expect(fits(line, expected), "\(name): \(line), not \(expected)")
    }
    if let asked = scene.asked {
      // The first request is the doctor's.
      let sent = exchanges.orders.dropFirst().map { "\($0.method.name) \($0.url.text)" }
      #expect(sent == asked, "\(name)")
    }
  }
}

import SynchroHTTP
import Testing

@testable import SynchroRunner

/// A person's visit against scripted pages: what is shown to whom.
@Suite struct VisitTests {
  private typealias Reply = ScriptedExchanges.Reply

  /// What a visit to `https://hub.test/a` asked, and what came of the check behind it.
  private static func visit(
    _ replies: [String: [Reply]], account: String = "1"
  ) async throws -> (orders: [ExchangeOrder], line: String) {
    let exchanges = ScriptedExchanges(
      replies.merging(["GET https://hub.test/": [.json("{}")]]) { given, _ in given })
    let target = try OperatorScene.target("[accounts]\nada: ada ${secret.KEY}")
    let outcome = try await OperatorScene.run(
      """
      operator visit(url: "https://hub.test/a", account: "\(account)") as done
      ${done.url} == "https://hub.test/back?code=1" [R/1/must]
      """, target, exchanges: exchanges)
    return (Array(exchanges.orders.dropFirst()), try #require(outcome.lines.first))
  }

  private static func page(_ action: String) -> Reply {
    Reply(
      fields: ["Content-Type": "text/html"],
      body: """
        <form method="post" action="\(action)"><input name="user"><input type="password" name="word">
        <button type="submit">Log in</button></form>
        """)
  }

  @Test func `a form is filled in, and cookies go to the origin that set them`() async throws {
    func redirect(_ status: Int, _ location: String, cookie: String) -> Reply {
      Reply(status: status, fields: ["Location": location, "Set-Cookie": cookie])
    }
    let (orders, line) = try await Self.visit([
      "GET https://hub.test/a": [redirect(302, "/b", cookie: "session=1")],
      "GET https://hub.test/b": [redirect(307, "https://other.test/c", cookie: "more=2; Path=/")],
      "GET https://other.test/c": [redirect(307, "https://hub.test/d", cookie: "foreign=3")],
      "GET https://hub.test/d": [Self.page("/e")],
      "POST https://hub.test/e": [.redirect("/back?code=1")],
    ])
    #expect(line.hasSuffix(": passed R/1/must"), "\(line)")
    #expect(
      orders.map { $0.fields.values("Cookie") } == [
        [], ["session=1"], [], ["session=1; more=2"], ["session=1; more=2"],
      ])
    #expect(orders.last?.body == Array("user=ada&word=correct+horse".utf8))
  }

  @Test(arguments: [
    (["GET https://hub.test/a": [page("https://evil.test/take")]], 1),
    (
      [
        "GET https://hub.test/a": [page("/in")],
        "POST https://hub.test/in": [.redirect("https://evil.test/take", status: 307)],
      ], 2
    ),
  ])
  func `a password goes to allowed origins only, wherever the form stands`(
    replies: [String: [ScriptedExchanges.Reply]], asked: Int
  ) async throws {
    let (orders, line) = try await Self.visit(replies)
    #expect(line.contains("the login at https://evil.test is not allowed to see the password"))
    #expect(orders.count == asked && !orders.contains { $0.url.host == "evil.test" })
  }

  @Test(arguments: ["0", "2", "-1", "\(Int.min)", "bob"])
  func `an account that the target file does not name is asked for`(name: String) async throws {
    let (orders, line) = try await Self.visit([:], account: name)
    #expect(orders.isEmpty && line.contains("has 1 account, and '\(name)' is asked for"), "\(line)")
  }
}

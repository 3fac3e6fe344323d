import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import Testing

@testable import SynchroMocks

@Suite struct TokenByCodeTests {
  /// A client with a code of ada's for it.
  private struct Visit {
    let tour: Tour
    let login: Login
    let code: String

    init(_ details: String? = nil) throws {
      let tour = try Tour()
      let client = tour.askingClient()
      let browser = Browser(tour)
      browser.authorize(Tour.request(of: client, ["authorization_details": details]))
      browser.signIn()
      code = try #require(Browser.returned(browser.decide())["code"])
      login = (client.id, "meter-secret")
      self.tour = tour
    }

    func redeem(verifier: String = Tour.verifier) throws -> JSONValue {
      try json(
        tour.askToken(
          login,
          [
            ("code", code), ("code_verifier", verifier),
            ("redirect_uri", "https://client.example/back?from=lakeland"),
          ], grantType: "authorization_code"))
    }

    func refresh(_ token: String?, _ more: [(String, String)] = []) throws -> JSONValue {
      try json(
        tour.askToken(
          login, [("refresh_token", token ?? "")] + more, grantType: "refresh_token"))
    }

    func introspect(_ token: String?) throws -> JSONValue {
      try json(tour.introspect(token ?? "", by: login))
    }

    /// Changes what the grant of the visit opens, as the Grants API would.
    func changeGrants(_ change: (inout Grant) -> Void) {
      tour.service.withWorld { world in
        for grant in Array(world.state.grants.all) { world.state.grants.update(grant.id, change) }
      }
    }
  }

  @Test func `a code gives a token for what the user has agreed to, once`() throws {
    let visit = try Visit()
    #expect(
      try visit.redeem(verifier: String(repeating: "x", count: 43))["error"] == "invalid_grant")
    let tokens = try visit.redeem()
    #expect(tokens["scope"] == "lakeland_usage" && tokens["token_type"] == "Bearer")
    let fresh = try visit.refresh(tokens["refresh_token"].text)
    let found = try visit.introspect(fresh["access_token"].text)
    #expect(found["active"] == true && found["username"] == "ada")
    #expect(found["client_id"] == .string(visit.login.id) && found["scope"] == "lakeland_usage")
    #expect(try visit.redeem()["error"] == "invalid_grant")
    for name in ["access_token", "refresh_token"] {
      #expect(try visit.introspect(tokens[name].text) == ["active": false])
      #expect(try visit.introspect(fresh[name].text) == ["active": false])
    }
  }

  @Test func `tokens follow their grant when it is narrowed and when it ends`() throws {
    let visit = try Visit(#"[{"type":"lakeland_usage","lakeland_months":6}]"#)
    let tokens = try visit.redeem()
    let access = tokens["access_token"].text
    let details = try visit.introspect(access)["authorization_details"]
    #expect(details == tokens["authorization_details"])
    #expect(details.elements.first?["lakeland_months"] == 6)
    let narrow: [JSONValue] = [["type": "lakeland_usage", "lakeland_months": 3]]
    visit.changeGrants { $0.enabledDetails = narrow }
    #expect(try visit.introspect(access)["authorization_details"] == .array(narrow))
    let wide = try visit.refresh(
      tokens["refresh_token"].text,
      [("authorization_details", #"[{"type":"lakeland_usage","lakeland_months":6}]"#)])
    #expect(wide["error"] == "invalid_authorization_details")
    // An entry that is asked for often is given once; too many are not looked at.
    func repeated(_ count: Int) -> [(String, String)] {
      let entry = JSONPrinter.compact(narrow[0])
      let entries = Array(repeating: entry, count: count).joined(separator: ",")
      return [("authorization_details", "[\(entries)]")]
    }
    let flood = try visit.refresh(tokens["refresh_token"].text, repeated(5_000))
    #expect(flood["error"] == "invalid_authorization_details")
    let single = try visit.refresh(tokens["refresh_token"].text, repeated(50))
    #expect(single["authorization_details"] == .array(narrow))
    let fresh = try visit.refresh(single["refresh_token"].text)
    #expect(fresh["authorization_details"] == .array(narrow))
    visit.changeGrants { $0.status = .revoked }
    #expect(try visit.introspect(fresh["access_token"].text) == ["active": false])
    #expect(try visit.refresh(fresh["refresh_token"].text)["error"] == "invalid_grant")
  }
}

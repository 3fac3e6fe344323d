import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import Testing

@testable import SynchroMocks

@Suite struct TokenEndpointTests {
  /// A token request and how it ends.
  struct Case: Sendable, CustomStringConvertible {
    var login: Login? = Tour.administrator
    var form: [(String, String)] = []
    var grantType: String? = "client_credentials"
    var fields: HTTPFields = [:]
    let ends: String

    var description: String { "\(form) \(login?.id ?? "") \(ends)" }
  }

  private static let usage = ("scope", "lakeland_usage")
  private static let cases: [Case] = [
    Case(ends: "200 cds_client_admin"),
    Case(form: [("scope", "")], ends: "200 cds_client_admin"),
    Case(form: [("foo", "bar"), ("bar", "")], ends: "200 cds_client_admin"),
    Case(form: [("client_id", "client-admin")], ends: "200 cds_client_admin"),
    Case(login: Tour.machine, ends: "200 lakeland_usage openid"),
    Case(login: Tour.machine, form: [("scope", "openid openid")], ends: "200 openid"),
    Case(
      login: Tour.machine, form: [("authorization_details", Tour.details)],
      ends: "200 lakeland_usage"),
    Case(
      login: nil,
      fields: [
        "Authorization": "bAsIc " + Base64.encode(Array("client%2Dadmin:secret-%61dmin".utf8))
      ],
      ends: "200 cds_client_admin"),
    Case(grantType: nil, ends: "400 invalid_request"),
    Case(grantType: "password", ends: "400 unsupported_grant_type"),
    Case(grantType: "refresh_token", ends: "400 unauthorized_client"),
    Case(login: Tour.app, ends: "400 unauthorized_client"),
    Case(login: Tour.app, grantType: "authorization_code", ends: "400 invalid_request"),
    Case(login: Tour.app, grantType: "refresh_token", ends: "400 invalid_request"),
    Case(form: [("scope", "a"), ("scope", "b")], ends: "400 invalid_request"),
    Case(form: [("scope", "cds_client_admin lakeland_usage")], ends: "400 invalid_scope"),
    Case(form: [("scope", "nobody_knows_it")], ends: "400 invalid_scope"),
    Case(form: [("scope", "cds_client_admin  ")], ends: "400 invalid_scope"),
    Case(form: [("scope", "\"")], ends: "400 invalid_scope"),
    Case(login: nil, ends: "401 invalid_client"),
    Case(login: nil, form: [("client_id", "client-admin")], ends: "401 invalid_client"),
    Case(
      login: nil, form: [("client_id", "client-admin"), ("client_secret", "secret-admin")],
      ends: "401 invalid_client"),
    Case(form: [("client_secret", "secret-admin")], ends: "400 invalid_request"),
    Case(form: [("client_id", "client-machine")], ends: "400 invalid_request"),
    Case(login: ("client-admin", "wrong"), ends: "401 invalid_client"),
    Case(login: ("client-admin", "secret-machine"), ends: "401 invalid_client"),
    Case(login: ("client-nobody", "wrong"), ends: "401 invalid_client"),
    Case(login: ("client-disabled", "secret-disabled"), ends: "401 invalid_client"),
    Case(login: ("client-machine", "secret-old"), ends: "401 invalid_client"),
    Case(login: nil, fields: ["Authorization": "Basic %"], ends: "401 invalid_client"),
    Case(login: nil, fields: ["Authorization": "Bearer abc"], ends: "401 invalid_client"),
    Case(login: Tour.machine, form: [("scope", "cds_grant_admin_1")], ends: detailsRefused),
    Case(
      login: Tour.machine, form: [("authorization_details", Tour.grants(["1"]))],
      ends: "200 cds_grant_admin_1"),
    Case(
      login: Tour.machine,
      form: [("scope", "cds_grant_admin_1"), ("authorization_details", Tour.grants(["2"]))],
      ends: "200 cds_grant_admin_1"),
    Case(
      login: Tour.machine,
      form: [("scope", "cds_grant_admin_1"), ("authorization_details", Tour.grants(["1", "2"]))],
      ends: detailsRefused),
    Case(
      login: Tour.machine,
      form: [("scope", "cds_grant_admin_1"), ("authorization_details", Tour.grants([]))],
      ends: detailsRefused),
    Case(
      login: Tour.machine, form: [("authorization_details", Tour.grants(["none"]))],
      ends: detailsRefused),
    Case(form: [("authorization_details", Tour.grants(["1"]))], ends: detailsRefused),
    Case(
      login: Tour.machine, form: [usage, ("authorization_details", "{}")], ends: detailsRefused),
    Case(login: Tour.machine, form: [usage, ("authorization_details", "[")], ends: detailsRefused),
    Case(
      login: Tour.machine, form: [usage, ("authorization_details", #"[{"type":"x"}]"#)],
      ends: detailsRefused),
  ]
  private static let detailsRefused = "400 invalid_authorization_details"

  @Test(arguments: cases)
  func `a token is given or refused with a reason`(_ given: Case) throws {
    let tour = try Tour()
    tour.seedClients()
    let response = tour.askToken(
      given.login, given.form, grantType: given.grantType, fields: given.fields)
    let document = try json(response)
    let word = (document["scope"] ?? document["error"]).text ?? ""
    #expect("\(response.head.status.code) \(word)" == given.ends)
    #expect(response.head.fields["Cache-Control"] == "no-store")
    #expect(response.head.fields["Pragma"] == "no-cache")
    let isUnauthorized = response.head.status == .unauthorized
    #expect(response.head.fields.contains("WWW-Authenticate") == isUnauthorized)
    guard response.head.status == .ok else { return }
    #expect(document["token_type"] == "Bearer")
    #expect(document["expires_in"] == 3_600)
    #expect((document["access_token"].text?.utf8.count ?? 0) == 43)
    #expect(document["refresh_token"] == nil)
    let isDetailed = given.form.contains { $0.0 == "authorization_details" }
    #expect((document["authorization_details"] != nil) == isDetailed)
  }

  @Test func `a description keeps to the characters of RFC 6749 whatever is quoted`() throws {
    let tour = try Tour()
    tour.seedClients()
    let response = tour.askToken([], grantType: "a\"b\\c\nd é")
    #expect(
      try json(response)["error_description"]
        == "the grant type 'a?b?c?d ?' is not supported")
  }

  @Test func `a refresh token is used once and whoever repeats it ends the lineage`() throws {
    let tour = try Tour()
    tour.seedClients()
    let first = tour.seedRefreshToken(["lakeland_usage", "openid"])
    func refresh(_ token: String, _ more: [(String, String)] = []) throws -> JSONValue {
      try json(
        tour.askToken(Tour.app, [("refresh_token", token)] + more, grantType: "refresh_token"))
    }
    let wider = try refresh(first, [("scope", "lakeland_usage cds_client_admin")])
    #expect(wider["error"] == "invalid_scope")
    let narrow = try refresh(first, [("scope", "openid")])
    #expect(narrow["scope"] == "openid")
    let second = try #require(narrow["refresh_token"].text)
    let wide = try refresh(second)
    #expect(wide["scope"] == "lakeland_usage openid")
    let access = try #require(wide["access_token"].text)
    #expect(try json(tour.introspect(access))["active"] == true)
    #expect(try refresh(first)["error"] == "invalid_grant")
    #expect(try json(tour.introspect(access)) == ["active": false])
    #expect(try refresh(try #require(wide["refresh_token"].text))["error"] == "invalid_grant")
  }

  @Test func `after many wrong secrets further wrong ones wait, and the right one is taken`() throws
  {
    let tour = try Tour()
    tour.seedClients()
    for _ in 0..<CDSWorld.guessLimit {
      #expect(tour.askToken(("client-admin", "guess"), []).head.status == .unauthorized)
    }
    let refusal = tour.askToken(("client-admin", "guess"), [])
    #expect(refusal.head.status == .tooManyRequests)
    #expect(Int(refusal.head.fields["Retry-After"] ?? "").map { (1...61).contains($0) } == true)
    #expect(tour.askToken(("client-machine", "guess"), []).head.status == .unauthorized)
    #expect(tour.askToken([]).head.status == .ok)
    for _ in 0..<CDSWorld.guessLimit { tour.askToken(("client-admin", "guess"), []) }
    #expect(tour.askToken(("client-admin", "guess"), []).head.status == .tooManyRequests)
    _ = tour.clock.advance(by: .seconds(61))
    #expect(tour.askToken(("client-admin", "guess"), []).head.status == .unauthorized)
  }

  @Test func `a registration has so many live tokens and room for more when some have ended`()
    throws
  {
    let tour = try Tour()
    tour.seedClients()
    let first = try tour.newToken()
    tour.service.withWorld { world in
      guard let client = world.state.clients["client-admin"] else { return }
      for _ in 2..<CDSWorld.tokensPerRegistration {
        _ = world.issueToken(
          .access, to: client, scopes: client.scopes, credential: nil, at: tour.clock.now)
      }
    }
    #expect(tour.askToken([]).head.status == .tooManyRequests)
    #expect(tour.askToken(Tour.stranger, []).head.status == .ok)
    tour.revoke(first)
    #expect(tour.askToken([]).head.status == .ok)
    _ = tour.clock.advance(by: .seconds(2 * 3_600 + 60))
    #expect(tour.askToken([]).head.status == .ok)
    #expect(tour.service.withWorld { $0.state.tokens.count } == 1)
  }

  @Test func `tokens that are revoked at once leave nothing behind that grows`() throws {
    let tour = try Tour()
    tour.seedClients()
    let now = tour.clock.now
    let kept = tour.service.withWorld { world -> Int? in
      guard let client = world.state.clients["client-admin"] else { return nil }
      for _ in 0..<10_000 {
        guard (try? world.makeRoomForTokens(of: client.registration, at: now)) != nil else {
          return nil
        }
        let token = world.issueToken(
          .access, to: client, scopes: client.scopes, credential: nil, at: now)
        world.state.tokens.update(token.id) { $0.isRevoked = true }
      }
      return world.state.tokens.count + world.state.access.shortLived.count
    }
    #expect(try #require(kept) < 5 * CDSWorld.tokensPerRegistration)
  }

  @Test func `a client with many grants finds its own again soon`() throws {
    let tour = try Tour()
    tour.seedClients()
    let now = tour.clock.now
    let times = tour.service.withWorld { world -> (Duration, Duration)? in
      guard let client = world.state.clients["client-machine"] else { return nil }
      let same: [JSONValue] = (0..<60).map { number in
        ["type": "lakeland_usage", "lakeland_months": .number(JSONNumber(number))]
      }
      func details(_ number: Int) -> [JSONValue] {
        same + [["type": "lakeland_usage", "lakeland_months": .number(JSONNumber(number + 100))]]
      }
      func grant(_ number: Int) -> String {
        world.recordGrant(
          to: client, scopes: ["lakeland_usage"], details: details(number), at: now
        ).id
      }
      let ids = (0..<300).map(grant)
      #expect(Set(ids).count == 300)
      #expect(grant(7) == ids[7])
      world.state.grants.update(ids[7]) { $0.details = details(1_000) }
      #expect(grant(1_000) == ids[7] && grant(7) != ids[7])
      let grants = world.state.grants.owned(by: client.registration)
      let finding = ContinuousClock().measure { for number in 8..<38 { _ = grant(number) } }
      let hashing = ContinuousClock().measure {
        for _ in 0..<3 { for grant in grants { _ = Set(grant.details) == Set(same) } }
      }
      return (finding, hashing)
    }
    // Thirty times takes less than hashing the details of all of them three times.
    let (finding, hashing) = try #require(times)
    #expect(finding < hashing)
  }

  @Test func `client credentials for data stand in one grant however often they are used`() throws {
    let tour = try Tour()
    tour.seedClients()
    func grants() -> Int {
      tour.service.withWorld { $0.state.grants.count(of: "registration-a") }
    }
    let before = grants()
    tour.askToken([])
    #expect(grants() == before)
    for _ in 0..<3 { tour.askToken(Tour.machine, [("scope", "openid")]) }
    #expect(grants() == before + 1)
    let token = try tour.newToken(Tour.machine, scope: "openid")
    #expect(try json(tour.introspect(token))["active"] == true)
    tour.service.withWorld { world in
      for grant in world.state.grants.owned(by: "registration-a") {
        world.state.grants.update(grant.id) { $0.status = .closed }
      }
    }
    #expect(try json(tour.introspect(token)) == ["active": false])
  }
}

import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct TokenLivenessTests {
  @Test func `introspection says what a token is and nothing of what is none`() throws {
    let tour = try Tour()
    tour.seedClients()
    let token = try tour.newToken(
      Tour.machine, scope: "cds_grant_admin_1", [("authorization_details", Tour.grants(["1"]))])
    let issued = tour.clock.now.seconds
    let expected: JSONValue = [
      "active": true, "scope": "cds_grant_admin_1", "client_id": "client-machine",
      "token_type": "Bearer", "exp": .integer(Int(issued) + 3_600), "iat": .integer(Int(issued)),
      "nbf": .integer(Int(issued)), "sub": "client-machine", "iss": .string(origin),
      "authorization_details": [
        ["type": "cds_grant_admin_1", "client_id": "client-machine", "grant_id": "grant-1"]
      ],
    ]
    #expect(try json(tour.introspect(token)) == expected)
    #expect(try json(tour.introspect(token, [("token_type_hint", "refresh_token")])) == expected)
    #expect(try json(tour.introspect(token, by: Tour.stranger)) == ["active": false])
    #expect(try json(tour.introspect("nothing")) == ["active": false])
    let refresh = try json(tour.introspect(tour.seedRefreshToken()))
    #expect(refresh["username"] == "ada" && refresh["sub"] == "ada")
    #expect(refresh["token_type"] == nil)
    _ = tour.clock.advance(by: .seconds(3_600))
    #expect(try json(tour.introspect(token)) == ["active": false])
  }

  @Test func `introspection is for clients and their administrator`() throws {
    let tour = try Tour()
    tour.seedClients()
    let admin = try tour.newToken()
    let machine = try tour.newToken(Tour.machine, scope: "openid")
    let cases: [(HTTPResponse, Int, String)] = [
      (tour.introspect(machine, by: nil), 401, "Basic"),
      (tour.introspect(machine, by: ("client-admin", "wrong")), 401, "Basic"),
      (tour.introspect(machine, by: nil, fields: ["Authorization": "Bearer x"]), 401, "Bearer"),
      (
        tour.introspect(admin, by: nil, fields: ["Authorization": "Bearer " + machine]), 403,
        "Bearer"
      ),
      (tour.introspect(machine, by: nil, fields: ["Authorization": "Bearer " + admin]), 200, ""),
      (tour.introspect(""), 400, ""),
      (tour.ask(.get, CDSEndpoint.introspection.path), 405, ""),
    ]
    for (response, status, scheme) in cases {
      #expect(response.head.status.code == status)
      let challenge = response.head.fields["WWW-Authenticate"] ?? ""
      #expect(challenge.hasPrefix(scheme) && challenge.isEmpty == scheme.isEmpty)
    }
  }

  @Test func `revocation ends the tokens of the client that asks and no others`() throws {
    let tour = try Tour()
    tour.seedClients()
    let token = try tour.newToken()
    let foreign = try tour.newToken(Tour.stranger)
    let sibling = try tour.newToken(Tour.machine, scope: "openid")
    func isActive(_ token: String, _ login: Login = Tour.administrator) throws -> Bool {
      try json(tour.introspect(token, by: login))["active"] == true
    }
    #expect(tour.revoke(token, by: nil).head.status == .unauthorized)
    #expect(tour.revoke("").head.status == .badRequest)
    #expect(try json(tour.revoke(sibling))["error"] == "invalid_grant")
    #expect(tour.revoke(foreign).head.status == .ok)
    #expect(try isActive(foreign, Tour.stranger))
    #expect(try isActive(sibling))
    #expect(try isActive(token))
    let done = tour.revoke(token, [("token_type_hint", "refresh_token")])
    #expect(done.head.status == .ok && done.body.isEmpty)
    #expect(try !isActive(token))
    #expect(tour.revoke(token).head.status == .ok)
    #expect(tour.revoke("nothing").head.status == .ok)
  }

  @Test func `revoking a refresh token ends what came of it`() throws {
    let tour = try Tour()
    tour.seedClients()
    let answer = try json(
      tour.askToken(
        Tour.app, [("refresh_token", tour.seedRefreshToken())], grantType: "refresh_token"))
    let refresh = try #require(answer["refresh_token"].text)
    let access = try #require(answer["access_token"].text)
    tour.revoke(refresh, by: Tour.app)
    #expect(try json(tour.introspect(access)) == ["active": false])
    #expect(try json(tour.introspect(refresh)) == ["active": false])
  }
}

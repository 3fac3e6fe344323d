import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct CredentialTests {
  /// What a change of the expiry is answered with: from which expiry to which, both in seconds from
  /// the request; nil is 0.
  @Test(arguments: [
    (nil, nil, 200), (nil, 0, 200), (nil, 3_600, 200), (nil, -3, 200), (nil, -3_600, 400),
    (3_600, nil, 400), (3_600, 3_600, 200), (3_600, 3_601, 400), (3_600, 60, 200),
    (3_600, 0, 200), (3_600, -3_600, 400), (-60, 0, 400), (-60, 60, 400), (-60, nil, 400),
  ])
  func `an expiry moves from now to where it was`(from: Int?, to: Int?, status: Int) throws {
    let tour = try Tour()
    tour.seedClients()
    tour.token = try tour.newToken()
    let now = Int(tour.clock.now.seconds) + 1
    let id = "credential-of-client-machine"
    let old = Int64(from.map { now + $0 } ?? 0)
    tour.service.withWorld { world in
      _ = world.state.credentials.update(id) { $0.expiresAt = old }
    }
    let wanted = to.map { now + $0 } ?? 0
    let place = CDSEndpoint.credentials.path + "/" + id
    let response = tour.send(.patch, place, ["client_secret_expires_at": .integer(wanted)])
    #expect(response.head.status.code == status)
    let shown = try json(tour.get(place))["client_secret_expires_at"]
    #expect(shown == .integer(status == 200 ? wanted : Int(old)))
    let isUsable = (status == 200 ? wanted : Int(old)).isAfter(now)
    let answer = tour.askToken(Tour.machine, [("scope", "openid")])
    #expect((answer.head.status == .ok) == isUsable)
  }

  /// Numbers as a client may write them; the spelling does not matter, the value does.
  @Test(arguments: [
    ("0.0", 0), ("-0", 0), ("25e8", 2_500_000_000), ("2500000000.0", 2_500_000_000),
    ("9223372036854775807", Int.max), ("9223372036854775808", nil), ("1e400", nil),
    ("1e-400", nil), ("1900000000.5", nil), ("-9223372036854775808", nil), ("\"0\"", nil),
    ("true", nil), ("{}", nil),
  ])
  func `an expiry is any whole number of seconds that fits`(lexeme: String, expiry: Int?) throws {
    let tour = try Tour()
    tour.seedClients()
    tour.token = try tour.newToken()
    let response = tour.ask(
      .patch, CDSEndpoint.credentials.path + "/credential-of-client-machine",
      fields: ["Authorization": "Bearer " + tour.token, "Content-Type": "application/json"],
      body: Array("{\"client_secret_expires_at\": \(lexeme)}".utf8))
    #expect(response.head.status == (expiry == nil ? .badRequest : .ok))
    if let expiry {
      #expect(try json(response)["client_secret_expires_at"] == .integer(expiry))
      #expect(tour.askToken(Tour.machine, [("scope", "openid")]).head.status == .ok)
    }
  }

  @Test func `the credentials of a disabled client have expired and stay so`() throws {
    let tour = try Tour()
    tour.seedClients()
    tour.token = try tour.newToken()
    let now = tour.clock.now
    tour.service.withWorld { world in
      _ = world.state.clients.update(Tour.machine.id) { client in
        client.status = .disabled
        client.disabledAt = now
      }
    }
    let place = CDSEndpoint.credentials.path + "/credential-of-client-machine"
    for expiry in [0, Int(now.seconds) + 60] {
      let refusal = tour.send(.patch, place, ["client_secret_expires_at": .integer(expiry)])
      #expect(refusal.head.status == .badRequest)
    }
    let shown = try json(tour.get(place))["client_secret_expires_at"]
    #expect(shown == .integer(Int(now.seconds)))
    tour.service.withWorld { world in
      guard let client = world.state.clients[Tour.machine.id] else { return }
      world.endCredentials(of: client, at: now)
      _ = world.state.clients.update(client.id) { $0.status = .production }
    }
    #expect(try json(tour.get(place))["client_secret_expires_at"] == .integer(Int(now.seconds)))
    let answer = tour.askToken(Tour.machine, [("scope", "openid")])
    #expect(answer.head.status == .unauthorized)
  }

  @Test func `an expired credential takes its tokens along and spares the others`() throws {
    let tour = try Tour()
    try tour.walkCredentials()
    let statuses = tour.transcript.suffix(19).map(\.response.head.status.code)
    #expect(statuses.contains(401) && statuses.contains(200))
    let changes = tour.service.withWorld { world in
      world.state.messages.owned(by: "registration-a").map(\.name)
    }
    // One for each that was made and each effective change; none for what was refused.
    #expect(changes.filter { $0 == "Credential added" }.count == 3)
    #expect(changes.filter { $0 == "Credential modified" }.count == 5)
  }

  @Test func `a full registration makes room by its oldest expired credential, or refuses`() throws
  {
    let tour = try Tour()
    tour.seedClients()
    tour.fill(.credentials, count: CDSWorld.credentialLimit - 5)
    let request: JSONValue = ["client_id": .string(Tour.machine.id)]
    let count = { tour.service.withWorld { $0.state.credentials.count(of: "registration-a") } }
    let before = count()
    #expect(before == CDSWorld.credentialLimit)
    #expect(tour.send(.post, CDSEndpoint.credentials.path, request).head.status == .created)
    #expect(tour.get(CDSEndpoint.credentials.path + "/credential-old").head.status == .notFound)
    let refusal = tour.send(.post, CDSEndpoint.credentials.path, request)
    #expect(refusal.head.status == .tooManyRequests && count() == before)
  }

  @Test func `a removed credential leaves a message behind and no token`() throws {
    let tour = try Tour()
    tour.seedClients()
    let token = try tour.newToken(Tour.machine, scope: "openid")
    let now = tour.clock.now
    tour.service.withWorld { world in
      world.removeCredential("credential-of-client-machine", at: now)
      world.removeCredential("credential-of-nobody", at: now)
    }
    let document = try json(tour.introspect(token, by: Tour.machine))
    #expect(document["active"] != true)
    let messages = tour.service.withWorld { $0.state.messages.owned(by: "registration-a") }
    #expect(messages.map(\.name) == ["Credential removed"])
    #expect(messages.first?.related?.type == .credentialList)
  }

  @Test func `a secret that ended with its client does not come back with it`() throws {
    let tour = try Tour()
    try tour.register("cds_client_admin lakeland_outages")
    let clients = try json(tour.get(CDSEndpoint.clients.path))["clients"].elements
    let client = try #require(clients.first { $0["scope"] == "lakeland_outages" })
    let id = try #require(client["client_id"].text)
    let secrets = try json(tour.get(CDSEndpoint.credentials.path + "?client_ids=" + id))
    let secret = try #require(secrets["credentials"].elements.first?["client_secret"].text)
    guard case .object(let fields) = client else { return }
    for status: JSONValue in ["disabled", "production"] {
      let changed = fields.filter { $0.key != "cds_status" } + [JSONField("cds_status", status)]
      let response = tour.send(.put, client["cds_client_uri"].text ?? "", .object(changed))
      #expect(response.head.status == .ok)
      let refused = tour.submit(
        CDSEndpoint.token.path, [("grant_type", "client_credentials")], client: (id, secret))
      #expect(refused.head.status == .unauthorized, "while the client is \(status)")
    }
  }
}

extension Int {
  fileprivate func isAfter(_ now: Int) -> Bool { self == 0 || self > now + 1 }
}

import SynchroDigest
import SynchroHTTP
import SynchroJSON

@testable import SynchroMocks

extension Tour {
  static let back = "https://client.example/back?from=lakeland"
  static let meterSecret = "meter-secret"

  /// Everything that can become of an authorization request, and the receipt.
  func walkAuthorization() throws {
    let client = askingClient()
    let ada = Browser(self)
    func ask(_ changes: [String: String?] = [:]) {
      ada.authorize(Tour.request(of: client, changes))
    }
    ask()
    ask(["response_type": nil])
    ask(["client_id": "nobody"])
    ask(["redirect_uri": "https://elsewhere.example/"])
    ask(["response_type": "tide"])
    ask(["scope": "lakeland_usage tide"])
    ask(["code_challenge": nil])
    ask(["code_challenge": Tour.verifier, "code_challenge_method": "plain"])
    ask(["scope": nil])
    ask(["redirect_uri": client.receiptURI?.url(at: origin)])
    ask(["redirect_uri": nil])
    ada.signIn("ada", "wrong")
    ada.signIn()
    let receipt = ada.decide()
    ada.open(receipt.head.fields["Location"] ?? "")
    get(CDSEndpoint.grants.path, token: administratorToken(of: client))
    ask(["prompt": "login"])
    ask(["redirect_uri": nil])
    ada.open(ada.decide("deny").head.fields["Location"] ?? "")
    ask()
    ada.decide()
    ask()
    ada.decide("deny")
  }

  /// Pushed requests, right and wrong, and what comes of them.
  func walkPushedRequests() throws {
    let client = askingClient()
    let other = askingClient("Another", secret: "other-secret")
    let login = (id: client.id, secret: Tour.meterSecret)
    let ada = Browser(self)
    func push(_ changes: [String: String?] = [:]) -> String {
      let response = submit(
        CDSEndpoint.pushedRequest.path, Tour.request(of: client, changes), client: login)
      return (try? json(response))?["request_uri"].text ?? ""
    }
    func use(_ uri: String, by client: ClientObject) {
      ada.authorize([("client_id", client.id), ("request_uri", uri)])
    }
    let first = push()
    let second = push()
    let right = Tour.request(of: client)
    submit(CDSEndpoint.pushedRequest.path, right)
    submit(CDSEndpoint.pushedRequest.path, right, client: (client.id, "wrong"))
    submit(CDSEndpoint.pushedRequest.path, right, client: (other.id, "other-secret"))
    send(
      .post, CDSEndpoint.pushedRequest.path,
      .object(right.map { JSONField($0.0, .string($0.1)) }), token: "")
    let query = HTTPForm(right.map { HTTPForm.Field($0.0, $0.1) }).encoded
    ask(
      .get, CDSEndpoint.pushedRequest.path + "?" + query,
      fields: ["Authorization": "Basic " + Base64.encode(Array("\(login.id):\(login.secret)".utf8))]
    )
    _ = push(["request_uri": first])
    _ = push(["response_type": "tide"])
    _ = push(["code_challenge": nil])
    _ = push(["authorization_details": "{}"])
    use(first, by: other)
    use(first, by: client)
    ada.signIn()
    ada.decide()
    use(first, by: client)
    let late = push(["cds_grant_id": "wrong", "prompt": "login"])
    use(late, by: client)
    _ = clock.advance(by: .seconds(120))
    use(second, by: client)
  }

  /// Codes, redeemed rightly and in every wrong way.
  func walkCodes() throws {
    let client = askingClient()
    let other = askingClient("Another", secret: "other-secret")
    let ada = Browser(self)
    ada.authorize(Tour.request(of: client))
    ada.signIn()
    func code(_ verifier: String = Tour.verifier) -> String {
      ada.authorize(
        Tour.request(of: client, ["code_challenge": Tour.challenge(of: verifier)]))
      return Browser.returned(ada.decide())["code"] ?? ""
    }
    func redeem(
      _ code: String, uri: String = Tour.back, verifier: String? = Tour.verifier,
      by login: (id: String, secret: String)? = nil
    ) -> String {
      let form = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", uri)]
      let response = submit(
        CDSEndpoint.token.path, form + (verifier.map { [("code_verifier", $0)] } ?? []),
        client: login ?? (client.id, Tour.meterSecret))
      return (try? json(response))?["access_token"].text ?? ""
    }
    let first = code()
    _ = redeem(first, by: (other.id, "other-secret"))
    _ = redeem(first, uri: "https://client.example/other")
    _ = redeem(first, verifier: nil)
    let otherVerifier = "another-verifier-of-the-tour-that-is-no-secret"
    _ = code(otherVerifier)
    _ = redeem(first, verifier: otherVerifier)
    _ = redeem(first, verifier: Tour.verifier + "x")
    let token = redeem(first)
    submit(
      CDSEndpoint.introspection.path, [("token", token)], client: (client.id, Tour.meterSecret))
    _ = redeem(first)
    submit(
      CDSEndpoint.introspection.path, [("token", token)], client: (client.id, Tour.meterSecret))
    let long = String(repeating: "a", count: 128)
    _ = redeem(code(long), verifier: long)
    let slow = code()
    _ = clock.advance(by: .seconds(1_000))
    _ = redeem(slow)
  }

  /// Grants that wait for somebody (CDS-WG1-02, section 8.3).
  func walkAuthorizedGrants() throws {
    let client = askingClient()
    let token = administratorToken(of: client)
    let grants = ["ada", "ada", "ada"].map { waitingGrant(of: client, for: $0) }
    let ada = Browser(self)
    let bert = Browser(self)
    func ask(_ browser: Browser, _ changes: [String: String?]) {
      browser.authorize(Tour.request(of: client, changes))
    }
    ask(ada, ["cds_grant_id": "wrong"])
    ask(ada, ["cds_grant_id": "wrong", "response_type": "tide"])
    ask(ada, ["cds_grant_id": ""])
    ada.authorize(
      Tour.request(of: client) + [("cds_grant_id", grants[0]), ("cds_grant_id", grants[1])])
    ask(bert, ["cds_grant_id": grants[0]])
    bert.signIn("bert", "lakeside-2")
    ask(ada, ["cds_grant_id": grants[0]])
    ada.signIn()
    let code = Browser.returned(ada.decide())["code"] ?? ""
    get(CDSEndpoint.grants.path + "/" + grants[0], token: token)
    submit(
      CDSEndpoint.token.path,
      [
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Tour.back),
        ("code_verifier", Tour.verifier),
      ], client: (client.id, Tour.meterSecret))
    ask(ada, ["cds_grant_id": grants[0]])
    ask(ada, ["prompt": "login", "cds_grant_id": grants[1]])
    let pushed = try json(
      submit(
        CDSEndpoint.pushedRequest.path,
        Tour.request(of: client, ["cds_grant_id": grants[2], "prompt": "login"]),
        client: (client.id, Tour.meterSecret)))
    ada.authorize([("client_id", client.id), ("request_uri", pushed["request_uri"].text ?? "")])
  }

  /// Authorization details that ought to be refused, where tokens are and where requests are pushed.
  func walkRequestedDetails() throws {
    let client = askingClient()
    let login = (id: client.id, secret: Tour.meterSecret)
    let outages = machine(["lakeland_outages"], in: client.registration)
    let manager = machine(["cds_grant_admin_1"], in: client.registration)
    func token(_ client: (id: String, secret: String), _ details: String, scope: String? = nil) {
      submit(
        CDSEndpoint.token.path,
        [("grant_type", "client_credentials"), ("authorization_details", details)]
          + (scope.map { [("scope", $0)] } ?? []), client: client)
    }
    let entry = "{\"type\":\"lakeland_outages\""
    token(outages, "[\(entry),\"lakeland_customers\":9}]", scope: "lakeland_outages")
    for details in [
      "{}", "[7]", "[{}]", "[{\"type\":7}]", "[{\"type\":\"tide\"}]", "[\(entry),\"zzz\":1}]",
      "[\(entry),\"lakeland_customers\":\"9\"}]", "[\(entry),\"lakeland_customers\":-1}]",
    ] {
      token(outages, details, scope: "lakeland_outages")
    }
    let known = "\"client_id\":\"\(outages.id)\""
    let long = String(repeating: "g", count: 1_001)
    for grant in [",\"grant_id\":7", ",\"grant_id\":\"\(long)\"", ",\"zzz\":1", ""] {
      token(manager, "[{\"type\":\"cds_grant_admin_1\",\(known)\(grant)}]")
    }
    for details in ["{}", "[{}]", "[{\"type\":\"lakeland_usage\",\"lakeland_months\":99}]"] {
      submit(
        CDSEndpoint.pushedRequest.path,
        Tour.request(of: client, ["authorization_details": details]), client: login)
      Browser(self).authorize(Tour.request(of: client, ["authorization_details": details]))
    }
  }

  // MARK: - What is put where it would end up

  /// A grant that waits until somebody authorizes it.
  private func waitingGrant(of client: ClientObject, for user: String) -> String {
    let now = clock.now
    return service.withWorld { world in
      var grant = Grant(
        id: world.random.identifier("grant"), registration: client.registration,
        clientID: client.id, created: now, modified: now, status: .needsAuthorization,
        scopes: ["lakeland_usage"], enabledScopes: [])
      grant.user = user
      world.insert(grant)
      return grant.id
    }
  }

  /// A client without users in a registration.
  private func machine(
    _ scopes: [String], in registration: String
  ) -> (id: String, secret: String) {
    let now = clock.now
    return service.withWorld { world in
      let id = world.random.identifier("client")
      let client = ClientObject(
        id: id, registration: registration, created: now, modified: now, scopes: scopes,
        authMethod: "client_secret_basic", grantTypes: ["client_credentials"], responseTypes: [],
        detailsTypes: scopes, status: .production, statusOptions: [.production],
        serverMetadata: .own(CDSSeed.wellKnownPath), name: "Machine")
      world.state.clients.insert(client)
      return (id, world.issueCredential(for: client, at: now).secret)
    }
  }

  private func administratorToken(of client: ClientObject) -> String {
    let now = clock.now
    return service.withWorld { world in
      world.issueToken(
        .access, to: client, scopes: ["cds_client_admin"], credential: nil, at: now
      ).id
    }
  }
}

import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroTiming

@testable import SynchroMocks

/// A client and a secret, as `Tour.submit` shows them.
typealias Login = (id: String, secret: String)

extension Tour {
  static let administrator: Login = ("client-admin", "secret-admin")
  static let machine: Login = ("client-machine", "secret-machine")
  static let app: Login = ("client-app", "secret-app")
  static let stranger: Login = ("client-stranger", "secret-stranger")

  /// Puts two registrations into the world as registering would, but with names and secrets that
  /// are known: an administrator, a client of two scopes and an app that asks users, and a stranger.
  func seedClients() {
    let now = clock.now
    service.withWorld { world in
      let basic = "client_secret_basic"
      func add(
        _ login: Login, _ registration: String, _ scopes: [String], _ grantTypes: [String],
        status: ClientObject.Status = .production
      ) {
        world.state.clients.insert(
          ClientObject(
            id: login.id, registration: registration, created: now, modified: now, scopes: scopes,
            authMethod: basic, grantTypes: grantTypes,
            responseTypes: grantTypes.contains("authorization_code") ? ["code"] : [],
            detailsTypes: scopes.filter { $0 != "cds_client_admin" }, status: status,
            statusOptions: [], serverMetadata: .own(CDSSeed.wellKnownPath), name: "A client"))
        world.state.credentials.insert(
          Credential(
            id: "credential-of-\(login.id)", registration: registration, clientID: login.id,
            created: now, modified: now, secret: login.secret))
      }
      for (registration, administrator) in [
        ("registration-a", Self.administrator), ("registration-b", Self.stranger),
      ] {
        world.state.registrations[registration] = Registration(
          id: registration, created: now, administrator: administrator.id,
          managementToken: "management-of-\(registration)", scopes: [], fields: [])
        add(administrator, registration, ["cds_client_admin"], ["client_credentials"])
      }
      add(
        Self.machine, "registration-a", ["lakeland_usage", "openid", "cds_grant_admin_1"],
        ["client_credentials"])
      add(
        Self.app, "registration-a", ["lakeland_usage"], ["authorization_code", "refresh_token"],
        status: .sandbox)
      add(
        ("client-disabled", "secret-disabled"), "registration-a", ["lakeland_usage"],
        ["client_credentials"], status: .disabled)
      world.state.credentials.insert(
        Credential(
          id: "credential-old", registration: "registration-a", clientID: Self.machine.id,
          created: now, modified: now, secret: "secret-old", expiresAt: now.seconds))
      for number in ["1", "2"] {
        let scope = "cds_server_provided_files_1"
        let details: [JSONValue] = [
          ["type": .string(scope), "file_id": .string("file-" + number)]
        ]
        world.state.files.insert(
          ProvidedFile(
            id: "file-" + number, registration: "registration-a", created: now, modified: now,
            mediaType: "text/plain", name: "A file", description: "A file for tests",
            content: Array("content \(number)".utf8)))
        world.state.grants.insert(
          Grant(
            id: "grant-" + number, registration: "registration-a", clientID: Self.machine.id,
            created: now, modified: now, status: .active, scopes: [scope], details: details,
            enabledScopes: [scope], enabledDetails: details))
      }
    }
  }

  /// A refresh token, as redeeming a code would give it.
  func seedRefreshToken(_ scopes: [String] = ["lakeland_usage"]) -> String {
    let now = clock.now
    return service.withWorld { world in
      guard let client = world.state.clients[Self.app.id] else { return "" }
      let grant = world.recordGrant(
        to: client, scopes: scopes, details: [], user: "ada", at: now)
      return world.issueToken(
        .refresh, to: client, scopes: scopes, credential: "credential-of-client-app",
        grant: grant.id, user: "ada", lifetime: CDSWorld.refreshTokenLifetime, at: now
      ).id
    }
  }

  /// Asks for a token as the administrator's client, by its own credentials or in another way.
  @discardableResult
  func askToken(
    _ form: [(String, String)], grantType: String? = "client_credentials", fields: HTTPFields = [:]
  ) -> HTTPResponse {
    askToken(Self.administrator, form, grantType: grantType, fields: fields)
  }

  /// Asks for a token as a client.
  @discardableResult
  func askToken(
    _ login: Login?, _ form: [(String, String)],
    grantType: String? = "client_credentials", fields: HTTPFields = [:]
  ) -> HTTPResponse {
    let type = grantType.map { [("grant_type", $0)] } ?? []
    return submit(CDSEndpoint.token.path, type + form, client: login, fields: fields)
  }

  /// The same, and the access token that comes of it.
  func newToken(
    _ login: Login = administrator, scope: String = "cds_client_admin",
    _ more: [(String, String)] = []
  ) throws -> String {
    try json(askToken(login, [("scope", scope)] + more))["access_token"].text ?? ""
  }

  @discardableResult
  func introspect(
    _ token: String, _ more: [(String, String)] = [], by login: Login? = administrator,
    fields: HTTPFields = [:]
  ) -> HTTPResponse {
    submit(
      CDSEndpoint.introspection.path, [("token", token)] + more, client: login, fields: fields)
  }

  @discardableResult
  func revoke(
    _ token: String, _ more: [(String, String)] = [], by login: Login? = administrator
  ) -> HTTPResponse {
    submit(CDSEndpoint.revocation.path, [("token", token)] + more, client: login)
  }

  /// Details of the one type of the reference data that users agree to.
  static let details = #"[{"type":"lakeland_usage","lakeland_months":6}]"#

  /// Entries that name grants, for the administration of which a token is asked.
  static func grants(_ numbers: [String]) -> String {
    let entries = numbers.map { number in
      #"{"type":"cds_grant_admin_1","client_id":"client-machine","grant_id":"grant-\#(number)"}"#
    }
    return "[" + entries.joined(separator: ",") + "]"
  }

  /// Every way to ask for a token by the client's credentials.
  func walkTokens() throws {
    seedClients()
    get(CDSEndpoint.metadata.path, token: "")
    ask(.post, CDSEndpoint.registration.path)
    askToken([("scope", "cds_client_admin")])
    ask(.get, CDSEndpoint.token.path + "?grant_type=client_credentials")
    askToken([("scope", "cds_client_admin")], grantType: nil)
    askToken([("scope", "cds_client_admin")], grantType: "password")
    askToken([("scope", "lakeland_usage")], grantType: "refresh_token")
    askToken(Self.app, [("scope", "lakeland_usage")])
    askToken(nil, [("client_id", Self.administrator.id)])
    askToken(("client-admin", "wrong"), [])
    askToken(("client-nobody", "wrong"), [])
    askToken(("client-disabled", "secret-disabled"), [])
    askToken((Self.machine.id, "secret-old"), [("scope", "openid")])
    askToken(nil, [("client_id", Self.administrator.id), ("client_secret", "secret-admin")])
    askToken([("client_secret", "secret-admin")])
    askToken([("client_id", Self.stranger.id)])
    let coded = Base64.encode(Array("client%2Dadmin:%73ecret%2Dadmin".utf8))
    askToken(nil, [], fields: ["Authorization": "Basic " + coded])
    askToken(nil, [], fields: ["Authorization": "Basic ?"])
    askToken([])
    askToken([("scope", "")])
    askToken([("foo", "bar")])
    askToken(Self.machine, [("scope", "lakeland_usage"), ("scope", "openid")])
    askToken([("scope", "cds_client_admin lakeland_usage")])
    askToken([("scope", "cds_client_admin nobody_knows_it")])
    askToken([("scope", "cds_client_admin  twice")])
    ask(
      .post, CDSEndpoint.token.path, fields: ["Content-Type": "application/json"],
      body: Array(#"{"grant_type":"client_credentials"}"#.utf8))
    askToken(Self.machine, [("authorization_details", Self.details)])
    let usage = [("scope", "lakeland_usage")]
    for text in ["{", "{}", "[7]", #"[{"type":"a","type":"b"}]"#, #"[{"type":"other"}]"#] {
      askToken(Self.machine, usage + [("authorization_details", text)])
    }
    askToken(Self.machine, [("scope", "cds_grant_admin_1")])
    for entries in [[], ["1"], ["1", "2"], ["none"]] {
      askToken(
        Self.machine,
        [("scope", "cds_grant_admin_1"), ("authorization_details", Self.grants(entries))])
    }
    askToken(Self.machine, [("authorization_details", Self.grants(["1"]))])
    askToken(Self.app, [("code", "nobody-gave-it")], grantType: "authorization_code")
    let refresh = seedRefreshToken()
    let again = [("refresh_token", refresh)]
    askToken(Self.app, [], grantType: "refresh_token")
    askToken(Self.app, again + [("scope", "lakeland_usage openid")], grantType: "refresh_token")
    askToken(Self.app, again, grantType: "refresh_token")
    askToken(Self.app, again, grantType: "refresh_token")
  }

  /// Every way to look at tokens and to end them.
  func walkLiveness() throws {
    seedClients()
    let first = try newToken()
    let second = try newToken()
    let foreign = try newToken(Self.stranger)
    let detailed = try newToken(
      Self.machine, scope: "lakeland_usage", [("authorization_details", Self.details)])
    get(CDSEndpoint.metadata.path, token: "")
    introspect(first)
    introspect(first, [("token_type_hint", "refresh_token")])
    introspect(first, [("token_type_hint", "something_else")])
    introspect(first, by: nil)
    introspect(first, by: (Self.administrator.id, "wrong"))
    introspect(first, by: nil, fields: ["Authorization": "Bearer " + second])
    introspect(first, by: nil, fields: ["Authorization": "Bearer " + detailed])
    introspect(first, [("foo", "bar")])
    introspect(foreign)
    introspect(detailed)
    introspect("nobody-gave-it")
    introspect("")
    ask(.get, CDSEndpoint.introspection.path)
    get(CDSEndpoint.clients.path, token: first)
    revoke(first, by: nil)
    revoke("", [])
    revoke("nobody-gave-it")
    revoke(first, by: (Self.administrator.id, "wrong"))
    revoke(detailed)
    revoke(foreign)
    introspect(foreign, by: Self.stranger)
    ask(.get, CDSEndpoint.revocation.path)
    revoke(first)
    revoke(first)
    introspect(first)
    get(CDSEndpoint.clients.path, token: first)
    revoke(second, [("token_type_hint", "refresh_token")])
    introspect(second)
    let refresh = try json(
      askToken(
        Self.app, [("refresh_token", seedRefreshToken())], grantType: "refresh_token"))
    introspect(refresh["refresh_token"].text ?? "", by: Self.app)
    revoke(refresh["refresh_token"].text ?? "", by: Self.app)
    introspect(refresh["access_token"].text ?? "", by: Self.app)
    let last = try newToken()
    _ = clock.advance(by: .seconds(3_700))
    introspect(last)
    get(CDSEndpoint.clients.path, token: last)
  }
}

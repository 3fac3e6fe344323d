import SynchroHTTP
import SynchroJSON
import SynchroMocks

extension CDSTraffic {
  /// A right request for an errand, as far as enough is known for one.
  mutating func draft(for errand: CDSErrand) -> CDSDraft {
    switch errand {
    case .metadata: CDSDraft(.get, pick(Self.documents))
    case .coverage: CDSDraft(.get, "/cds/coverage.json", query: coverageFilters())
    case .page: CDSDraft(.get, pick(Self.pages))
    case .registration, .clientToken, .grantToken, .codeToken, .refresh, .revocation,
      .introspection, .pushedRequest, .authorization, .pushedAuthorization, .login, .consent:
      oauthDraft(for: errand)
    case .clients: listing(.clients, ["client_ids"])
    case .messages: listing(.messages, ["message_ids"])
    case .credentials:
      listing(.credentials, ["credential_ids", "client_ids", "after", "before"])
    case .grants:
      listing(
        .grants,
        [
          "grant_ids", "parents", "statuses", "client_ids", "scopes", "receipt_confirmations",
          "after", "before",
        ])
    case .files:
      CDSDraft(
        .get, CDSEndpoint.files.path, query: filters(["file_ids"]),
        authorization: "Bearer " + word(.grantToken))
    case .client: CDSDraft(.get, path(.client), authorization: administrator())
    case .message: CDSDraft(.get, path(.message), authorization: administrator())
    case .credential: CDSDraft(.get, path(.credential), authorization: administrator())
    case .grant: CDSDraft(.get, path(.grant), authorization: administrator())
    case .file: CDSDraft(.get, path(.file), authorization: "Bearer " + word(.grantToken))
    case .link: CDSDraft(.get, path(.link), authorization: "Bearer " + word(.token))
    case .clientChange, .messageCreation, .messageChange, .credentialCreation, .credentialChange,
      .grantChange, .form:
      changeDraft(for: errand)
    case .operation: operation()
    case .overview:
      CDSDraft(.get, "/operator" + pick(Self.overviews), authorization: operatorField)
    }
  }

  private mutating func listing(_ endpoint: CDSEndpoint, _ names: [String]) -> CDSDraft {
    CDSDraft(.get, endpoint.path, query: filters(names), authorization: administrator())
  }

  private mutating func filters(_ names: [String]) -> [HTTPForm.Field] {
    var fields: [HTTPForm.Field] = []
    for name in names where chance(3) {
      switch name {
      case "after", "before": fields.append(.init(name, pick(Self.moments)))
      case "statuses": fields.append(.init(name, "active pending closed"))
      case "scopes": fields.append(.init(name, pick(Self.scopes)))
      default: fields.append(.init(name, word(.identifier) + " " + word(.identifier)))
      }
    }
    return fields
  }

  private mutating func coverageFilters() -> [HTTPForm.Field] {
    var fields: [HTTPForm.Field] = []
    if chance(2) { fields.append(.init("ids", "lpl-gas harbour-water")) }
    if chance(3) { fields.append(.init("lakeland_country", "CA")) }
    if chance(2) { fields.append(.init("page", "2")) }
    return fields
  }

  // MARK: - OAuth

  private mutating func oauthDraft(for errand: CDSErrand) -> CDSDraft {
    switch errand {
    case .registration:
      return CDSDraft(.post, CDSEndpoint.registration.path, .json(registration()))
    case .clientToken:
      let client = client { $0.scope.contains("cds_client_admin") }
      return tokenDraft(
        for: client, grantType: "client_credentials", [.init("scope", client.scope)])
    case .grantToken:
      let client = client { $0.scope.contains("grant_admin") }
      let grant = word(.filesGrant).split(separator: " ").map(String.init)
      let details: JSONValue = [
        [
          "type": .string(client.scope), "client_id": .string(grant.last ?? client.id),
          "grant_id": .string(chance(4) ? word(.identifier) : grant.first ?? ""),
        ]
      ]
      return tokenDraft(
        for: client, grantType: "client_credentials",
        [.init("authorization_details", JSONPrinter.compact(details))])
    case .codeToken:
      let parts = word(.code).split(separator: " ").map(String.init)
      let id = parts.count == 3 ? parts[1] : "unknown"
      let client = client { $0.id == id }
      return tokenDraft(
        for: client, grantType: "authorization_code",
        [
          .init("code", parts.first ?? ""), .init("redirect_uri", parts.last ?? ""),
          .init("code_verifier", Self.verifier),
        ])
    case .refresh:
      return tokenDraft(
        for: asker(), grantType: "refresh_token", [.init("refresh_token", word(.refreshToken))])
    case .revocation:
      // Mostly other tokens than the administrator's, or nothing would work for long.
      let token = chance(8) ? word(.token) : word(.refreshToken)
      return CDSDraft(
        .post, CDSEndpoint.revocation.path, authorization: asker().authorization,
        .form([.init("token", token)]))
    case .introspection:
      return CDSDraft(
        .post, CDSEndpoint.introspection.path, authorization: client().authorization,
        .form([.init("token", word(.token)), .init("token_type_hint", "access_token")]))
    case .pushedRequest:
      let client = asker()
      return CDSDraft(
        .post, CDSEndpoint.pushedRequest.path, authorization: client.authorization,
        .form(authorizationRequest(of: client)))
    case .pushedAuthorization:
      return CDSDraft(
        .get, CDSEndpoint.authorization.path,
        query: [.init("client_id", asker().id), .init("request_uri", word(.requestURI))])
    case .login:
      // Too many wrong passwords would lock an account.
      let isRight = !chance(30)
      let account = chance(2) ? ("ada", "lakeside-1") : ("bert", isRight ? "lakeside-2" : "wrong")
      return formDraft(
        "/oauth/login", [.init("username", account.0), .init("password", account.1)])
    case .consent:
      return formDraft(
        "/oauth/consent", [.init("decision", pick(["allow", "allow", "allow", "deny", "switch"]))])
    default:
      return CDSDraft(
        .get, CDSEndpoint.authorization.path, query: authorizationRequest(of: asker()))
    }
  }

  /// A client that may ask users.
  private mutating func asker() -> CDSKnowledge.Client { client { $0.redirectURI != nil } }

  private func tokenDraft(
    for client: CDSKnowledge.Client, grantType: String, _ fields: [HTTPForm.Field]
  ) -> CDSDraft {
    CDSDraft(
      .post, CDSEndpoint.token.path, authorization: client.authorization,
      .form([.init("grant_type", grantType)] + fields))
  }

  private mutating func authorizationRequest(of client: CDSKnowledge.Client) -> [HTTPForm.Field] {
    var fields: [HTTPForm.Field] = [
      .init("response_type", "code"), .init("client_id", client.id),
      .init("code_challenge", Self.challenge), .init("code_challenge_method", "S256"),
      .init("state", "s-\(Int.random(in: 0..<1_000, using: &random))"),
    ]
    if let place = client.redirectURI { fields.append(.init("redirect_uri", place)) }
    if !client.scope.isEmpty, !chance(4) { fields.append(.init("scope", client.scope)) }
    if chance(4) {
      let details = "[{\"type\":\"lakeland_usage\",\"lakeland_months\":6}]"
      fields.append(.init("authorization_details", details))
    }
    if chance(6) { fields.append(.init("cds_grant_id", word(.identifier))) }
    if chance(6) { fields.append(.init("prompt", "login")) }
    return fields
  }

  private mutating func formDraft(_ path: String, _ fields: [HTTPForm.Field]) -> CDSDraft {
    var draft = CDSDraft(
      .post, path, .form([HTTPForm.Field("request", word(.hidden))] + fields))
    if known.words[.cookie] != nil { draft.fields.append(("Cookie", word(.cookie))) }
    return draft
  }

  private mutating func registration() -> JSONValue {
    var fields: [JSONField] = [
      JSONField("client_name", "Fuzzer"),
      JSONField("scope", .string(pick(Self.registrations))),
      JSONField("cds_lakeland_privacy_officer", "privacy@fuzz.example"),
      JSONField("cds_lakeland_company", "Fuzz Ltd"),
      JSONField("cds_lakeland_homepage", "https://fuzz.example/"),
      JSONField("cds_lakeland_operations", "ops@fuzz.example"),
      JSONField("cds_lakeland_large", .bool(chance(2))),
      JSONField("cds_lakeland_logo", .string(Self.picture)),
      JSONField("cds_lakeland_licence", "JVBERi0xLjQKJSVFT0YK"),
    ]
    if chance(2) { fields.append(JSONField("contacts", ["ops@fuzz.example"])) }
    if chance(2) { fields.append(JSONField("cds_lakeland_nickname", "fuzz")) }
    if chance(3) { fields.append(JSONField("client_uri", "https://fuzz.example/")) }
    if chance(4) { fields.append(JSONField("redirect_uris", ["https://fuzz.example/cb"])) }
    return .object(fields)
  }

  // MARK: - What to ask for

  /// One grey pixel, as PNG.
  private static let picture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg=="

  private static let documents = [
    CDSSeed.wellKnownPath, CDSEndpoint.metadata.path, CDSSeed.declarationPath,
    "/subsidiary/cds-server-metadata.json", "/subsidiary/coverage.json",
    "/partners/cds-server-metadata.json", "/previous/.well-known/cds-server-metadata.json",
    "/maps/north-shore.svg", "/maps/north-shore.geojson",
  ]

  private static let pages = [
    "/", "/docs", "/support", "/policy", "/terms", "/register", "/test-accounts", "/nowhere",
  ]

  private static let registrations = [
    "cds_client_admin", "cds_client_admin lakeland_usage", "cds_client_admin lakeland_usage",
    "cds_client_admin cds_server_provided_files_1",
    "cds_client_admin lakeland_usage cds_server_provided_files_1 lakeland_outages",
    "cds_client_admin lakeland_market",
  ]

  static let scopes = ["cds_client_admin", "lakeland_usage", "cds_grant_admin_1", "openid"]

  static let moments = [
    "2020-01-01T00:00:00Z", "2030-01-01T00:00:00+00:00", "2026-02-28T23:59:60Z", "2026-01-01",
  ]
}

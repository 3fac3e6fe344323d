import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import Testing

@testable import SynchroMocks

extension Tour {
  /// A client and what it was answered when it registered.
  private struct Registered {
    var client: JSONValue = .object([])
    var token = ""
    var management = ""

    var id: String { client["client_id"].text ?? "" }
    var login: (id: String, secret: String) { (id, client["client_secret"].text ?? "") }
  }

  private static var clients: String { CDSEndpoint.clients.path }

  /// A walk through registration and the Clients API; it ends where it differs from the right one.
  func walkClients(unlike right: [Stop]? = nil) throws {
    var user = Registered()
    var trader = Registered()
    let stages: [() throws -> Void] = [
      { user = try self.registerUser() }, { trader = try self.registerTrader() },
      { try self.misregister() }, { try self.misuseFields() },
      { try self.readClients(user, trader) }, { try self.changeAdministrator(trader) },
      { try self.changeAsker(user) }, { try self.changeFixedMembers(user) },
      { try self.changeFields(trader) }, { try self.disableClient(user) },
      { try self.widenScopes(trader) },
    ]
    get(CDSEndpoint.metadata.path, token: "")
    for stage in stages {
      try stage()
      if let right, difference(Array(right.prefix(transcript.count)), transcript) != nil { return }
    }
  }

  private func post(_ fields: [JSONField]) -> HTTPResponse {
    send(.post, CDSEndpoint.registration.path, .object(fields), token: "")
  }

  /// Registers, and gets a token of the administrator in two ways.
  private func registered(_ fields: [JSONField]) throws -> Registered {
    var registered = Registered()
    let response = post(fields)
    guard !response.body.isEmpty, response.head.fields["Content-Type"] == "application/json" else {
      return registered
    }
    registered.client = try json(response)
    registered.management = registered.client["registration_access_token"].text ?? ""
    let form = [("grant_type", "client_credentials"), ("scope", "cds_client_admin")]
    let granted = submit(CDSEndpoint.token.path, form, client: registered.login)
    registered.token = try json(granted)["access_token"].text ?? ""
    return registered
  }

  /// The clients of a registration.
  private func owned(_ registered: Registered) -> [ClientObject] {
    service.withWorld { world in
      let owner = world.state.clients[registered.id]?.registration ?? ""
      return world.state.clients.owned(by: owner)
    }
  }

  // MARK: - Registration

  /// Somebody who asks users, and says little.
  private func registerUser() throws -> Registered {
    let user = try registered([
      JSONField(
        "scope", "cds_client_admin lakeland_usage lakeland_outages cds_server_provided_files_1"),
      JSONField("cds_lakeland_privacy_officer", "privacy@client.example"),
      JSONField("redirect_uris", ["https://client.example/back"]),
      JSONField("foo_bar", ["is": "unknown"]),
    ])
    get(Self.clients, token: user.token)
    get(CDSEndpoint.credentials.path, token: user.token)
    return user
  }

  static let png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg=="
  static let pdf = Base64.encode(Array("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".utf8))

  /// What the scope `lakeland_market` requires.
  static let marketFields: [JSONField] = [
    JSONField("cds_lakeland_company", "Trade & Sons"),
    JSONField("cds_lakeland_homepage", "https://client.example/"),
    JSONField("cds_lakeland_operations", "desk@client.example"),
    JSONField("cds_lakeland_large", true), JSONField("cds_lakeland_logo", .string(png)),
    JSONField("cds_lakeland_licence", .string(pdf)),
  ]

  /// Somebody who trades, and says much.
  private func registerTrader() throws -> Registered {
    let trader = try registered(
      [
        JSONField("scope", "cds_client_admin lakeland_market"), JSONField("client_name", "Trader"),
        JSONField("contacts", ["desk@client.example"]),
        JSONField("client_uri", "https://client.example/"),
        JSONField("tos_uri", "https://client.example/terms"),
        JSONField("jwks_uri", "https://client.example/jwks.json"),
        JSONField("software_id", "trader"), JSONField("software_version", "1.0"),
      ] + Self.marketFields)
    get(Self.clients, token: trader.token)
    return trader
  }

  /// Registrations that are refused.
  private func misregister() throws {
    let right = [
      JSONField("scope", "cds_client_admin lakeland_usage"),
      JSONField("cds_lakeland_privacy_officer", "privacy@client.example"),
    ]
    func with(_ name: String, _ value: JSONValue) -> [JSONField] {
      right.filter { $0.key != name } + [JSONField(name, value)]
    }
    for field in [
      JSONField("scope", "cds_client_admin lakeland_nothing"), JSONField("scope", 7),
      JSONField("scope", "lakeland_usage"), JSONField("scope", "cds_client_admin  lakeland_usage"),
      JSONField("client_name", 7), JSONField("contacts", "desk@client.example"),
      JSONField("logo_uri", "logo.png"), JSONField("jwks", []),
      JSONField("cds_lakeland_privacy_officer", 7),
    ] {
      _ = post(with(field.key, field.value))
    }
    _ = post([right[0]])
    let path = CDSEndpoint.registration.path
    ask(.post, path, fields: ["Content-Type": "application/json"], body: Array("{".utf8))
    submit(path, [("scope", "cds_client_admin")])
    ask(.get, path)
  }

  /// Registration fields at their limits and beyond.
  private func misuseFields() throws {
    func register(_ changes: [JSONField]) {
      let kept = Self.marketFields.filter { field in !changes.contains { $0.key == field.key } }
      _ = post([JSONField("scope", "cds_client_admin lakeland_market")] + kept + changes)
    }
    let text = JSONValue.string(Base64.encode(Array("just text".utf8)))
    for (name, value) in [
      ("company", 7), ("company", nil), ("homepage", "not a url"), ("operations", "nobody"),
      ("large", "true"), ("logo", text), ("licence", text),
    ] as [(String, JSONValue)] {
      register([JSONField("cds_lakeland_" + name, value)])
    }
    for (name, value) in [
      ("motto", nil), ("blog", nil), ("night_desk", nil), ("cooperative", nil), ("photo", nil),
      ("audit", nil),
    ] as [(String, JSONValue)] {
      register([JSONField("cds_lakeland_" + name, value)])
    }
    register([JSONField("cds_lakeland_company", .string(String(repeating: "x", count: 101)))])
    for size in [20_000, 20_001] {
      register([JSONField("cds_lakeland_logo", .string(Self.picture(of: size)))])
    }
  }

  /// A picture with as many bytes.
  private static func picture(of size: Int) -> String {
    let bytes = (try? Base64.decode(png)) ?? []
    return Base64.encode(bytes + [UInt8](repeating: 0, count: size - bytes.count))
  }

  // MARK: - Reading

  private func readClients(_ user: Registered, _ trader: Registered) throws {
    let others = owned(user).dropFirst()
    get(Self.clients, token: "")
    get(Self.clients, token: "nothing")
    get(Self.clients + "?client_ids=\(user.id)", token: user.token)
    get(Self.clients, token: machineToken(user))
    for client in owned(user) { get(client.link.url(at: origin), token: user.token) }
    let place = Self.clients + "/" + user.id
    for token in [user.management, "", "nothing", trader.token, trader.management] {
      get(place, token: token)
    }
    // The token of the registration opens the administrator alone.
    if let other = others.first { get(other.link.url(at: origin), token: user.management) }
    ask(.delete, place, fields: ["Authorization": "Bearer " + user.token])
    let metadata = "/client-metadata/" + user.id
    for token in [user.token, "", trader.token] { get(metadata, token: token) }
    get("/client-metadata/nothing", token: user.token)
  }

  /// A token without the scope of the administration.
  private func machineToken(_ registered: Registered) -> String {
    service.withWorld { world in
      guard let owner = world.state.clients[registered.id]?.registration,
        let client = world.state.clients.owned(by: owner).first(where: {
          $0.scopes == ["lakeland_outages"]
        })
      else { return "" }
      return world.issueToken(
        .access, to: client, scopes: client.scopes, credential: nil, at: clock.now
      ).id
    }
  }

  // MARK: - Changing

  /// Puts a client as it is shown, with these changes; `nil` takes a member away.
  @discardableResult
  private func put(
    _ id: String, _ changes: [(String, JSONValue?)], token: String
  ) throws -> HTTPResponse {
    let place = Self.clients + "/" + id
    let call = CDSCall(
      request: CDSRequest(.get, place, origin: origin), answer: .client, rules: CDSRules(),
      edits: [], objectEdits: [:], quirks: [], now: clock.now, number: 0)
    let shown = service.withWorld { world in
      world.state.clients[id].map { call.shown($0, world) } ?? .null
    }
    guard case .object(let fields) = shown else { return HTTPResponse(.ok) }
    let kept = fields.filter { field in !changes.contains { $0.0 == field.key } }
    let added = changes.compactMap { change in change.1.map { JSONField(change.0, $0) } }
    return send(.put, place, .object(kept + added), token: token)
  }

  private func changeAdministrator(_ trader: Registered) throws {
    func change(_ changes: (String, JSONValue?)...) throws {
      try put(trader.id, changes, token: trader.token)
    }
    try change()
    try change(("client_name", "Trader & Sons"))
    get(CDSEndpoint.messages.path, token: trader.token)
    get(Self.clients, token: trader.token)
    try change(("contacts", ["night@client.example"]))
    try change(("client_uri", "https://client.example/new"))
    try change(("tos_uri", "https://client.example/new-terms"))
    try change(("policy_uri", "https://client.example/privacy"))
    try change(("client_name", nil), ("client_uri", nil), ("contacts", nil))
    try change(("logo_uri", "https://client.example/logo.png"))
    get(CDSEndpoint.messages.path, token: trader.token)
    try change(("logo_uri", "https://client.example/second.png"))
    try put(trader.id, [("client_name", "By token")], token: trader.management)
    for token in ["", "nothing"] {
      try put(trader.id, [("client_name", "By nobody")], token: token)
    }
    try change(("contacts", 7))
    try change(("scope", "cds_client_admin lakeland_market"))
    try change(("cds_status", "disabled"))
    #expect(clock.advance(by: CDSWorld.reviewTime))
    get(Self.clients + "/" + trader.id, token: trader.token)
  }

  private func changeAsker(_ user: Registered) throws {
    let asker = owned(user).first { !$0.responseTypes.isEmpty }?.id ?? user.id
    func change(_ changes: (String, JSONValue?)...) throws {
      try put(asker, changes, token: user.token)
    }
    let receipt = JSONValue.string(origin + "/oauth/receipt/" + asker)
    let back: JSONValue = "https://client.example/back"
    try change(("redirect_uris", [receipt, back]))
    try change(("cds_default_redirect_uri", back))
    try change(("cds_default_redirect_uri", "https://client.example/elsewhere"))
    for wrong in ["https://client.example/#part", "http://client.example/", "javascript:alert(1)"] {
      try change(("redirect_uris", [.string(wrong)]))
    }
    try change(("redirect_uris", []))
    let months: JSONValue = [["type": "lakeland_usage", "lakeland_months": 6]]
    try change(("cds_default_authorization_details", months))
    try change(("cds_default_authorization_details", [["type": "nothing"]]))
    try change(("cds_default_scope", ""))
    try change(("cds_default_scope", "lakeland_outages"))
    try change(("scope", ""))
    get(Self.clients + "/" + asker, token: user.token)
    try change(
      ("scope", nil), ("redirect_uris", nil), ("cds_default_redirect_uri", nil),
      ("cds_default_scope", nil), ("cds_default_authorization_details", nil))
    try change(("cds_status", "production"))
  }

  private func changeFixedMembers(_ user: Registered) throws {
    let asker = owned(user).first { !$0.responseTypes.isEmpty }?.id ?? user.id
    for (name, value) in [
      ("client_id", "mine"), ("client_id_issued_at", 1), ("grant_types", ["client_credentials"]),
      ("response_types", ["code", "token"]), ("token_endpoint_auth_method", "none"),
      ("cds_created", "2001-01-01T00:00:00Z"), ("cds_modified", "2100-01-01T00:00:00Z"),
      ("cds_client_uri", "https://client.example/"),
      ("cds_server_metadata", "https://client.example/"), ("cds_status_options", ["production"]),
      ("client_secret", "a-secret-that-the-client-would-like"),
      ("client_secret_expires_at", 4_000_000_000),
    ] as [(String, JSONValue)] {
      try put(asker, [(name, value)], token: user.token)
    }
  }

  private func changeFields(_ trader: Registered) throws {
    let market = owned(trader).first { $0.scopes == ["lakeland_market"] }?.id ?? trader.id
    for (name, value) in [
      ("cds_lakeland_company", "Other & Sons"), ("cds_lakeland_company", 7),
      ("cds_lakeland_homepage", "not a url"), ("cds_lakeland_motto", nil),
    ] as [(String, JSONValue)] {
      try put(market, [(name, value)], token: trader.token)
    }
    try put(market, [("cds_lakeland_company", nil)], token: trader.token)
  }

  private func disableClient(_ user: Registered) throws {
    let machine = owned(user).first { $0.scopes == ["lakeland_outages"] }?.id ?? user.id
    let login = service.withWorld { world in
      let secrets = world.state.credentials.owned(
        by: world.state.clients[user.id]?.registration ?? "")
      return (id: machine, secret: secrets.first { $0.clientID == machine }?.secret ?? "")
    }
    let form = [("grant_type", "client_credentials"), ("scope", "lakeland_outages")]
    submit(CDSEndpoint.token.path, form, client: login)
    try put(machine, [("cds_status", "disabled")], token: user.token)
    submit(CDSEndpoint.token.path, form, client: login)
    try put(machine, [("cds_status", "production")], token: user.token)
    submit(CDSEndpoint.token.path, form, client: login)
  }

  private func widenScopes(_ trader: Registered) throws {
    let market = owned(trader).first { $0.scopes == ["lakeland_market"] }?.id ?? trader.id
    let wide: JSONValue = "lakeland_market lakeland_outages"
    try put(market, [("scope", wide)], token: trader.token)
    try put(market, [("scope", "lakeland_market lakeland_usage")], token: trader.token)
    let message = service.withWorld { $0.state.clients[market]?.reviews["scope"]?.message }
    let now = clock.now
    let isDone = service.withWorld { world in
      do throws(CDSProblem) {
        try world.decide(message ?? "", as: .complete, at: now)
        return true
      } catch {
        return false
      }
    }
    if service.defects.isEmpty { #expect(isDone) }
    get(Self.clients + "/" + market, token: trader.token)
    try put(market, [("scope", "lakeland_outages")], token: trader.token)
  }
}

@Suite struct ClientTourTests {
  private static let defects: [CDSDefect] =
    CDSDefect.registrationRequests + CDSDefect.registrationResults + CDSDefect.registrationAnswers
    + CDSDefect.clientFields + CDSDefect.clientContent + CDSDefect.clientReading
    + CDSDefect.clientUpdates

  private static let right: [Tour.Stop]? = try? {
    let tour = try Tour()
    try tour.walkClients()
    return tour.transcript
  }()

  @Test func `the walk through clients repeats itself`() throws {
    let tour = try Tour()
    try tour.walkClients()
    let right = try #require(Self.right)
    #expect(tour.transcript == right)
    let statuses = Dictionary(grouping: right) { $0.response.head.status.code }
    for status in [200, 201, 202, 400, 401, 403, 404, 405, 415] {
      #expect(statuses[status] != nil, "\(status) does not occur")
    }
    #expect(statuses.keys.allSatisfy { $0 < 500 })
  }

  @Test func `each defect of clients shows first in an answer that it names`() throws {
    let right = try #require(Self.right)
    for defect in Self.defects {
      let tour = try Tour([defect])
      try tour.walkClients(unlike: right)
      let found = difference(Array(right.prefix(tour.transcript.count)), tour.transcript)
      guard let wrong = found?.wrong else {
        Issue.record("\(defect.id) changes nothing")
        continue
      }
      #expect(defect.answers.contains(wrong.answer), "\(defect.id) changes \(wrong.request)")
    }
  }

  @Test func `every requirement about clients has a defect`() throws {
    let text = String(decoding: try Fixtures.bytes("cds/client-requirements.txt"), as: UTF8.self)
    let rows = Set(text.split(separator: "\n").map(String.init))
    let broken = Set(CDSDefect.all.flatMap(\.requirements))
    #expect(rows.subtracting(broken).sorted() == [])
  }
}

import SynchroHTTP
import SynchroJSON

@testable import SynchroMocks

extension Tour {
  /// The scopes that the starting grants of the reference data are about.
  static let grantScopes =
    "cds_client_admin lakeland_usage lakeland_outages lakeland_tariffs cds_server_provided_files_1"

  /// The newest registration's grants, in the order in which they came.
  var grants: [Grant] {
    let administrator = administrator.id
    return service.withWorld { world in
      guard let client = world.state.clients[administrator] else { return [] }
      return world.state.grants.owned(by: client.registration)
    }
  }

  /// The last grant of the newest registration that is meant.
  func grant(where isMeant: (Grant) -> Bool) -> Grant? { grants.last(where: isMeant) }

  /// The client of the newest registration with a scope, and its secret.
  func login(_ scope: String) -> (id: String, secret: String) {
    let administrator = administrator.id
    return service.withWorld { world in
      guard let registration = world.state.clients[administrator]?.registration,
        let client = world.state.clients.owned(by: registration).first(where: {
          $0.scopes.contains(scope)
        })
      else { return ("", "") }
      let secret = world.state.credentials.owned(by: registration).first {
        $0.clientID == client.id
      }
      return (client.id, secret?.secret ?? "")
    }
  }

  @discardableResult
  func patch(_ grant: Grant?, _ document: JSONValue) -> HTTPResponse {
    send(.patch, CDSEndpoint.grants.path + "/" + (grant?.id ?? "none"), document)
  }

  @discardableResult
  func look(at grant: Grant?) -> HTTPResponse {
    get(CDSEndpoint.grants.path + "/" + (grant?.id ?? "none"))
  }

  /// Asks for a token that opens a grant.
  @discardableResult
  func open(_ grant: Grant?, _ more: [JSONField] = [], without left: String = "") -> HTTPResponse {
    let members = [
      JSONField("type", "cds_grant_admin_1"), JSONField("grant_id", .string(grant?.id ?? "none")),
      JSONField("client_id", .string(grant?.clientID ?? "nobody")),
    ]
    let changed = members.filter { member in
      member.key != left && !more.contains { $0.key == member.key }
    }
    let details: JSONValue = [.object(changed + more)]
    return submit(
      CDSEndpoint.token.path,
      [
        ("grant_type", "client_credentials"), ("scope", "cds_grant_admin_1"),
        ("authorization_details", JSONPrinter.compact(details)),
      ], client: login("cds_grant_admin_1"))
  }

  /// Reads grants, and changes them in every way.
  func walkGrants() throws {
    try register("cds_client_admin lakeland_outages", [])
    let foreign = grants.first
    try register(Self.grantScopes)
    get(CDSEndpoint.grants.path)
    let waiting = grant { $0.status == .needsAuthorization }
    look(at: waiting)
    look(at: foreign)
    ask(.delete, CDSEndpoint.grants.path)
    send(.put, CDSEndpoint.grants.path + "/" + (waiting?.id ?? ""), [:])
    walkChanges()
    let pair = grant { $0.scopes.count == 2 }
    patch(pair, ["scope": "lakeland_tariffs"])
    let usage = grant { $0.status == .active && $0.scopes == ["lakeland_usage"] }
    patch(usage, ["authorization_details": [["type": "lakeland_usage", "lakeland_months": 6]]])
    look(at: usage)
    let future = grant { $0.status == .future }
    patch(future, ["expires": nil, "receipt_confirmations": ["a-receipt"], "client_id": "other"])
    patch(pair, ["status": "closed"])
    look(at: pair)
    patch(pair, ["scope": "lakeland_outages"])
    patch(pair, ["status": "active"])
    _ = clock.advance(by: .seconds(2_600_000))
    token = (try? accessToken(for: administrator, scope: "cds_client_admin")) ?? ""
    look(at: future)
  }

  /// What PATCH does to a grant of two files.
  private func walkChanges() {
    let files = grant { $0.status == .active && $0.details.count == 2 }
    let details = files?.details ?? []
    patch(files, ["status": 5])
    patch(files, ["scope": nil])
    patch(files, ["authorization_details": "x"])
    patch(files, ["authorization_details": [["type": "cds_server_provided_files_1"]]])
    patch(files, ["authorization_details": []])
    patch(files, ["status": "suspended"])
    look(at: files)
    patch(files, [:])
    look(at: files)
    patch(files, ["authorization_details": .array(Array(details.prefix(1)))])
    look(at: files)
    patch(files, ["authorization_details": .array(details)])
    look(at: files)
    _ = clock.advance(by: CDSWorld.grantReview)
    look(at: files)
    patch(files, ["status": "closed"])
  }

  /// Every way to ask for a token that opens a grant, and to use it.
  func walkGrantTokens() throws {
    try register(Self.grantScopes)
    let files = grant { $0.status == .active && $0.details.count == 2 }
    let owner = login("cds_client_admin").id
    let other = service.withWorld { world -> Grant? in
      try? world.createGrant(for: owner, scopes: ["lakeland_market"], at: self.clock.now)
    }
    open(nil, [JSONField("client_id", .string(files?.clientID ?? ""))])
    open(files, [JSONField("client_id", .string(administrator.id))])
    open(files, without: "client_id")
    open(other)
    open(grant { $0.status == .needsAuthorization })
    let token = try json(open(files))["access_token"].text ?? ""
    get(CDSEndpoint.files.path, token: token)
    patch(files, ["status": "closed"])
    submit(
      CDSEndpoint.introspection.path, [("token", token)], client: login("cds_grant_admin_1"))
    get(CDSEndpoint.files.path, token: token)
    open(files)
  }

  /// Values of every format, right and wrong, in the details of two grants.
  func walkDetails() throws {
    try register(Self.grantScopes)
    let outages = grant { $0.scopes == ["lakeland_outages"] }
    let usage = grant { $0.status == .active && $0.scopes == ["lakeland_usage"] }
    for field in Self.outageFields {
      patch(
        outages,
        ["authorization_details": [.object([JSONField("type", "lakeland_outages"), field])]])
    }
    for field in Self.usageFields {
      patch(
        usage, ["authorization_details": [.object([JSONField("type", "lakeland_usage"), field])]])
    }
    submit(
      CDSEndpoint.token.path,
      [("grant_type", "client_credentials"), ("scope", "lakeland_outages")],
      client: login("lakeland_outages"))
    get(CDSEndpoint.grants.path)
  }

  /// Of the scope for outages: ids and values; some are taken, some refused.
  private static let outageFields: [JSONField] = [
    JSONField("lakeland_customers", 5), JSONField("Fewest customers", 5),
    JSONField("lakeland_customers", "5"), JSONField("lakeland_customers", .number(oneAndAHalf)),
    JSONField("lakeland_megawatts", "1.5"), JSONField("lakeland_megawatts", .number(oneAndAHalf)),
    JSONField("lakeland_megawatts", .number(long)), JSONField("lakeland_megawatts", 1_251),
    JSONField("lakeland_feeder", nil), JSONField("lakeland_feeder", 7),
    JSONField("lakeland_feeder", ""), JSONField("lakeland_feeder", [:]),
    JSONField("lakeland_remark", nil), JSONField("lakeland_districts", "north"),
    JSONField("lakeland_districts", ["north", 7]), JSONField("lakeland_from", "P30D"),
    JSONField("lakeland_from", "2024-01-01T00:00:00Z"), JSONField("lakeland_until", "P1DT2H"),
    JSONField("lakeland_until", "2027-01-20T09:00:00Z"), JSONField("lakeland_until", "P60D"),
  ]

  /// Of the scope for usage.
  private static let usageFields: [JSONField] = [
    JSONField("lakeland_costs", "true"), JSONField("lakeland_interval", "weekly"),
    JSONField("lakeland_interval", "daily"), JSONField("lakeland_interval", "Daily"),
    JSONField("lakeland_key", nil), JSONField("lakeland_key", "key"),
    JSONField("lakeland_key", key("sig")), JSONField("lakeland_key", key("enc")),
  ]

  /// The public key of RFC 7517, appendix A.1.
  private static func key(_ use: String) -> JSONValue {
    [
      "kty": "EC", "crv": "P-256", "use": .string(use),
      "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
      "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    ]
  }

  private static let oneAndAHalf = JSONNumber("1.5") ?? JSONNumber(0)
  private static let long = JSONNumber("1.123456789012345678901234") ?? JSONNumber(0)
}

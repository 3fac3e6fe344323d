import SynchroHTTP
import SynchroJSON
import Testing

@testable import SynchroMocks

@Suite struct ClientUpdateTests {
  /// A registration with a client that asks users, one that does not, and one of files.
  private struct Stage {
    let tour: Tour

    init() throws {
      tour = try Tour()
      try tour.register(
        "cds_client_admin lakeland_usage lakeland_outages cds_server_provided_files_1")
    }

    func id(of scope: String) throws -> String {
      let clients = tour.service.withWorld { Array($0.state.clients.all) }
      return try #require(clients.first { $0.scopes == [scope] }).id
    }

    func shown(_ id: String) throws -> JSONValue {
      try json(tour.get(CDSEndpoint.clients.path + "/" + id))
    }

    /// Puts what is shown with a change; without a value the member is left out.
    func put(_ id: String, _ name: String, _ value: JSONValue?) throws -> HTTPResponse {
      guard case .object(let fields) = try shown(id) else { return HTTPResponse(598) }
      let kept = fields.filter { $0.key != name }
      let added = value.map { [JSONField(name, $0)] } ?? []
      return tour.send(.put, CDSEndpoint.clients.path + "/" + id, .object(kept + added))
    }

    func messages(_ kind: Message.Kind) -> [Message] {
      tour.service.withWorld { world in world.state.messages.all.filter { $0.kind == kind } }
    }
  }

  /// A change of the client that asks users, the status that it gets, and the value afterwards.
  private static let changes: [(String, String, Int, String)] = [
    ("client_name", "\"New\"", 200, "\"New\""), ("client_name", "7", 400, "\"A client\""),
    ("contacts", "[\"a@b.example\"]", 200, "[\"a@b.example\"]"),
    ("contacts", "null", 200, "[]"),
    ("client_uri", "\"https://c.example\"", 200, "\"https://c.example\""),
    ("client_uri", "\"c.example\"", 400, "null"),
    ("logo_uri", "\"https://c.example/l.png\"", 202, "null"),
    (
      "redirect_uris", "[\"https://c.example/b\",\"https://c.example/b\"]", 200,
      "[\"https://c.example/b\"]"
    ),
    ("redirect_uris", "[\"com.example.app:/back\"]", 200, "[\"com.example.app:/back\"]"),
    ("redirect_uris", "[\"http://127.0.0.1:9/b\"]", 200, "[\"http://127.0.0.1:9/b\"]"),
    ("cds_default_scope", "\"\"", 200, "\"\""),
    ("cds_default_authorization_details", "[{\"type\":\"lakeland_outages\"}]", 400, "[]"),
    ("scope", "\"\"", 200, "\"\""), ("scope", "\"lakeland_usage\"", 200, "\"lakeland_usage\""),
    ("scope", "\"openid\"", 400, "\"lakeland_usage\""),
    ("scope", "\"lakeland_outages\"", 400, "\"lakeland_usage\""),
    ("scope", "\"lakeland_usage cds_client_admin\"", 400, "\"lakeland_usage\""),
    ("cds_status", "\"disabled\"", 200, "\"disabled\""),
    ("cds_status", "\"production\"", 400, "\"sandbox\""),
    ("cds_status", "\"active\"", 400, "\"sandbox\""),
    ("cds_lakeland_nickname", "\"Nick\"", 200, "\"Nick\""),
    ("cds_lakeland_nickname", "7", 400, "null"),
    ("grant_types", "[]", 400, "[\"authorization_code\",\"refresh_token\"]"),
    ("response_types", "[\"token\"]", 400, "[\"code\"]"),
    ("token_endpoint_auth_method", "\"none\"", 400, "\"client_secret_basic\""),
    ("cds_status_options", "[\"production\"]", 400, "[\"sandbox\",\"disabled\"]"),
    ("client_secret", "\"mine\"", 400, "null"), ("client_secret_expires_at", "0", 400, "null"),
    ("unknown", "[1,2]", 200, "null"),
  ]

  @Test(arguments: changes.indices)
  func `a change is made, waits or is refused as the member demands`(index: Int) throws {
    let (name, value, status, expected) = Self.changes[index]
    let stage = try Stage()
    let id = try stage.id(of: "lakeland_usage")
    let before = try stage.shown(id)
    let response = try stage.put(id, name, try JSONDocument(parsing: value).root.value)
    #expect(response.head.status.code == status, "\(name) \(value)")
    let after = try stage.shown(id)
    #expect(after[name] ?? .null == (try JSONDocument(parsing: expected).root.value), "\(name)")
    #expect((after == before) == (before[name] == after[name]), "\(name) \(value)")
    if status < 300 {
      #expect(try json(response) == after)
    } else {
      let code = try json(response)["error"].text
      #expect(["invalid_client_metadata", "invalid_redirect_uri"].contains(code))
    }
  }

  @Test func `redirect URIs are of ASCII and of no scheme that runs in a browser`() throws {
    let stage = try Stage()
    let id = try stage.id(of: "lakeland_usage")
    let right = "https://c.example/K"
    #expect(try stage.put(id, "redirect_uris", [.string(right)]).head.status == .ok)
    let wrong = [
      // The sign of Kelvin, which is equal to the letter where strings are compared.
      "https://c.example/\u{212A}", "https://c.example/\u{E9}", "java.script:alert(1)",
      "J.avaScript+1:alert(1)", "da.ta:text/html,x", "vb-script.:x", "f.ile:///etc/passwd",
    ]
    for text in wrong {
      let response = try stage.put(id, "redirect_uris", [.string(text)])
      #expect(response.head.status == .badRequest, "\(text)")
      #expect(try json(response)["error"] == "invalid_redirect_uri", "\(text)")
    }
    #expect(try stage.shown(id)["redirect_uris"] == [.string(right)])
  }

  @Test func `what is left out goes back to the default of the server`() throws {
    let stage = try Stage()
    let id = try stage.id(of: "lakeland_usage")
    let place = CDSEndpoint.clients.path + "/" + id
    let first = try stage.shown(id)
    for change in [
      ("contacts", ["a@b.example"]), ("client_uri", "https://c.example"), ("scope", ""),
      ("cds_lakeland_privacy_officer", "other@c.example"),
      ("redirect_uris", ["https://c.example/b"]), ("cds_status", "disabled"),
    ] as [(String, JSONValue)] {
      #expect(try stage.put(id, change.0, change.1).head.status == .ok)
    }
    let bare = try json(stage.tour.send(.put, place, ["client_id": .string(id)]))
    let changed = JSONDifference.between(expected: first, received: bare)
    #expect(changed.map(\.path.description).sorted() == ["/cds_modified", "/client_name"])
    #expect(bare["client_name"] == .string(id))
  }

  @Test func `a change that somebody looks at waits for the decision or for ten minutes`() throws {
    let stage = try Stage()
    let id = try stage.id(of: "lakeland_usage")
    func logo() throws -> JSONValue? { try stage.shown(id)["logo_uri"] }
    func put(_ name: String) throws -> Int {
      try stage.put(id, "logo_uri", .string("https://c.example/\(name).png")).head.status.code
    }
    #expect(try put("one") == 202)
    #expect(try put("one") == 202)
    #expect(stage.messages(.fieldChanges).count == 1)
    #expect(try put("two") == 202)
    #expect(
      stage.messages(.fieldChanges).map(\.status.rawValue).sorted() == ["pending", "rejected"])
    #expect(try logo() == nil)
    _ = stage.tour.clock.advance(by: CDSWorld.reviewTime)
    #expect(try logo() == "https://c.example/two.png")
    #expect(try put("three") == 202)
    let waiting = try #require(stage.messages(.fieldChanges).first { $0.status == .pending })
    #expect(
      waiting.updatesRequested == [
        [
          "field": "logo_uri", "previous_value": "https://c.example/two.png",
          "new_value": "https://c.example/three.png",
        ]
      ])
    let now = stage.tour.clock.now
    let isDecided = stage.tour.service.withWorld { world in
      (try? world.decide(waiting.id, as: .rejected, reason: "Too loud.", at: now)) != nil
    }
    #expect(isDecided)
    _ = stage.tour.clock.advance(by: CDSWorld.reviewTime)
    #expect(try logo() == "https://c.example/two.png")
    #expect(try stage.put(id, "logo_uri", nil).head.status == .ok)
    #expect(try logo() == nil)
  }

  @Test func `a disabled client loses its tokens and comes back without them`() throws {
    let stage = try Stage()
    let id = try stage.id(of: "lakeland_outages")
    let token = stage.tour.service.withWorld { world in
      world.state.clients[id].map {
        world.issueToken(
          .access, to: $0, scopes: $0.scopes, credential: nil, at: stage.tour.clock.now
        ).id
      }
    }
    #expect(try stage.put(id, "cds_status", "disabled").head.status == .ok)
    #expect(stage.tour.service.withWorld { $0.state.tokens[token ?? ""]?.isRevoked } == true)
    #expect(
      stage.tour.service.withWorld { $0.state.clients[id]?.disabledAt } == stage.tour.clock.now)
    #expect(try stage.put(id, "cds_status", "production").head.status == .ok)
    #expect(try stage.put(id, "redirect_uris", ["https://c.example"]).head.status == .badRequest)
    #expect(try stage.put(id, "cds_default_scope", "").head.status == .badRequest)
  }

  @Test func `production stands beside the sandbox once it is opened`() throws {
    let stage = try Stage()
    let id = try stage.id(of: "lakeland_usage")
    let now = stage.tour.clock.now
    let opened = stage.tour.service.withWorld { $0.openProduction(for: id, at: now) }
    let client = try #require(opened)
    #expect(client.statusOptions == [.production, .disabled])
    #expect(client.redirectURIs == [.own("/oauth/receipt/" + client.id)])
    #expect(try stage.shown(client.id)["cds_lakeland_privacy_officer"] != nil)
    stage.tour.service.withWorld { world in
      #expect(world.openProduction(for: id, at: now)?.id == client.id)
      #expect(world.openProduction(for: client.id, at: now)?.id == nil)
      #expect(world.state.credentials.all.contains { $0.clientID == client.id })
    }
  }
}

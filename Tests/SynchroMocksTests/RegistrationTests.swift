import SynchroDigest
import SynchroHTTP
import SynchroJSON
import Testing

@testable import SynchroMocks

@Suite struct RegistrationTests {
  private static let officer = JSONField("cds_lakeland_privacy_officer", "privacy@client.example")

  private func registration(
    _ tour: Tour, _ scope: JSONValue, _ more: [JSONField] = []
  ) -> HTTPResponse {
    tour.send(
      .post, CDSEndpoint.registration.path, .object([JSONField("scope", scope)] + more), token: "")
  }

  @Test func `a registration is answered with the administrator and makes the other clients`()
    throws
  {
    let tour = try Tour()
    let response = registration(
      tour, "cds_client_admin lakeland_usage cds_server_provided_files_1",
      [Self.officer, JSONField("redirect_uris", ["https://client.example/back"])])
    #expect(response.head.status == .created)
    #expect(response.head.fields["Cache-Control"] == "no-store")
    let client = try json(response)
    #expect(client["scope"] == "cds_client_admin")
    #expect(client["redirect_uris"] == [])
    #expect(client["response_types"] == [])
    #expect(client["grant_types"] == ["client_credentials"])
    #expect(client["token_endpoint_auth_method"] == "client_secret_basic")
    #expect(client["cds_client_uri"] == client["registration_client_uri"])
    #expect(client["client_name"] == client["client_id"])
    #expect(client["client_secret"].text?.utf8.count == 43)
    #expect(client["client_secret_expires_at"] == nil)
    tour.service.withWorld { world in
      let owner = world.state.registrations.values.first?.id ?? ""
      let clients = world.state.clients.owned(by: owner)
      let wanted = [
        "cds_client_admin production", "lakeland_usage sandbox",
        "cds_server_provided_files_1 production", "cds_grant_admin_1 production",
      ]
      #expect(clients.map { $0.scope + " " + $0.status.rawValue } == wanted)
      #expect(clients.map(\.authMethod).count { $0 == nil } == 1)
      #expect(world.state.credentials.count(of: owner) == 3)
      let usage = clients[1]
      #expect(usage.redirectURIs == [.own("/oauth/receipt/" + usage.id)])
      #expect(usage.more.map(\.key) == ["cds_lakeland_privacy_officer", "cds_lakeland_nickname"])
    }
  }

  @Test func `scopes share a client only with the same terms and the same way to production`()
    throws
  {
    let tour = try Tour()
    let all = "cds_client_admin lakeland_usage lakeland_outages lakeland_market cds_grant_admin_1"
    #expect(
      registration(tour, .string(all), [Self.officer] + Tour.marketFields).head.status == .created)
    tour.service.withWorld { world in
      let scopes = world.state.clients.all.map { $0.scope + " " + $0.status.rawValue }
      let wanted = [
        "cds_client_admin production", "cds_grant_admin_1 production", "lakeland_market sandbox",
        "lakeland_outages production", "lakeland_usage sandbox",
      ]
      #expect(scopes.sorted() == wanted)
    }
  }

  @Test(arguments: [
    ("company", "\"Ö & Sons\"", true), ("company", "\"\"", true), ("company", "1", false),
    ("company", "null", false), ("company", "[\"x\"]", false),
    ("homepage", "\"https://client.example\"", true), ("homepage", "\"urn:isbn:1\"", true),
    ("homepage", "\"client.example\"", false), ("homepage", "\"https://\"", false),
    ("operations", "\"desk@client.example\"", true), ("operations", "\"jürgen@exämple.de\"", true),
    ("operations", "\"nobody\"", false), ("operations", "\"a@b@c\"", false),
    ("large", "false", true), ("large", "\"true\"", false), ("large", "0", false),
    ("logo", "\"\(Tour.png)\"", true), ("logo", "\"\(Tour.pdf)\"", false),
    ("logo", "\"\(Base64.encode([0xFF, 0xD8, 0xFF, 0xE0, 0, 0xFF, 0xD9]))\"", true),
    ("logo", "\"iVBORw0KGgo\"", false), ("logo", "\"!\"", false),
    ("licence", "\"\(Tour.pdf)\"", true), ("licence", "\"\(Tour.png)\"", false),
    ("motto", "null", true), ("motto", "7", false), ("blog", "null", true),
    ("blog", "\"no url\"", false), ("night_desk", "null", true), ("cooperative", "null", true),
    ("cooperative", "true", true), ("photo", "null", true), ("photo", "\"eHg=\"", false),
    ("audit", "null", true), ("trials", "null", true), ("trials", "\"no\"", false),
  ])
  func `a registration field takes values of its format alone`(
    field: String, value: String, isTaken: Bool
  ) throws {
    let tour = try Tour()
    let name = "cds_lakeland_" + field
    let document = try JSONDocument(parsing: value)
    let more = Tour.marketFields.filter { $0.key != name } + [JSONField(name, document.root.value)]
    let response = registration(tour, "cds_client_admin lakeland_market", more)
    #expect(response.head.status == (isTaken ? .created : .badRequest))
    let shown = try json(response)
    if isTaken {
      // A field that must not be null and has a default takes null for left out.
      #expect(shown[name] == (field == "trials" ? false : document.root.value))
    } else {
      #expect(shown["error"] == "invalid_client_metadata")
      #expect(shown["error_description"].text?.contains("'\(name)'") == true)
    }
  }

  @Test(arguments: [
    ("scope", "7", "'scope' must be a string"),
    ("scope", "\"lakeland_outages\"", "must have the scope 'cds_client_admin'"),
    ("scope", "\"cds_client_admin openid\"", "'openid'"),
    ("scope", "\"cds_client_admin \"", "one space"),
    ("scope", "\"cds_client_admin \\\"\"", "printable ASCII"),
    ("scope", "\"cds_client_admin lakeland_usage\"", "'cds_lakeland_privacy_officer' is missing"),
    ("client_name", "[]", "'client_name' must be a string"),
    ("client_name", "\"\"", "leave it out"),
    ("contacts", "[7]", "'contacts' must be an array of strings"),
    ("contacts", "[\"\"]", "'contacts' must be an array of strings"),
    ("tos_uri", "\"ftp://client.example/\"", "'tos_uri' must be the URL of a web page"),
    ("policy_uri", "\"https://me@client.example/\"", "'policy_uri' must be the URL"),
    ("jwks", "{}", "'jwks' must be a key set"), ("software_id", "7", "'software_id'"),
  ])
  func `wrong metadata is refused with the code of RFC 7591 and a sentence`(
    name: String, value: String, words: String
  ) throws {
    let tour = try Tour()
    var fields = [JSONField("scope", "cds_client_admin")].filter { $0.key != name }
    fields.append(JSONField(name, try JSONDocument(parsing: value).root.value))
    let response = tour.send(
      .post, CDSEndpoint.registration.path, .object(fields), token: "")
    #expect(response.head.status == .badRequest)
    let problem = try json(response)
    #expect(problem["error"] == "invalid_client_metadata")
    #expect(problem["error_description"].text?.contains(words) == true, "\(problem)")
  }

  @Test func `what is nested deep or made of many values is refused, and long answers are compact`()
    throws
  {
    let tour = try Tour()
    func nested(_ depth: Int) -> JSONValue {
      (0..<depth).reduce(JSONValue.integer(0)) { value, _ in [value] }
    }
    let officer = JSONField("cds_lakeland_privacy_officer", "privacy@client.example")
    func register(_ keys: JSONValue) -> HTTPResponse {
      let scope = JSONField("scope", "cds_client_admin lakeland_usage")
      return tour.send(
        .post, CDSEndpoint.registration.path,
        .object([scope, JSONField("jwks", .object([JSONField("keys", keys)])), officer]), token: "")
    }
    let many = JSONValue.array(Array(repeating: 0, count: 5_000))
    for (keys, status) in [(nested(15), 201), (nested(16), 400), (nested(440), 400), (many, 400)] {
      let response = register(keys)
      #expect(response.head.status.code == status)
      guard status == 400 else { continue }
      #expect(try json(response)["error"] == "invalid_client_metadata")
    }
    let wide = JSONValue.array(Array(repeating: nested(6), count: 600))
    let long = JSONPrinter.answer(["a": wide, "b": .string(String(repeating: "b", count: 70_000))])
    #expect(!long.dropLast().contains(UInt8(ascii: "\n")))
    #expect(JSONPrinter.answer(["a": 1]) == Array("{\n  \"a\": 1\n}\n".utf8))
  }
}

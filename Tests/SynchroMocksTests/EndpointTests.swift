import SynchroHTTP
import SynchroJSON
import SynchroServer
import Testing

@testable import SynchroMocks

@Suite struct EndpointTests {
  private struct Case: Sendable {
    let method: HTTPMethod
    let target: String
    let fields: HTTPFields
    let status: Int
    let field: (name: String, value: String)

    init(
      _ method: HTTPMethod, _ target: String, with fields: HTTPFields = [:], _ status: Int,
      _ name: String, _ value: String
    ) {
      self.method = method
      self.target = target
      self.fields = fields
      self.status = status
      field = (name, value)
    }
  }

  private static let wrongToken: HTTPFields = ["Authorization": "Bearer nothing"]
  private static let json = "application/json"
  private static let cases: [Case] = [
    Case(.get, "/.well-known/cds-server-metadata.json", 200, "Content-Type", json),
    Case(.get, "/.well-known/cds-server-metadata.json?x=1", 200, "Content-Type", json),
    Case(.head, "/.well-known/cds-server-metadata.json", 200, "Content-Type", json),
    Case(.delete, "/.well-known/cds-server-metadata.json", 405, "Allow", "GET, HEAD"),
    Case(.post, "/cds/coverage.json", 405, "Allow", "GET, HEAD"),
    Case(.get, "/cds/coverage.json", 200, "Content-Type", json),
    Case(.get, "/cds/coverage.json", with: bearer, 200, "Cache-Control", "private, no-cache"),
    Case(.get, "/cds/coverage.json?page=4", 400, "Content-Type", json),
    Case(.get, "/cds/coverage.json?page=x", 400, "Content-Type", json),
    Case(.get, "/cds/coverage.json?ids=%f0%28", 400, "Content-Type", json),
    Case(.get, "/subsidiary/cds-server-metadata.json", 200, "Content-Type", json),
    Case(.get, "/subsidiary/coverage.json", 200, "Content-Type", json),
    Case(.get, "/maps/north-shore.svg", 200, "Content-Type", "image/svg+xml"),
    Case(.get, "/maps/north-shore.geojson", 200, "Content-Type", "application/geo+json"),
    Case(.get, "/", 200, "Content-Type", "text/html; charset=utf-8"),
    Case(.get, "/docs", 200, "Content-Type", "text/html; charset=utf-8"),
    Case(.get, "/.well-known/oauth-authorization-server", 200, "Content-Type", json),
    Case(.get, "/oauth/register/deeper", 404, "Content-Type", json),
    Case(.get, "/nothing", 404, "Content-Type", json),
    Case(
      .get, "/partners/cds-server-metadata.json", 401, "WWW-Authenticate",
      "Bearer realm=\"partners\""),
    Case(
      .get, "/partners/coverage.json", with: wrongToken, 401, "WWW-Authenticate",
      "Bearer realm=\"partners\", error=\"invalid_token\""),
    Case(
      .get, "/partners/substation-twelve.svg", with: ["Authorization": "Basic cGFydG5lcg=="], 401,
      "WWW-Authenticate", "Bearer realm=\"partners\""),
    Case(.get, "/partners/cds-server-metadata.json", with: bearer, 200, "Content-Type", json),
    Case(.get, "/partners/coverage.json", with: bearer, 200, "Content-Type", json),
    Case(
      .get, "/partners/substation-twelve.svg", with: bearer, 200, "Content-Type", "image/svg+xml"),
    Case(
      .get, "/previous/.well-known/cds-server-metadata.json", 301, "Location",
      origin + "/.well-known/cds-server-metadata.json"),
  ]

  @Test(arguments: cases.indices)
  func `a request gets the status and the field that it should`(index: Int) throws {
    let expected = Self.cases[index]
    let service = CDSService(seed: try referenceSeed())
    let response = service.ask(expected.target, expected.method, expected.fields)
    #expect(response.head.status.code == expected.status, "\(expected.target)")
    #expect(response.head.fields[expected.field.name] == expected.field.value, "\(expected.target)")
  }

  @Test(arguments: [
    (
      "",
      ["lpl-electric", "lpl-gas", "harbour-water", "shared-line-us", "shared-line-ca"]
        + ["lpl-large-customers", "far-shore-heat", "community-programme"]
    ),
    ("?ids=lpl-gas", ["lpl-gas"]),
    ("?ids=far-shore-heat%20lpl-gas", ["lpl-gas", "far-shore-heat"]),
    ("?ids=far-shore-heat+lpl-gas", ["lpl-gas", "far-shore-heat"]), ("?ids=nobody", []),
    ("?ids=", []), ("?ids=lpl-gas%20nobody", ["lpl-gas"]), ("?ids=lpl-gas&ids=lpl-electric", []),
    ("?lakeland_country=CA", ["shared-line-ca", "far-shore-heat"]),
    ("?lakeland_country=CA&ids=lpl-gas%20far-shore-heat", ["far-shore-heat"]),
    ("?other=1&ids=lpl-gas", ["lpl-gas"]),
    (
      "?lakeland_country=US&ids=lpl-electric%20lpl-gas%20harbour-water%20shared-line-us%20x",
      ["lpl-electric", "lpl-gas", "harbour-water", "shared-line-us"]
    ),
  ])
  func `filters keep their entries over all pages, newest first`(
    query: String, ids: [String]
  ) throws {
    let service = CDSService(seed: try referenceSeed())
    #expect(try service.ids(from: "/cds/coverage.json" + query) == ids)
  }

  @Test func `pages lead forth and back, absolutely, and end with null`() throws {
    let service = CDSService(seed: try referenceSeed())
    var pages: [JSONValue] = []
    var target: String? = "/cds/coverage.json"
    while let next = target, pages.count < 9 {
      let page = try service.document(next)
      pages.append(page)
      if let url = page["next"].text { #expect(url.hasPrefix(origin + "/cds/coverage.json?")) }
      target = page["next"].text.map { String($0.dropFirst(origin.count)) }
    }
    #expect(pages.count == 3)
    #expect(pages.first?["previous"] == .null)
    for (before, page) in zip(pages, pages.dropFirst()) {
      let back = try #require(page["previous"].text)
      #expect(try service.document(String(back.dropFirst(origin.count))) == before)
    }
  }

  @Test func `a validator that still holds gets 304 without content, another gets 200`() throws {
    let service = CDSService(seed: try referenceSeed())
    for target in [CDSSeed.wellKnownPath, "/cds/coverage.json?page=2", "/maps/far-shore.geojson"] {
      let tag = try #require(service.ask(target).head.fields["ETag"])
      for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
        let response = service.ask(target, .get, ["If-None-Match": known])
        #expect(response.head.status == .notModified, "\(known)")
        #expect(response.body.isEmpty)
        #expect(response.head.fields["ETag"] == tag)
      }
      #expect(service.ask(target, .get, ["If-None-Match": "\"other\""]).head.status == .ok)
    }
    let first = service.ask("/cds/coverage.json").head.fields["ETag"]
    #expect(first != service.ask("/cds/coverage.json?page=2").head.fields["ETag"])
  }

  @Test func `the metadata has what both documents require and URLs of the request`() throws {
    let service = CDSService(seed: try referenceSeed())
    let metadata = try service.document(CDSSeed.wellKnownPath)
    #expect(metadata["cds_metadata_version"] == "v1")
    #expect(metadata["cds_metadata_url"].text == origin + CDSSeed.wellKnownPath)
    #expect(metadata["oauth_metadata"].text == origin + CDSEndpoint.metadata.path)
    #expect(Set(metadata["capabilities"].elements) == ["coverage", "oauth"])
    for link in [metadata["coverage"], metadata["website"], metadata["support"]] {
      let url = try #require(link.text)
      #expect(service.ask(String(url.dropFirst(origin.count))).head.status == .ok)
    }
    let related = try #require(metadata["related_metadata"].elements.first.text)
    let other = try service.document(String(related.dropFirst(origin.count)))
    #expect(other["cds_metadata_url"].text == related)
    let body = String(decoding: service.ask(CDSSeed.wellKnownPath).body, as: UTF8.self)
    #expect(!body.contains("{origin"))
  }

  @Test func `the authorization server lists at least what its scope descriptions need`() throws {
    let service = CDSService(seed: try referenceSeed())
    let server = try service.document(CDSEndpoint.metadata.path)
    #expect(server["issuer"].text == origin)
    let scopes = server["scopes_supported"].elements.compactMap(\.asText)
    #expect(Set(scopes).isSuperset(of: server["cds_scope_descriptions"].names))
    guard case .object(let descriptions)? = server["cds_scope_descriptions"] else {
      Issue.record("no scope descriptions")
      return
    }
    for member in [
      "response_types_supported", "grant_types_supported", "code_challenge_methods_supported",
      "token_endpoint_auth_methods_supported", "authorization_details_types_supported",
    ] {
      let all = Set(server[member].elements)
      for description in descriptions {
        #expect(all.isSuperset(of: description.value[member].elements), "\(description.key)")
        #expect(description.value["id"].text == description.key)
      }
    }
    let required = descriptions.flatMap { $0.value["registration_requirements"].elements }
    #expect(
      Set(server["cds_registration_fields"].names).isSuperset(of: required.compactMap(\.asText)))
  }
}

extension JSONValue {
  fileprivate var asText: String? { Optional(self).text }
}

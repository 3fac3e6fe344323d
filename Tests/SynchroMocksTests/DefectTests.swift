import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import Testing

@testable import SynchroMocks

@Suite struct DefectTests {
  /// What is asked of a right and a wrong server, in this order, so that both count alike.
  private static let probes: [(method: HTTPMethod, target: String, fields: HTTPFields)] = {
    var probes: [(HTTPMethod, String, HTTPFields)] = []
    for target in [
      CDSSeed.wellKnownPath, "/cds/coverage.json", "/cds/coverage.json?page=2",
      "/cds/coverage.json?page=3", "/cds/coverage.json?ids=lpl-gas",
      "/cds/coverage.json?ids=lpl-gas%20shared-line-us", "/cds/coverage.json?ids=nobody",
      "/cds/coverage.json?lakeland_country=US", "/subsidiary/coverage.json",
      "/cds/coverage.json?lakeland_country=US&ids=lpl-gas%20far-shore-heat",
      "/subsidiary/cds-server-metadata.json", "/maps/north-shore.svg",
      "/maps/north-shore.geojson", "/maps/far-shore.geojson", "/", "/docs",
      "/previous/.well-known/cds-server-metadata.json", CDSEndpoint.metadata.path,
      CDSEndpoint.token.path, CDSEndpoint.registration.path, CDSEndpoint.clients.path, "/nothing",
    ] {
      probes.append((.get, target, [:]))
      probes.append((.delete, target, [:]))
    }
    for target in [
      "/partners/cds-server-metadata.json", "/partners/coverage.json",
      "/partners/substation-twelve.svg",
    ] {
      probes.append((.get, target, [:]))
      probes.append((.get, target, ["Authorization": "Bearer nothing"]))
      probes.append((.get, target, bearer))
    }
    return probes
  }()

  private func responses(_ seed: CDSSeed, _ defects: [CDSDefect]) -> [HTTPResponse] {
    let service = CDSService(seed: seed, defects: defects)
    return Self.probes.map { service.ask($0.target, $0.method, $0.fields) }
  }

  @Test func `each defect changes answers that it names, and no other`() throws {
    let seed = try referenceSeed()
    let service = CDSService(seed: seed)
    let right = responses(seed, [])
    #expect(responses(seed, []) == right)
    // What is behind other answers needs a client; the tours of the areas go there.
    let asked = Set(Self.probes.map { service.answer(at: CDSRequest(.get, $0.target).path) })
      .subtracting([.token, .registration, .clientList, .unknown])
    for defect in CDSDefect.all where !defect.answers.isDisjoint(with: asked) {
      let changed = zip(Self.probes, zip(right, responses(seed, [defect]))).compactMap {
        probe, pair -> CDSAnswer? in
        pair.0 == pair.1
          ? nil : service.answer(at: CDSRequest(probe.method, probe.target).path)
      }
      let isElsewhere = !defect.answers.isSubset(of: asked)
      #expect(!changed.isEmpty || isElsewhere, "\(defect.id) changes nothing")
      let surplus = Set(changed).subtracting(defect.answers)
      #expect(surplus.isEmpty, "\(defect.id) changes \(surplus)")
    }
  }

  @Test func `each edit of a document changes the place that its words speak of and no other`()
    throws
  {
    let right = CDSService(seed: try referenceSeed())
    let server = CDSEndpoint.metadata.path
    let description = "/cds_scope_descriptions/"
    let types = "authorization_details_types_supported"
    let details = "authorization_details_fields_supported"
    let cases: [(String, String, [String])] = [
      ("metadata-version-wrong", CDSSeed.wellKnownPath, ["/cds_metadata_version"]),
      ("metadata-coverage-missing", CDSSeed.wellKnownPath, ["/coverage"]),
      ("metadata-capability-case", CDSSeed.wellKnownPath, ["/capabilities/2"]),
      ("entry-id-repeated", "/cds/coverage.json", ["/coverage_entries/1/id"]),
      ("entry-two-countries", "/cds/coverage.json", ["/coverage_entries/0/country"]),
      (
        "entry-abbreviation-empty", "/cds/coverage.json",
        ["/coverage_entries/2/entity_abbreviation"]
      ),
      (
        "entry-map-type-untrue", "/cds/coverage.json",
        ["/coverage_entries/0/map_content_type", "/coverage_entries/2/map_content_type"]
      ),
      ("oauth-version-wrong", CDSEndpoint.metadata.path, ["/cds_oauth_version"]),
      ("oauth-scope-unlisted", CDSEndpoint.metadata.path, ["/scopes_supported/0"]),
      ("geojson-other-system", "/maps/far-shore.geojson", ["/crs"]),
      (
        "grant-admin-client-id-maximum-wrong", server,
        [description + "cds_grant_admin_1/\(details)/0/maximum"]
      ),
      (
        "files-scope-ad-types-wrong", server,
        [
          "/\(types)/7", description + "cds_server_provided_files_1/\(types)/1",
        ]
      ),
      (
        "scope-response-type-without-request", server,
        [
          description + "lakeland_outages/response_types_supported/0",
          description + "lakeland_market/response_types_supported/0",
          description + "lakeland_tariffs/response_types_supported/0",
        ]
      ),
      (
        "scope-code-with-plain", server,
        [
          "/code_challenge_methods_supported/1",
          description + "lakeland_usage/code_challenge_methods_supported/1",
          description + "lakeland_bills/code_challenge_methods_supported/1",
        ]
      ),
      (
        "regfield-currency-mistyped", server,
        ["/cds_registration_fields/lakeland_setup_payment/currency"]
      ),
      ("regfield-unreferenced", server, ["/cds_registration_fields/lakeland_leftover"]),
      (
        "details-id-repeated", server,
        [
          description + "lakeland_usage/\(details)/1/id",
          description + "lakeland_outages/\(details)/1/id",
        ]
      ),
      (
        "choice-id-repeated", server, [description + "lakeland_usage/\(details)/2/choices/1/id"]
      ),
      (
        "details-required-with-default", server,
        [
          description + "cds_grant_admin_1/\(details)/0/default",
          description + "cds_grant_admin_1/\(details)/1/default",
          description + "cds_server_provided_files_1/\(details)/0/default",
        ]
      ),
    ]
    for (id, target, paths) in cases {
      let defect = try #require(CDSDefect.named(id))
      let wrong = CDSService(seed: right.seed, defects: [defect])
      let differences = JSONDifference.between(
        expected: try right.document(target), received: try wrong.document(target))
      #expect(differences.map(\.path.description) == paths, "\(id)")
    }
  }

  @Test func `names are unique, and words are one line`() {
    #expect(Set(CDSDefect.all.map(\.id)).count == CDSDefect.all.count)
    for defect in CDSDefect.all {
      #expect(!defect.requirements.isEmpty && !defect.answers.isEmpty, "\(defect.id)")
      #expect(Set(defect.requirements).count == defect.requirements.count, "\(defect.id)")
      #expect(defect.words.count <= 110 && !defect.words.contains("\n"), "\(defect.id)")
      #expect(defect.id.wholeMatch(of: /[a-z][a-z0-9.]*(-[a-z0-9.]+)*/) != nil, "\(defect.id)")
    }
  }

  @Test func `defects compose and can be switched between two requests`() throws {
    let service = CDSService(seed: try referenceSeed())
    let path = CDSSeed.wellKnownPath
    let right = try service.document(path)
    service.defects = ["metadata-version-wrong", "metadata-status-203", "listing-ascending"]
      .compactMap(CDSDefect.named)
    let response = service.ask(path)
    #expect(response.head.status.code == 203)
    #expect(try json(response)["cds_metadata_version"] == "1.0")
    #expect(try service.ids(from: "/cds/coverage.json").first == "community-programme")
    service.defects = []
    #expect(try service.document(path) == right)
  }

  @Test func `what only a defect serves is there with it and not without it`() throws {
    let service = CDSService(seed: try referenceSeed())
    for (id, target) in [
      ("metadata-not-well-known", "/cds-metadata.json"),
      ("oauth-jwks-without-use", "/oauth/mixed-keys.json"),
      ("oauth-well-known-suffix", "/tenant/.well-known/oauth-authorization-server"),
    ] {
      service.defects = []
      #expect(service.ask(target).head.status == .notFound)
      service.defects = [try #require(CDSDefect.named(id))]
      #expect(service.ask(target).head.status == .ok)
    }
  }

  @Test func `what keeps programs out shows to whoever asks`() throws {
    let seed = try referenceSeed()
    let right = responses(seed, [])
    for id in ["access-captcha-of-apis", "registration-robot-check", "registration-needs-token"] {
      let defect = try #require(CDSDefect.named(id))
      for (probe, pair) in zip(Self.probes, zip(right, responses(seed, [defect]))) {
        let answer = CDSRouter(seed).route(CDSRequest(probe.method, probe.target).path).answer
        #expect((pair.0 != pair.1) == defect.answers.contains(answer), "\(id) \(probe.target)")
      }
    }
  }

  @Test func `the defects of paging are the ones that a walk over the pages meets`() throws {
    let service = CDSService(seed: try referenceSeed())
    let right = try service.ids(from: "/cds/coverage.json")
    for (id, expected) in [
      ("listing-pages-overlap", 9), ("listing-last-page-loops", 2 * 98 + 6 + 1),
      ("filter-lost-on-links", 8),
    ] {
      service.defects = [try #require(CDSDefect.named(id))]
      let query = id.hasPrefix("filter") ? "?lakeland_country=US" : ""
      #expect(try service.ids(from: "/cds/coverage.json" + query).count == expected, "\(id)")
    }
    #expect(right.count == 8)
  }
}

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
      CDSEndpoint.token.path, "/nothing",
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

  private func responses(_ defects: [CDSDefect]) throws -> [HTTPResponse] {
    let service = CDSService(seed: try referenceSeed(), defects: defects)
    return Self.probes.map { service.ask($0.target, $0.method, $0.fields) }
  }

  @Test func `each defect changes answers that it names, and no other`() throws {
    let service = CDSService(seed: try referenceSeed())
    let right = try responses([])
    #expect(try responses([]) == right)
    let probed = Set(Self.probes.map { service.answer(at: CDSRequest($0.method, $0.target).path) })
    for defect in CDSDefect.all {
      // Those that show in a conversation alone have the walks through the areas.
      let isTold = defect.effects.contains { if case .quirk = $0 { true } else { false } }
      if isTold || defect.answers.isDisjoint(with: probed) { continue }
      let changed = zip(Self.probes, zip(right, try responses([defect]))).compactMap {
        probe, pair -> CDSAnswer? in
        pair.0 == pair.1
          ? nil : service.answer(at: CDSRequest(probe.method, probe.target).path)
      }
      #expect(!changed.isEmpty, "\(defect.id) changes nothing")
      let surplus = Set(changed).subtracting(defect.answers)
      #expect(surplus.isEmpty, "\(defect.id) changes \(surplus)")
    }
  }

  @Test func `each edit of a document changes the place that its words speak of and no other`()
    throws
  {
    let right = CDSService(seed: try referenceSeed())
    for (id, target, paths) in [
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
    ] {
      let defect = try #require(CDSDefect.named(id))
      let wrong = CDSService(seed: right.seed, defects: [defect])
      let differences = JSONDifference.between(
        expected: try right.document(target), received: try wrong.document(target))
      #expect(differences.map(\.path.description) == paths, "\(id)")
    }
  }

  @Test func `names are unique and every requirement that can be decided has a defect`() throws {
    let text = String(decoding: try Fixtures.bytes("cds/decidable-requirements.txt"), as: UTF8.self)
    let decidable = Set(text.split(separator: "\n").map(String.init))
    // These endpoints answer 501 until registration and OAuth are there.
    let later: Set = [
      "WG1-02/3.2/registration-endpoint-works", "WG1-02/3.2/revocation-works",
      "WG1-02/3.2/introspection-works", "WG1-02/3.2/rar-functionality", "WG1-02/3.2/par-works",
    ]
    let broken = Set(CDSDefect.all.flatMap(\.requirements))
    #expect(decidable.subtracting(broken) == later)
    #expect(Set(CDSDefect.all.map(\.id)).count == CDSDefect.all.count)
    for defect in CDSDefect.all {
      #expect(!defect.requirements.isEmpty && !defect.answers.isEmpty, "\(defect.id)")
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

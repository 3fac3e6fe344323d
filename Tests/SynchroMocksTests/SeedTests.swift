import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroMocks

@Suite struct SeedTests {
  @Test func `the data in the program is the data in the file`() throws {
    let file = String(decoding: try Fixtures.bytes("cds/reference.json"), as: UTF8.self)
    #expect(
      ReferenceData.text + "\n" == file, "run Scripts/embed-reference-data.sh after an edit")
    #expect(try CDSSeed.reference().paths == referenceSeed().paths)
  }

  @Test func `the reference data uses what the specifications permit`() throws {
    let entries = try CDSSeed.reference().metadata[0].coverage?.entries ?? []
    func some(_ holds: (JSONValue) -> Bool) -> Bool { entries.map(\.object).contains(where: holds) }
    #expect(entries.count >= 7)
    #expect(Set(entries.map { $0.object["country"] }).count == 2)
    #expect(Set(entries.map { $0.object["type"] }) == ["geographic", "logical"])
    #expect(Set(entries.map { $0.object["role"] }).count == 3)
    #expect(Set(entries.map(\.updated.seconds)).count < entries.count, "no two of one moment")
    for member in ["infrastructure_types", "commodity_types", "capabilities"] {
      #expect(some { $0[member] == [] }, "no entry has an empty \(member)")
    }
    #expect(some { $0["entity_abbreviation"] == .null })
    #expect(some { $0["description"] == nil })
    #expect(some { $0["harbour_pump_stations"] != nil })
    #expect(some { $0["commodity_types"] == ["lakeland_district_heat"] })
  }

  @Test func `the reference data shows every kind of registration field and detail`() throws {
    let service = CDSService(seed: try referenceSeed())
    let server = try service.document(CDSEndpoint.metadata.path)
    let fields = server["cds_registration_fields"].values
    #expect(
      Set(fields.compactMap { $0["type"].text }) == [
        "registration_field", "internal_review", "payment_required", "email_verification",
        "sso_verification", "pdf_form", "online_form",
      ])
    let formats: Set = ["string", "url", "email", "boolean", "image", "pdf"]
    let all = formats.union(formats.map { $0 + "_or_null" })
    #expect(Set(fields.compactMap { $0["format"].text }) == all)
    let scopes = server["cds_scope_descriptions"].values
    let market = try #require(server["cds_scope_descriptions"]?["lakeland_market"])
    func formatsOfMarket(_ list: String) -> Set<String> {
      Set(
        market[list].elements.compactMap {
          server["cds_registration_fields"]?[Optional($0).text ?? ""]?["format"].text
        })
    }
    #expect(formatsOfMarket("registration_requirements") == formats)
    #expect(formatsOfMarket("registration_optional") == all)
    let details = scopes.flatMap { $0["authorization_details_fields_supported"].elements }
    #expect(
      Set(details.compactMap { $0["format"].text }) == [
        "int", "decimal", "string", "string_or_null", "string_list", "boolean", "choice",
        "relative_or_absolute_date", "relative_or_absolute_datetime", "jwk_or_null",
      ])

    let described = scopes + fields + details + details.flatMap { $0["choices"].elements }
    for url in Set(described.map { $0["documentation"].text ?? "" }) {
      #expect(service.ask(String(url.dropFirst(origin.count))).head.status == .ok, "\(url)")
    }
    let body = String(decoding: service.ask(CDSEndpoint.metadata.path).body, as: UTF8.self)
    for exact in ["\"amount\": 250.00,", "\"maximum\": 1250.000,", "\"default\": 0.50,"] {
      #expect(body.contains(exact), "\(exact)")
    }
    let page = String(decoding: service.ask("/docs/registration").body, as: UTF8.self)
    #expect(page.contains("<a href=\"/forms/lakeland-agreement.pdf\">"))
  }

  @Test(arguments: [
    ("\"page_size\": 3", "\"page_size\": 0", "'page_size' of the coverage must be a whole number"),
    ("\"page_size\": 3", "\"page_sise\": 3", "the coverage has no 'page_size'"),
    ("\"page_size\": 3", "\"page_size\": 3,", "expected"),
    ("\"access\": \"token\"", "\"access\": \"secret\"", "must be one of \"public\", \"token\""),
    ("2025-02-01T04:00:00Z", "2025-02-30T04:00:00Z", "is no date and time of RFC 3339"),
    ("\"id\": \"lpl-gas\"", "\"id\": \"lpl-electric\"", "two coverage entries have the id"),
    ("\"id\": \"lpl-gas\"", "\"id\": 7", "'id' of a coverage entry must be a string"),
    ("\"/maps/far-shore.geojson\"", "\"/cds/grants\"", "two things are to be served at"),
    ("\"/maps/far-shore.geojson\"", "\"maps\"", "must be a path that begins with '/'"),
    ("/.well-known/cds-server-metadata.json\",\n", "/other.json\",\n", "no public metadata object"),
    ("synchroscope-cds-seed-1", "synchroscope-cds-seed-2", "another format"),
    ("\"from\"", "\"form\"", "a redirect has no use for 'form'"),
    ("\"timezone\": \"America/Chicago\",", "", "the authorization server has no 'timezone'"),
    ("\"from\"", "\"to\": \"\", \"from\"", "a member name stands twice"),
  ])
  func `a wrong file is refused with the place and the reason`(
    right: String, wrong: String, message: String
  ) throws {
    let file = String(decoding: try Fixtures.bytes("cds/reference.json"), as: UTF8.self)
    let text = file.replacing(right, with: wrong, maxReplacements: 1)
    let error = #expect(throws: SeedError.self) {
      try CDSSeed(reading: SourceText(name: "own.json", text))
    }
    let shown = (error?.diagnostics ?? []).map(\.message)
    #expect(
      shown.contains { $0.contains(message) } || message == "expected" && !shown.isEmpty,
      "\(shown)")
  }

  @Test(arguments: [
    "", "[]", "null", "{}", "{\"metadata\": {}}", "{\"metadata\": [1, {}]}", "\u{0}",
  ])
  func `anything that is no seed is refused`(text: String) {
    #expect(throws: SeedError.self) { try CDSSeed(reading: SourceText(name: "own.json", text)) }
  }
}

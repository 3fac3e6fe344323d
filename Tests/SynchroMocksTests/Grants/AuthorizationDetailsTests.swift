import SynchroJSON
import SynchroText
import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct AuthorizationDetailsTests {
  private let now = Timestamp(seconds: 1_800_000_000) ?? .unixEpoch  // 2027-01-15T08:00:00Z

  @Test func `values must be of the format of their field and within its limits`() throws {
    let world = CDSWorld(seed: try referenceSeed(), randomSeed: 1)
    let cases: [(field: String, right: [String], wrong: [String])] = [
      ("lakeland_months", ["1", "24", "2.0"], ["0", "25", "1.5", "\"5\"", "null", "[]"]),
      (
        "lakeland_since", ["\"P1Y\"", "\"P2Y\"", "\"P0D\"", "\"2026-06-01\"", "\"P8W\""],
        [
          "\"P2Y1D\"", "\"PT1H\"", "\"2024-12-31\"", "\"2026-06-01T00:00:00Z\"", "\"infinite\"",
          "\"2026-02-30\"", "\"1Y\"", "7", "\"P9999999999999999999999Y\"",
        ]
      ),
      ("lakeland_interval", ["\"daily\""], ["\"Daily\"", "\"weekly\"", "1", "null"]),
      ("lakeland_costs", ["true", "false"], ["\"true\"", "1", "null"]),
      (
        "lakeland_from", ["\"2020-01-01\"", "\"P30D\"", "\"infinite\"", "\"2030-01-01\""],
        ["\"2019-12-31\"", "\"PT1H\"", "null"]
      ),
      (
        "lakeland_until",
        ["\"PT1H\"", "\"P30DT12H\"", "\"2027-01-20T09:00:00Z\"", "\"P1DT2H\""],
        ["\"PT59M\"", "\"P31D\"", "\"infinite\"", "\"2027-01-20\"", "\"2028-01-20T09:00:00Z\""]
      ),
      (
        "lakeland_megawatts", ["0.005", "1250", "1.5", "1.123456789012345678901234"],
        ["0.0049", "1250.001", "\"1.5\"", "null"]
      ),
      ("lakeland_customers", ["0", "123456789012345678"], ["-1", "0.5", "\"1\""]),
      (
        "lakeland_feeder", ["\"a\""],
        ["\"\"", "null", "7", "\"\(String(repeating: "x", count: 41))\""]
      ),
      ("lakeland_remark", ["null", "\"\""], ["7", "\"\(String(repeating: "x", count: 201))\""]),
      (
        "lakeland_districts", ["[]", "[\"a\", \"b\"]"],
        [
          "\"a\"", "[1]", "null", "[\"\(String(repeating: "x", count: 501))\"]",
          "[\"\"\(String(repeating: ",\"\"", count: DetailsField.listLimit))]",
        ]
      ),
      (
        "lakeland_key",
        [
          "null", #"{"kty":"OKP","crv":"X25519","use":"enc","x":"AQAB"}"#,
          #"{"kty":"OKP","crv":"X25519","use":"enc","x":"AQAB","ext":true,"key_ops":["wrapKey"]}"#,
        ],
        [
          "\"key\"", #"{"kty":"OKP","crv":"X25519","use":"sig","x":"AQAB"}"#,
          #"{"kty":"OKP","crv":"X25519","use":"enc","x":"AQAB","d":"AQAB"}"#,
          #"{"kty":"oct","use":"enc","k":"AQAB"}"#, #"{"kty":"RSA","use":"enc","n":"AQAB"}"#,
          #"{"kty":"OKP","crv":"X25519","use":"enc","x":"AQAB","y":[0,0,0]}"#,
          #"{"kty":"OKP","crv":"X25519","use":"enc","x":"AQAB","tide":{}}"#,
          #"{"kty":"OKP","crv":"X25519","use":"enc","x":"AQAB","key_ops":[[]]}"#,
        ]
      ),
    ]
    for (field, right, wrong) in cases {
      for text in right {
        #expect(throws: Never.self, "\(field): \(text)") { try take(field, text, world) }
      }
      for text in wrong {
        #expect(throws: CDSProblem.self, "\(field): \(text)") { try take(field, text, world) }
      }
    }
  }

  private func take(_ field: String, _ text: String, _ world: CDSWorld) throws {
    let value = try JSONDocument(parsing: SourceText(name: "value", bytes: Array(text.utf8)))
    let types = ["lakeland_usage", "lakeland_outages"]
    let type = types.first { type in
      world.fields(ofType: type, for: client(types))?.contains { $0.id == field } == true
    }
    let entry: JSONValue = .object([
      JSONField("type", .string(try #require(type))), JSONField(field, value.root.value),
    ])
    let valid = try world.validDetails([entry], for: client(types), at: now)
    #expect(valid.first?[field] == value.root.value)
  }

  private func client(_ types: [String]) -> ClientObject {
    ClientObject(
      id: "c", registration: "r", created: now, modified: now, scopes: types, authMethod: nil,
      grantTypes: [], responseTypes: [], detailsTypes: types, status: .production,
      statusOptions: [], serverMetadata: .own("/"), name: "c")
  }

  @Test func `entries have known types and fields, each once, and get the defaults`() throws {
    let world = CDSWorld(seed: try referenceSeed(), randomSeed: 1)
    let client = client(["lakeland_outages"])
    let filled = try world.validDetails([["type": "lakeland_outages"]], for: client, at: now)
    #expect(filled.first?["lakeland_until"] == "P7D")
    #expect(filled.first?["lakeland_remark"] == .null)
    #expect(world.access(["lakeland_outages"], []) == world.access([], filled))
    #expect(world.access(["lakeland_outages"], filled) == world.access([], filled))
    let wrong: [JSONValue] = [
      [:], "text", ["type": 7], ["type": "lakeland_usage"], ["type": "nobody"],
      ["type": "lakeland_outages", "locations": []],
      .object([
        JSONField("type", "lakeland_outages"), JSONField("lakeland_customers", 1),
        JSONField("lakeland_customers", 2),
      ]),
      [
        "type": "lakeland_outages",
        "lakeland_remark": .string(String(repeating: "y", count: 20_000)),
      ],
    ]
    for entry in wrong {
      #expect(throws: CDSProblem.self, "\(entry)") {
        try world.validDetails([entry], for: client, at: now)
      }
    }
    // Many values of few bytes.
    let list = JSONValue.array(Array(repeating: "", count: DetailsField.listLimit))
    let entry: JSONValue = ["type": "lakeland_outages", "lakeland_districts": list]
    for (count, isRight) in [(4, true), (6, false)] {
      let entries = Array(repeating: entry, count: count)
      #expect(JSONPrinter.compact(.array(entries)).utf8.count < 4_000)
      let taken = try? world.validDetails(entries, for: client, at: now)
      #expect((taken != nil) == isRight, "\(count) entries")
    }
    #expect(throws: CDSProblem.self) {
      try world.requireDetails(of: ["cds_grant_admin_1"], in: [])
    }
    #expect(throws: Never.self) { try world.requireDetails(of: ["lakeland_outages"], in: []) }
  }

  @Test func `spans follow the calendar in both directions`() throws {
    let cases: [(String, String, String)] = [
      ("P1M", "2027-02-15T08:00:00Z", "2026-12-15T08:00:00Z"),
      ("P1Y2M3D", "2028-03-18T08:00:00Z", "2025-11-12T08:00:00Z"),
      ("P2W", "2027-01-29T08:00:00Z", "2027-01-01T08:00:00Z"),
      ("PT36H", "2027-01-16T20:00:00Z", "2027-01-13T20:00:00Z"),
      ("P1DT1M", "2027-01-16T08:01:00Z", "2027-01-14T07:59:00Z"),
    ]
    for (text, after, before) in cases {
      let span = try #require(CalendarSpan(text))
      #expect(span.added(to: now, isPast: false).description == after, "\(text)")
      #expect(span.added(to: now, isPast: true).description == before, "\(text)")
    }
    let last = try Timestamp(rfc3339: "2027-01-31T00:00:00Z")
    let month = try #require(CalendarSpan("P1M"))
    #expect(month.added(to: last, isPast: false).description == "2027-02-28T00:00:00Z")
    for text in ["P", "1D", "P1H", "P-1D", "P1.5D", "P1DT", ""] {
      #expect(CalendarSpan(text) == nil, "\(text)")
    }
  }

  @Test func `a seed whose grants name what is not there is refused`() throws {
    let text = ReferenceData.text
    let cases: [(String, String)] = [
      ("\"files\": [\"gateway-settings\"]", "\"files\": [\"lost\"]"),
      ("\"parent\": \"two-homes\"", "\"parent\": \"later\""),
      ("\"name\": \"settings\"", "\"name\": \"documents\""),
      ("\"status\": \"future\"", "\"status\": \"someday\""),
      ("\"begins_in\": 2592000", "\"begins_in\": -1"),
      ("\"scopes\": [\"lakeland_outages\", \"lakeland_tariffs\"]", "\"scopes\": [\"unknown\"]"),
    ]
    for (right, wrong) in cases {
      let changed = text.replacing(right, with: wrong)
      #expect(changed != text, "\(right)")
      #expect(throws: SeedError.self, "\(wrong)") {
        try CDSSeed(reading: SourceText(name: "seed", bytes: Array(changed.utf8)))
      }
    }
  }
}

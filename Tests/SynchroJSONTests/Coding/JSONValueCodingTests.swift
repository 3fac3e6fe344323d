import SynchroJSON
import Testing

@Suite struct JSONValueCodingTests {
  struct Thing: Codable, Equatable {
    enum Kind: String, Codable { case large, small }
    enum Place: Codable, Equatable { case own(String), given(path: String, times: Int) }

    var kind: Kind
    var count: UInt64
    var ratio: Double?
    var names: [String: [Int]]
    var place: Place
    var exact: JSONValue
    var nested: [Thing]
  }

  static let thing = Thing(
    kind: .small, count: .max, ratio: nil, names: ["é": [1, -2], "": []],
    place: .given(path: "/a", times: 3), exact: ["amount": .array([nil, 1, "x"])],
    nested: [
      Thing(
        kind: .large, count: 0, ratio: 0.25, names: [:], place: .own("b"), exact: nil, nested: [])
    ])

  @Test func `what is encoded, printed, parsed and decoded is the same again`() throws {
    let text = JSONPrinter.pretty(try JSONValueEncoder.encode(Self.thing))
    let parsed = try JSONDocument(parsing: text).root.value
    #expect(try JSONValueDecoder.decode(Thing.self, from: parsed) == Self.thing)
    #expect(parsed["count"] == .number(try #require(JSONNumber("18446744073709551615"))))
    #expect(parsed["exact"]?["amount"] == [nil, 1, "x"], "JSON stays JSON, not a text in a text")
    #expect(parsed["ratio"] == nil)
  }

  @Test func `numbers keep every digit`() throws {
    let decimal = JSONValue.number(try #require(JSONNumber("0.10000000000000000000001")))
    let encoded = try JSONValueEncoder.encode(["a": decimal])
    #expect(encoded["a"] == decimal)
    #expect(try JSONValueDecoder.decode([String: JSONValue].self, from: encoded)["a"] == decimal)
  }

  @Test(arguments: [
    (#"{"kind":"tiny"}"#, "kind"), (#"{"kind":"small","count":-1}"#, "count"),
    (#"{"kind":"small","count":1.5}"#, "count"), (#"{"kind":"small","count":"1"}"#, "count"),
    (#"{"kind":"small","count":1,"names":[]}"#, "names"),
    (#"{"kind":"small","count":1,"names":{"a":[true]}}"#, "names/a/0"), (#"[]"#, ""),
    (#"{}"#, "kind"),
  ])
  func `what does not fit is refused with its place`(text: String, place: String) throws {
    let value = try JSONDocument(parsing: text).root.value
    do {
      _ = try JSONValueDecoder.decode(Thing.self, from: value)
      Issue.record("\(text) was accepted")
    } catch let error as DecodingError {
      #expect(Self.place(of: error) == place)
    }
  }

  private static func place(of error: DecodingError) -> String {
    switch error {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
      words(found.codingPath)
    case .keyNotFound(let key, let found): words(found.codingPath + [key])
    @unknown default: "\(error)"
    }
  }

  private static func words(_ path: [any CodingKey]) -> String {
    path.map { key in key.intValue.map { "\($0)" } ?? key.stringValue }.joined(separator: "/")
  }
}

import SynchroJSON
import SynchroScript
import Testing

@testable import SynchroRunner

@Suite struct TypeJudgeTests {
  static let good: [(BuiltInType, [String])] = [
    (.datetime, ["2024-02-29T23:59:59.5Z", "2024-01-01T00:00:00-00:00"]),
    (.date, ["2024-02-29"]), (.time, ["10:00:00Z"]), (.duration, ["P1DT2H", "P4W"]),
    (.url, ["https://a.example/b?c#d", "urn:x:y", "http://[::1]:80/"]), (.uri, ["mailto:a@b"]),
    (.mediaType, ["application/vnd.a+json; charset=utf-8"]), (.country, ["us", "XX"]),
    (.assignedCountry, ["US", "DE"]), (.timezone, ["Europe/Berlin", "UTC", "US/Pacific"]),
    (.currency, ["USD", "EUR"]), (.email, ["a@b.example"]), (.base64, ["", "aGk=", "+/+/"]),
    (.base64url, ["aGk", "aGk=", "-_-_"]), (.uuid, ["123e4567-e89b-12d3-a456-426614174000"]),
    (.json, ["[1]", "\"a\""]), (.hostname, ["a.example"]), (.string, ["", "a"]), (.empty, [""]),
  ]
  static let bad: [(BuiltInType, [String])] = [
    (.datetime, ["2024-01-01 00:00", "2023-02-29T00:00:00Z", "2024-01-01T00:00:00", ""]),
    (.date, ["2023-02-29", "2024-1-1"]), (.time, ["25:00:00Z"]), (.duration, ["P", "1h"]),
    (.url, ["/a", "a.example", "https:///a", "http://a b/", "https://a/\n", "//a/b"]),
    (.uri, ["a b:c"]), (.mediaType, ["json", "a/b/c", "text/", "text/ü", "te'xt/plain"]),
    (.country, ["USA", "u", "ÜS", "1A"]),
    (.assignedCountry, ["us", "XX", "UK", "AA", "ZZZ", "QZ"]),
    (.timezone, ["Europe/berlin", "Mars/Base", "", "EST5", "+02:00", "Factory"]),
    (.currency, ["usd", "US", "ABC"]), (.email, ["a", "@b", "a@b@c"]),
    (.base64, ["aGk", "aGk", "a Gk=", "-_-_", "aGl="]), (.base64url, ["aGk+", "a"]),
    (.uuid, ["123e4567e89b12d3a456426614174000"]), (.json, ["{'a':1}", "", "[1,]"]),
    (.hostname, ["-a", "a..b"]), (.empty, ["a"]),
  ]

  @Test func `strings are of the types whose rules they keep`() {
    for (type, texts) in Self.good {
      for text in texts {
        #expect(
          TypeJudge.judge(FoundValue(.text(text)), type) == .fits, "\(text) should be \(type)")
      }
    }
    for (type, texts) in Self.bad {
      for text in texts {
        #expect(
          TypeJudge.judge(FoundValue(.text(text)), type) != .fits, "\(text) should not be \(type)")
      }
    }
  }

  @Test func `values of other kinds are of no string type, however they look`() {
    let values: [JSONValue] = [.null, true, 5, [], [:], ["a"]]
    for type in BuiltInStringTypes.all {
      for value in values {
        #expect(TypeJudge.judge(FoundValue(.json(value)), type) != .fits, "\(value) is no \(type)")
      }
    }
    let hostile = [String(repeating: "a", count: 1 << 20), "\u{0}", "\u{202E}", "💥", "%", "="]
    for type in BuiltInStringTypes.all {
      for text in hostile where type != .base64 && type != .base64url {
        #expect(
          TypeJudge.judge(FoundValue(.text(text)), type) != .fits, "\(text.prefix(9)) \(type)")
      }
    }
  }

  @Test(arguments: [
    (#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#, true), (#"{"kty":"RSA","n":"AQAB"}"#, false),
    (#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#, true), (#"{"kty":"EC","x":"AA"}"#, false),
    (#"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#, true), (#"{"kty":"oct","k":"+"}"#, false),
    (#"{"kty":"new"}"#, true), (#"{"kty":5}"#, false), (#"[]"#, false),
    (#"{"kty":"oct","k":"AA","use":1}"#, false),
  ])
  func `keys have the members that their kind needs`(json: String, fits: Bool) throws {
    let value = try JSONDocument(parsing: json).root.value
    #expect((TypeJudge.judge(FoundValue(.json(value)), .jwk) == .fits) == fits)
  }
}

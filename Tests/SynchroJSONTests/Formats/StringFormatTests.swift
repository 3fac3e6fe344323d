import SynchroFuzz
import SynchroJSON
import SynchroTestSupport
import Testing

@Suite struct StringFormatTests {
  @Test func `a format says what is wrong and at which byte`() throws {
    var rendered = ""
    for (format, texts) in Self.wrong {
      for text in texts {
        guard let fault = format.check(text) else {
          Issue.record("\(format.name) accepts \(text.debugDescription)")
          continue
        }
        if let offset = fault.offset { #expect((0...text.utf8.count).contains(offset)) }
        rendered += "\(format.name) \(text.debugDescription.prefix(60)): \(fault)\n"
      }
    }
    try expectGolden(rendered, "Schema/formats.txt")
  }

  @Test func `what the standards allow is accepted`() {
    for (format, texts) in Self.right {
      for text in texts { #expect(format.check(text) == nil, "\(format.name) \(text)") }
    }
  }

  @Test func `damaged texts are judged by every format`() {
    #expect(FuzzTarget.formats.run(cases: 5_000, seed: 1)?.description == nil)
  }

  private static let wrong: [(StringFormat, [String])] = [
    (
      .dateTime,
      [
        "", "2024-02-30T00:00:00Z", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00", "24-1-1",
        "2024-13-01T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00.Z",
        "2016-12-30T23:59:60Z", "2016-12-31T23:59:60+00:01", "2024-01-01T00:00:00Zé",
      ]
    ),
    (.time, ["12:00:60Z", "12:00Z", "12:00:00+1"]), (.date, ["1900-02-29", "0000-00-00"]),
    (.duration, ["P", "PT", "P1Y2D", "PT1H1S", "P1W1D", "P1D1W", "P-1D", "P1", "PT1D", "P1.5D"]),
    (
      .email,
      [
        "a", "@b", "a@", "a@b@c", "a..b@c", "\"a@b", "\"a\u{1}\"@b", "a@-b", "a@b_c", "a@[1.2.3]",
        "a@[IPv6:g::]", "é@b", String(repeating: "a", count: 65) + "@b", "a@[1.2.3.4",
      ]
    ),
    (.idnEmail, ["a b@c", "a@é b"]),
    (
      .hostname,
      [
        "", "a..b", "a.", "-a", "a-", "a_b", "é", String(repeating: "a", count: 64),
        String(repeating: "a.", count: 127) + "ab", "xn--a", "xn--99999999", "xn--abc-",
      ]
    ),
    (.idnHostname, ["\u{302E}", "é..a", "a\u{5D0}", "\u{200D}a", "Éa", "a。"]),
    (.ipv4, ["1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4.5", "1.2.3.0000", "a.b.c.d"]),
    (
      .ipv6,
      ["", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::1.2.3", "1:"]
    ),
    (
      .uri,
      [
        "a", "1a:b", "http://[::1", "http://[::g]", "http://a:b", "http://a b", "http://a/%2",
        "http://é", "http://[v.a]", "http://a@b@c", "http://a#b#c",
      ]
    ),
    (.uriReference, ["a:b:c d", "1:b", "\\"]), (.iri, ["é", "http://\u{FFFE}", "http://\u{E000}"]),
    (.iriReference, ["<"]), (.uuid, ["", "00000000-0000-0000-0000-00000000000g"]),
    (.uriTemplate, ["{", "}", "{}", "{a:0}", "{a,}", "a b", "%2", "{a b}"]),
    (.jsonPointer, ["a", "/~", "/~2"]), (.relativeJSONPointer, ["", "01", "a", "1+0", "1#/a"]),
    (.regex, ["(", "é(", "[b-a]", "a**"]),
  ]

  private static let right: [(StringFormat, [String])] = [
    (
      .dateTime,
      ["2016-12-31T23:59:60Z", "2017-01-01T00:59:60+01:00", "2016-12-31T18:59:60.5-05:00"]
    ),
    (.time, ["00:29:60+00:30", "23:59:60z"]), (.date, ["0000-01-01", "2000-02-29"]),
    (.duration, ["P1W", "P1Y2M3DT4H5M6S", "PT1M", "p1d", "P00D"]),
    (.email, ["a@b", "\"a\\\"b\"@c", "a@[IPv6:::1]", "a@[ipv6:1::]", "a+b@c.d"]),
    (.idnEmail, ["é@é.é"]), (.hostname, ["a", "a-b.c", "1.2", "xn--mnchen-3ya"]),
    (.idnHostname, ["münchen.de", "a。b", "\u{5D0}\u{5D1}"]),
    (.ipv4, ["0.0.0.0", "255.255.255.255"]),
    (.ipv6, ["::", "1::", "::1.2.3.4", "1:2:3:4:5:6:7::"]),
    (.uri, ["a:", "http://", "http://[v1.a:]/", "urn:a?b#c", "http://a:/", "file:///a"]),
    (.uriReference, ["", "#", "?", "//", "a/b:c", "./a:b"]), (.iri, ["http://é/é?\u{E000}#é"]),
    (.iriReference, ["é"]), (.uuid, ["00000000-0000-0000-0000-000000000000"]),
    (.uriTemplate, ["", "{+a*,b:3}/é'", "{=a}"]), (.jsonPointer, ["", "/", "/~0~1/é"]),
    (.relativeJSONPointer, ["0", "1#", "0-1", "2+3/a", "1-2#"]),
    (.regex, ["", "^\\p{L}+$", "(?<a>.)"]),
  ]
}

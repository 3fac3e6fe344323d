import SynchroHTTP
import SynchroText
import Testing

@Suite struct ValueTests {
  @Test func `fields keep order, case, duplicates and stray bytes`() {
    var fields: HTTPFields = ["Accept": "a", "X-Y": "1"]
    fields.append("x-y", "2")
    fields.append(name: "Raw".utf8, value: [0xFF, 0x41])
    #expect(fields.map(\.name) == ["Accept", "X-Y", "x-y", "Raw"])
    #expect(fields["X-y"] == "1, 2")
    #expect(fields.first("x-Y") == "1")
    #expect(fields.values("X-Y") == ["1", "2"])
    #expect(fields["raw"] == "\u{FFFD}A")
    #expect(fields[3].valueBytes.elementsEqual([0xFF, 0x41]))
    #expect(fields["none"] == nil)
    fields.set("x-y", "3")
    #expect(fields.values("X-Y") == ["3"])
    fields["accept"] = nil
    #expect(fields.map(\.name) == ["Raw", "x-y"])
    #expect(
      fields
        == {
          var same: HTTPFields = [:]; same.append(name: "Raw".utf8, value: [0xFF, 0x41]);
          same.append("x-y", "3"); return same
        }())
    #expect(fields != ["raw": "A", "x-y": "3"])
  }

  @Test func `the path is found in every form of target`() {
    let targets = [
      ("/a/b?c?d", "/a/b", "c?d"), ("/", "/", nil), ("http://a:1/b/c?d", "/b/c", "d"),
      ("http://a", "/", nil), ("http://a?b", "/", "b"), ("*", "*", nil), ("a:443", "a:443", nil),
      ("/http://a/b", "/http://a/b", nil), ("", "/", nil),
    ]
    for (target, path, query) in targets {
      let head = HTTPRequestHead(.get, target)
      #expect(head.path == path, "\(target)")
      #expect(head.query == query, "\(target)")
    }
  }

  @Test func `lists and quoted strings follow RFC 9110, section 5.6`() {
    #expect(FieldSyntax.list("a , b,,\"c,d\" ,") == ["a", "b", "\"c,d\""])
    #expect(FieldSyntax.list("") == [])
    #expect(FieldSyntax.list("\"open, a") == nil)
    #expect((["X": "a, b", "x": "c"] as HTTPFields).list("x") == ["a", "b", "c"])
    #expect(FieldSyntax.quoted("a\"b\\") == "\"a\\\"b\\\\\"")
    #expect(FieldSyntax.quoted("a\r\nb") == nil)
    #expect(FieldSyntax.isToken("X-1!") && !FieldSyntax.isToken("") && !FieldSyntax.isToken("a b"))
  }

  @Test func `media types are read strictly and compared in lower case`() {
    let type = MediaType("Text/HTML ; Charset=\"utf-8\";; q=a")
    #expect(type?.essence == "text/html")
    #expect(type?["CHARSET"] == "utf-8")
    #expect(MediaType("a/b; c=\"a\\\"b\\\\\"")?["c"] == "a\"b\\")
    #expect(type?.description == "text/html;charset=utf-8;q=a")
    #expect(MediaType("a/b;c=\"d e\"")?.description == "a/b;c=\"d e\"")
    for text in ["", "text", "text/", "/html", "text /html", "text/html;a", "a/b;c =d", "a/b,c/d"] {
      #expect(MediaType(text) == nil, "\(text)")
    }
  }

  @Test func `forms and percent triplets survive a round trip`() {
    let form = HTTPForm([
      .init("a b", "1+1=2&c"), .init("é", "~*-._"), .init("", ""), .init("x", "\n"),
    ])
    #expect(form.encoded == "a+b=1%2B1%3D2%26c&%C3%A9=%7E*-._&=&x=%0A")
    #expect(HTTPForm(decoding: form.encoded) == form)
    #expect(
      HTTPForm(decoding: "a&&b=1=2&a=")?.fields == [
        .init("a", ""), .init("b", "1=2"), .init("a", ""),
      ])
    #expect(HTTPForm(decoding: "a=1&a=2")?["a"] == nil)
    #expect(HTTPForm(decoding: "a=1&a=2")?.values("a") == ["1", "2"])
    for broken in ["a=%", "a=%4", "%zz=1", "a=%FF"] { #expect(HTTPForm(decoding: broken) == nil) }
    #expect(PercentCoding.encode("a/b c?é", for: .path) == "a/b%20c%3F%C3%A9")
    #expect(PercentCoding.encode("a/b&c", for: .segment) == "a%2Fb&c")
    #expect(PercentCoding.encode("a/b&c") == "a%2Fb%26c")
    #expect(PercentCoding.decode("%c3%A9+") == "é+")
    #expect(PercentCoding.decode("%C3") == nil)
    #expect(PercentCoding.decodeBytes("%C3") == [0xC3])
    #expect(PercentCoding.decodeBytes("%C") == nil)
  }

  @Test func `dates are read in three forms and written in one`() {
    let expected = HTTPDate(secondsSince1970: 784_111_777)
    let forms: [(String, HTTPDate.Form)] = [
      ("Sun, 06 Nov 1994 08:49:37 GMT", .imfFixdate),
      ("Sunday, 06-Nov-94 08:49:37 GMT", .rfc850), ("Sun Nov  6 08:49:37 1994", .asctime),
    ]
    for (text, form) in forms {
      #expect(HTTPDate(text) == expected)
      #expect(HTTPDate.form(of: text) == form)
    }
    #expect(expected?.description == "Sun, 06 Nov 1994 08:49:37 GMT")
    for seconds: Int64 in [0, -1, 951_782_400, 4_107_542_399, -62_167_219_200, 253_402_300_799] {
      let date = HTTPDate(secondsSince1970: seconds)
      #expect(date.flatMap { HTTPDate($0.description) } == date)
    }
    let refused = [
      "", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
      "sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
      "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 GMT ",
      "Thu, 30 Feb 1995 00:00:00 GMT", "Sun Nov 06 08:49:37 94", "Sun, 06-Nov-94 08:49:37 GMT",
    ]
    for text in refused { #expect(HTTPDate(text) == nil, "\(text)") }
    #expect(HTTPDate(secondsSince1970: .max) == nil)
    #expect(HTTPDate("Wednesday, 31-Dec-49 00:00:00 GMT", now: .y2k) == nil)
    #expect(
      HTTPDate("Friday, 31-Dec-49 00:00:00 GMT", now: .y2k)?.description
        == "Fri, 31 Dec 2049 00:00:00 GMT")
    #expect(
      HTTPDate("Saturday, 31-Dec-50 00:00:00 GMT", now: .y2k)?.description
        == "Sat, 31 Dec 2050 00:00:00 GMT")
    #expect(
      HTTPDate("Monday, 31-Dec-51 00:00:00 GMT", now: .y2k)?.description
        == "Mon, 31 Dec 1951 00:00:00 GMT")
  }

  @Test func `methods, statuses and findings know their names`() {
    #expect(HTTPMethod("GET") == .get && HTTPMethod("get") == .other("get"))
    #expect(HTTPMethod.put.isIdempotent && !HTTPMethod.put.isSafe)
    #expect(HTTPStatus(code: 99) == nil && HTTPStatus(code: 1000) == nil)
    #expect(HTTPStatus.notFound.description == "404 Not Found")
    #expect(HTTPStatus(code: 299)?.registeredReason == nil)
    let finding = WireFinding(
      .limitExceeded(.headBytes, limit: 99), at: 99, severity: .unrecoverable)
    #expect(finding.message == "more than the limit head-bytes of 99")
    #expect(finding.refusalStatus == .requestHeaderFieldsTooLarge)
    let diagnostic = finding.diagnostic(streamStart: 90)
    #expect(diagnostic.code == "limit-exceeded" && diagnostic.primary.range.start == 9)
    #expect(WireFault.versionUnsupported(.http10).refusalStatus == .httpVersionNotSupported)
  }
}

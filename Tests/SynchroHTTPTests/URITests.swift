import SynchroHTTP
import Testing

@Suite struct URITests {
  static let interesting = [
    "http://a/b/c/d;p?q", "https://u:p@example.com:8443/a/../b/%7Euser?x=%C3%a9#frag",
    "http://[2001:db8::1]:80/", "http://[::ffff:192.0.2.1]/x", "http://[v7.a:b]/", "urn:a:b",
    "mailto:a@example.com", "file:///etc/x", "HTTP://EXAMPLE.com:80", "http://a?b#c",
    "//host/path", "/a/./b/../c", "../../x", "?q", "#f", "", "http://a//b", "x:/.//y",
  ]

  @Test func `the components are those that were written`() throws {
    let uri = try URI("HTTPS://u:p@Example.com:8443/a/%7e?x=1?2#f/g")
    #expect(uri.scheme == "HTTPS")
    #expect(uri.userinfo == "u:p")
    #expect(uri.host == "Example.com")
    #expect(uri.port == 8443)
    #expect(uri.path == "/a/%7e")
    #expect(uri.query == "x=1?2")
    #expect(uri.fragment == "f/g")
    #expect(uri.requestTarget == "/a/%7e?x=1?2")
    #expect(uri.hostField == "Example.com:8443")
    #expect(uri.origin == Origin(scheme: "https", host: "example.com", port: 8443))
    #expect(uri.normalized.text == "https://u:p@example.com:8443/a/~?x=1?2#f/g")
    #expect(uri.description == "HTTPS://u:p@Example.com:8443/a/%7e?x=1?2#f/g")
  }

  @Test func `what is not allowed is refused with its place`() {
    let refused: [(String, URIError.Reason, Int)] = [
      ("", .schemeMissing, 0), ("//a/b", .schemeMissing, 0), ("a/b:c", .schemeMissing, 0),
      (":x", .schemeMalformed, 0), ("1a:b", .schemeMalformed, 0), ("a_b:c", .schemeMalformed, 1),
      ("http://a b/", .characterNotAllowed, 8), ("http://a/b c", .characterNotAllowed, 10),
      ("http://a/\u{E9}", .characterNotAllowed, 9), ("http://a/<", .characterNotAllowed, 9),
      ("http://a/%2", .percentMalformed, 9), ("http://a/?%zz", .percentMalformed, 10),
      ("http://a/#b#c", .characterNotAllowed, 11), ("http:///x", .hostMissing, 5),
      ("https:x", .hostMissing, 6), ("http://:80/", .hostMissing, 5),
      ("http://[::1/", .addressMalformed, 7), ("http://[::1]x/", .addressMalformed, 7),
      ("http://[1:2:3:4:5:6:7]/", .addressMalformed, 7),
      ("http://[1:2:3:4:5:6:7:8:9]/", .addressMalformed, 7),
      ("http://[::1::]/", .addressMalformed, 7), ("http://[1.2.3.4]/", .addressMalformed, 7),
      ("http://[::256.0.0.1]/", .addressMalformed, 7), ("http://[v.x]/", .addressMalformed, 7),
      ("http://a:65536/", .portMalformed, 9), ("http://a:8x/", .portMalformed, 9),
      ("http://a\\@b/", .characterNotAllowed, 8), ("x://a@b@c/", .characterNotAllowed, 7),
    ]
    for (text, reason, offset) in refused {
      do throws(URIError) {
        let uri = try URI(text)
        Issue.record("'\(text)' is accepted as \(uri)")
      } catch {
        #expect(error == URIError(reason: reason, offset: offset), "'\(text)': \(error)")
      }
    }
    #expect(throws: URIError.self) { try URI("http://a/" + String(repeating: "b", count: 70_000)) }
  }

  @Test func `unusual and allowed`() throws {
    let accepted = [
      "http://[1:2:3:4:5:6:7:8]/", "http://[::]/", "http://[1::8]/", "http://[::1.2.3.4]/",
      "http://[1:2:3:4:5:6:1.2.3.4]/", "http://[vF.x:y]/", "http://a:/", "http://%41/", "x:",
      "x:?q", "x://", "http://a?b/c", "http://a#/b", "http://u:@a/", "http://a/;,:@&=+$!*'()",
    ]
    for text in accepted { #expect(try URI(text).text == text) }
  }

  /// RFC 3986, sections 5.4.1 and 5.4.2.
  @Test func `references resolve as the specification's examples do`() throws {
    let base = try URI("http://a/b/c/d;p?q")
    let examples = [
      ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"),
      ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"),
      ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
      ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"),
      ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"), ("", "http://a/b/c/d;p?q"),
      (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
      ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
      ("../../", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
      ("../../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
      ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."),
      ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"),
      ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
      ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
      ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
      ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
    ]
    for (reference, target) in examples {
      #expect(try base.resolve(reference).text == target, "\(reference)")
    }
    #expect(try URI("http://a").resolve("b").text == "http://a/b")
    // Section 5.2.4 takes a segment away together with the slash before it, not behind it.
    for (reference, target) in [("../c", "x:/c"), ("..", "x:/"), (".", "x:a/"), ("c", "x:a/c")] {
      #expect(try URI("x:a/b").resolve(reference).text == target, "\(reference)")
    }
    #expect(throws: URIError.self) { try base.resolve("http:g") }
  }

  @Test func `equivalent URIs have one normal form and one origin`() throws {
    let forms = [
      ("HTTP://EXAMPLE.com:80", "http://example.com/"), ("https://a:443/?", "https://a/?"),
      ("https://a:80/", "https://a:80/"), ("http://a:/", "http://a/"),
      ("http://a/%7euser/%c3%A9/%2f", "http://a/~user/%C3%A9/%2F"),
      ("http://a/b/./c/../d", "http://a/b/d"), ("http://%41/", "http://a/"),
      ("urn:A:b", "urn:A:b"), ("x:a/../b", "x:a/../b"),
    ]
    for (text, normal) in forms { #expect(try URI(text).normalized.text == normal, "\(text)") }
    #expect(try URI("http://a").origin == URI("HTTP://A:80/x").origin)
    #expect(try URI("http://a").origin != URI("https://a").origin)
    #expect(try URI("urn:a").origin == nil)
    #expect(try URI("https://a:444/").origin?.description == "https://a:444")
    #expect(try URI("https://a:443/").origin?.description == "https://a")
    #expect(try URI("https://a:443/").hostField == "a")
  }
}

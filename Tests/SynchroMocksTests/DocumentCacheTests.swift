import SynchroHTTP
import SynchroJSON
import SynchroServer
import Testing

@testable import SynchroMocks

@Suite struct DocumentCacheTests {
  @Test(arguments: [
    (CDSSeed.wellKnownPath, HTTPMethod.get, HTTPFields(), true),
    (CDSSeed.wellKnownPath, .head, HTTPFields(), true),
    (CDSEndpoint.metadata.path, .get, HTTPFields(), true), ("/docs", .get, HTTPFields(), true),
    ("/cds/coverage.json", .get, HTTPFields(), true),
    ("/cds/coverage.json?page=2", .get, HTTPFields(), false),
    (CDSSeed.wellKnownPath, .get, ["If-None-Match": "\"x\""] as HTTPFields, false),
    (CDSSeed.wellKnownPath, .get, bearer, false),
    ("/partners/cds-server-metadata.json", .get, HTTPFields(), false),
    ("/x", .get, HTTPFields(), false),
  ])
  func `what never changes is kept, and comes out as it went in`(
    target: String, method: HTTPMethod, fields: HTTPFields, isKept: Bool
  ) throws {
    let service = CDSService(seed: try referenceSeed())
    let first = service.ask(target, method, fields)
    #expect(service.documents.count == (isKept ? 1 : 0))
    #expect(service.ask(target, method, fields) == first)
    #expect(service.documents.count == (isKept ? 1 : 0))
  }

  @Test func `what tells the time or counts is never kept`() throws {
    for (placeholder, isKept) in [("{now}", false), ("{count}", false), ("{origin}", true)] {
      var seed = try referenceSeed()
      seed.metadata[0].object.append(JSONField("lakeland_extra", .string(placeholder)))
      let service = CDSService(seed: seed)
      let first = service.ask(CDSSeed.wellKnownPath)
      #expect((service.ask(CDSSeed.wellKnownPath) == first) == isKept, "\(placeholder)")
      #expect(service.documents.count == (isKept ? 1 : 0), "\(placeholder)")
    }
  }

  @Test func `a defect shows at once, and leaves nothing behind`() throws {
    let service = CDSService(seed: try referenceSeed())
    let right = service.ask(CDSSeed.wellKnownPath)
    service.defects = [try #require(CDSDefect.named("metadata-version-wrong"))]
    let wrong = service.ask(CDSSeed.wellKnownPath)
    #expect(wrong.body != right.body)
    service.defects = []
    #expect(service.ask(CDSSeed.wellKnownPath) == right)
  }

  @Test func `each origin has its own, and a standing clock its own date`() throws {
    let service = CDSService(seed: try referenceSeed(), clock: CDSClock(.standing))
    func ask(_ origin: String) throws -> HTTPResponse {
      let request = CDSRequest(.get, CDSSeed.wellKnownPath, origin: origin)
      guard case .response(let response) = service.reply(to: request) else { throw NoResponse() }
      return response
    }
    for _ in 0..<2 {
      for origin in ["http://a", "http://b"] {
        #expect(try json(ask(origin))["cds_metadata_url"].text?.hasPrefix(origin + "/") == true)
      }
    }
    #expect(service.documents.count == 2)
    #expect(service.clock.advance(by: .seconds(60)))
    #expect(try ask("http://a").head.fields["Date"] == "Thu, 01 Jan 1970 00:01:00 GMT")
  }

  @Test func `ever new origins do not fill the memory`() {
    let cache = DocumentCache(limit: 10_000)
    for number in 0..<1_000 {
      let request = CDSRequest(.get, "/", origin: "http://host\(number).example")
      cache.keep(HTTPResponse(.ok, body: Array(repeating: 0, count: 400)), for: request)
      #expect(cache.response(to: request) != nil)
      #expect(cache.count <= 10)
    }
    let large = CDSRequest(.get, "/large")
    cache.keep(HTTPResponse(.ok, body: Array(repeating: 0, count: 10_000)), for: large)
    #expect(cache.response(to: large) == nil)
  }

  private struct NoResponse: Error {}
}

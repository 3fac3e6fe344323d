import SynchroHTTP
import SynchroJSON
import SynchroServer
import SynchroTransport
import SynchroWire
import Testing

@testable import SynchroMocks

@Suite(.timeLimit(.minutes(5))) struct CDSServerTests {
  @Test(arguments: [false, true])
  func `a live server serves its own URLs and obeys defects at once`(isSecure: Bool) async throws {
    var configuration = CDSServer.Configuration(seed: try CDSSeed.reference())
    var tls = TLSClientConfiguration()
    if isSecure {
      let authority = try ThrowawayAuthority()
      configuration.server.tls = TLSServerConfiguration(identity: try authority.issue())
      tls.trust = authority.trust
    }
    let server = try CDSServer(configuration)
    let client = try HTTPClient()
    let destination = Destination(
      Origin(
        scheme: isSecure ? "https" : "http", host: "127.0.0.1", port: Int(server.address.port)),
      tls: tls)
    func ask(_ target: String, _ method: HTTPMethod = .get) async throws -> Exchange {
      let head = HTTPRequestHead(method, target)
      return await client.send(try ExchangeRequest(HTTPRequest(head), to: destination))
    }

    let metadata = try await ask(CDSSeed.wellKnownPath)
    let response = try #require(metadata.response)
    #expect(response.head.status == .ok && metadata.findings.isEmpty)
    #expect(response.head.fields["Date"] != nil)
    #expect(try json(response)["cds_metadata_url"].text == server.metadataURL)
    #expect(server.baseURL.hasPrefix(isSecure ? "https://127.0.0.1:" : "http://127.0.0.1:"))

    let nameless = await client.send(
      ExchangeRequest(
        raw: Array("GET \(CDSSeed.wellKnownPath) HTTP/1.0\r\n\r\n".utf8), answering: .get,
        to: destination, options: .alone))
    #expect(nameless.response?.body == response.body, "\(nameless.outcome)")

    let head = try #require(try await ask("/cds/coverage.json", .head).response)
    #expect(head.body.isEmpty && head.head.status == .ok)

    server.defects = [try #require(CDSDefect.named("wire-conflicting-content-length"))]
    #expect(try await !ask(CDSSeed.wellKnownPath).findings.isEmpty)
    server.defects = [try #require(CDSDefect.named("metadata-status-203"))]
    #expect(try await ask(CDSSeed.wellKnownPath).status?.code == 203)
    server.defects = []
    #expect(try await ask(CDSSeed.wellKnownPath).response?.body == response.body)

    await client.stop()
    await server.stop()
    await server.ended()
  }
}

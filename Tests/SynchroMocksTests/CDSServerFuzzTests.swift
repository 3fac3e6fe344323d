import SynchroFuzz
import SynchroHTTP
import SynchroServer
import SynchroTransport
import SynchroWire
import Testing

@testable import SynchroMocks

@Suite(.timeLimit(.minutes(5))) struct CDSServerFuzzTests {
  @Test func `no conversation upsets the server`() {
    #expect(FuzzTarget.cds.run(cases: 6_000, seed: 5)?.description == nil)
  }

  @Test func `no bytes upset a live server or its operator`() async throws {
    var configuration = CDSServer.Configuration(seed: try referenceSeed())
    configuration.operatorAccess = (SocketAddress.loopback(), "key")
    let server = try CDSServer(configuration)
    let client = try HTTPClient()
    let own = try #require(try URI(server.baseURL).origin)
    let operatorURL = try #require(server.operatorURL)
    let operators = try #require(try URI(operatorURL).origin)
    let before = try await metadata(of: server, client)
    var noise = RequestNoise(seed: 7)
    for number in 0..<400 {
      let destination = Destination(number.isMultiple(of: 4) ? operators : own)
      var options = ExchangeOptions.alone
      // Half a request is waited for by a server that is right.
      options.deadline = .milliseconds(50)
      let bytes = noise.next()
      let exchange = await client.send(
        ExchangeRequest(raw: bytes, answering: .get, to: destination, options: options))
      #expect((exchange.status?.code ?? 0) < 500, "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(try await metadata(of: server, client) == before)
    await client.stop()
    await server.stop()
  }

  private func metadata(of server: CDSServer, _ client: HTTPClient) async throws -> [UInt8] {
    let origin = try #require(try URI(server.baseURL).origin)
    let request = try ExchangeRequest(
      HTTPRequest(.get, CDSSeed.wellKnownPath), to: Destination(origin))
    return try #require(await client.send(request).response).body
  }
}

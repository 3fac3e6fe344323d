import SynchroFuzz
import SynchroHTTP
import SynchroServer
import SynchroTransport
import SynchroWire
import Testing

@testable import SynchroMocks

@Suite(.timeLimit(.minutes(5))) struct CDSServerFuzzTests {
  @Test func `no conversation upsets the server`() {
    #expect(FuzzTarget.cds.run(cases: 3_000, seed: 5)?.description == nil)
  }

  @Test func `the conversations reach what there is to reach`() throws {
    let service = CDSService(seed: try referenceSeed(), clock: CDSClock(.virtual), randomSeed: 3)
    let operatorAPI = CDSOperator(of: service, key: "key")
    var traffic = CDSTraffic(seed: 3, operatorKey: "key")
    var missing: Set<String> = [
      "POST /oauth/register", "POST /oauth/token", "POST /oauth/revoke", "POST /oauth/introspect",
      "POST /oauth/par", "GET /oauth/authorize", "POST /oauth/login", "POST /oauth/consent",
      "GET /oauth/receipt", "GET /cds/clients", "GET /cds/clients/…", "PUT /cds/clients/…",
      "GET /cds/messages", "GET /cds/messages/…", "POST /cds/messages", "PATCH /cds/messages/…",
      "GET /cds/credentials", "GET /cds/credentials/…", "POST /cds/credentials",
      "PATCH /cds/credentials/…", "GET /cds/grants", "GET /cds/grants/…", "PATCH /cds/grants/…",
      "GET /cds/files", "GET /cds/files/…", "POST /operator/clients", "POST /operator/grants",
      "POST /operator/registrations", "POST /operator/messages", "POST /operator/clock",
    ]
    for _ in 0..<20_000 where !missing.isEmpty {
      let request = traffic.next()
      let head = request.head
      let asked = CDSRequest(head.method, head.target, fields: head.fields, body: request.body)
      let reply =
        head.path.hasPrefix(CDSOperator.path)
        ? operatorAPI.reply(to: asked) : service.reply(to: asked)
      guard case .response(let response) = reply else { continue }
      traffic.learn(from: response, to: request)
      guard response.head.status.code < 400 else { continue }
      let segments = head.path.split(separator: "/", omittingEmptySubsequences: false)
      let isObject = segments.count > 3 && segments[1] == "cds"
      missing.remove(
        "\(head.method) \(segments.prefix(3).joined(separator: "/"))\(isObject ? "/…" : "")")
    }
    #expect(missing == [])
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
      // The codec refuses transfer codings and versions that it does not know by 501 and 505.
      let code = exchange.status?.code ?? 0
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(code < 500 || code == 501 || code == 505, "\(text)")
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

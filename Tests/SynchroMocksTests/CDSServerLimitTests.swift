import SynchroHTTP
import SynchroTransport
import Testing

@testable import SynchroMocks

@Suite struct CDSServerLimitTests {
  /// What a live server answers to bytes, and that it lives on.
  private func status(of bytes: String) async throws -> [Int] {
    let server = try CDSServer(CDSServer.Configuration(seed: try referenceSeed()))
    let client = try HTTPClient()
    let own = Destination(try #require(try URI(server.baseURL).origin))
    var options = ExchangeOptions.alone
    options.deadline = .seconds(5)
    var codes: [Int] = []
    let alive = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    for bytes in [bytes, alive] {
      let exchange = await client.send(
        ExchangeRequest(raw: Array(bytes.utf8), answering: .get, to: own, options: options))
      codes.append(exchange.status?.code ?? 0)
    }
    await client.stop()
    await server.stop()
    return codes
  }

  private static func post(_ path: String, _ type: String, _ body: String) -> String {
    "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Type: \(type)\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  private static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test(arguments: [60, 100, 440, 500, 5_000, 200_000])
  func `no depth of JSON ends the server`(depth: Int) async throws {
    let json = "application/json"
    let form = "application/x-www-form-urlencoded"
    let deep = Self.nested(depth)
    for (path, type, body) in [
      ("/oauth/register", json, "{\"scope\":\"cds_client_admin\",\"a\":\(deep)}"),
      ("/oauth/authorize", form, "client_id=a&authorization_details=\(deep)"),
      ("/oauth/token", form, "grant_type=client_credentials&authorization_details=\(deep)"),
      ("/cds/messages", json, "{\"a\":\(deep)}"),
    ] {
      let codes = try await status(of: Self.post(path, type, body))
      #expect((200..<500).contains(codes[0]) && codes[1] == 200, "\(path): \(codes)")
    }
  }

  @Test(arguments: [
    ("/oauth/token", 1 << 20, 413), ("/oauth/register", 2 << 20, 413),
    ("/cds/messages", 16 << 20, 413), ("/cds/clients/x", 2 << 20, 413),
  ])
  func `content over the limit of its path is refused before it is sent`(
    path: String, limit: Int, code: Int
  ) async throws {
    let head = "POST \(path) HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
    let codes = try await status(of: head + "Content-Length: \(limit + 1)\r\n\r\n")
    #expect(codes == [code, 200])
  }

  @Test func `chunks over the limit are refused while they come`() async throws {
    let chunk = "10000\r\n" + String(repeating: "a", count: 0x10000) + "\r\n"
    let head = "POST /oauth/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    // There is no last chunk: whoever waits for the end does not answer.
    let codes = try await status(of: head + String(repeating: chunk, count: 18))
    #expect(codes == [413, 200])
  }
}

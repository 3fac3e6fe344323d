import SynchroHTTP
import SynchroServer
import SynchroWire

/// Our server with a fixed answer, for as long as a comparison takes.
enum ServeBench {
  /// 200 bytes of JSON, the same that the peers answer; without quotes, which nginx's configuration
  /// would need escaped.
  static let body = "[" + String(repeating: "1234567,", count: 24) + "123456]"

  /// Serves on the port until it is killed, an hour at most.
  static func run(port: UInt16, certificate: String?, key: String?) async throws {
    var configuration = ServerConfiguration()
    configuration.address = .loopback(port: port)
    configuration.lifetime = .seconds(3600)
    if let certificate, let key {
      configuration.tls = TLSServerConfiguration(
        identity: try TLSIdentity(chainFile: certificate, keyFile: key))
    }
    let response = HTTPResponse(
      .ok, fields: ["Content-Type": "application/json"], body: Array(body.utf8))
    let server = try HTTPServer(configuration) { _ in .response(response) }
    await server.ended()
  }
}

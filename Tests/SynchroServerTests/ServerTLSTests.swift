import Glibc
import SynchroHTTP
import SynchroServer
import SynchroWire
import Testing

@Suite(.timeLimit(.minutes(5))) struct ServerTLSTests {
  private let authority: ThrowawayAuthority

  init() throws {
    authority = try ThrowawayAuthority()
  }

  private func server(
    _ rule: TLSServerConfiguration.ClientCertificates, log: EventLog = EventLog()
  ) throws -> HTTPServer {
    var configuration = HTTPServerTests.configuration()
    var tls = TLSServerConfiguration(identity: try authority.issue())
    tls.clientCertificates = rule
    configuration.tls = tls
    configuration.observer = { log.note($0) }
    return try HTTPServer(configuration) { request in
      if let fault = ServerFault(rawValue: String(request.head.path.dropFirst())) {
        return .wire(fault.steps())
      }
      if request.head.path == "/hold" { usleep(200_000) }
      guard request.head.path == "/who" else { return HTTPServerTests.handle(request) }
      let names = request.connection.tls?.peerChain.map(\.subject) ?? []
      return .response(.ok, [:], Array(names.joined(separator: " ").utf8))
    }
  }

  private func client(_ identity: TLSIdentity? = nil) throws -> TLSContext {
    var configuration = TLSClientConfiguration()
    configuration.trust = authority.trust
    configuration.identity = identity
    return try TLSContext(client: configuration)
  }

  @Test func `requests, pipelines and large responses work under TLS`() async throws {
    let server = try server(.ignored)
    let context = try client()
    try await onThread {
      let client = try RawClient(server.address, tls: context)
      let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
      try client.send(String(repeating: get, count: 50))
      var text = ""
      for _ in 0..<50 where text.components("GET /a 0") < 50 {
        text += try client.read(until: "GET /a 0")
      }
      #expect(text.components("GET /a 0") == 50)
      try client.send("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let (bytes, end) = try client.readToEnd()
      #expect(bytes.count > 5_000_000)
      #expect(end == .end)
      #expect(client.tlsFacts?.version == .tls13)
      #expect(client.tlsFacts?.alpn == "http/1.1")
      let body = String(repeating: "b", count: 900)
      let poster = try RawClient(server.address, tls: context)
      try poster.send("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n\(body)")
      #expect(try poster.read(until: "POST /p 900").hasPrefix("HTTP/1.1 200"))
    }
    #expect(try await onThread { isIdle(server) })
    await server.stop()
  }

  @Test func `requests that OpenSSL read together are served one after the other`() async throws {
    let server = try server(.ignored)
    let context = try client()
    try await onThread {
      let client = try RawClient(server.address, tls: context)
      // While the worker is held up, the records of the next two requests gather in the socket.
      try client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
      usleep(50_000)
      try client.send("GET /script HTTP/1.1\r\nHost: a\r\n\r\n")
      try client.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let (bytes, end) = try client.readToEnd()
      #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("GET /a 0"))
      #expect(end == .end)
    }
    await server.stop()
  }

  @Test func `the handler sees who the client is, and strangers are refused`() async throws {
    let who = "GET /who HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    let stranger = try client(ThrowawayAuthority().issue(.init(commonName: "stranger")))
    let meter = try client(authority.issue(.init(commonName: "meter")))
    let nobody = try client()
    let required = try server(.required(authority.trust))
    let log = EventLog()
    let optional = try server(.optional(authority.trust), log: log)
    try await onThread {
      func ask(_ server: HTTPServer, _ context: TLSContext) throws -> (String, StreamOutcome) {
        let client = try RawClient(server.address, tls: context)
        try client.send(who)
        let (bytes, end) = try client.readToEnd()
        return (String(decoding: bytes, as: UTF8.self), end)
      }
      for server in [required, optional] {
        #expect(try ask(server, meter).0.hasSuffix("\r\n\r\nCN=meter"))
        guard case .tlsFault(let fault) = try ask(server, stranger).1 else {
          Issue.record("a stranger was let in")
          return
        }
        #expect(fault.alert?.description == "unknown CA")
      }
      #expect(try ask(optional, nobody).0.hasSuffix("\r\n\r\n"))
      guard case .tlsFault(let fault) = try ask(required, nobody).1 else {
        Issue.record("nobody was let in")
        return
      }
      // RFC 8446, section 6.2: certificate_required.
      #expect(fault.alert?.code == 116)
    }
    #expect(log.all.contains { $0.contains("certificate refused") })
    await required.stop()
    await optional.stop()
  }

  @Test func `plain HTTP, silence and truncation are told apart`() async throws {
    let log = EventLog()
    let server = try server(.ignored, log: log)
    let context = try client()
    try await onThread {
      let plain = try RawClient(server.address)
      try plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try plain.readToEnd()
      #expect(log.wait(for: "TLS handshake: http request"))
      let leaver = try RawClient(server.address)
      leaver.halfClose()
      _ = try leaver.readToEnd()
      #expect(log.wait(for: "peer left"))
      for (fault, expected) in [
        (ServerFault.missingCloseNotify, StreamOutcome.truncated), (.truncatedBody, .end),
      ] {
        let client = try RawClient(server.address, tls: context)
        try client.send("GET /\(fault.rawValue) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.readToEnd().end == expected)
      }
    }
    await server.stop()
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ text: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}

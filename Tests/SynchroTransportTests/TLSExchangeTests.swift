import SynchroHTTP
import SynchroTransport
import SynchroWire
import Testing

@Suite(.timeLimit(.minutes(5)))
struct TLSExchangeTests {
  private let authority: ThrowawayAuthority
  private let server: TLSServerConfiguration

  init() throws {
    authority = try ThrowawayAuthority()
    server = TLSServerConfiguration(identity: try authority.issue())
  }

  private var trusting: TLSClientConfiguration {
    var configuration = TLSClientConfiguration()
    configuration.trust = authority.trust
    return configuration
  }

  @Test func `what the handshake agreed on is recorded, and connections are kept`() async throws {
    try await withPeer(tls: server) {
      $0.answerAll()
    } _: { peer in
      try await withClient { client in
        let request = try ExchangeRequest.get(from: .secure(peer.port, trusting))
        let first = await client.send(request)
        #expect(first.outcome == .completed && first.text == "hello")
        let facts = try #require(first.connection?.tls)
        #expect(facts.version == .tls13 && facts.alpn == "http/1.1")
        #expect(facts.cipher?.hasPrefix("TLS_") == true)
        #expect(facts.verification?.isTrusted == true && facts.peerChain.count >= 1)
        #expect(first.times.secured != nil)
        let second = await client.send(request)
        #expect(second.isReused && second.times.secured == nil)
        #expect(second.connection?.tls == facts)

        var old = trusting
        old.versions = .tls12 ... .tls12
        let third = await client.send(try .get(from: .secure(peer.port, old)))
        #expect(!third.isReused && third.connection?.tls?.version == .tls12)
      }
    }
  }

  @Test func `a certificate that does not hold is refused with its reason and its chain`()
    async throws
  {
    let other = try ThrowawayAuthority()
    let expired = TLSServerConfiguration(
      identity: try authority.issue(ThrowawayAuthority.Leaf.loopback.expired))
    var stranger = TLSClientConfiguration()
    stranger.trust = other.trust
    // Codes of OpenSSL: 62 host name, 64 address, 10 expired, 19 to 21 no known issuer.
    let cases: [(String, TLSServerConfiguration, String, TLSClientConfiguration, Set<Int>)] = [
      ("bad name", server, "wrong.test", trusting, [62]),
      ("unknown authority", server, "localhost", stranger, [19, 20, 21]),
      ("expired", expired, "localhost", trusting, [10]),
    ]
    for (name, server, host, client, codes) in cases {
      try await withPeer(tls: server) {
        $0.answerAll()
      } _: { peer in
        try await withClient { engine in
          let request = try ExchangeRequest.get(from: .secure(peer.port, host: host, client))
          let refused = await engine.send(request)
          guard case .tls(let fault, .tls) = refused.fault else {
            Issue.record("\(name): \(refused.outcome)")
            return
          }
          #expect(codes.contains(fault.verification?.code ?? -1), "\(name): \(fault)")
          #expect(refused.connection?.tls?.peerChain.isEmpty == false, "\(name)")
          #expect(refused.sentCount == 0)

          var lenient = client
          lenient.verification = .recorded
          let recorded = await engine.send(
            try .get(from: .secure(peer.port, host: host, lenient)))
          #expect(recorded.outcome == .completed, "\(name)")
          #expect(
            codes.contains(recorded.connection?.tls?.verification?.code ?? -1), "\(name)")
        }
      }
    }
  }

  @Test func `a client certificate is shown, and its refusal is told with the alert`()
    async throws
  {
    var strict = server
    strict.clientCertificates = .required(authority.trust)
    try await withPeer(tls: strict) {
      $0.answerAll()
    } _: { peer in
      try await withClient { client in
        var known = trusting
        known.identity = try authority.issue()
        let shown = await client.send(try .get(from: .secure(peer.port, known)))
        #expect(shown.outcome == .completed)

        for version in [TLSVersion.tls12, .tls13] {
          var without = trusting
          without.versions = version...version
          let refused = await client.send(try .get(from: .secure(peer.port, without)))
          guard case .tls(let fault, let phase) = refused.fault else {
            Issue.record("\(version): \(refused.outcome)")
            continue
          }
          #expect(fault.alert != nil, "\(version): \(fault)")
          // In TLS 1.3 the client is done before the server has looked at the certificate.
          #expect(version == .tls12 ? phase == .tls : phase > .tls)
        }
      }
    }
  }

  @Test func `an end without close_notify is told apart from an orderly one`() async throws {
    let length = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"
    let untilClose = "HTTP/1.1 200 OK\r\n\r\nhi"
    // What is sent, whether close_notify comes, and whether the response counts as whole.
    let cases: [(String, Bool, Bool)] = [
      (length, true, true), (length, false, true), (untilClose, true, true),
      (untilClose, false, false), (String(length.dropLast()), false, false),
      (String(length.dropLast()), true, false),
    ]
    for (wire, isOrderly, isWhole) in cases {
      try await withPeer(tls: server) { connection in
        guard connection.receiveHead() != nil else { return }
        connection.send(wire)
        if isOrderly { connection.stream.close() } else { connection.stream.abandon() }
      } _: { peer in
        let exchange = try await withClient {
          await $0.send(try .get(from: .secure(peer.port, trusting)))
        }
        #expect(
          exchange.outcome == (isWhole ? .completed : .failed(.truncated)), "\(wire) \(isOrderly)")
        if wire == untilClose { #expect(exchange.endedWithoutCloseNotify == !isOrderly) }
      }
    }
  }

  @Test func `an answer that comes with the end of the handshake is not left lying`() async throws {
    var old = trusting
    old.versions = .tls12 ... .tls12
    try await withPeer(tls: server) { connection in
      connection.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
      _ = connection.receiveAll()
    } _: { peer in
      try await withClient { client in
        // Whether OpenSSL reads the answer along with the handshake is up to the scheduler.
        for _ in 0..<40 {
          let exchange = await client.send(
            try .get(from: .secure(peer.port, old)) {
              $0.deadline = .seconds(3)
              $0.keepsConnection = false
            })
          #expect(exchange.status?.code == 503)
          if exchange.status == nil { break }
        }
      }
    }
  }

  @Test func `a handshake that stalls or breaks is told apart`() async throws {
    let cases: [(RawPeer.Handler, TransportFault)] = [
      ({ _ = $0.receiveAll() }, .connectTimeout(.tls)),
      ({ _ = $0.receive(1) }, .closed(.tls)),
      (
        {
          _ = $0.receive(1)
          $0.stream.reset()
        }, .reset(.tls)
      ),
    ]
    for (handler, fault) in cases {
      try await withPeer(handler) { peer in
        try await withClient { client in
          let exchange = await client.send(
            try .get(from: .secure(peer.port, trusting)) {
              $0.connectTimeout = .milliseconds(200)
            })
          // Bytes that were sent and never read turn the peer's close into a reset.
          let isExpected =
            exchange.fault == fault || (fault == .closed(.tls) && exchange.fault == .reset(.tls))
          #expect(isExpected, "\(fault) expected, \(exchange.outcome) received")
          let late = await client.send(
            try .get(from: .secure(peer.port, trusting)) { $0.deadline = .milliseconds(100) })
          if fault == .connectTimeout(.tls) {
            #expect(late.outcome == .failed(.deadline(.tls)))
          }
        }
      }
    }
  }

  @Test func `large content passes both ways under TLS`() async throws {
    let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try await withPeer(tls: server) { connection in
      while connection.receiveHead() != nil, let content = connection.receive(body.count) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(content.count)\r\n\r\n")
        connection.send(content)
      }
    } _: { peer in
      try await withClient { client in
        for _ in 0..<2 {
          let exchange = await client.send(try .post(body, to: .secure(peer.port, trusting)))
          #expect(exchange.outcome == .completed && exchange.response?.body == body)
        }
      }
      #expect(peer.accepted == 1)
    }
  }
}

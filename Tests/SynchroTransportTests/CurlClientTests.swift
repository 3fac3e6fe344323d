import SynchroHTTP
import SynchroTransport
import SynchroWire
import Testing

@Suite(.timeLimit(.minutes(5)))
struct CurlClientTests {
  private func withCurl<Result>(
    _ version: CurlHTTPVersion = .negotiated, _ body: (CurlClient) async throws -> Result
  ) async throws -> Result {
    var options = CurlClient.Options()
    options.version = version
    let client = try CurlClient(options: options)
    let result: Result
    do {
      result = try await body(client)
    } catch {
      await client.stop()
      throw error
    }
    await client.stop()
    return result
  }

  @Test
  func `libcurl sends what we said and nothing more, and brings back the same kind of record`()
    async throws
  {
    try await withPeer { connection in
      while let head = connection.receiveHead() {
        if head.hasPrefix("POST") { _ = connection.receive(3) }
        connection.send(
          "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
            + "HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n"
            + "5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n")
      }
    } _: { peer in
      try await withCurl { client in
        let destination = Destination.loopback(peer.port)
        let get = await client.send(try .get("/a/../b", from: destination))
        #expect(get.outcome == .completed && get.text == "hello")
        #expect(
          String(decoding: get.curl?.sent ?? [], as: UTF8.self)
            == "GET /a/../b HTTP/1.1\r\nHost: 127.0.0.1:\(peer.port)\r\n\r\n")
        #expect(get.curl?.version == "HTTP/1.1" && get.curl?.code == 0)
        #expect(get.interims.map(\.status.code) == [103])
        #expect(get.response?.head.reason == "Fine")
        #expect(get.response?.trailers["x-t"] == "1")
        #expect(get.connection?.peer == "127.0.0.1:\(peer.port)")
        #expect(get.times.firstByte != nil && get.times.connected != nil)
        let post = await client.send(try .post([1, 2, 3], to: destination))
        #expect(post.outcome == .completed && post.isReused)
        #expect(post.curl?.sent.suffix(3) == [1, 2, 3])
        let raw = await client.send(
          ExchangeRequest(raw: [1], answering: .get, to: destination))
        guard case .unusable(.message) = raw.fault else {
          Issue.record("raw: \(raw.outcome)")
          return
        }
      }
      #expect(peer.accepted == 1)
    }
  }

  @Test func `libcurl's failures come as our faults where they are the same`() async throws {
    let closed: UInt16 = try {
      let listener = try Listener()
      return listener.address.port
    }()
    let cases: [(RawPeer.Handler, (TransportFault) -> Bool)] = [
      ({ _ in }, { $0 == .closed(.waiting) }),
      ({ $0.stream.reset() }, { $0 == .reset(.waiting) }),
      (
        { $0.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello") },
        { $0 == .truncated }
      ),
      (
        {
          $0.send("HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n")
          $0.send([UInt8](repeating: 1, count: 4_000_000))
          _ = $0.receiveAll()
        }, { $0 == .bodyLimit(1 << 20) }
      ),
      (
        { connection in
          connection.send("HTTP/1.1 200 OK\r\n")
          for index in 0..<4000 { connection.send("X-\(index): endless and more of it\r\n") }
          _ = connection.receiveAll()
        },
        {
          if case .headLimit = $0 { return true }
          return false
        }
      ),
      ({ _ = $0.receiveAll() }, { $0 == .deadline(.waiting) }),
      (
        { $0.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n") },
        {
          if case .libcurl(56, _, .response) = $0 { return true }
          return false
        }
      ),
    ]
    try await withCurl { client in
      for (index, (handler, isExpected)) in cases.enumerated() {
        try await withPeer { connection in
          guard connection.receiveHead() != nil else { return }
          handler(connection)
        } _: { peer in
          // A kept connection would keep the peer waiting at the end.
          let exchange = await client.send(
            try .get(from: .loopback(peer.port)) {
              $0.deadline = index == 5 ? .milliseconds(300) : .seconds(20)
              $0.limits.bodyBytes = 1 << 20
              $0.keepsConnection = false
            })
          let fault = try #require(exchange.fault)
          #expect(isExpected(fault), "\(index): \(fault)")
        }
      }
      let refused = await client.send(try .get(from: .loopback(closed)))
      #expect(refused.fault == .refused(endpoint: "127.0.0.1:\(closed)"))
    }
  }

  @Test func `libcurl's TLS facts are kept, and a client certificate and a bad one show`()
    async throws
  {
    let authority = try ThrowawayAuthority()
    var server = TLSServerConfiguration(identity: try authority.issue())
    server.clientCertificates = .required(authority.trust)
    var trusting = TLSClientConfiguration()
    trusting.trust = authority.trust
    trusting.identity = try authority.issue()
    var stranger = TLSClientConfiguration()
    stranger.trust = try ThrowawayAuthority().trust
    try await withPeer(tls: server) {
      $0.answerAll()
    } _: { peer in
      try await withCurl(.http11) { client in
        let good = await client.send(try .get(from: .secure(peer.port, trusting)))
        #expect(good.outcome == .completed && good.text == "hello")
        #expect(good.connection?.tls?.version == .tls13)
        #expect(good.connection?.tls?.alpn == "http/1.1")
        #expect(good.connection?.tls?.peerChain.isEmpty == false)
        let bad = await client.send(try .get(from: .secure(peer.port, stranger)))
        guard case .libcurl(60, _, .tls) = bad.fault else {
          Issue.record("\(bad.outcome)")
          return
        }
      }
    }
  }

  @Test func `libcurl speaks HTTP/2 where ours does not`() async throws {
    // Frames of RFC 9113, section 4: length, type, flags, stream.
    @Sendable func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: [UInt8])
      -> [UInt8]
    {
      [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, stream] + payload
    }
    try await withPeer { connection in
      // The preface, section 3.4.
      guard connection.receive(24)?.starts(with: "PRI * HTTP/2.0".utf8) == true else { return }
      connection.send(frame(4, 0, 0, []))
      while let head = connection.receive(9) {
        _ = connection.receive(Int(head[1]) << 8 | Int(head[2]))
        switch head[3] {
        case 4 where head[4] == 0: connection.send(frame(4, 1, 0, []))
        case 1:
          // 0x88 is ":status: 200" in HPACK's static table, RFC 7541, appendix A.
          connection.send(frame(1, 4, head[8], [0x88]) + frame(0, 1, head[8], Array("hi".utf8)))
        default: break
        }
      }
    } _: { peer in
      let request = try ExchangeRequest.get(from: .loopback(peer.port))
      let exchange = try await withCurl(.http2PriorKnowledge) { await $0.send(request) }
      #expect(exchange.outcome == .completed && exchange.text == "hi")
      #expect(exchange.status == .ok && exchange.curl?.version == "HTTP/2")
      #expect(exchange.response?.head.version == HTTPVersion(major: 2, minor: 0))
    }
  }

  @Test func `interim responses without end are cut off by the limit`() async throws {
    try await withPeer { connection in
      guard connection.receiveHead() != nil else { return }
      connection.send(String(repeating: "HTTP/1.1 103 Early Hints\r\n\r\n", count: 1_000))
      _ = connection.receiveAll()
    } _: { peer in
      try await withCurl(.http11) { client in
        let request = try ExchangeRequest.get(from: .loopback(peer.port)) {
          $0.deadline = .seconds(5)
        }
        let exchange = await client.send(request)
        guard case .headLimit(let finding) = exchange.fault else {
          Issue.record("not cut off: \(exchange.outcome)")
          return
        }
        let limit = request.options.limits.interimResponses
        #expect(finding.kind == .limitExceeded(.interimResponses, limit: limit))
        #expect(exchange.interims.count == limit)
      }
    }
  }

  @Test func `libcurl's exchanges can be cancelled and stopped`() async throws {
    try await withPeer {
      _ = $0.receiveAll()
    } _: { peer in
      let client = try CurlClient()
      let request = try ExchangeRequest.get(from: .loopback(peer.port))
      let task = Task { await client.send(request) }
      while peer.accepted == 0 { try await Task.sleep(for: .milliseconds(5)) }
      task.cancel()
      guard case .cancelled = await task.value.fault else {
        Issue.record("not cancelled")
        return
      }
      let other = Task { await client.send(request) }
      while peer.accepted == 1 { try await Task.sleep(for: .milliseconds(5)) }
      await client.stop()
      guard case .stopped = await other.value.fault else {
        Issue.record("not stopped")
        return
      }
      #expect(await client.send(request).outcome == .failed(.stopped(.queued)))
    }
  }
}

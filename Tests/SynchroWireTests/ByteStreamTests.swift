import Glibc
import SynchroWire
import Testing
import SynchroSystem

@Suite(.timeLimit(.minutes(5))) struct ByteStreamTests {
  /// What one end does last, and what the other end must see.
  enum Ending: CaseIterable {
    case close, halfClose, abandon, reset
  }

  @Test(arguments: Ending.allCases, [false, true])
  func `each way to end a connection looks different from the other end`(
    ending: Ending, isSecure: Bool
  ) throws {
    let pair = try StreamPair()
    if isSecure {
      let authority = try ThrowawayAuthority()
      var configuration = TLSClientConfiguration()
      configuration.trust = authority.trust
      let outcomes = try pair.secure(
        client: TLSContext(client: configuration),
        server: TLSContext(server: .init(identity: authority.issue())))
      #expect(outcomes == (.done, .done))
    }
    #expect(pair.server.send("last words") == .bytes(10))
    #expect(pair.client.next().bytes == Array("last words".utf8))
    switch ending {
    case .close: pair.server.close()
    case .halfClose: #expect(pair.server.halfClose() == .done)
    case .abandon: pair.server.abandon()
    case .reset: pair.server.reset()
    }
    let outcome = pair.client.next().outcome
    switch ending {
    case .close, .halfClose: #expect(outcome == .end)
    case .abandon: #expect(outcome == (isSecure ? .truncated : .end))
    case .reset: #expect(outcome == .reset(SystemError(.recv, code: ECONNRESET)))
    }
    if isSecure {
      let sawNotify = ending == .close || ending == .halfClose
      #expect(pair.client.tlsFacts?.sawCloseNotify == sawNotify)
    }
    if ending == .halfClose {
      #expect(pair.client.send("answer") == .bytes(6))
      #expect(pair.server.next().bytes == Array("answer".utf8))
    }
  }

  @Test(arguments: [false, true])
  func `large transfers survive full buffers and moving memory`(isSecure: Bool) throws {
    let pair = try StreamPair()
    if isSecure {
      let authority = try ThrowawayAuthority()
      var configuration = TLSClientConfiguration()
      configuration.trust = authority.trust
      _ = try pair.secure(
        client: TLSContext(client: configuration),
        server: TLSContext(server: .init(identity: authority.issue())))
    }
    let sent = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 8)) }
    var start = 0
    var received: [UInt8] = []
    var blocked = 0
    while received.count < sent.count {
      // A copy each time, so that a retry never comes from the same address.
      let rest = Array(sent[start...])
      if !rest.isEmpty {
        switch rest.withUnsafeBytes({ pair.server.write($0) }) {
        case .bytes(let count): start += count
        case .wouldBlock(.write): blocked += 1
        case let other:
          Issue.record("the write ended with \(other)")
          return
        }
      }
      if start == sent.count || blocked % 2 == 1 {
        blocked = 0
        received += pair.client.next().bytes
        while pair.client.hasBufferedInput {
          let (bytes, outcome) = pair.client.next(limit: 1000)
          received += bytes
          guard case .bytes = outcome else { break }
        }
      }
    }
    #expect(received == sent)
  }

  @Test func `a peer that speaks no TLS is a fault, and one that leaves is a truncation`() throws {
    let authority = try ThrowawayAuthority()
    let context = try TLSContext(server: .init(identity: authority.issue()))
    let talker = try StreamPair()
    try talker.server.startTLS(context)
    _ = talker.client.send("GET / HTTP/1.1\r\nHost: example\r\n\r\n")
    guard case .tlsFault(let fault) = talker.server.handshake() else {
      Issue.record("plain text passed for TLS")
      return
    }
    #expect(fault.description == "TLS handshake: http request")
    let leaver = try StreamPair()
    try leaver.server.startTLS(context)
    leaver.client.close()
    #expect(leaver.server.handshake() == .truncated)
  }

  @Test func `a refused connection is told by the socket`() throws {
    let address: SocketAddress
    do {
      let listener = try Listener()
      address = listener.address
    }
    let descriptor = try Socket.connect(to: address)
    var ends = [pollfd(fd: descriptor.raw, events: Int16(POLLOUT), revents: 0)]
    #expect(poll(&ends, 1, 5_000) == 1)
    #expect(Socket.connectError(descriptor.raw) == SystemError(.connect, code: ECONNREFUSED))
    #expect(address.description.hasPrefix("127.0.0.1:"))
  }
}

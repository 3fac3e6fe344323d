import Synchronization
import SynchroHTTP
import SynchroTransport
import SynchroWire
import Testing

@Suite(.timeLimit(.minutes(5)))
struct IdleConnectionTests {
  private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"

  @Test func `bytes on an idle connection are a finding, and it is not used again`() async throws {
    let found = Mutex<[IdleFinding]>([])
    let noted = Signal()
    let go = Signal()
    var options = HTTPClient.Options()
    options.onIdleFinding = { finding in
      found.withLock { $0.append(finding) }
      noted.set()
    }
    try await withPeer { connection in
      guard connection.receiveHead() != nil else { return }
      connection.send(Self.answer)
      if connection.number == 1 {
        // The test says when the response was taken: then these bytes belong to nothing.
        wait(for: go)
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong")
      }
      _ = connection.receiveAll()
    } _: { peer in
      try await withClient(options) { client in
        let request = try ExchangeRequest.get(from: .loopback(peer.port))
        let first = await client.send(request)
        #expect(first.text == "hi")
        go.set()
        await noted.wait()
        let second = await client.send(request)
        #expect(second.text == "hi" && !second.isReused)
        let findings = found.withLock { $0 }
        #expect(findings.count == 1)
        #expect(findings.first?.connection.id == first.connection?.id)
        #expect(findings.first?.exchangeCount == 1)
        #expect(findings.first?.finding.code == "bytes-after-message")
        #expect(findings.first?.bytes.suffix(5) == Array("wrong".utf8)[...])
      }
    }
  }

  @Test func `bytes behind a response are a finding of that exchange`() async throws {
    try await withPeer { connection in
      guard connection.receiveHead() != nil else { return }
      connection.send(Self.answer + Self.answer)
      _ = connection.receiveAll()
    } _: { peer in
      try await withClient { client in
        let request = try ExchangeRequest.get(from: .loopback(peer.port))
        let first = await client.send(request)
        #expect(first.outcome == .completed && first.codes == ["bytes-after-message"])
        #expect(first.findings.first?.offset == Self.answer.utf8.count)
        #expect(first.received == Array((Self.answer + Self.answer).utf8))
        #expect(await client.send(request).isReused == false)
      }
    }
  }

  @Test func `a request on a connection gone stale is sent once more if it may be`() async throws {
    // Each connection answers once; the next request on it is read and met with silence and an end.
    let reset = Mutex(false)
    try await withPeer { connection in
      guard connection.receiveHead() != nil else { return }
      connection.send(Self.answer)
      guard connection.receiveHead() != nil else { return }
      if reset.withLock({ $0 }) { connection.stream.reset() }
    } _: { peer in
      try await withClient { client in
        let get = try ExchangeRequest.get(from: .loopback(peer.port))
        let post = try ExchangeRequest.post([1], to: .loopback(peer.port))
        let never = try ExchangeRequest.get(from: .loopback(peer.port)) {
          $0.retriesStaleConnection = false
        }
        for (isReset, fault) in [
          (false, TransportFault.closed(.waiting)), (true, .reset(.waiting)),
        ] {
          reset.withLock { $0 = isReset }
          _ = await client.send(get)
          let retried = await client.send(get)
          #expect(retried.outcome == .completed && !retried.isReused)
          #expect(retried.earlierAttempts.map(\.fault) == [fault])
          #expect(retried.earlierAttempts.map(\.isReused) == [true])
          #expect(retried.earlierAttempts.first?.sentCount == get.bytes.count)
          for request in [post, never] {
            let failed = await client.send(request)
            #expect(failed.outcome == .failed(fault) && failed.earlierAttempts.isEmpty)
            _ = await client.send(get)
          }
          // Leave no connection that has answered already.
          _ = await client.send(never)
        }
      }
    }
  }

  @Test func `an idle connection is closed by the peer, or by us in time, without a word`()
    async throws
  {
    var options = HTTPClient.Options()
    options.idleTimeout = .milliseconds(30)
    let closed = Signal()
    try await withPeer { connection in
      guard connection.receiveHead() != nil else { return }
      connection.send(Self.answer)
      if connection.number == 1 {
        _ = connection.receiveAll()
        closed.set()
      }
    } _: { peer in
      try await withClient(options) { client in
        let request = try ExchangeRequest.get(from: .loopback(peer.port))
        _ = await client.send(request)
        await closed.wait()
        for _ in 0..<3 {
          let exchange = await client.send(request)
          #expect(exchange.outcome == .completed)
        }
      }
    }
  }

  /// Blocks the peer's own thread until a task has set the signal.
  private func wait(for signal: Signal) { signal.block() }
}

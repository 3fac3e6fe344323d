import Synchronization
import SynchroHTTP
import SynchroTransport
import SynchroWire
import Testing

@Suite(.timeLimit(.minutes(5)))
struct CancellationTests {
  @Test func `a cancelled task gets its exchange back at once, whatever stage it was at`()
    async throws
  {
    let authority = try ThrowawayAuthority()
    let full = try FullListener()
    defer { full.close() }
    let reached = Signal()
    let silent: RawPeer.Handler = { connection in
      reached.set()
      _ = connection.receiveAll()
    }
    let answering: RawPeer.Handler = { connection in
      guard connection.receiveHead() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
      reached.set()
      _ = connection.receiveAll()
    }
    try await withPeer(silent) { silent in
      try await withPeer(answering) { answering in
        let cases: [(ExchangePhase, ExchangeRequest)] = [
          (.connect, try .get(from: .loopback(full.port))),
          (.tls, try .get(from: .secure(silent.port, configuration(authority)))),
          (.waiting, try .get(from: .loopback(silent.port))),
          (
            .proxy,
            try .get(
              from: .loopback(
                80, proxy: .http(ProxyServer(host: "127.0.0.1", port: silent.port))))
          ),
          (
            .request,
            try .post([UInt8](repeating: 0, count: 64 << 20), to: .loopback(silent.port))
          ),
          (.response, try .get(from: .loopback(answering.port))),
        ]
        try await withClient { client in
          for (phase, request) in cases {
            // The stage is reached when cancelling later finds it: no event tells of a connect that
            // hangs. Earlier stages are right answers too, so cancel until the stage is met.
            var met: ExchangePhase?
            for delay in [5, 20, 80, 320, 1000] where met != phase {
              let task = Task { await client.send(request) }
              try await Task.sleep(for: .milliseconds(delay))
              task.cancel()
              guard case .cancelled(let found) = await task.value.fault else {
                Issue.record("\(phase): not cancelled")
                break
              }
              met = found
            }
            #expect(met == phase)
          }
          let before = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await client.send(cases[2].1)
          }
          let early = await before.value
          guard case .cancelled = early.fault else {
            Issue.record("cancelled before the start: \(early.outcome)")
            return
          }
          #expect(early.sentCount == 0 || early.fault == .cancelled(.waiting))
        }
      }
    }
  }

  @Test func `a waiting exchange can be cancelled, time out, or be submitted and cancelled`()
    async throws
  {
    try await withPeer {
      _ = $0.receiveAll()
    } _: { peer in
      var options = HTTPClient.Options()
      options.connectionsPerDestination = 1
      try await withClient(options) { client in
        // A busy machine may keep this test waiting for long; the first exchange must outlast that.
        let request = try ExchangeRequest.get(from: .loopback(peer.port)) {
          $0.deadline = .seconds(300)
        }
        let first = Task { await client.send(request) }
        while peer.accepted == 0 { try await Task.sleep(for: .milliseconds(5)) }

        let late = await client.send(
          try .get(from: .loopback(peer.port)) { $0.deadline = .milliseconds(50) })
        #expect(late.outcome == .failed(.deadline(.queued)))

        let count = Mutex(0)
        let ended = Signal()
        let handle = client.submit(request) { exchange in
          count.withLock { $0 += exchange.fault == .cancelled(.queued) ? 1 : 100 }
          ended.set()
        }
        handle.cancel()
        handle.cancel()
        await ended.wait()
        first.cancel()
        #expect(await first.value.fault == .cancelled(.waiting))
        #expect(count.withLock { $0 } == 1)
      }
      #expect(peer.accepted == 1)
    }
  }

  @Test func `stopping ends every exchange once, and later ones at once`() async throws {
    try await withPeer {
      _ = $0.receiveAll()
    } _: { peer in
      var options = HTTPClient.Options()
      options.connectionsPerDestination = 8
      let client = try HTTPClient(options: options)
      let request = try ExchangeRequest.get(from: .loopback(peer.port))
      let phases = Mutex<[ExchangePhase: Int]>([:])
      let all = Signal()
      for _ in 0..<32 {
        client.submit(request) { exchange in
          guard case .stopped(let phase) = exchange.fault else { return }
          let total = phases.withLock { phases in
            phases[phase, default: 0] += 1
            return phases.values.reduce(0, +)
          }
          if total == 32 { all.set() }
        }
      }
      while peer.accepted < 8 { try await Task.sleep(for: .milliseconds(5)) }
      await client.stop()
      await all.wait()
      #expect(phases.withLock { $0[.queued] } == 24)
      #expect(await client.send(request).outcome == .failed(.stopped(.queued)))
      await client.stop()
    }
  }

  private func configuration(_ authority: ThrowawayAuthority) -> TLSClientConfiguration {
    var configuration = TLSClientConfiguration()
    configuration.trust = authority.trust
    return configuration
  }
}

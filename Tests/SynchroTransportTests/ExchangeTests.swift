import Synchronization
import SynchroHTTP
import SynchroTransport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ExchangeTests {
  @Test func `an exchange records both directions byte for byte, and when each stage was over`()
    async throws
  {
    let wire = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\n\r\nhello"
    try await withPeer { connection in
      guard connection.receiveHead() != nil else { return }
      connection.send(wire)
      _ = connection.receiveAll()
    } _: { peer in
      let request = try ExchangeRequest.get("/a?b=c", from: .loopback(peer.port))
      let exchange = try await withClient { await $0.send(request) }
      #expect(exchange.outcome == .completed)
      #expect(exchange.received == Array(wire.utf8))
      #expect(
        String(decoding: exchange.sent, as: UTF8.self)
          == "GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:\(peer.port)\r\n\r\n")
      #expect(exchange.request.addedFields == ["Host"])
      #expect(exchange.status == .ok && exchange.text == "hello")
      #expect(exchange.response?.head.fields["x-a"] == "1")
      #expect(exchange.findings.isEmpty && !exchange.isReused)
      #expect(exchange.connection?.peer == "127.0.0.1:\(peer.port)")
      let times = exchange.times
      let stages = [
        times.submitted, times.started, times.resolved, times.connected, times.requestBegun,
        times.requestSent, times.firstByte, times.ended,
      ]
      #expect(stages.allSatisfy { $0 != nil })
      #expect(stages.compactMap { $0 } == stages.compactMap { $0 }.sorted())
      #expect(times.tunnelled == nil && times.secured == nil)
    }
  }

  @Test func `a connection is used again after a response that allows it, and only then`()
    async throws
  {
    let replies: [(reply: String, method: HTTPMethod, isReused: Bool)] = [
      ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", .get, true),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", .get, true),
      ("HTTP/1.1 204 No Content\r\n\r\n", .get, true),
      ("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", .get, true),
      ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", .head, true),
      ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", .get, true),
      ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi", .get, false),
      ("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", .get, false),
      ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi!", .get, false),
      (
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", .get, false
      ),
    ]
    for (reply, method, isReused) in replies {
      try await withPeer { connection in
        while connection.receiveHead() != nil { connection.send(reply) }
      } _: { peer in
        let request = try ExchangeRequest(
          HTTPRequest(method, "/"), to: .loopback(peer.port))
        try await withClient { client in
          let first = await client.send(request)
          let second = await client.send(request)
          #expect(first.outcome == .completed, "\(reply)")
          #expect(second.outcome == .completed, "\(reply)")
          #expect(!first.isReused && second.isReused == isReused, "\(reply)")
          #expect((first.connection?.id == second.connection?.id) == isReused, "\(reply)")
        }
        #expect(peer.accepted == (isReused ? 1 : 2), "\(reply)")
      }
    }
  }

  @Test func `options and destinations keep connections apart`() async throws {
    try await withPeer {
      $0.answerAll()
    } _: { peer in
      try await withClient { client in
        let plain = try ExchangeRequest.get(from: .loopback(peer.port))
        let fresh = try ExchangeRequest.get(from: .loopback(peer.port)) {
          $0.usesIdleConnection = false
        }
        let once = try ExchangeRequest.get(from: .loopback(peer.port)) {
          $0.keepsConnection = false
        }
        let pinned = try ExchangeRequest.get(
          from: Destination(
            Origin(scheme: "http", host: "pinned.test", port: Int(peer.port)),
            pins: ["127.0.0.1"]))
        var ids: [UInt64?] = []
        for request in [plain, plain, fresh, once, plain, pinned, pinned] {
          ids.append(await client.send(request).connection?.id)
        }
        // Of several pins the one that answers serves, and a pin is no pin for others.
        let spare = try ExchangeRequest.get(
          from: Destination(
            Origin(scheme: "http", host: "pinned.invalid", port: Int(peer.port)),
            pins: ["127.0.0.2", "127.0.0.1"]))
        let answered = await client.send(spare)
        #expect(answered.connection?.peer == "127.0.0.1:\(peer.port)")
        let unpinned = await client.send(
          try .get(
            from: Destination(
              Origin(scheme: "http", host: "pinned.invalid", port: Int(peer.port)))
          ) {
            $0.connectTimeout = .seconds(1)
          })
        #expect(
          unpinned.fault == .unresolved(host: "pinned.invalid")
            || unpinned.fault == .connectTimeout(.lookup))
        // The newest idle connection serves first: `once` takes and ends the fresh one.
        #expect(ids == [1, 1, 2, 2, 1, 3, 3])
      }
    }
  }

  @Test func `content goes out with its length or in chunks, and waits for 100 when asked to`()
    async throws
  {
    try await withPeer { connection in
      guard let head = connection.receiveHead() else { return }
      if head.contains("/refused") {
        connection.send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n")
        return _ = connection.receiveAll()
      }
      if head.contains("Expect"), !head.contains("/silent") {
        connection.send("HTTP/1.1 100 Continue\r\n\r\n")
      }
      let isChunked = head.contains("Transfer-Encoding: chunked")
      let wire = connection.receive(isChunked ? 20 : 5) ?? []
      let echo = head + String(decoding: wire, as: UTF8.self)
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(echo.utf8.count)\r\n\r\n\(echo)")
    } _: { peer in
      let body = Array("hello".utf8)
      let destination = Destination.loopback(peer.port)
      let host = "Host: 127.0.0.1:\(peer.port)\r\n"
      try await withClient { client in
        let whole = await client.send(try .post(body, to: destination))
        #expect(whole.text == "POST / HTTP/1.1\r\n\(host)Content-Length: 5\r\n\r\nhello")
        #expect(whole.request.addedFields == ["Host", "Content-Length"])

        let chunked = await client.send(try .post(body, to: destination, chunkLength: 3))
        #expect(
          chunked.text
            == "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n"
            + "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")

        let expecting: HTTPFields = ["Expect": "100-continue"]
        let asked = await client.send(try .post(body, to: destination, fields: expecting))
        #expect(asked.interims.map(\.status) == [.continue])
        #expect(asked.text.hasSuffix("hello"))

        func post(_ target: String) throws -> ExchangeRequest {
          var options = ExchangeOptions()
          options.continueWait = .milliseconds(20)
          return try ExchangeRequest(
            HTTPRequest(.post, target, fields: expecting, body: body), to: destination,
            options: options)
        }
        let silent = await client.send(try post("/silent"))
        #expect(silent.interims.isEmpty && silent.text.hasSuffix("hello"))

        var patient = try post("/refused")
        patient.options.continueWait = .seconds(10)
        let refused = await client.send(patient)
        #expect(refused.outcome == .completed && refused.status?.code == 417)
        #expect(refused.sentCount == refused.request.headLength)
      }
    }
  }

  @Test func `raw bytes go out as they are, on a connection of their own`() async throws {
    try await withPeer { connection in
      guard let head = connection.receiveHead() else { return }
      connection.send("HTTP/1.1 400 Bad\r\nContent-Length: \(head.utf8.count)\r\n\r\n\(head)")
      _ = connection.receiveAll()
    } _: { peer in
      let bytes = "GET  / HTTP/1.1\nHost : x\r\n\r\n"
      let exchange = try await withClient {
        await $0.send(
          ExchangeRequest(
            raw: Array(bytes.utf8), answering: .get, to: .loopback(peer.port)))
      }
      #expect(exchange.outcome == .completed && exchange.text == bytes)
    }
  }

  @Test func `an answer that comes before the content was read is an answer`() async throws {
    try await withPeer { connection in
      guard connection.receiveHead() != nil else { return }
      connection.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
      _ = connection.receiveAll()
    } _: { peer in
      let body = [UInt8](repeating: 7, count: 32 << 20)
      let exchange = try await withClient {
        await $0.send(try .post(body, to: .loopback(peer.port)))
      }
      #expect(exchange.outcome == .completed && exchange.status == .contentTooLarge)
      #expect(exchange.sentCount < exchange.request.bytes.count)
    }
  }

  @Test func `a thousand exchanges with 64 in flight lose none`() async throws {
    try await withPeer { connection in
      while let head = connection.receiveHead() {
        let target = head.split(separator: " ")[1]
        connection.send(
          "HTTP/1.1 200 OK\r\nContent-Length: \(target.utf8.count)\r\n\r\n\(target)")
      }
    } _: { peer in
      try await withClient { client in
        let answers = await withTaskGroup(of: String.self) { group in
          var next = 0
          var answers: [String] = []
          func add() {
            let target = "/\(next)"
            next += 1
            group.addTask {
              guard let request = try? ExchangeRequest.get(target, from: .loopback(peer.port))
              else { return "no request" }
              return await client.send(request).text
            }
          }
          for _ in 0..<64 { add() }
          for await answer in group {
            answers.append(answer)
            if next < 1000 { add() }
          }
          return answers
        }
        #expect(Set(answers) == Set((0..<1000).map { "/\($0)" }))
        #expect(answers.count == 1000)
      }
      #expect(peer.accepted <= 64)
    }
  }

  @Test func `callbacks keep a load up on the loop's thread, and more than the pool holds waits`()
    async throws
  {
    try await withPeer {
      $0.answerAll()
    } _: { peer in
      var options = HTTPClient.Options()
      options.connectionsPerDestination = 4
      try await withClient(options) { client in
        let request = try ExchangeRequest.get(from: .loopback(peer.port))
        let load = Load(client: client, request: request, total: 500)
        for _ in 0..<16 { load.next() }
        await load.done.wait()
        #expect(load.completed == 500)
      }
      #expect(peer.accepted == 4)
    }
  }
}

/// Submits the next exchange from the completion of the one before.
private final class Load: Sendable {
  let done = Signal()
  private let client: HTTPClient
  private let request: ExchangeRequest
  private let total: Int
  private let counts = Mutex((submitted: 0, completed: 0))

  init(client: HTTPClient, request: ExchangeRequest, total: Int) {
    self.client = client
    self.request = request
    self.total = total
  }

  var completed: Int { counts.withLock { $0.completed } }

  func next() {
    let mayGo = counts.withLock { counts in
      guard counts.submitted < total else { return false }
      counts.submitted += 1
      return true
    }
    guard mayGo else { return }
    client.submit(request) { [self] exchange in
      let isLast = counts.withLock { counts in
        if exchange.outcome == .completed { counts.completed += 1 }
        return counts.completed == total
      }
      if isLast { done.set() } else { next() }
    }
  }
}

import Foundation
import Glibc
import SynchroHTTP
import SynchroServer
import SynchroTestSupport
import SynchroTiming
import SynchroWire
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct ServerLifeTests {
  private static let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test func `stopping finishes what has begun, closes what is idle, and takes nothing new`()
    async throws
  {
    let held = Mutex<[Responder]>([])
    let server = try HTTPServer(HTTPServerTests.configuration()) { request in
      guard request.head.path == "/held" else { return HTTPServerTests.handle(request) }
      return .deferred { responder in held.withLock { $0.append(responder) } }
    }
    let address = server.address
    try await onThread {
      let idle = try RawClient(address)
      try idle.send(ServerLifeTests.get)
      _ = try idle.read(until: "GET /a 0")
      let busy = try RawClient(address)
      try busy.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n\(ServerLifeTests.get)")
      while held.withLock({ $0.isEmpty }) { usleep(1_000) }
      let stopping = Thread { server.stopAndWait(within: .seconds(20)) }
      stopping.start()
      #expect(try idle.readToEnd().end == .end)
      #expect(throws: (any Error).self) { try RawClient(address) }
      held.withLock { $0.removeFirst() }.respond(.response(.noContent))
      let (bytes, end) = try busy.readToEnd()
      #expect(end == .end)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.hasPrefix("HTTP/1.1 204 No Content\r\n"))
      #expect(text.contains("Connection: close\r\n"))
      #expect(!text.contains("200 OK"))
    }
    await server.ended()
    #expect(server.connectionCount == 0)
  }

  @Test func `stopping cuts off what does not finish in time, and a lifetime ends by itself`()
    async throws
  {
    let held = Mutex<[Responder]>([])
    var configuration = HTTPServerTests.configuration()
    let stubborn = try HTTPServer(configuration) { _ in
      .deferred { responder in held.withLock { $0.append(responder) } }
    }
    try await onThread {
      let client = try RawClient(stubborn.address)
      try client.send(ServerLifeTests.get)
      while held.withLock({ $0.isEmpty }) { usleep(1_000) }
      stubborn.stopAndWait(within: .milliseconds(50))
      #expect(try client.readToEnd().bytes == [])
    }
    let accepted = held.withLock { $0.removeFirst() }.respond(.response(.ok))
    #expect(!accepted)
    configuration.lifetime = .milliseconds(50)
    let brief = try HTTPServer(configuration, handler: HTTPServerTests.handle)
    await brief.ended()
    // Stopping what has stopped is no error, from wherever.
    await brief.stop()
    try await onThread { brief.stopAndWait() }
    await #expect(throws: (any Error).self) {
      try await onThread { _ = try RawClient(brief.address) }
    }
  }

  @Test func `a client that leaves while its answer is made is noticed`() async throws {
    let log = EventLog()
    var configuration = HTTPServerTests.configuration()
    configuration.observer = { log.note($0) }
    let held = Mutex<[Responder]>([])
    let server = try HTTPServer(configuration) { request in
      guard request.head.path == "/held" else { return HTTPServerTests.handle(request) }
      return .deferred { responder in held.withLock { $0.append(responder) } }
    }
    try await onThread {
      let client = try RawClient(server.address)
      try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
      while held.withLock({ $0.isEmpty }) { usleep(1_000) }
      client.reset()
      #expect(log.wait(for: "peer left"))
      #expect(isIdle(server))
      // A client that only closes its sending side still gets its answer.
      let patient = try RawClient(server.address)
      try patient.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
      patient.halfClose()
      while held.withLock({ $0.count < 2 }) { usleep(1_000) }
      held.withLock { $0.removeLast() }.respond(.response(.noContent))
      let text = String(decoding: try patient.readToEnd().bytes, as: UTF8.self)
      #expect(text.hasPrefix("HTTP/1.1 204"))
    }
    await server.stop()
  }

  @Test func `a client that reads slowly gets a large response whole`() async throws {
    let server = try HTTPServer(HTTPServerTests.configuration(), handler: HTTPServerTests.handle)
    let count = try await onThread {
      let client = try RawClient(server.address)
      try client.send(
        "GET /large HTTP/1.1\r\nHost: a\r\n\r\nGET /large HTTP/1.1\r\nHost: a\r\n"
          + "Connection: close\r\n\r\n")
      usleep(50_000)
      return try client.readToEnd().bytes.count
    }
    #expect(count > 10_000_000 && count < 10_001_000)
    await server.stop()
  }

  @Test(arguments: ["/script", "/a", "/later"])
  func `a pipeline longer than any buffer is answered to its end`(path: String) async throws {
    let server = try HTTPServer(HTTPServerTests.configuration(), handler: HTTPServerTests.handle)
    let count = path == "/later" ? 200 : 5_000
    let padding = String(repeating: "p", count: path == "/later" ? 900 : 20)
    let request = "GET \(path) HTTP/1.1\r\nHost: a\r\nX: \(padding)\r\n\r\n"
    let received = try await onThread {
      let client = try RawClient(server.address)
      try client.send(String(repeating: request, count: count))
      try client.send("GET /end HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      return String(decoding: try client.readToEnd().bytes, as: UTF8.self)
    }
    #expect(received.split(separator: "HTTP/1.1 2").count == count + 1)
    #expect(received.hasSuffix("GET /end 0"))
    await server.stop()
  }

  @Test func `a deferred answer waits behind what the client has not read yet`() async throws {
    let block = [UInt8](repeating: 0x61, count: 200_000)
    let server = try HTTPServer(HTTPServerTests.configuration()) { request in
      guard request.head.path == "/block" else { return HTTPServerTests.handle(request) }
      return .response(.ok, [:], block)
    }
    let count = 60
    let pair = "GET /block HTTP/1.1\r\nHost: a\r\n\r\nGET /later HTTP/1.1\r\nHost: a\r\n\r\n"
    let received = try await onThread {
      let client = try RawClient(server.address)
      try client.send(String(repeating: pair, count: count))
      try client.send("GET /end HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      usleep(200_000)
      return String(decoding: try client.readToEnd().bytes, as: UTF8.self)
    }
    let responses = received.split(separator: "HTTP/1.1 200 OK\r\n")
    #expect(responses.count == 2 * count + 1)
    for (index, response) in responses.enumerated() {
      let content = response.split(separator: "\r\n\r\n").last.map { $0.utf8.count }
      let expected = index == 2 * count ? 10 : index % 2 == 0 ? block.count : 5
      #expect(content == expected, "response \(index)")
    }
    await server.stop()
  }

  @Test func `a client that never stops sending leaves the others their turn`() async throws {
    let floodCount = Mutex(0)
    // A handler slower than the client sends: the socket is never found empty.
    let server = try HTTPServer(HTTPServerTests.configuration()) { request in
      guard request.head.path == "/flood" else { return HTTPServerTests.handle(request) }
      usleep(500)
      floodCount.withLock { $0 += 1 }
      return .response(.noContent)
    }
    let isServed = Mutex(false)
    let body = String(repeating: "b", count: 900)
    let post = "POST /flood HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n\(body)"
    async let flood: Void = onThread {
      let client = try RawClient(server.address)
      let piece = Array(String(repeating: post, count: 500).utf8)
      let end = MonotonicInstant.now() + .seconds(8)
      while MonotonicInstant.now() < end, !isServed.withLock({ $0 }) {
        for _ in 0..<8 { try client.send(piece) }
        while let (bytes, _) = try? client.readSome(timeout: 0), !bytes.isEmpty {}
      }
    }
    let meanwhile = try await onThread {
      let client = try RawClient(server.address)
      while floodCount.withLock({ $0 == 0 }) { usleep(1_000) }
      let start = floodCount.withLock { $0 }
      try client.send(ServerLifeTests.get)
      _ = try client.read(until: "GET /a 0")
      isServed.withLock { $0 = true }
      return floodCount.withLock { $0 } - start
    }
    try await flood
    // One turn takes some 280 of them.
    #expect(meanwhile < 1_500)
    await server.stop()
  }

  @Test func `a server that has stopped is let go, whoever still holds a duty to answer`()
    async throws
  {
    final class Witness: Sendable {
      let held = Mutex<[Responder]>([])
    }
    weak var remembered: Witness?
    do {
      let witness = Witness()
      remembered = witness
      let server = try HTTPServer(HTTPServerTests.configuration()) { _ in
        .deferred { responder in witness.held.withLock { $0.append(responder) } }
      }
      try await onThread {
        let client = try RawClient(server.address)
        try client.send(ServerLifeTests.get)
        while witness.held.withLock({ $0.isEmpty }) { usleep(1_000) }
        server.stopAndWait(within: .zero)
      }
    }
    // The worker's thread may be about to let go of its last reference.
    for _ in 0..<1_000 where remembered != nil { try await Task.sleep(for: .milliseconds(1)) }
    #expect(remembered == nil)
  }

  @Test func `connections beyond the limit are turned away`() async throws {
    let log = EventLog()
    var configuration = HTTPServerTests.configuration()
    configuration.maximumConnections = 2
    configuration.observer = { log.note($0) }
    let server = try HTTPServer(configuration, handler: HTTPServerTests.handle)
    try await onThread {
      let first = try RawClient(server.address)
      let second = try RawClient(server.address)
      for client in [first, second] {
        try client.send(ServerLifeTests.get)
        _ = try client.read(until: "GET /a 0")
      }
      let third = try RawClient(server.address)
      let text = String(decoding: try third.readToEnd().bytes, as: UTF8.self)
      #expect(text.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
      #expect(server.connectionCount == 2)
      first.reset()
      while server.connectionCount == 2 { usleep(1_000) }
      let fourth = try RawClient(server.address)
      try fourth.send(ServerLifeTests.get)
      #expect(try fourth.read(until: "GET /a 0").hasPrefix("HTTP/1.1 200"))
    }
    #expect(log.all.contains("turned away"))
    await server.stop()
  }

  @Test func `noise and damaged requests neither crash nor hang nor leak connections`()
    async throws
  {
    let handled = Mutex(0)
    var configuration = HTTPServerTests.configuration()
    configuration.workers = 2
    let server = try HTTPServer(configuration) { request in
      handled.withLock { $0 += 1 }
      return request.head.path == "/later" ? HTTPServerTests.handle(request) : .response(.ok)
    }
    try await onThread {
      try Bombardment(seed: 0xB0B0, rounds: 400).run(against: server.address)
      #expect(isIdle(server))
      let client = try RawClient(server.address)
      try client.send(ServerLifeTests.get)
      #expect(try client.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200"))
    }
    #expect(handled.withLock { $0 } > 0)
    await server.stop()
  }
}

/// Sends damaged requests down many connections and waits for each to end.
struct Bombardment {
  let seed: UInt64
  let rounds: Int

  private static let corpus = [
    "GET /a HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST /b?x=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello",
    "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\nA: b\r\n\r\n",
    "GET /later HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
  ]

  func run(against address: SocketAddress) throws {
    var mutator = Mutator(
      corpus: Bombardment.corpus.map { Array($0.utf8) },
      dictionary: [
        "\r\n", "Content-Length: 9", "Transfer-Encoding: chunked", "0\r\n\r\n", "HTTP/1.1",
      ],
      seed: seed)
    var random = SplitMix64(seed: seed)
    for _ in 0..<rounds {
      let client = try RawClient(address)
      let bytes = mutator.next()
      let cut = Int.random(in: 0...bytes.count, using: &random)
      try client.send(Array(bytes[..<cut]))
      try client.send(Array(bytes[cut...]))
      switch Int.random(in: 0..<8, using: &random) {
      case 0: client.reset()
      default:
        client.halfClose()
        _ = try client.readToEnd()
      }
    }
  }
}

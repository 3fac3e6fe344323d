import Foundation
import SynchroHTTP
import SynchroServer
import SynchroTestSupport
import SynchroWire
import Synchronization
import Testing

/// The codec's corpora again, this time through sockets: no request that the reader refuses may
/// reach a handler, and none that it accepts may fail to.
@Suite(.timeLimit(.minutes(5))) struct RequestCorpusTests {
  private static let behind = Array("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

  /// The attempts that begin with requests which are right and deserve an answer.
  private static let rightBefore = ["second-request-is-wrong.http": ["/"]]

  @Test func `no smuggling attempt reaches the handler, nor anything behind it`() async throws {
    let seen = Mutex<[String]>([])
    let server = try HTTPServer(HTTPServerTests.configuration()) { request in
      seen.withLock { $0.append(request.head.target) }
      return .response(.ok)
    }
    let attempts = try Fixtures.files(in: "HTTP/smuggling").filter { $0.pathExtension == "http" }
    #expect(attempts.count >= 60)
    for attempt in attempts {
      let name = attempt.lastPathComponent
      let bytes = try Fixtures.bytes("HTTP/smuggling/\(name)")
      let received = try await onThread {
        let client = try RawClient(server.address)
        try client.send(bytes + RequestCorpusTests.behind)
        client.halfClose()
        let (bytes, end) = try client.readToEnd()
        #expect(end == .end, "\(name)")
        return String(decoding: bytes, as: UTF8.self)
      }
      let right = RequestCorpusTests.rightBefore[name, default: []]
      let statuses = received.matches(of: #/HTTP/1\.1 (\d\d\d) /#).compactMap { Int($0.1) }
      #expect(statuses.count == right.count + 1, "\(name): \(received)")
      #expect(statuses.last == 400, "\(name): \(received)")
      #expect(received.contains("Connection: close\r\n"), "\(name)")
      #expect(seen.withLock { $0 } == right, "\(name)")
      seen.withLock { $0 = [] }
    }
    await server.stop()
  }

  @Test func `unusual requests that are right reach the handler`() async throws {
    let seen = Mutex(0)
    let server = try HTTPServer(HTTPServerTests.configuration()) { request in
      seen.withLock { $0 += 1 }
      return .response(request.head.method == .connect ? .notFound : .ok)
    }
    for file in try Fixtures.files(in: "HTTP/accepted") where file.pathExtension == "http" {
      let bytes = try Fixtures.bytes("HTTP/accepted/\(file.lastPathComponent)")
      let before = seen.withLock { $0 }
      let received = try await onThread {
        let client = try RawClient(server.address)
        try client.send(bytes)
        client.halfClose()
        return String(decoding: try client.readToEnd().bytes, as: UTF8.self)
      }
      #expect(seen.withLock { $0 } > before, "\(file.lastPathComponent)")
      #expect(!received.contains("HTTP/1.1 400"), "\(file.lastPathComponent): \(received)")
    }
    await server.stop()
  }
}

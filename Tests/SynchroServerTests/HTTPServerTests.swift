import Foundation
import Glibc
import SynchroHTTP
import SynchroServer
import SynchroTestSupport
import SynchroWire
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct HTTPServerTests {
  /// Bytes that a client sends on one connection, and all that it gets until the end.
  struct Conversation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sent: [String]
    let received: String

    init(_ name: String, _ sent: String..., gives received: String) {
      testDescription = name
      self.sent = sent
      self.received = received
    }
  }

  private static let date = "Date: <*>\r\n"

  private static func ok(_ body: String, _ fields: String = "") -> String {
    "HTTP/1.1 200 OK\r\n\(date)\(fields)Content-Type: text/plain\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  private static let last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
  private static let lastReply = ok("GET /last 0", "Connection: close\r\n")

  private static func refused(_ status: String, _ finding: String = "<*>") -> String {
    refusedHead(status) + finding + "\n"
  }

  private static func refusedHead(_ status: String) -> String {
    "HTTP/1.1 \(status)\r\n\(date)Connection: close\r\n"
      + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: <*>\r\n\r\n"
  }

  static let conversations: [Conversation] = [
    Conversation(
      "two requests one after the other", "GET /a HTTP/1.1\r\nHost: a\r\n\r\n", last,
      gives: ok("GET /a 0") + lastReply),
    Conversation(
      "three requests in one write",
      "GET /a HTTP/1.1\r\nHost: a\r\n\r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
        + last,
      gives: ok("GET /a 0") + ok("POST /b 3") + lastReply),
    Conversation(
      "nothing behind the last request is read", last + last, gives: lastReply),
    Conversation(
      "HEAD has no content", "HEAD /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      gives: "HTTP/1.1 200 OK\r\n\(date)Connection: close\r\nContent-Type: text/plain\r\n"
        + "Content-Length: 9\r\n\r\n"),
    Conversation(
      "HTTP/1.0 closes by default", "GET /a HTTP/1.0\r\n\r\n",
      gives: ok("GET /a 0", "Connection: close\r\n")),
    Conversation(
      "HTTP/1.0 may ask to stay", "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
      "GET /b HTTP/1.0\r\n\r\n",
      gives: ok("GET /a 0", "Connection: keep-alive\r\n") + ok("GET /b 0", "Connection: close\r\n")),
    Conversation(
      "chunks and trailers come in",
      "POST /trailers HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
        + "\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nX-Sum: 7\r\n\r\n",
      gives: ok("POST /trailers 7 X-Sum=7", "Connection: close\r\n")),
    Conversation(
      "chunks and trailers go out",
      "GET /chunked HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      gives: "HTTP/1.1 200 OK\r\n\(date)Connection: close\r\nTransfer-Encoding: chunked\r\n"
        + "Trailer: X-Sum\r\n\r\n6\r\nchunky\r\n0\r\nX-Sum: 6\r\n\r\n"),
    Conversation(
      "HTTP/1.0 gets no chunks", "GET /chunked HTTP/1.0\r\n\r\n",
      gives: "HTTP/1.1 200 OK\r\n\(date)Connection: close\r\nContent-Length: 6\r\n\r\nchunky"),
    Conversation(
      "100 comes when content is awaited",
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n",
      "abc" + last,
      gives: "HTTP/1.1 100 Continue\r\n\r\n" + ok("POST /a 3") + lastReply),
    Conversation(
      "100 is left out when content is there",
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc" + last,
      gives: ok("POST /a 3") + lastReply),
    Conversation(
      "a declared body beyond the limit is refused before it comes",
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2147483648\r\nExpect: 100-continue\r\n\r\n",
      gives: refused("413 Content Too Large")),
    Conversation(
      "a chunked body beyond the limit is refused while it comes",
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        + String(repeating: "100\r\n\(String(repeating: "x", count: 256))\r\n", count: 5),
      gives: refused("413 Content Too Large")),
    Conversation(
      "a target beyond the limit", "GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\n\r\n",
      gives: refused("414 URI Too Long")),
    Conversation(
      "fields beyond the limit",
      "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 70_000))\r\n\r\n",
      gives: refused("431 Request Header Fields Too Large")),
    Conversation(
      "too many fields",
      "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 200))\r\n",
      gives: refused("431 Request Header Fields Too Large")),
    Conversation(
      "another version", "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
      gives: refused("505 HTTP Version Not Supported")),
    Conversation(
      "another transfer coding",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
      gives: refused("501 Not Implemented")),
    Conversation(
      "an expectation that nobody knows",
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\nContent-Length: 1\r\n\r\nx",
      gives: refused("417 Expectation Failed")),
    Conversation("no Host", "GET / HTTP/1.1\r\n\r\n", gives: refused("400 Bad Request")),
    Conversation(
      "a refusal of HEAD has no content", "HEAD / HTTP/1.1\r\n\r\n",
      gives: refusedHead("400 Bad Request")),
    Conversation(
      "a refusal of content that HEAD has brought has none either",
      "HEAD / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
      gives: refusedHead("400 Bad Request")),
    Conversation(
      "a refusal of HEAD for its long target has none",
      "HEAD /" + String(repeating: "a", count: 9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
      gives: refusedHead("414 URI Too Long")),
    Conversation(
      "what came before a bad request is answered",
      "GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\nHost: a\r\n\r\n" + last,
      gives: ok("GET /a 0") + refused("400 Bad Request")),
    Conversation(
      "a handler that writes nonsense gets its client a 500",
      "GET /broken HTTP/1.1\r\nHost: a\r\n\r\n",
      gives: "HTTP/1.1 500 Internal Server Error\r\n\(date)Connection: close\r\n"
        + "Content-Length: 0\r\n\r\n"),
    Conversation(
      "a handler may close", "GET /close HTTP/1.1\r\nHost: a\r\n\r\n" + last,
      gives: "HTTP/1.1 204 No Content\r\n\(date)Connection: close\r\n\r\n"),
    Conversation(
      "a script may answer rightly and go on",
      "GET /script HTTP/1.1\r\nHost: a\r\n\r\n" + last,
      gives: "HTTP/1.1 204 No Content\r\n\r\n" + lastReply),
    Conversation(
      "answers keep the order of requests",
      "GET /later HTTP/1.1\r\nHost: a\r\n\r\nGET /later HTTP/1.1\r\nHost: a\r\n\r\n" + last,
      gives: ok("later") + ok("later") + lastReply),
    Conversation(
      "a responder that is dropped answers 500",
      "GET /forgotten HTTP/1.1\r\nHost: a\r\n\r\n" + last,
      gives: "HTTP/1.1 500 Internal Server Error\r\n\(date)Content-Length: 0\r\n\r\n" + lastReply),
  ]

  @Sendable static func handle(_ request: ServerRequest) -> ServerReply {
    @Sendable func text(_ text: String) -> HTTPResponse {
      HTTPResponse(.ok, fields: ["Content-Type": "text/plain"], body: Array(text.utf8))
    }
    switch request.head.path {
    case "/chunked":
      var response = HTTPResponse(
        .ok, fields: ["Transfer-Encoding": "chunked", "Trailer": "X-Sum"],
        body: Array("chunky".utf8))
      response.trailers = ["X-Sum": "6"]
      return .response(response)
    case "/broken":
      return .response(.ok, ["Connection": "close", "Date": "now", "X-Bad": "a\r\nInjected: b"])
    case "/close": return .response(.noContent, ["Connection": "close"])
    case "/script": return .wire([.text("HTTP/1.1 204 No"), .text(" Content\r\n\r\n")])
    case "/large": return .response(.ok, [:], [UInt8](repeating: 0x61, count: 5_000_000))
    case "/forgotten": return .deferred { _ in }
    case "/later":
      return .deferred { responder in
        Thread.detachNewThread {
          let first = responder.respond(.response(text("later")))
          let second = responder.respond(.response(text("never")))
          #expect(first)
          #expect(!second)
        }
      }
    default:
      let sums = request.trailers.map { " \($0.name)=\($0.value)" }.joined()
      let words = "\(request.head.method.name) \(request.head.path) \(request.body.count)\(sums)"
      return .response(text(words))
    }
  }

  static func configuration() -> ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.workers = 1
    configuration.limits.bodyBytes = 1_000
    return configuration
  }

  @Test(arguments: conversations, [false, true])
  func `requests are answered as they should be`(
    conversation: Conversation, bytewise: Bool
  ) async throws {
    let server = try HTTPServer(HTTPServerTests.configuration(), handler: HTTPServerTests.handle)
    // Byte by byte, content can never have come already.
    if bytewise, conversation.testDescription.contains("is there") { return }
    if bytewise, conversation.sent.joined().utf8.count > 20_000 { return }
    let received = try await onThread {
      let client = try RawClient(server.address)
      for piece in conversation.sent {
        if bytewise {
          for byte in piece.utf8 { try client.send([byte]) }
        } else {
          try client.send(piece)
        }
        if conversation.sent.count > 1, piece != conversation.sent.last {
          try client.waitForBytes()
        }
      }
      let (bytes, end) = try client.readToEnd()
      #expect(end == .end)
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(fits(received, conversation.received), "\(visible(Array(received.utf8)))")
    #expect(try await onThread { isIdle(server) })
  }
}

/// Whether a text fits a pattern in which `<*>` stands for anything on one line.
private func fits(_ text: String, _ pattern: String) -> Bool {
  let escaped = NSRegularExpression.escapedPattern(for: pattern)
    .replacingOccurrences(of: "<\\*>", with: "[^\\n]*?")
  let whole = NSRange(text.startIndex..., in: text)
  guard let expression = try? NSRegularExpression(pattern: "\\A\(escaped)\\z") else { return false }
  return expression.firstMatch(in: text, range: whole) != nil
}

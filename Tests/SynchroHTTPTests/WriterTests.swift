import SynchroHTTP
import Testing

@Suite struct WriterTests {
  @Test func `what is written is what was given`() throws {
    var buffer: [UInt8] = Array("before".utf8)
    try HTTPWriter.write(
      HTTPRequest(.post, "/a?b", fields: ["Host": "a.example"], body: Array("hello".utf8)),
      to: &buffer)
    #expect(
      String(decoding: buffer, as: UTF8.self)
        == "beforePOST /a?b HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\nhello")
    buffer = []
    try HTTPWriter.write(
      HTTPResponse(.ok, fields: ["X": "y"], body: Array("hi".utf8)), answering: .get, to: &buffer)
    #expect(
      String(decoding: buffer, as: UTF8.self)
        == "HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 2\r\n\r\nhi")
  }

  @Test func `the length is added where it belongs and nowhere else`() throws {
    let body = Array("hello".utf8)
    let cases: [(HTTPResponse, HTTPMethod, String)] = [
      (HTTPResponse(.ok), .get, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
      (HTTPResponse(.ok, body: body), .head, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
      (HTTPResponse(.ok), .head, "HTTP/1.1 200 OK\r\n\r\n"),
      (HTTPResponse(.noContent), .get, "HTTP/1.1 204 No Content\r\n\r\n"),
      (HTTPResponse(.ok), .connect, "HTTP/1.1 200 OK\r\n\r\n"),
      (
        HTTPResponse(.ok, fields: ["Content-Length": "9"]), .head,
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
      ),
      (
        HTTPResponse(.ok, fields: ["Transfer-Encoding": "chunked"], body: body), .get,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
      ),
    ]
    for (response, method, expected) in cases {
      var buffer: [UInt8] = []
      try HTTPWriter.write(response, answering: method, to: &buffer)
      #expect(String(decoding: buffer, as: UTF8.self) == expected)
    }
    var buffer: [UInt8] = []
    try HTTPWriter.write(HTTPRequest(.get, "/"), to: &buffer)
    try HTTPWriter.write(HTTPRequest(.put, "/"), to: &buffer)
    #expect(
      String(decoding: buffer, as: UTF8.self)
        == "GET / HTTP/1.1\r\n\r\nPUT / HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
  }

  @Test func `nothing can be injected, and a refusal leaves the buffer alone`() {
    var response = HTTPResponse(.ok, fields: ["Transfer-Encoding": "chunked"])
    response.trailers = ["X": "a\nb"]
    let attempts: [(HTTPWriteError, (inout [UInt8]) throws(HTTPWriteError) -> Void)] = [
      (
        .fieldValueMalformed(name: "X"),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(HTTPRequestHead(.get, "/", fields: ["X": "a\r\nY: b"]), to: &buffer)
        }
      ),
      (
        .fieldValueMalformed(name: "X"),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(HTTPResponseHead(.ok, fields: ["X": "a\u{0}"]), to: &buffer)
        }
      ),
      (
        .fieldValueMalformed(name: "X"),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(HTTPResponseHead(.ok, fields: ["X": " a"]), to: &buffer)
        }
      ),
      (
        .fieldNameMalformed("X Y"),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(HTTPResponseHead(.ok, fields: ["X Y": "a"]), to: &buffer)
        }
      ),
      (
        .fieldNameMalformed(""),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(HTTPResponseHead(.ok, fields: ["": "a"]), to: &buffer)
        }
      ),
      (
        .targetMalformed("/ HTTP/1.1\r\nX: y"),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(HTTPRequestHead(.get, "/ HTTP/1.1\r\nX: y"), to: &buffer)
        }
      ),
      (
        .targetMalformed(""),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(HTTPRequestHead(.get, ""), to: &buffer)
        }
      ),
      (
        .methodMalformed("G T"),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(HTTPRequestHead(.other("G T"), "/"), to: &buffer)
        }
      ),
      (
        .reasonMalformed("a\r\nb"),
        { (buffer) throws(HTTPWriteError) in
          var head = HTTPResponseHead(.ok); head.reason = "a\r\nb";
          try HTTPWriter.write(head, to: &buffer)
        }
      ),
      (
        .lengthMismatch(declared: "5", actual: 1),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(
            HTTPResponse(.ok, fields: ["Content-Length": "5"], body: [1]), answering: .get,
            to: &buffer)
        }
      ),
      (
        .framingAmbiguous,
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(
            HTTPRequest(
              .post, "/", fields: ["Transfer-Encoding": "chunked", "Content-Length": "0"]),
            to: &buffer)
        }
      ),
      (
        .framingAmbiguous,
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(
            HTTPRequest(.post, "/", fields: ["Transfer-Encoding": "gzip"]), to: &buffer)
        }
      ),
      (
        .contentNotAllowed(.noContent),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(HTTPResponse(.noContent, body: [1]), answering: .get, to: &buffer)
        }
      ),
      (
        .trailersWithoutChunks,
        { (buffer) throws(HTTPWriteError) in
          var message = HTTPRequest(.get, "/"); message.trailers = ["X": "y"];
          try HTTPWriter.write(message, to: &buffer)
        }
      ),
      (
        .fieldValueMalformed(name: "X"),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.write(response, answering: .get, to: &buffer)
        }
      ),
      (
        .fieldValueMalformed(name: "X"),
        { (buffer) throws(HTTPWriteError) in
          try HTTPWriter.writeLastChunk(trailers: response.trailers, to: &buffer)
        }
      ),
    ]
    for (expected, attempt) in attempts {
      var buffer: [UInt8] = [7]
      do {
        try attempt(&buffer)
        Issue.record("\(expected) was not noticed")
      } catch {
        #expect(error == expected)
      }
      #expect(buffer == [7])
    }
  }

  @Test func `the unchecked forms put down anything`() {
    var buffer: [UInt8] = []
    HTTPWriter.writeUnchecked(
      HTTPResponseHead(.ok, fields: ["X": "a\r\nInjected: b"]), to: &buffer)
    HTTPWriter.writeUnchecked(name: "A b".utf8, value: [0], to: &buffer)
    HTTPWriter.writeUnchecked(HTTPRequestHead(.other(""), "a b"), to: &buffer)
    #expect(
      String(decoding: buffer, as: UTF8.self)
        == "HTTP/1.1 200 OK\r\nX: a\r\nInjected: b\r\n\r\nA b: \0\r\n a b HTTP/1.1\r\n\r\n")
  }

  @Test func `what was written is read back as the same`() throws {
    var request = HTTPRequest(.patch, "/x", fields: ["Host": "a", "Transfer-Encoding": "chunked"])
    request.body = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    request.trailers = ["X-Sum": "\"300\""]
    var buffer: [UInt8] = []
    try HTTPWriter.write(request, to: &buffer)
    var reader = HTTPRequestReader()
    var received = HTTPRequest(.get, "/")
    while !buffer.isEmpty {
      let step = buffer.withUnsafeBytes { reader.read($0) }
      switch step.event {
      case .head(let head, _): received.head = head
      case .body(let range): received.body += buffer[range]
      case .trailers(let trailers): received.trailers = trailers
      case .end, .needMore, .closed, .failed: #expect(step.event == .end(isPersistent: true))
      }
      buffer.removeFirst(step.consumed)
      if step.event == .end(isPersistent: true) { break }
    }
    #expect(received == request)
    #expect(reader.findings.isEmpty)
  }

  @Test func `chunks are never empty by accident`() throws {
    var buffer: [UInt8] = []
    HTTPWriter.writeChunk([], to: &buffer)
    HTTPWriter.writeChunk([UInt8](repeating: 65, count: 26), to: &buffer)
    try HTTPWriter.writeLastChunk(to: &buffer)
    #expect(
      String(decoding: buffer, as: UTF8.self)
        == "1a\r\n" + String(repeating: "A", count: 26) + "\r\n0\r\n\r\n")
  }
}

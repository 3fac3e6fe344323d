import SynchroFuzz
import SynchroHTTP
import Testing

/// Streams without end are refused at a limit that the finding names, and nobody keeps more of them
/// than that limit.
@Suite struct LimitTests {
  struct Endless: Sendable {
    let start: String
    let unit: String
    let limit: HTTPLimits.Name
  }

  static let limits: HTTPLimits = {
    var limits = HTTPLimits()
    limits.startLineBytes = 1000
    limits.headBytes = 4000
    limits.fieldCount = 50
    limits.bodyBytes = 10_000
    limits.chunkLineBytes = 500
    limits.chunkExtensionBytes = 2000
    limits.trailerBytes = 600
    limits.interimResponses = 5
    return limits
  }()

  static let post = "POST / HTTP/1.1\r\nHost: a\r\n"
  static let chunked = post + "Transfer-Encoding: chunked\r\n\r\n"

  static let requests = [
    Endless(start: "GET /", unit: "a", limit: .startLineBytes),
    Endless(start: "", unit: "\r\n", limit: .headBytes),
    Endless(start: post + "X: ", unit: "y", limit: .headBytes),
    Endless(start: post, unit: "X-Long-Enough-To-Matter-0123456789: y\r\n", limit: .fieldCount),
    Endless(start: post, unit: String(repeating: "y", count: 200) + ": y\r\n", limit: .headBytes),
    Endless(start: post + "Content-Length: 2147483648\r\n\r\n", unit: "x", limit: .bodyBytes),
    Endless(start: chunked, unit: "1\r\nx\r\n", limit: .bodyBytes),
    Endless(start: chunked + "80000000\r\n", unit: "x", limit: .bodyBytes),
    Endless(start: chunked, unit: "0", limit: .chunkLineBytes),
    Endless(start: chunked + "1;a=", unit: "b", limit: .chunkLineBytes),
    Endless(start: chunked, unit: "1;aaaaaaaaaaa\r\nx\r\n", limit: .chunkExtensionBytes),
    Endless(start: chunked + "0\r\n", unit: "X: yyyyyyyyyyyyyy\r\n", limit: .trailerBytes),
    Endless(start: chunked + "0\r\n", unit: "X:\r\n", limit: .fieldCount),
  ]

  static let responses = [
    Endless(start: "HTTP/1.1 200 ", unit: "OK", limit: .startLineBytes),
    Endless(start: "HTTP/1.1 200 OK\r\nX: a\r\n", unit: " b\r\n", limit: .headBytes),
    Endless(start: "", unit: "HTTP/1.1 103 Early Hints\r\n\r\n", limit: .interimResponses),
    Endless(start: "HTTP/1.1 200 OK\r\n\r\n", unit: "x", limit: .bodyBytes),
    Endless(
      start: "HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n", unit: "x", limit: .bodyBytes),
  ]

  @Test func `findings that nobody takes do not add up without end`() {
    let request = Array(("\r\n\r\n" + Self.post + "\r\n").utf8)
    var reader = HTTPRequestReader()
    for _ in 0..<1000 {
      var rest = request[...]
      while !rest.isEmpty {
        let step = rest.withUnsafeBytes { reader.read($0) }
        guard step.consumed > 0 else { break }
        rest = rest.dropFirst(step.consumed)
      }
      let end = reader.read(UnsafeRawBufferPointer(start: nil, count: 0))
      #expect(end.event == .end(isPersistent: true))
    }
    #expect(reader.findings.count == 256)
    #expect(reader.takeFindings().count == 256 && reader.findings.isEmpty)
  }

  @Test func `endless requests are refused at a named limit`() {
    for stream in Self.requests {
      var reader = HTTPRequestReader(limits: Self.limits, policy: .report)
      expectRefusal(of: stream) { window in
        let step = reader.read(window)
        if case .failed(let finding) = step.event { return (step.consumed, false, finding) }
        return (step.consumed, step.event == .needMore, nil)
      }
    }
  }

  @Test func `endless responses are refused at a named limit`() {
    for stream in Self.responses {
      var reader = HTTPResponseReader(limits: Self.limits)
      reader.expectResponse(to: .get)
      expectRefusal(of: stream) { window in
        let step = reader.read(window)
        if case .failed(let finding) = step.event { return (step.consumed, false, finding) }
        return (step.consumed, step.event == .needMore, nil)
      }
    }
  }

  @Test func `limits beyond all reason do not overflow`() {
    var limits = HTTPLimits()
    limits.startLineBytes = .max
    limits.headBytes = .max
    limits.bodyBytes = .max
    limits.chunkLineBytes = .max
    limits.chunkExtensionBytes = .max
    limits.trailerBytes = .max
    limits.decodedBytes = .max
    for text in [
      Self.chunked + "7fffffffffffffff\r\nx",
      Self.post + "Content-Length: 9223372036854775807\r\n\r\nx",
    ] {
      let transcript = HTTPTranscript.requests(Array(text.utf8), limits: limits)
      #expect(transcript.findings.last?.severity == .unrecoverable)
    }
    limits.headBytes = -1
    let transcript = HTTPTranscript.requests(Array(Self.post.utf8), limits: limits)
    #expect(transcript.findings.last?.code == "limit-exceeded")
  }

  private func expectRefusal(
    of stream: Endless,
    read: (UnsafeRawBufferPointer) -> (consumed: Int, needsMore: Bool, finding: WireFinding?)
  ) {
    var window = Array(stream.start.utf8)
    var largest = 0
    for _ in 0..<20_000 {
      window += Array(stream.unit.utf8)
      var needsMore = false
      while !needsMore {
        let step = window.withUnsafeBytes(read)
        if let finding = step.finding {
          guard case .limitExceeded(stream.limit, let value) = finding.kind else {
            Issue.record("\(stream.limit) was meant, not \(finding)")
            return
          }
          #expect(finding.message.contains("\(stream.limit.rawValue) of \(value)"))
          #expect(largest <= Self.limits.headBytes + stream.unit.utf8.count)
          return
        }
        window.removeFirst(step.consumed)
        needsMore = step.needsMore
      }
      largest = max(largest, window.count)
    }
    Issue.record("20,000 units of \(stream.unit.debugDescription) were accepted")
  }
}

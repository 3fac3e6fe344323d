import SynchroFuzz
import SynchroHTTP
import SynchroTestSupport
import Testing

@Suite struct ResponseCorpusTests {
  /// Faults that libcurl 7.88.1 accepts without a word.
  static let acceptedSilently = [
    "content-length-conflict", "content-length-plus", "content-length-with-transfer-encoding",
    "space-before-colon", "obs-fold", "bare-lf", "reason-missing", "body-on-204",
    "bytes-after-body",
  ]

  @Test func `every wire fault is a finding with a place`() throws {
    let cases = try HTTPCorpus.responses("wire-faults")
    #expect(Set(Self.acceptedSilently).isSubset(of: cases.map(\.name)))
    for response in cases {
      let transcript = HTTPTranscript.responses(response.bytes, to: [response.method])
      #expect(!transcript.findings.isEmpty, "\(response.name) is not noticed")
      for finding in transcript.findings {
        #expect((0...response.bytes.count).contains(finding.offset))
      }
      try expectGolden(
        transcript.lines.joined(separator: "\n") + "\n",
        "HTTP/wire-faults/\(response.name)/findings.txt")
    }
  }

  @Test func `unusual responses that are right have no finding`() throws {
    for response in try HTTPCorpus.responses("responses") {
      let transcript = HTTPTranscript.responses(response.bytes, to: [response.method])
      #expect(transcript.findings.isEmpty, "\(response.name): \(transcript.findings)")
      try expectGolden(
        transcript.lines.joined(separator: "\n") + "\n",
        "HTTP/responses/\(response.name)/findings.txt")
    }
  }

  @Test func `pipelined responses answer the announced requests in order`() {
    let text =
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
      + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
      + "HTTP/1.1 204 No Content\r\n\r\n"
    let transcript = HTTPTranscript.responses(Array(text.utf8), to: [.head, .get, .delete])
    #expect(transcript.findings.isEmpty)
    #expect(transcript.lines.filter { $0 == "end" }.count == 3)
    #expect(transcript.lines.last == "closed")
  }

  @Test func `only the first findings are kept, and the one that stops`() {
    let fields = String(repeating: "X : y\n", count: 120)
    let text = "HTTP/1.1 200 OK\r\n\(fields)Content-Length: nine\r\n\r\n"
    var reader = HTTPResponseReader()
    reader.expectResponse(to: .get)
    let step = Array(text.utf8).withUnsafeBytes { reader.read($0) }
    guard case .failed(let finding) = step.event else {
      Issue.record("the response is readable: \(step)")
      return
    }
    #expect(finding.code == "content-length-malformed")
    #expect(reader.findings.count == 65)
    #expect(reader.findings.last == finding)
  }
}

import SynchroFuzz
import SynchroHTTP
import SynchroTestSupport
import Testing

@Suite struct RequestCorpusTests {
  @Test(arguments: ["smuggling", "refused"])
  func `a strict server refuses every wrong request, and closes`(folder: String) throws {
    let cases = try HTTPCorpus.requests(folder)
    if folder == "smuggling" { #expect(cases.count >= 60) }
    var table = ""
    for request in cases {
      let transcript = HTTPTranscript.requests(request.bytes, policy: .refuse)
      #expect(transcript.lines.last == "stopped", "\(request.name) is accepted")
      guard let finding = transcript.findings.last else { continue }
      #expect(finding.isRefusedByServer)
      #expect(
        folder == "smuggling"
          ? finding.refusalStatus == .badRequest : (400...505).contains(finding.refusalStatus.code))
      table += "\(request.name): \(finding.refusalStatus.code) \(finding.code) "
      table += "at byte \(finding.offset) (\(finding.severity.rawValue), \(finding.clause))\n"
    }
    try expectGolden(table, "HTTP/\(folder)/\(folder).txt")
  }

  @Test func `unusual requests that are valid are accepted`() throws {
    let cases = try HTTPCorpus.requests("accepted")
    #expect(cases.count >= 20)
    var table = ""
    for request in cases {
      let transcript = HTTPTranscript.requests(request.bytes, policy: .refuse)
      #expect(transcript.lines.last == "closed", "\(request.name) is refused")
      #expect(transcript.findings.allSatisfy { !$0.isRefusedByServer })
      table += "== \(request.name)\n\(transcript.lines.joined(separator: "\n"))\n"
    }
    try expectGolden(table, "HTTP/accepted/accepted.txt")
  }

  @Test func `a refused request is read on when somebody wants to know everything`() {
    let bytes = Array(
      "GET  /a#b HTTP/1.1\nHost : a.example\r\nX: a\r\n b\r\nHost: a.example\r\n\r\n".utf8)
    let transcript = HTTPTranscript.requests(bytes, policy: .report)
    #expect(
      transcript.findings.map(\.code) == [
        "start-line-whitespace", "request-target-malformed", "bare-lf", "space-before-colon",
        "obs-fold", "host-repeated",
      ])
    #expect(transcript.lines.last == "closed")
    // Host does not repeat the user information, so that is one fault and not two.
    let absolute = Array("GET http://u@a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n".utf8)
    let findings = HTTPTranscript.requests(absolute, policy: .report).findings
    #expect(findings.map(\.message) == ["the request target holds user information"])
  }

  @Test func `every byte is judged by the grammar of its place`() {
    let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    let token = letters.union("!#$%&'*+-.^_`|~".utf8)
    let target = letters.union("-._~!$&'()*+,;=:@/?".utf8)
    let value = Set<UInt8>([0x09]).union(0x20...0x7E).union(0x80...0xFF)
    let places: [(String, before: String, after: String, allowed: Set<UInt8>)] = [
      ("method", "G", "T / HTTP/1.1\r\nHost: a\r\n\r\n", token),
      ("target", "GET /a", "b HTTP/1.1\r\nHost: a\r\n\r\n", target),
      ("host", "GET / HTTP/1.1\r\nHost: a", "b\r\n\r\n", target.subtracting(":@/?".utf8)),
      ("name", "GET / HTTP/1.1\r\nHost: a\r\nX", "Y: z\r\n\r\n", token.union(":".utf8)),
      ("value", "GET / HTTP/1.1\r\nHost: a\r\nX: y", "z\r\n\r\n", value),
      (
        "extension", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0;a",
        "b\r\n\r\n", token.union("=;".utf8)
      ),
    ]
    for (name, before, after, allowed) in places {
      for byte in UInt8.min ... .max {
        let bytes = Array(before.utf8) + [byte] + Array(after.utf8)
        let isAccepted = HTTPTranscript.requests(bytes, policy: .refuse).lines.last == "closed"
        #expect(isAccepted == allowed.contains(byte), "byte \(byte) in a \(name)")
      }
    }
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false),
    ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", true),
    ("GET / HTTP/1.0\r\nHost: a\r\n\r\n", false),
    ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true),
    ("GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", false),
  ])
  func `persistence follows version and Connection`(text: String, isPersistent: Bool) {
    let lines = HTTPTranscript.requests(Array(text.utf8)).lines
    #expect(lines.contains(isPersistent ? "end" : "end, then close"))
  }
}

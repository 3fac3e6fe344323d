import SynchroHTTP
import SynchroServer
import SynchroTestSupport
import SynchroWire
import Testing

@Suite(.timeLimit(.minutes(5))) struct ServerFaultTests {
  @Test func `every fault of the catalogue arrives byte for byte, and the codec names it`()
    async throws
  {
    var configuration = ServerConfiguration()
    configuration.workers = 1
    let server = try HTTPServer(configuration) { request in
      guard let fault = ServerFault(rawValue: String(request.head.path.dropFirst())) else {
        return .response(.notFound)
      }
      return .wire(fault.steps(pause: .milliseconds(200)))
    }
    for fault in ServerFault.allCases {
      let (bytes, end) = try await onThread {
        let client = try RawClient(server.address)
        try client.send(
          "GET /\(fault.rawValue) HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n")
        return try client.readToEnd()
      }
      let sent = fault.steps().flatMap { step -> [UInt8] in
        switch step {
        case .bytes(let bytes), .drip(let bytes, _): bytes
        default: []
        }
      }
      #expect(bytes == sent, "\(fault)")
      let findings = read(bytes, cleanEnd: end == .end)
      let shown = bytes.count > 4_096 ? Array(bytes.prefix(120)) : bytes
      let text = """
        \(visible(shown))\(shown.count < bytes.count ? "... \(bytes.count) bytes" : "")
        -- \(end)
        \(findings.map(\.description).joined(separator: "\n"))

        """
      try expectGolden(text, "Server/faults/\(fault.rawValue).txt")
      let isRight = fault == .slowBytes || fault == .stall || fault == .missingCloseNotify
      #expect(isRight || !findings.isEmpty || end != .end, "\(fault)")
      if fault.isAcceptedSilently { #expect(!findings.isEmpty, "\(fault)") }
    }
    await server.stop()
  }

  /// What the codec says about the bytes as the answer to one GET.
  private func read(_ bytes: [UInt8], cleanEnd: Bool) -> [WireFinding] {
    var reader = HTTPResponseReader()
    reader.expectResponse(to: .get)
    var rest = bytes[...]
    while true {
      let step = rest.withUnsafeBytes { reader.read($0, isEnd: cleanEnd) }
      rest = rest.dropFirst(step.consumed)
      switch step.event {
      case .needMore, .closed, .failed: return reader.findings
      case .end where rest.isEmpty: return reader.findings
      case .interim, .head, .body, .trailers, .end: continue
      }
    }
  }
}

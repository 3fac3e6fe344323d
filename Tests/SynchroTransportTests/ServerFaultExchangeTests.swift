import SynchroHTTP
import SynchroServer
import SynchroTestSupport
import SynchroTransport
import SynchroWire
import Testing

/// Both of our ends and both engines together: what the server does wrong on purpose, and what each
/// engine makes of it.
@Suite(.timeLimit(.minutes(5)))
struct ServerFaultExchangeTests {
  @Test func `every fault of the server is found, and libcurl misses the nine it is known to miss`()
    async throws
  {
    let server = try HTTPServer { request in
      guard let fault = ServerFault(rawValue: String(request.head.path.dropFirst())) else {
        return .response(.notFound)
      }
      return .wire(fault.steps(pause: .seconds(1)))
    }
    let destination = Destination.loopback(server.address.port)
    var options = CurlClient.Options()
    options.version = .http11
    let curl = try CurlClient(options: options)
    var table = ""
    try await withClient { client in
      for fault in ServerFault.allCases where fault != .missingCloseNotify {
        let request = try ExchangeRequest.get("/\(fault.rawValue)", from: destination) {
          $0.deadline = fault == .stall ? .milliseconds(300) : .seconds(20)
          $0.keepsConnection = false
        }
        let ours = await client.send(request)
        let theirs = await curl.send(request)
        table += "\(fault.rawValue): \(summary(ours))\n"
        for finding in ours.findings { table += "  \(finding)\n" }
        if fault.isAcceptedSilently {
          #expect(!ours.findings.isEmpty, "\(fault.rawValue)")
          // Later versions are stricter; the claim is about the one that Debian 12 has.
          if theirs.curl?.library.hasPrefix("libcurl/7.88.") == true {
            #expect(theirs.outcome == .completed, "\(fault.rawValue): \(theirs.outcome)")
          }
        } else if fault != .slowBytes {
          #expect(ours.outcome != .completed || !ours.findings.isEmpty, "\(fault.rawValue)")
        }
      }
    }
    await curl.stop()
    await server.stop()
    try expectGolden(table, "Transport/server-faults.txt")
  }

  @Test func `over TLS the server's missing close_notify is a truncation`() async throws {
    let authority = try ThrowawayAuthority()
    var configuration = ServerConfiguration()
    configuration.tls = TLSServerConfiguration(identity: try authority.issue())
    let server = try HTTPServer(configuration) { _ in
      .wire(ServerFault.missingCloseNotify.steps())
    }
    var trusting = TLSClientConfiguration()
    trusting.trust = authority.trust
    let exchange = try await withClient {
      await $0.send(try .get(from: .secure(server.address.port, trusting)))
    }
    #expect(exchange.outcome == .failed(.truncated) && exchange.endedWithoutCloseNotify)
    await server.stop()
  }

  private func summary(_ exchange: Exchange) -> String {
    guard let fault = exchange.fault else { return "completed" }
    switch fault {
    case .unreadable, .headLimit: return "refused"
    default: return fault.sentence
    }
  }
}

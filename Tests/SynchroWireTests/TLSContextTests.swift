import SynchroWire
import Testing

@Suite(.timeLimit(.minutes(5))) struct TLSContextTests {
  private let authority: ThrowawayAuthority
  private let stranger: ThrowawayAuthority

  init() throws {
    authority = try ThrowawayAuthority(commonName: "authority")
    stranger = try ThrowawayAuthority(commonName: "stranger")
  }

  /// A leaf, the name that the client asks for, and OpenSSL's code for the outcome.
  enum Leaf: CaseIterable {
    case good, address, wildcard, expired, notYetValid, wrongName, wrongAddress, unknownAuthority

    var host: String {
      switch self {
      case .address: "127.0.0.1"
      case .wrongAddress: "127.0.0.2"
      case .wrongName: "elsewhere.example"
      case .wildcard: "a.mock.example"
      default: "localhost"
      }
    }

    var code: Int {
      switch self {
      case .good, .address, .wildcard: 0
      case .expired: 10
      case .notYetValid: 9
      case .wrongName: 62
      case .wrongAddress: 64
      case .unknownAuthority: 20
      }
    }

    func issue(_ authority: ThrowawayAuthority) throws -> TLSIdentity {
      switch self {
      case .expired: try authority.issue(.loopback.expired)
      case .notYetValid: try authority.issue(.loopback.notYetValid)
      case .wildcard: try authority.issue(.init(names: ["*.mock.example"]))
      default: try authority.issue()
      }
    }
  }

  @Test func `a server that names no protocols takes no part in ALPN`() throws {
    var client = TLSClientConfiguration()
    client.trust = authority.trust
    var server = TLSServerConfiguration(identity: try authority.issue())
    server.protocols = []
    let pair = try StreamPair()
    let outcome = try pair.secure(
      client: TLSContext(client: client), server: TLSContext(server: server))
    #expect(outcome == (client: .done, server: .done))
    #expect(pair.client.tlsFacts?.alpn == nil)
  }

  @Test(arguments: Leaf.allCases, [TLSVersion.tls12, .tls13])
  func `a certificate that does not hold is refused or recorded, and its chain is kept`(
    leaf: Leaf, version: TLSVersion
  ) throws {
    for verification in [TLSClientConfiguration.Verification.enforced, .recorded] {
      var client = TLSClientConfiguration()
      client.trust = leaf == .unknownAuthority ? stranger.trust : authority.trust
      client.verification = verification
      client.versions = version...version
      let pair = try StreamPair()
      let server = try TLSContext(server: .init(identity: leaf.issue(authority)))
      let outcome = try pair.secure(
        client: TLSContext(client: client), server: server, host: leaf.host
      ).client
      let facts = try #require(pair.client.tlsFacts)
      #expect(facts.verification?.code == leaf.code, "\(leaf): \(facts)")
      #expect(facts.peerChain.map(\.issuer) == ["CN=authority"])
      #expect(facts.version == version)
      if leaf.code == 0 || verification == .recorded {
        #expect(outcome == .done)
        #expect(facts.alpn == "http/1.1")
        #expect(facts.cipher != nil)
      } else {
        guard case .tlsFault(let fault) = outcome else {
          Issue.record("\(leaf) ended with \(outcome)")
          continue
        }
        #expect(fault.verification?.code == leaf.code)
        #expect(fault.stage == .handshake)
      }
    }
  }

  /// What a client shows to a server that wants certificates.
  enum Shown: CaseIterable {
    case nothing, good, foreign
  }

  @Test(arguments: Shown.allCases, [TLSVersion.tls12, .tls13])
  func `client certificates are required, optional or recorded`(
    shown: Shown, version: TLSVersion
  ) throws {
    let rules: [(TLSServerConfiguration.ClientCertificates, Set<Shown>)] = [
      (.ignored, [.nothing, .good, .foreign]), (.optional(authority.trust), [.nothing, .good]),
      (.required(authority.trust), [.good]),
      (.recorded(authority.trust), [.nothing, .good, .foreign]),
    ]
    for (rule, accepted) in rules {
      var client = TLSClientConfiguration()
      client.trust = authority.trust
      client.versions = version...version
      switch shown {
      case .nothing: break
      case .good: client.identity = try authority.issue(.init(commonName: "meter"))
      case .foreign: client.identity = try stranger.issue(.init(commonName: "intruder"))
      }
      var server = TLSServerConfiguration(identity: try authority.issue())
      server.clientCertificates = rule
      let pair = try StreamPair()
      let outcomes = try pair.secure(
        client: TLSContext(client: client), server: TLSContext(server: server))
      let chain = pair.server.tlsFacts?.peerChain.map(\.subject) ?? []
      if accepted.contains(shown) {
        #expect(outcomes == (.done, .done))
        if case .ignored = rule {
          #expect(chain == [])
        } else {
          #expect(
            chain == (shown == .good ? ["CN=meter"] : shown == .nothing ? [] : ["CN=intruder"]))
        }
        if case .recorded = rule, shown == .foreign {
          #expect(pair.server.tlsFacts?.verification?.isTrusted == false)
        }
        continue
      }
      #expect(outcomes.server != .done)
      // TLS 1.3: the client finishes first and learns of the refusal when it reads.
      let last = version == .tls13 ? .init(pair.client.next().outcome) : FaultOf(outcomes.client)
      // RFC 8446, section 6.2: certificate_required is 116; older versions say handshake_failure.
      let expected: UInt8 = shown == .foreign ? 48 : version == .tls13 ? 116 : 40
      #expect(last.fault?.alert == TLSAlert(code: expected, isFatal: true))
    }
  }

  @Test func `ends that share no version or protocol part with an alert`() throws {
    var old = TLSClientConfiguration()
    old.trust = authority.trust
    old.versions = .tls10 ... .tls11
    var foreign = TLSClientConfiguration()
    foreign.trust = authority.trust
    foreign.protocols = ["h2"]
    // RFC 8446, section 6.2: protocol_version; RFC 7301, section 3.2: no_application_protocol.
    for (client, alert) in [(old, UInt8(70)), (foreign, 120)] {
      let pair = try StreamPair()
      let server = try TLSContext(server: .init(identity: authority.issue()))
      let outcomes = try pair.secure(client: TLSContext(client: client), server: server)
      #expect(FaultOf(outcomes.client).fault?.alert?.code == alert)
      #expect(pair.client.tlsFacts?.alerts.map(\.code) == [alert])
    }
    var silent = TLSClientConfiguration()
    silent.trust = authority.trust
    silent.protocols = []
    let pair = try StreamPair()
    let server = try TLSContext(server: .init(identity: authority.issue()))
    #expect(
      try pair.secure(client: TLSContext(client: silent), server: server) == (.done, .done))
    #expect(pair.client.tlsFacts?.alpn == nil)
  }

  @Test func `settings that cannot work are refused when they are made`() throws {
    let good = try authority.issue()
    let other = try authority.issue()
    let broken: [TLSIdentity] = [
      .init(chainPEM: good.chainPEM, keyPEM: other.exportKeyPEM()),
      .init(chainPEM: [], keyPEM: good.exportKeyPEM()),
      .init(chainPEM: "not PEM".utf8, keyPEM: good.exportKeyPEM()),
      .init(chainPEM: good.chainPEM, keyPEM: []),
    ]
    for identity in broken {
      #expect(throws: TLSFault.self) { try TLSContext(server: .init(identity: identity)) }
    }
    var client = TLSClientConfiguration()
    client.trust = .file("/nowhere/ca.pem")
    #expect(throws: TLSFault.self) { try TLSContext(client: client) }
    #expect(!"\(good) \(String(reflecting: good))".contains("PRIVATE"))
    var dumped = ""
    dump(good, to: &dumped)
    #expect(!dumped.contains("keyPEM"))
  }
}

/// The TLS fault inside either kind of outcome.
private struct FaultOf {
  let fault: TLSFault?

  init(_ outcome: StepOutcome) {
    if case .tlsFault(let fault) = outcome { self.fault = fault } else { fault = nil }
  }

  init(_ outcome: StreamOutcome) {
    if case .tlsFault(let fault) = outcome { self.fault = fault } else { fault = nil }
  }
}

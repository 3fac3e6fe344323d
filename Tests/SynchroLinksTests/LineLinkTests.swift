import Glibc
import SynchroDigest
import SynchroLinks
import SynchroPXB
import SynchroTiming
import SynchroWire
import Testing

@Suite struct LineLinkTests {
  /// A listening link with its events, and a loop that lives as long.
  private struct Side {
    let loop: LinkLoop
    let link: LineLink
    let heard = Listening()

    init(
      _ limits: LinkLimits = LinkLimits(), tls: TLSServerConfiguration? = nil,
      security: LinkSecurity = .none
    ) throws {
      loop = try LinkLoop(name: "test")
      link = try LineLink(tls: tls, limits: limits, security: security)
      link.start(on: loop, deliver: heard.deliver)
    }

    init(
      calling other: Side, _ limits: LinkLimits = LinkLimits(),
      tls: TLSClientConfiguration? = nil, security: LinkSecurity = .none
    ) throws {
      loop = try LinkLoop(name: "test")
      let port = try #require(other.link.address?.port)
      link = try LineLink(
        calling: "localhost", port: port, tls: tls, limits: limits, security: security)
      link.start(on: loop, deliver: heard.deliver)
    }

    /// A connection that is no link.
    func raw() throws -> RawPeer { try RawPeer(try #require(link.address)) }
  }

  @Test(.timeLimit(.minutes(1))) func `messages go both ways in order and both sides end in order`()
    async throws
  {
    let listening = try Side()
    let calling = try Side(calling: listening)
    for number in 0..<200 {
      #expect(calling.link.send(OutgoingMessage(payload("a\(number)")), to: nil) == .queued)
    }
    let arrived = await listening.heard.arrivals(200)
    #expect(arrived.map(\.id) == (0..<200).map { "a\($0)" })
    listening.link.send(OutgoingMessage(payload("b")), to: arrived[0].peer)
    #expect(await calling.heard.arrivals(1).map(\.id) == ["b"])
    calling.link.close()
    #expect(await calling.heard.end()?.reason == .finished)
    await listening.heard.until { $0.contains { $0.departure != nil } }
    listening.link.close()
    #expect(await listening.heard.end()?.reason == .finished)
    #expect(listening.link.send(OutgoingMessage(payload("c")), to: nil) == .closed)
  }

  @Test(.timeLimit(.minutes(1)))
  func `what is sent before anybody is there goes out when somebody comes`()
    async throws
  {
    let listening = try Side()
    listening.link.send(OutgoingMessage(payload("early")), to: nil)
    let calling = try Side(calling: listening)
    #expect(await calling.heard.arrivals(1).map(\.id) == ["early"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `lines that are no messages are told with their numbers and the link goes on`()
    async throws
  {
    let side = try Side()
    let peer = try side.raw()
    peer.send("{\n")
    peer.send([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x7D, 0x0A])
    peer.send("{\"v\":1}\n[]\n")
    peer.send(MessageCodec.encode(payload("good")) + [0x0A])
    let arrived = await side.heard.arrivals(5)
    #expect(arrived.compactMap { $0.fault?.code.rawValue } == [100, 100, 101, 101])
    #expect(arrived.last?.id == "good")
  }

  @Test(.timeLimit(.minutes(1))) func `a line over the limit is refused once and the next is read`()
    async throws
  {
    var limits = LinkLimits()
    limits.lineOctets = 2_000
    let side = try Side(limits)
    let peer = try side.raw()
    peer.send([UInt8](repeating: 0x61, count: 50_000) + [0x0A])
    peer.send(MessageCodec.encode(payload("good")) + [0x0A])
    let arrived = await side.heard.arrivals(2)
    #expect(arrived[0].fault?.code == .tooLarge)
    #expect(arrived[1].id == "good")
  }

  @Test(.timeLimit(.minutes(1)))
  func `a line without an end costs the peer its connection and us no memory`() async throws {
    var limits = LinkLimits()
    limits.passedOverOctets = 4 << 20
    let side = try Side(limits)
    let peer = try side.raw()
    let left = await peer.sendUntilRefused([UInt8](repeating: 0x61, count: 1 << 20), times: 1_000)
    #expect(left > 900)
    await side.heard.until { $0.contains { $0.departure != nil } }
    let end = side.heard.events.compactMap(\.departure).first
    guard case .endlessLine = end?.reason else {
      Issue.record("\(String(describing: end))")
      return
    }
    #expect(end?.blame == .peer)
  }

  @Test(.timeLimit(.minutes(1))) func `a close in the middle of a line is told with its place`()
    async throws
  {
    let side = try Side()
    let peer = try side.raw()
    peer.send("{\"v\":1,")
    peer.close()
    await side.heard.until { $0.contains { $0.departure != nil } }
    #expect(side.heard.events.compactMap(\.departure).first?.reason == .cutOff(octets: 7))
  }

  @Test(.timeLimit(.minutes(1))) func `a flood is slowed down and at last ended`() async throws {
    var limits = LinkLimits()
    limits.linesPerSecond = 100
    limits.burstLines = 100
    limits.floodPatience = .milliseconds(200)
    let side = try Side(limits)
    let peer = try side.raw()
    let lines = [UInt8](repeating: 0x7B, count: 120) + [0x0A]
    _ = await peer.sendUntilRefused(Array(repeatElement(lines, count: 500).joined()), times: 10_000)
    await side.heard.until { $0.contains { $0.departure != nil } }
    let end = side.heard.events.compactMap(\.departure).first
    #expect(end?.reason == .flooded(linesPerSecond: 100))
    let throttled = side.heard.events.filter {
      if case .throttled = $0 { true } else { false }
    }
    #expect(!throttled.isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func `a peer that reads nothing fills the queue and is given up`()
    async throws
  {
    var limits = LinkLimits()
    limits.queuedOctets = 1 << 20
    limits.stallPatience = .milliseconds(200)
    let side = try Side(limits)
    let peer = try side.raw()
    await side.heard.until { $0.contains(where: \.isOpening) }
    let big = OutgoingMessage(payload("big", size: 100_000))
    var outcomes: Set<SendOutcome> = []
    for _ in 0..<200 { outcomes.insert(side.link.send(big, to: LinkPeer(number: 0))) }
    #expect(outcomes.contains(.full))
    while !side.heard.events.contains(where: { $0.departure != nil }) {
      outcomes.insert(side.link.send(big, to: LinkPeer(number: 0)))
      await Task.yield()
    }
    let end = side.heard.events.compactMap(\.departure).first
    guard case .stalled = end?.reason else {
      Issue.record("\(String(describing: end))")
      return
    }
    peer.close()
  }

  @Test(.timeLimit(.minutes(1))) func `nobody listening is unreachable, which blames the network`()
    async throws
  {
    let port: UInt16
    do {
      let gone = try Side()
      port = try #require(gone.link.address?.port)
      gone.link.close()
      _ = await gone.heard.end()
    }
    var limits = LinkLimits()
    limits.openingPatience = .milliseconds(250)
    let link = try LineLink(calling: "127.0.0.1", port: port, limits: limits)
    let heard = Listening()
    let loop = try LinkLoop()
    link.start(on: loop, deliver: heard.deliver)
    let end = await heard.end()
    #expect(end?.blame == .network)
    #expect(end?.description.contains("127.0.0.1:\(port)") == true)
  }

  @Test(.timeLimit(.minutes(1))) func `under TLS the certificate says who speaks`() async throws {
    let authority = try ThrowawayAuthority()
    var server = TLSServerConfiguration(identity: try authority.issue())
    server.clientCertificates = .required(authority.trust)
    var security = LinkSecurity()
    security.certificates = Entitlements()
    security.certificates?.allow("CN=m1", .instance(meter))
    let listening = try Side(tls: server, security: security)
    var client = TLSClientConfiguration()
    client.trust = authority.trust
    client.identity = try authority.issue(ThrowawayAuthority.Leaf(commonName: "m1"))
    let calling = try Side(calling: listening, tls: client)
    calling.link.send(OutgoingMessage(payload("mine", from: meter, to: harness)), to: nil)
    calling.link.send(OutgoingMessage(payload("spoofed", from: harness, to: meter)), to: nil)
    let arrived = await listening.heard.arrivals(2)
    #expect(arrived[0].id == "mine", "\(listening.heard.events)")
    #expect(arrived[1].fault?.code == .notEntitled)
    #expect(arrived[1].fault?.id == "spoofed")
    // Nobody comes in without a certificate.
    var bare = client
    bare.identity = nil
    let stranger = try Side(calling: listening, tls: bare)
    stranger.link.send(OutgoingMessage(payload("x")), to: nil)
    #expect(await stranger.heard.end()?.blame == .peer)
  }

  @Test(.timeLimit(.minutes(1)))
  func `with a key lines are sealed, and bare, altered and repeated ones refused`()
    async throws
  {
    let key = try #require(
      MessageKey(id: "k1", secret: Secret("0123456789abcdef", label: Secret.Label("key"))))
    var rights = Entitlements()
    rights.allow("k1", .instance(meter))
    let listening = try Side(
      security: LinkSecurity(accepted: [key], entitlements: rights))
    let calling = try Side(calling: listening, security: LinkSecurity(key: key))
    calling.link.send(OutgoingMessage(payload("good", from: meter, to: harness)), to: nil)
    calling.link.send(
      OutgoingMessage(raw: MessageCodec.encode(payload("bare", from: meter, to: harness))), to: nil)
    calling.link.send(OutgoingMessage(payload("spoofed")), to: nil)
    let bytes = MessageCodec.encode(payload("twice", from: meter, to: harness))
    let sealed = SealedLine(
      bytes, key: key, time: PXBTime(SystemTime().wallTime), nonce: "n1"
    ).bytes
    for _ in 0..<2 { calling.link.send(OutgoingMessage(raw: sealed), to: nil) }
    let arrived = await listening.heard.arrivals(5)
    #expect(arrived.map { $0.fault?.code.rawValue } == [nil, 300, 303, nil, 302])
    #expect(arrived[0].octets == MessageCodec.encode(payload("good", from: meter, to: harness)))
  }
}

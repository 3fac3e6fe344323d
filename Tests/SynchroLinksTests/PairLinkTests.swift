import SynchroDigest
import SynchroHTTP
import SynchroJSON
@testable import SynchroLinks
import SynchroPXB
import SynchroServer
import SynchroTransport
import SynchroWire
import Testing

@Suite struct PairLinkTests {
  private struct Side {
    let link: PairLink
    let heard = Listening()
    let loop: LinkLoop

    init(
      serves: Bool = true, at place: Origin? = nil, calling other: Side? = nil, asks: Bool? = nil,
      instance: String? = nil,
      limits: LinkLimits = LinkLimits(), security: LinkSecurity = .none, starts: Bool = true
    ) throws {
      loop = try LinkLoop(name: "test")
      var configuration = PairConfiguration(serving: serves ? ServerConfiguration() : nil)
      if let port = place?.port, let address = SocketAddress("127.0.0.1", port: UInt16(port)) {
        configuration.serving?.address = address
      }
      configuration.calling = other?.link.origin.map { Destination($0) }
      if let asks { configuration.asks = asks }
      configuration.instance = instance
      configuration.wait = .seconds(1)
      link = try PairLink(configuration, limits: limits, security: security)
      if starts { link.start(on: loop, deliver: heard.deliver) }
    }

    func end() async -> LinkEnd? {
      link.close()
      return await heard.end()
    }
  }

  private func request(
    _ side: Side, _ method: HTTPMethod, _ path: String, _ body: [UInt8] = [],
    type: String = "application/json"
  ) async throws -> Exchange {
    let client = try HTTPClient()
    let head = HTTPRequestHead(method, path, fields: ["Content-Type": type])
    let origin = try #require(side.link.origin)
    let exchange = await client.send(
      try ExchangeRequest(HTTPRequest(head, body: body), to: Destination(origin)))
    await client.stop()
    return exchange
  }

  @Test(.timeLimit(.minutes(1)))
  func `a side that asks and a side that serves exchange messages in order`() async throws {
    let serving = try Side()
    let asking = try Side(serves: false, calling: serving)
    for number in 0..<60 { asking.link.send(OutgoingMessage(payload("a\(number)")), to: nil) }
    for number in 0..<60 {
      serving.link.send(OutgoingMessage(payload("s\(number)", from: meter, to: harness)), to: nil)
    }
    #expect(await serving.heard.arrivals(60).map(\.id) == (0..<60).map { "a\($0)" })
    #expect(await asking.heard.arrivals(60).map(\.id) == (0..<60).map { "s\($0)" })
    #expect(await asking.end()?.reason == .finished)
    #expect(await serving.end()?.reason == .finished)
  }

  @Test(.timeLimit(.minutes(1))) func `two sides that serve post to each other`() async throws {
    let first = try Side()
    let second = try Side(calling: first)
    // The first learns where the second is only now, so it is made anew.
    second.link.send(OutgoingMessage(payload("one")), to: nil)
    #expect(await first.heard.arrivals(1).map(\.id) == ["one"])
    let third = try Side(calling: second)
    third.link.send(OutgoingMessage(payload("two")), to: nil)
    #expect(await second.heard.arrivals(1).map(\.id) == ["two"])
    for side in [third, second, first] { #expect(await side.end()?.reason == .finished) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `what is sent before the other side is there waits for it`() async throws {
    let early = try Side()
    let place = early.link.origin
    let caller = try Side(serves: false, calling: early, starts: false)
    #expect(await early.end()?.reason == .finished)
    caller.link.start(on: caller.loop, deliver: caller.heard.deliver)
    for number in 0..<3 { caller.link.send(OutgoingMessage(payload("p\(number)")), to: nil) }
    try await Task.sleep(for: .milliseconds(150))
    let late = try Side(at: place)
    #expect(await late.heard.arrivals(3).map(\.id) == ["p0", "p1", "p2"])
    #expect(await caller.end()?.reason == .finished)
    _ = await late.end()
  }

  @Test(.timeLimit(.minutes(1)))
  func `an order is answered by its result, and the capability by what was sent`() async throws {
    let side = try Side()
    let order = Control(
      header: Header(run: "r1", id: "c1", sequence: 1, clock: "h", at: .epoch),
      verb: .observe(since: 0))
    async let answer = request(side, .post, "/pxb/v1/ctl", MessageCodec.encode(.control(order)))
    _ = await side.heard.arrivals(1)
    let result = ControlResult(
      header: Header(run: "r1", id: "r", sequence: 1, clock: "d", at: .epoch), correlation: "c1",
      outcome: .done(.object([])))
    side.link.send(OutgoingMessage(.controlResult(result)), to: nil)
    let exchange = try await answer
    #expect(exchange.status == .ok)
    let body = try #require(exchange.response?.body)
    #expect(try MessageCodec.decode(body) == .controlResult(result))
    #expect(try await request(side, .get, "/pxb/v1/capability").status == .notFound)
    _ = await side.end()
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      (HTTPMethod.get, "/pxb/v1/messages", "", 405), (.post, "/pxb/v1/inbox", "", 405),
      (.get, "/pxb/v2/inbox", "", 404), (.post, "/pxb/v1/messages", "{", 400),
      (.post, "/pxb/v1/messages", "", 400), (.post, "/pxb/v1/ctl", "[]", 400),
    ])
  func `a request that cannot be taken is refused by the right status`(
    method: HTTPMethod, path: String, body: String, status: Int
  ) async throws {
    let side = try Side()
    let exchange = try await request(side, method, path, Array(body.utf8))
    #expect(exchange.status.map { Int($0.code) } == status)
    _ = await side.end()
  }

  @Test(.timeLimit(.minutes(1))) func `a body over the limit is refused before it is read`()
    async throws
  {
    let side = try Side()
    let exchange = try await request(
      side, .post, "/pxb/v1/messages", [UInt8](repeating: 0x20, count: 17 << 20))
    #expect(exchange.status == .contentTooLarge)
    _ = await side.end()
  }

  @Test(.timeLimit(.minutes(1))) func `bodies carry one code for all of their lines`() async throws
  {
    let key = try #require(
      MessageKey(id: "k1", secret: Secret("0123456789abcdef", label: Secret.Label("key"))))
    var rights = Entitlements()
    rights.allow("k1", .instance(harness))
    let serving = try Side(security: LinkSecurity(key: key, accepted: [key], entitlements: rights))
    let bare = try await request(
      serving, .post, "/pxb/v1/messages", MessageCodec.encode(payload("bare")))
    #expect(bare.status == .unauthorized)
    let asking = try Side(serves: false, calling: serving, security: LinkSecurity(key: key))
    for number in 0..<10 { asking.link.send(OutgoingMessage(payload("a\(number)")), to: nil) }
    asking.link.send(OutgoingMessage(payload("spoofed", from: meter)), to: nil)
    let arrived = await serving.heard.arrivals(12)
    #expect(arrived.map(\.id) == [nil] + (0..<10).map { "a\($0)" } + [nil])
    #expect(arrived.last?.fault?.code == .notEntitled)
    _ = await asking.end()
    _ = await serving.end()
  }

  @Test(.timeLimit(.minutes(1)))
  func `a called side that is not there ends the link and blames the network`() async throws {
    let gone = try Side()
    let origin = try #require(gone.link.origin)
    _ = await gone.end()
    var configuration = PairConfiguration(calling: Destination(origin))
    configuration.patience = .milliseconds(200)
    let link = try PairLink(configuration)
    let heard = Listening()
    let loop = try LinkLoop()
    link.start(on: loop, deliver: heard.deliver)
    link.send(OutgoingMessage(payload("lost")), to: nil)
    #expect(await heard.end()?.blame == .network)
    let lost = heard.events.contains { if case .lost(_, 1, _) = $0 { true } else { false } }
    #expect(lost)
  }

  @Test(arguments: [
    (100, 400), (101, 400), (102, 400), (103, 413), (201, 404), (300, 401), (301, 403),
    (304, 401), (406, 202), (502, 202), (601, 202),
  ])
  func `every code has its status`(code: Int, status: Int) {
    #expect(PXBErrorCode(rawValue: code)?.httpStatus.code == status)
  }
}

@Suite struct MailboxesTests {
  private func message(_ id: String, to instance: String?) -> OutgoingMessage {
    var message = OutgoingMessage(raw: Array(id.utf8))
    message.instance = instance
    return message
  }

  private func ids(_ messages: [OutgoingMessage]) -> [String] {
    messages.map { String(decoding: $0.octets, as: UTF8.self) }
  }

  @Test func `everybody who asks by name gets what is theirs, and what is for all once`() {
    var mail = Mailboxes()
    for (id, instance) in [("x1", "m1"), ("all", nil), ("x2", "m2")] as [(String, String?)] {
      _ = mail.put(message(id, to: instance))
    }
    mail.open("m1")
    mail.open("m2")
    #expect(ids(mail.take("m1", limit: 10, octets: 100)) == ["x1", "all"])
    #expect(ids(mail.take("m2", limit: 10, octets: 100)) == ["all", "x2"])
    #expect(Set(mail.put(message("again", to: nil))) == ["", "m1", "m2"])
  }

  @Test func `a batch holds as much as fits, and one message in any case`() {
    var mail = Mailboxes()
    for id in ["aaaa", "bbbb", "cccc"] { _ = mail.put(message(id, to: nil)) }
    #expect(ids(mail.take("", limit: 10, octets: 10)) == ["aaaa", "bbbb"])
    #expect(ids(mail.take("", limit: 10, octets: 1)) == ["cccc"])
    #expect(mail.take("", limit: 10, octets: 1).isEmpty)
  }
}

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
    type: String = "application/json", by known: HTTPClient? = nil
  ) async throws -> Exchange {
    let client = try known ?? HTTPClient()
    let head = HTTPRequestHead(method, path, fields: ["Content-Type": type])
    let origin = try #require(side.link.origin)
    let exchange = await client.send(
      try ExchangeRequest(HTTPRequest(head, body: body), to: Destination(origin)))
    if known == nil { await client.stop() }
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

  private func order(_ id: String) -> [UInt8] {
    let header = Header(run: "r1", id: id, sequence: 1, clock: "h", at: .epoch)
    return MessageCodec.encode(.control(Control(header: header, verb: .observe(since: 0))))
  }

  private func result(of order: String) -> ControlResult {
    ControlResult(
      header: Header(run: "r1", id: "r", sequence: 1, clock: "d", at: .epoch), correlation: order,
      outcome: .done(.object([])))
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("c1", 4_096, HTTPStatus.badRequest, "PXB-101 at byte 0: the order 'c1' still waits"),
      ("c2", 1, .serviceUnavailable, "1 orders wait for their results; send this one again"),
    ])
  func `an order that could not be answered by its result is refused and not carried out`(
    second: String, most: Int, status: HTTPStatus, words: String
  ) async throws {
    var limits = LinkLimits()
    limits.heldOrders = most
    let side = try Side(limits: limits)
    async let answer = request(side, .post, "/pxb/v1/ctl", order("c1"))
    _ = await side.heard.arrivals(1)
    let refused = try await request(side, .post, "/pxb/v1/ctl", order(second))
    #expect(refused.status == status)
    let body = refused.response?.body ?? []
    #expect(String(decoding: body, as: UTF8.self).hasPrefix(words))
    let isForNow = status == .serviceUnavailable
    #expect(refused.response?.head.fields.first("Retry-After") == (isForNow ? "1" : nil))
    side.link.send(OutgoingMessage(.controlResult(result(of: "c1"))), to: nil)
    #expect(try await answer.status == .ok)
    // With its result there, the next one is taken.
    async let next = request(side, .post, "/pxb/v1/ctl", order("c3"))
    #expect(await side.heard.arrivals(2).map(\.id) == ["c1", "c3"])
    side.link.send(OutgoingMessage(.controlResult(result(of: "c3"))), to: nil)
    #expect(try await next.status == .ok)
    _ = await side.end()
  }

  @Test(.timeLimit(.minutes(1)))
  func `an order is answered by its result, and the capability by what was sent`() async throws {
    let side = try Side()
    async let answer = request(side, .post, "/pxb/v1/ctl", order("c1"))
    _ = await side.heard.arrivals(1)
    let result = result(of: "c1")
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

  private func ask(_ side: Side, as name: String, by client: HTTPClient) async throws -> HTTPStatus?
  {
    try await request(side, .get, "/pxb/v1/inbox?inst=\(name)", by: client).status
  }

  @Test(.timeLimit(.minutes(1)))
  func `whoever stayed away the longest makes room for another who asks`() async throws {
    var limits = LinkLimits()
    (limits.peers, limits.absencePatience) = (2, .zero)
    let side = try Side(limits: limits)
    let client = try HTTPClient()
    for name in ["m1", "m2", "m1"] {
      #expect(try await ask(side, as: name, by: client) == .noContent)
    }
    side.link.send(
      OutgoingMessage(payload("own", to: Sender(actor: "PCT", instance: "m2"))), to: nil)
    for number in 0..<20 {
      #expect(try await ask(side, as: "made-up-\(number)", by: client) == .noContent)
    }
    // What was for the one that is forgotten is for nobody else.
    side.link.send(OutgoingMessage(payload("late")), to: LinkPeer(number: 0))
    #expect(try await ask(side, as: "m1", by: client) == .noContent)
    #expect(side.heard.opened == Array(0..<23))
    #expect(side.heard.forgotten == [1, 0] + Array(2..<21))
    let lost = side.heard.events.compactMap { event -> UInt64? in
      guard case .lost(let peer?, 1, let end) = event, end.reason == .forgotten else { return nil }
      return peer.number
    }
    #expect(lost == [1, 0])
    await client.stop()
    _ = await side.end()
  }

  @Test(.timeLimit(.minutes(1)))
  func `whoever asks is sent everything while others never ask again`() async throws {
    var limits = LinkLimits()
    limits.queuedOctets = 8_000
    let side = try Side(limits: limits)
    let client = try HTTPClient()
    for name in ["m1", "m2", "m3"] {
      #expect(try await ask(side, as: name, by: client) == .noContent)
    }
    var own: [String] = []
    for number in 0..<60 {
      var message = OutgoingMessage(payload("all-\(number)"))
      message.instance = nil
      #expect(side.link.send(message, to: nil) == .queued, "\(number)")
      let exchange = try await request(
        side, .get, "/pxb/v1/inbox?inst=m1&wait=10", by: client)
      let lines = (exchange.response?.body ?? []).split(separator: 0x0A)
      own += try lines.map { try MessageCodec.decode(Array($0)).header.id }
    }
    #expect(own == (0..<60).map { "all-\($0)" })
    var lost: [UInt64: Int] = [:]
    for case .lost(let peer?, let count, let end) in side.heard.events {
      guard case .behind = end.reason else { continue }
      lost[peer.number, default: 0] += count
    }
    #expect(Set(lost.keys) == [1, 2])
    // What is left is the newest, and nothing else is missing.
    let exchange = try await request(side, .get, "/pxb/v1/inbox?inst=m3", by: client)
    let lines = (exchange.response?.body ?? []).split(separator: 0x0A)
    let left = try lines.map { try MessageCodec.decode(Array($0)).header.id }
    #expect(!left.isEmpty)
    #expect(left == (lost[2, default: 0]..<60).map { "all-\($0)" })
    await client.stop()
    _ = await side.end()
  }

  @Test(.timeLimit(.minutes(1)))
  func `whoever waits, or was there a moment ago, makes no room`() async throws {
    var limits = LinkLimits()
    (limits.peers, limits.absencePatience) = (2, .zero)
    let side = try Side(limits: limits)
    async let waiting = request(side, .get, "/pxb/v1/inbox?inst=m1&wait=60")
    await side.heard.until { $0.contains(where: \.isOpening) }
    let client = try HTTPClient()
    for name in ["m2", "m3"] {
      #expect(try await ask(side, as: name, by: client) == .noContent)
    }
    #expect(side.heard.forgotten == [1])
    _ = await side.end()
    _ = try await waiting

    limits.absencePatience = .seconds(600)
    let patient = try Side(limits: limits)
    for (name, status) in [
      ("m1", HTTPStatus.noContent), ("m2", .noContent), ("m3", .serviceUnavailable),
      ("m1", .noContent),
    ] {
      #expect(try await ask(patient, as: name, by: client) == status, "\(name)")
    }
    // Whoever posts and never asks has no place to lose.
    let post = MessageCodec.encode(payload("p1"))
    let posted = try await request(patient, .post, "/pxb/v1/messages", post, by: client)
    #expect(posted.status == .accepted)
    #expect(await patient.heard.arrivals(1).map(\.id) == ["p1"])
    await client.stop()
    _ = await patient.end()
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

  @Test func `a box that is taken away gives its messages back`() {
    var mail = Mailboxes()
    mail.open("m1")
    _ = mail.put(message("x1", to: "m1"))
    #expect(ids(mail.close("m1")) == ["x1"])
    #expect(!mail.hasBox("m1"))
    #expect(mail.close("m1").isEmpty)
    #expect(mail.put(message("x2", to: "m1")) == [""])
  }

  @Test func `boxes over their share lose their oldest messages when all hold too much`() {
    var mail = Mailboxes()
    for name in ["m1", "m2"] { mail.open(name) }
    for number in 0..<9 {
      _ = mail.put(message("a\(number)", to: nil))
      _ = mail.take("m1", limit: 10, octets: 100)
    }
    #expect(mail.octets == 27)
    #expect(mail.trim(to: 27).isEmpty)
    let dropped = mail.trim(to: 26)
    // Half of 26 is each one's share, and three quarters of that hold three messages.
    #expect(dropped.map(\.box) == ["m2"] && dropped.map(\.count) == [6])
    #expect(dropped.map(\.octets) == [27])
    #expect(mail.octets == 9)
    #expect(ids(mail.take("m2", limit: 10, octets: 100)) == ["a6", "a7", "a8"])
  }

  @Test func `octets are counted for each box that they are in`() {
    var mail = Mailboxes()
    for (id, instance) in [("x1", "m1"), ("all", nil)] as [(String, String?)] {
      _ = mail.put(message(id, to: instance))
    }
    #expect(mail.octets == 7)
    mail.open("m1")
    #expect(mail.octets == 11)
    _ = mail.close("m1")
    #expect(mail.octets == 4)
    _ = mail.take("", limit: 1, octets: 1)
    #expect(mail.octets == 0)
  }

  @Test func `a batch holds as much as fits, and one message in any case`() {
    var mail = Mailboxes()
    for id in ["aaaa", "bbbb", "cccc"] { _ = mail.put(message(id, to: nil)) }
    #expect(ids(mail.take("", limit: 10, octets: 10)) == ["aaaa", "bbbb"])
    #expect(ids(mail.take("", limit: 10, octets: 1)) == ["cccc"])
    #expect(mail.take("", limit: 10, octets: 1).isEmpty)
  }
}

extension Listening {
  /// The peers that came, by number.
  fileprivate var opened: [UInt64] {
    events.compactMap { event in
      if case .opened(let peer, _) = event { peer.number } else { nil }
    }
  }

  /// The peers that were forgotten, by number.
  fileprivate var forgotten: [UInt64] {
    events.compactMap { event in
      guard case .closed(let peer, let end) = event else { return nil }
      return end.reason == .forgotten ? peer.number : nil
    }
  }
}

import SynchroPXB
import Testing

@Suite struct ReceiptLedgerTests {
  @Test func `each transmission has one outcome`() {
    var ledger = ReceiptLedger()
    var right = Samples.receipt()
    right.crc = Samples.read().body.crc
    let accepted = Samples.receipt(stage: .accepted)
    var found = [ledger.take(right)]
    ledger.send(Samples.read())
    #expect(ledger.outstanding == ["h1"])
    found.append(ledger.take(accepted))
    found.append(ledger.take(right))
    #expect(ledger.outstanding.isEmpty)
    found.append(ledger.take(right))
    found.append(ledger.take(accepted))
    #expect(found == [.unknownPayload, .accepted, .settled, .secondOutcome, .acceptedTooLate])
  }

  @Test func `a duplicate was sent twice, by its own sender`() {
    var ledger = ReceiptLedger()
    ledger.send(Samples.read("h2"))
    var found = [ledger.take(Samples.receipt(of: "h2", stage: .duplicate))]
    ledger.send(Samples.read("h3"))
    ledger.send(Samples.read("h3"))
    found.append(ledger.take(Samples.receipt(of: "h3", stage: .consumed)))
    found.append(ledger.take(Samples.receipt(of: "h3", stage: .duplicate)))
    var stranger = Samples.receipt(of: "h3")
    stranger.from = Samples.cis
    found.append(ledger.take(stranger))
    #expect(found == [.falseDuplicate, .wrongCRC, .settled, .wrongReceiver])
  }

  @Test func `an error is an outcome`() {
    var ledger = ReceiptLedger()
    ledger.send(Samples.read())
    let error = ErrorMessage(
      header: Samples.header("e"), code: .busy, detail: "later", correlation: "h1")
    let found = [ledger.take(error), ledger.take(error)]
    #expect(found == [.settled, .secondOutcome])
    #expect(ledger.outstanding.isEmpty)
  }

  @Test func `receivers that nobody has heard of before fill the memory and no more`() {
    var ledger = ReceiptLedger(capacity: 2, receiverLimit: 3)
    func broadcast(_ id: String) -> PayloadMessage {
      var message = Samples.read(id)
      message.to = Party(actor: Samples.meter.actor, scope: .everyone)
      return message
    }
    func receipt(_ number: Int, of id: String) -> Receipt {
      var receipt = Samples.receipt(of: id)
      receipt.from = Sender(actor: Samples.meter.actor, instance: "m\(number)")
      receipt.crc = Samples.read().body.crc
      return receipt
    }
    ledger.send(broadcast("h1"))
    let first = (0..<6).map { ledger.take(receipt($0, of: "h1")) }
    #expect(first == Array(repeating: .settled, count: 4) + [.untracked, .untracked])
    #expect(ledger.take(receipt(0, of: "h1")) == .secondOutcome)
    // Whoever alone has a payload always finds room, and errors count as receipts do.
    ledger.send(Samples.read("h2"))
    var error = ErrorMessage(
      header: Samples.header("e"), code: .busy, detail: "later", correlation: "h2")
    #expect(ledger.take(error) == .settled)
    error.from = Samples.cis
    #expect(ledger.take(error) == .untracked)
    // With a payload its receivers are forgotten.
    ledger.send(broadcast("h3"))
    let later = (0..<6).map { ledger.take(receipt($0, of: "h3")) }
    #expect(later == first)
  }

  @Test(.timeLimit(.minutes(1))) func `many receivers of one payload take no longer each`() {
    var ledger = ReceiptLedger()
    var message = Samples.read()
    message.to = Party(actor: Samples.meter.actor, scope: .everyone)
    ledger.send(message)
    var receipt = Samples.receipt()
    receipt.crc = message.body.crc
    let isSettled = (0..<100_000).allSatisfy { number in
      receipt.from.instance = "m\(number)"
      return ledger.take(receipt) == .settled
    }
    #expect(isSettled)
  }

  @Test func `old payloads are forgotten`() {
    var ledger = ReceiptLedger(capacity: 2)
    for id in ["h1", "h2", "h3"] { ledger.send(Samples.read(id)) }
    #expect(ledger.outstanding == ["h2", "h3"])
    let found = ledger.take(Samples.receipt(of: "h1"))
    #expect(found == .unknownPayload)
  }
}

@Suite struct HandshakeTests {
  private static let hello = Hello(header: Samples.header("s1"), nonce: "n", time: Samples.start)

  private static func fault(_ steps: [(Message, Side)], roles: [Capability.Role] = [])
    -> SetupFault?
  {
    var handshake = Handshake(harnessRoles: roles)
    do throws(SetupFault) {
      for (message, side) in steps { try handshake.take(message, of: side) }
      return nil
    } catch {
      return error
    }
  }

  private static func statement(_ change: (inout Capability) -> Void) -> Message {
    var capability = Samples.capability
    change(&capability)
    return .capability(capability)
  }

  @Test func `four messages open a session`() throws {
    var handshake = Handshake()
    try handshake.take(.hello(Self.hello), of: .harness)
    try handshake.take(.capability(Samples.capability), of: .target)
    let selection = Selection(
      header: Samples.header("s2"), correlation: "d1", roles: [], payloads: [])
    try handshake.take(.selection(selection), of: .harness)
    try handshake.take(
      .confirmation(Confirmation(header: Samples.header("d2"), correlation: "s2")), of: .target)
    #expect(handshake.phase == .running)
    #expect(handshake.capability == Samples.capability)
    try handshake.take(.payload(Samples.read()), of: .harness)
    try handshake.take(.bye(Bye(header: Samples.header("d3"))), of: .target)
    #expect(handshake.phase == .ended)
  }

  @Test func `sides that do not fit are told apart from devices that fail`() {
    let hello = (Message.hello(Self.hello), Side.harness)
    let version = Self.statement { $0.version = 2 }
    #expect(Self.fault([hello, (version, .target)]) == .version(offered: [1], chosen: 2))
    let clash = Self.fault(
      [hello, (Self.statement { _ in }, .target)],
      roles: [.init(actor: Samples.meter.actor, instances: ["m1"])])
    #expect(clash == .roleClash(Samples.meter))
    let twice = Self.statement { $0.roles += $0.roles }
    #expect(Self.fault([hello, (twice, .target)]) == .roleTwice(Samples.meter))
    #expect(Self.fault([hello, (Self.statement { $0.roles = [] }, .target)]) == .noRoles)
    let clock = Self.statement { $0.clock = .init(name: "h") }
    #expect(Self.fault([hello, (clock, .target)]) == .clockClash("h"))
    let other = Self.statement { $0.correlation = "x" }
    let wrong = SetupFault.wrongCorrelation(.capability, named: "x", expected: "s1")
    #expect(Self.fault([hello, (other, .target)]) == wrong)
    let early = Self.fault([hello, (.payload(Samples.read()), .harness)])
    #expect(early == .outOfOrder(.payload, .harness, phase: .greeted))
  }
}

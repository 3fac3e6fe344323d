import SynchroDigest
import Testing

@testable import SynchroPXB

@Suite struct SecurityTests {
  private static func key(_ id: String, _ text: String) throws -> MessageKey {
    try #require(MessageKey(id: id, secret: Secret(text, label: .init("key"))))
  }

  private static let bytes = MessageCodec.encode(.payload(Samples.read()))

  private static func guardian(_ mode: ReplayWindow.Mode = .real) throws -> MessageGuard {
    var entitlements = Entitlements()
    entitlements.allow("k1", .actor(Samples.cis.actor))
    entitlements.allow("k2", .instance(Samples.meter))
    return MessageGuard(
      keys: [try key("k1", "one"), try key("k2", "two")], entitlements: entitlements, mode: mode)
  }

  private static func code(_ gate: inout MessageGuard, _ line: [UInt8], after: Duration = .zero)
    -> Int?
  {
    do throws(PXBFault) {
      _ = try gate.open(line, at: Samples.start + after)
      return nil
    } catch {
      return error.code.rawValue
    }
  }

  private static func seal(_ id: String, _ text: String, nonce: String = "n1") throws -> [UInt8] {
    SealedLine(bytes, key: try key(id, text), time: Samples.start, nonce: nonce).bytes
  }

  @Test func `a sealed line comes back as it went`() throws {
    let line = SealedLine(
      Self.bytes, key: try Self.key("k1", "one"), time: Samples.start, nonce: "n1")
    #expect(try SealedLine(line: line.bytes) == line)
    #expect(SealedLine.isSealed(line.bytes))
    #expect(!SealedLine.isSealed(Self.bytes))
    #expect(try MessageSeal(fieldValue: line.seal.fieldValue) == line.seal)
    #expect(!line.seal.fieldValue.contains("one"))
  }

  /// The code was computed with another implementation: Python's `hmac`.
  @Test func `the code covers name, time, nonce and bytes`() throws {
    let seal = MessageSeal(
      Array("{}".utf8), key: try Self.key("k1", "one"), time: PXBTime(clamping: 5), nonce: "n1")
    #expect(
      Hex.encode(seal.code) == "da3054392a1a101d5501956ee64323b5b46cde78e3f5d53ad753937acc7bbef2")
  }

  @Test func `what fits nowhere is refused by its number`() throws {
    var gate = try Self.guardian()
    let good = try Self.seal("k1", "one")
    var bent = String(decoding: good, as: UTF8.self)
    bent.replaceSubrange(
      try #require(bent.firstRange(of: "\"nonce\":\"n1\"")), with: "\"nonce\":\"n2\"")
    let found = [
      Self.code(&gate, Self.bytes),
      Self.code(&gate, try Self.seal("k9", "one")),
      Self.code(&gate, try Self.seal("k1", "two")),
      Self.code(&gate, Array(bent.utf8)),
      Self.code(&gate, good, after: .seconds(301)),
      Self.code(&gate, good, after: .seconds(300)),
      Self.code(&gate, good),
      Self.code(&gate, try Self.seal("k2", "two")),
      Self.code(&gate, Array("{\"kid\":1".utf8)),
    ]
    #expect(found == [300, 300, 301, 301, 302, nil, 302, 303, 100])
  }

  @Test func `in virtual time sequence numbers tell a replay`() throws {
    var gate = try Self.guardian(.virtual)
    let later = Duration.seconds(86_400)
    let found = [
      Self.code(&gate, try Self.seal("k1", "one"), after: later),
      Self.code(&gate, try Self.seal("k1", "one", nonce: "n2"), after: later),
    ]
    #expect(found == [nil, 302])
  }

  @Test func `a number is called used when it was, and not when that cannot be known`() throws {
    var window = ReplayWindow(.virtual, sequences: SequenceTracker(counterLimit: 1))
    let seal = MessageSeal([], key: try Self.key("k1", "one"), time: Samples.start, nonce: "n")
    let messages = [
      Message.payload(Samples.read("h1", sequence: 3)), .payload(Samples.read("h2", sequence: 3)),
      .payload(Samples.reading()),
    ]
    let refusals = messages.map { message -> String? in
      do throws(PXBFault) {
        try window.admit(seal, of: message, at: Samples.start)
        return nil
      } catch {
        return error.code == .replay ? error.detail : error.description
      }
    }
    #expect(
      refusals == [
        nil, "the sequence number 3 was used before",
        "too many others have sent to know its sequence number from a replay",
      ])
  }

  @Test func `a full window refuses what it cannot tell from a replay`() throws {
    var window = ReplayWindow(.real, capacity: 2)
    let key = try Self.key("k1", "one")
    let message = Message.payload(Samples.read())
    for step in 0..<3 {
      let time = Samples.start + .seconds(step)
      try window.admit(
        MessageSeal([], key: key, time: time, nonce: "n\(step)"), of: message, at: time)
    }
    #expect(throws: PXBFault.self) {
      try window.admit(
        MessageSeal([], key: key, time: Samples.start, nonce: "n0"), of: message,
        at: Samples.start + .seconds(3))
    }
  }

  @Test(arguments: [
    "", "kid=k1", "kid=k1,ts=1,nonce=n,mac=00", "kid=k1,kid=k1,ts=1,nonce=n,mac=00",
    "kid=k1,ts=-1,nonce=n,mac=", "kid=k1,ts=9223372036854775808,nonce=n,mac=00", ",,,,", "=",
  ])
  func `a header that is none is refused`(text: String) {
    #expect(throws: PXBFault.self) { try MessageSeal(fieldValue: text) }
  }
}

import Foundation
import SynchroDigest
import SynchroPXB
import SynchroTestSupport
import Testing

@Suite struct PXBDocumentTests {
  @Test func `every example is true to the codec`() throws {
    var kinds: Set<MessageKind> = []
    for example in PXBDocument.examples where example.label != "sealed" {
      let message = try MessageCodec.decode(example.bytes)
      kinds.insert(message.kind)
      #expect(try MessageCodec.decode(MessageCodec.encode(message)) == message)
      if case .payload(let payload) = message {
        let isPacked = AttributePacking.matches(payload.body, payload.attributes)
        #expect(isPacked, "line \(example.line)")
      }
    }
    #expect(kinds == Set(MessageKind.allCases))
    #expect(PXBDocument.examples.count > 60)
  }

  @Test func `the sealed example opens with its key`() throws {
    let example = try #require(PXBDocument.examples.first { $0.label == "sealed" })
    let secret = Secret("a key of the example", label: .init("key"))
    let key = try #require(MessageKey(id: "k1", secret: secret))
    var entitlements = Entitlements()
    entitlements.allow("k1", .session)
    var gate = MessageGuard(keys: [key], entitlements: entitlements, mode: .virtual)
    let message = try gate.open(example.bytes, at: .epoch)
    #expect(message.kind == .bye)
  }

  @Test func `the worked exchanges keep every rule`() throws {
    let entries = PXBDocument.session
    #expect(entries.count > 40)
    let lines = entries.enumerated().map { (line: $0.offset + 1, entry: $0.element) }
    let report = TranscriptLinter.report(on: lines)
    #expect(report.findings == [])
    #expect(report.messages.values.reduce(0, +) == entries.count)
  }

  @Test func `both copies of the wire in Python are the same`() throws {
    let copies = try ["Fixtures/pxb", "Adapters/kit"].map { folder in
      try Data(contentsOf: Fixtures.root.appending(path: "\(folder)/pxb_wire.py"))
    }
    #expect(copies[0] == copies[1])
  }
}

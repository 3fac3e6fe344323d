import Foundation
import SynchroDigest
import SynchroText
import SynchroTiming
import Testing

@testable import SynchroVerdict

@Suite struct EvidenceIndexTests {
  /// The bytes of a log with these events.
  private static func log(
    _ events: [RunEvent], secrets: SecretLedger = SecretLedger()
  ) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "exchanges.jsonl").path
    let log = try EvidenceLog(path: path, run: "r1", secrets: secrets)
    for event in events { try log.append(event) }
    log.close()
    return Array(try Data(contentsOf: URL(filePath: path)))
  }

  private static func exchange(
    _ request: [UInt8], _ response: [UInt8], test: String? = "s#t"
  ) -> RunEvent {
    var summary = SampleRun.exchange(1)
    summary.test = test
    var facts = ReplayFacts(elapsed: .nanoseconds(1_234_567), isLost: true, contentCount: 3)
    facts.firstByte = .nanoseconds(99)
    return .exchange(
      ExchangeRecord(
        summary, request: request, response: response, replay: test == nil ? nil : facts))
  }

  @Test func `an exchange comes back with its bytes, labels and times`() throws {
    let ledger = SecretLedger()
    let secret = ledger.secret("s3cr3t-t0ken", kind: "token")
    let request = Array(#"GET /"},"response":{"base64":"x"} s3cr3t-t0ken"#.utf8)
    let response: [UInt8] = [0xFF, 0] + Array("\n s3cr3t%2Dt0ken".utf8)
    let end = RunEvent.runEnded(duration: .seconds(3), interruptions: [])
    let bytes = try Self.log(
      [Self.exchange([], [], test: nil), Self.exchange(request, response), end], secrets: ledger)
    let index = try EvidenceIndex(bytes)
    #expect(index.run == "r1" && index.exchanges.count == 2 && index.isWhole)
    let exchange = index.exchanges[1]
    #expect(exchange.replay.elapsed == .nanoseconds(1_234_567) && exchange.replay.isLost)
    #expect(exchange.replay.firstByte == .nanoseconds(99) && exchange.replay.contentCount == 3)
    for (masked, original) in [
      (index.request(of: exchange), request), (index.response(of: exchange), response),
    ] {
      let masked = try #require(masked)
      #expect(masked.masks.map(\.secret) == [secret.label])
      let restored = masked.restored { Array(original.suffix($0.count)) }
      #expect(restored == original)
    }
  }

  @Test func `a run to which something was added is not whole`() throws {
    let bytes = try Self.log([.runEnded(duration: .seconds(3), interruptions: [])])
    #expect(try EvidenceIndex(bytes).isWhole)
    let another = Array(#"{"event":"test-started","test":"s#t","title":"T"}"#.utf8) + [0x0A]
    for more in [[0xAD], Array("{".utf8), another] {
      #expect(try !EvidenceIndex(bytes + more).isWhole)
      let source = SourceText(name: "log", bytes: bytes + more)
      #expect(try !EvidenceFile(reading: source).isComplete)
    }
  }

  @Test func `what does not say what judging needs is refused, and a torn end is not`() throws {
    let old = RunEvent.exchange(
      ExchangeRecord(SampleRun.exchange(1), request: [1], response: [2]))
    #expect(throws: EvidenceFileError.notReplayable(line: 2)) {
      try EvidenceIndex(Self.log([old]))
    }
    let whole = try Self.log([Self.exchange([1], [2])])
    for cut in [1, 20, 200] {
      let index = try EvidenceIndex(Array(whole.dropLast(cut)))
      #expect(index.exchanges.isEmpty && !index.isWhole)
    }
    #expect(throws: EvidenceFileError.noHeader) { try EvidenceIndex([]) }
  }

  @Test(arguments: [
    (#""elapsed_ns":1234567"#, #""elapsed_ns":"x""#), (#","response":{"#, #","other":{"#),
    (#""number":1,"#, #""number":"1","#), (#"{"event":"exchange","#, #"{"event":"exchange";"#),
  ])
  func `a line that was edited is refused by its number`(from: String, to: String) throws {
    let text = String(decoding: try Self.log([Self.exchange([1], [2])]), as: UTF8.self)
    let edited = text.replacingOccurrences(of: from, with: to)
    try #require(edited != text)
    do throws(EvidenceFileError) {
      _ = try EvidenceIndex(Array(edited.utf8))
      Issue.record("it is refused")
    } catch {
      if case .line(2, _) = error { return }
      Issue.record("\(error)")
    }
  }
}

import SynchroDigest
import SynchroJSON
import SynchroTiming
import Testing

@testable import SynchroVerdict

@Suite struct EvidenceSieveTests {
  private static func record(_ number: Int, _ request: [UInt8], _ response: [UInt8]) -> String {
    let summary = ExchangeSummary(
      number: number, method: "GET", url: #"http://x/,"request":{"base64":"QUJD"}"#,
      times: .init(total: .seconds(1)), start: .unixEpoch)
    let event = RunEvent.exchange(
      ExchangeRecord(summary, request: request, response: response))
    return JSONPrinter.compact(event.json) + "\n"
  }

  private static func sieve(
    _ log: String, _ wanted: Set<Int>, keeping limit: Int = 100, piece: Int
  ) -> [Int: ExchangeExcerpt] {
    var sieve = EvidenceSieve(wanted, keeping: limit)
    let bytes = Array(log.utf8)
    for start in stride(from: 0, to: bytes.count, by: piece) {
      bytes[start..<min(start + piece, bytes.count)].withUnsafeBytes { sieve.take($0) }
    }
    return sieve.found
  }

  @Test(arguments: [1, 2, 3, 7, 64, 100_000])
  func `what is wanted is found however the log is cut into pieces`(piece: Int) {
    let large = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    let log =
      #"{"evidence":1,"run":"r"}"# + "\n" + Self.record(1, Array("a".utf8), [])
      + #"{"event":"check","exchange":{"number":2,"# + "\n" + Self.record(2, large, large)
      + Self.record(22, [1, 2], [3]) + Self.record(22, [9], [9])
      + Self.record(3, Array("x\"\n".utf8), Array("y".utf8))
    let found = Self.sieve(log, [2, 22, 3, 4], piece: piece)
    #expect(found.keys.sorted() == [2, 3, 22])
    #expect(found[22] == ExchangeExcerpt(request: [1, 2], response: [3]))
    #expect(found[3]?.request == Array("x\"\n".utf8))
    let cut = found[2]
    #expect(cut?.isRequestCut == true && cut?.isResponseCut == true)
    #expect(cut?.request == Array(large.prefix(102)) && cut?.response == Array(large.prefix(102)))
  }

  @Test(arguments: [
    "", "\n\n\n", #"{"event":"exchange","exchange":{"number":1,"request":{"base64":"QUJD"#,
    #"{"event":"exchange","exchange":{"number":1,"request":{"base64":"!!!!"},"response":{"base64":""}}}"#,
    #"{"event":"exchange","exchange":{"number":1"#, #"{"event":"exchange","exchange":{"number":"#,
    #"{"event":"exchange","exchange":{"number":99999999999999999999999,"request""#,
    #" {"event":"exchange","exchange":{"number":1,"request":{"base64":""},"response":{"base64":""}}}"#,
  ])
  func `a line that is torn or edited proves nothing and hides nothing behind it`(line: String) {
    let log = line + "\n" + Self.record(5, [1], [2])
    let found = Self.sieve(log, [1, 5], piece: 3)
    #expect(found[1] == nil)
    // The quote that ends broken base64 may be the one that begins the next line.
    if !line.hasSuffix("QUJD") { #expect(found[5]?.response == [2]) }
  }

  @Test func `a log as it is written is read`() throws {
    var random = RandomRun(seed: 7)
    for _ in 0..<50 {
      let record = random.exchangeRecord()
      let log = JSONPrinter.compact(RunEvent.exchange(record).json) + "\n"
      let found = Self.sieve(log, [record.number], keeping: 1 << 20, piece: 37)
      #expect(found[record.number]?.request == record.request)
      #expect(found[record.number]?.response == record.response)
    }
  }

  @Test func `a summary of a run comes back as it was written`() throws {
    for seed in UInt64(1)...20 {
      var random = RandomRun(seed: seed)
      let entry = RunEntry(random.report())
      let text = JSONPrinter.pretty(entry.document)
      #expect(try RunEntry(document: JSONDocument(parsing: text, name: "s").root) == entry)
    }
    let wrong = try JSONDocument(parsing: #"{"summary":1,"exit":2}"#, name: "s")
    #expect(throws: RecordError.self) { try RunEntry(document: wrong.root) }
  }
}

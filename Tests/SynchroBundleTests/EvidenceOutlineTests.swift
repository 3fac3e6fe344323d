import Testing

@testable import SynchroBundle

@Suite struct EvidenceOutlineTests {
  private static let header = #"{"evidence":1,"run":"r"}"# + "\n"
  private static let exchange = #"{"event":"exchange","exchange":{"url":""#
  private static let end =
    #"{"event":"run-ended","duration_ns":1,"interruptions":[]}"# + "\n"

  private static func facts(_ text: String, pieces: Int = 1000) -> EvidenceOutline.Facts {
    var outline = EvidenceOutline()
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      bytes[start..<min(start + pieces, bytes.count)].withUnsafeBufferPointer { outline.read($0) }
    }
    return outline.facts()
  }

  @Test(arguments: [1, 65_535, 65_536, 65_537, 200_000])
  func `a torn last line is as long as it is`(length: Int) {
    let torn = (Self.exchange + String(repeating: "x", count: length)).prefix(length)
    let facts = Self.facts(Self.header + torn)
    #expect(facts.run == "r")
    #expect(
      facts.remark
        == "the last line is torn after \(length) bytes: the run was killed while writing")
  }

  @Test func `long lines in between are counted, and what ends in order has no remark`() {
    let long = Self.exchange + String(repeating: "x", count: 100_000) + "\"}}\n"
    let facts = Self.facts(Self.header + long + long + Self.end, pieces: 7777)
    #expect(facts == .init(run: "r", exchangeCount: 2, remark: nil))
    #expect(
      Self.facts(Self.header + long).remark == "the run did not come to its end")
  }
}

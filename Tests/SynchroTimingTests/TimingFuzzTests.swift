import SynchroTestSupport
import SynchroTiming
import Testing

@Suite(.timeLimit(.minutes(1))) struct TimingFuzzTests {
  @Test func `damaged times and histograms are refused or read faithfully`() {
    run(TimingFuzz.timestamps, "T:-+.Z60", TimingFuzz.timestamp)
    run(TimingFuzz.histograms, "x,;0918446744073709551615", TimingFuzz.histogram)
  }

  private func run(_ corpus: [String], _ tokens: String, _ body: ([UInt8]) -> String?) {
    for text in corpus {
      if let broken = body(Array(text.utf8)) { Issue.record("\(text): \(broken)") }
    }
    var mutator = Mutator(
      corpus: corpus.map { Array($0.utf8) }, dictionary: tokens.map(String.init), seed: 2026)
    for _ in 0..<4_000 {
      let input = mutator.next()
      if let broken = body(input) {
        Issue.record("\(String(decoding: input, as: UTF8.self)): \(broken)")
        return
      }
    }
  }
}

import SynchroFuzz
import Testing

@Suite(.timeLimit(.minutes(5))) struct TimingFuzzTests {
  @Test func `damaged times and histograms are refused or read faithfully`() {
    for target in [FuzzTarget.timestamp, .histogram] {
      #expect(target.run(cases: 4000, seed: 2026)?.description == nil)
    }
  }
}

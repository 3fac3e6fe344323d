import SynchroFuzz
import Testing

/// A short run of the fuzz target; the long one is a program of its own.
@Suite struct SuiteFuzzTests {
  @Test(.timeLimit(.minutes(5)))
  func `no bytes upset the parser or the formatter`() {
    #expect(FuzzTarget.suite.run(cases: 1000, seed: 3)?.description == nil)
  }
}

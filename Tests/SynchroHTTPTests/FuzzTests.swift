import SynchroFuzz
import Testing

/// A short run of the fuzz targets; the long one is a program of its own.
@Suite struct FuzzTests {
  @Test(.timeLimit(.minutes(5)), arguments: [FuzzTarget.request, .response, .uri, .content])
  func `no bytes upset a reader`(target: FuzzTarget) {
    #expect(target.run(cases: 8_000, seed: 2)?.description == nil)
  }
}

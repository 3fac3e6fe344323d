import SynchroFuzz
import Testing

@Suite struct SpecFuzzTests {
  @Test(.timeLimit(.minutes(2)))
  func `damaged specifications and rules end in findings`() {
    let failure = FuzzTarget.spec.run(cases: 2_000, seed: 7)
    #expect(failure == nil, "\(failure.map(\.description) ?? "")")
  }
}

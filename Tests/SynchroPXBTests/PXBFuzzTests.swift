import SynchroFuzz
import Testing

@Suite struct PXBFuzzTests {
  @Test func `damaged messages are read as they stand or refused inside`() {
    #expect(FuzzTarget.pxb.run(cases: 1500, seed: 1)?.description == nil)
  }
}

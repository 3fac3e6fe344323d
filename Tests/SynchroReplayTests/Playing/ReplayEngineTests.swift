import SynchroJSON
import SynchroPXB
@testable import SynchroReplay
import Testing

@Suite struct ReplayEngineTests {
  @Test func `a good meter passes both rows as soon as the evidence is there`() throws {
    let outcome = try ReplayBench().run()
    #expect(outcome.problem == nil)
    #expect(outcome.decision(ReplayBench.command) == "passed")
    #expect(outcome.decision(ReplayBench.answer) == "passed")
    #expect(outcome.ledger(ReplayBench.command)?.trials == 224)
    #expect(outcome.rounds == 224)
    let words =
      "PASS, > 98 % within 15 s, 95 % confidence, n = 224, failures 0, mode virtual, "
      + "clock bound 0 ms"
    #expect(outcome.ledger(ReplayBench.answer)?.standing == .passed(words: [words]))
  }
}

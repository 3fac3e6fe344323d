import SynchroJSON
import SynchroPXB
@testable import SynchroReplay
import SynchroStatistics
import SynchroTiming
import SynchroVerdict
import Testing

@Suite struct ReplayEngineTests {
  @Test func `a good meter passes both rows as soon as the evidence is there`() throws {
    let outcome = try ReplayBench().run()
    #expect(outcome.problem == nil)
    #expect(outcome.decision(ReplayBench.command) == "passed")
    #expect(outcome.ledger(ReplayBench.command)?.trials == 224)
    #expect(outcome.rounds == 224)
    let words =
      "PASS, > 98 % within 15 s, 95 % confidence, n = 224, failures 0, mode virtual, "
      + "clock bound 0 ms"
    #expect(outcome.ledger(ReplayBench.answer)?.standing == .passed(words: [words]))
    // Evidence of more than an hour, and of every meter.
    #expect(outcome.duration > .seconds(4 * 3600))
    #expect(outcome.ledger(ReplayBench.answer)?.latencies.count == 224)
  }

  @Test func `a plan of a fixed number ends with it`() throws {
    let outcome = try ReplayBench(method: .quick).run()
    #expect(outcome.ledger(ReplayBench.command)?.trials == 149)
  }

  @Test func `the same seed plays the same run, to the byte`() throws {
    var script = ScriptedMeter.Script()
    script.loss = 0.2
    let runs = try (0..<2).map { _ in try ReplayBench(method: .quick).run(script) }
    #expect(runs[0].keptRounds == runs[1].keptRounds)
    #expect(runs[0].play.digest == runs[1].play.digest)
    let other = try ReplayBench(seed: 2, method: .quick).run(script)
    #expect(other.play.digest != runs[0].play.digest)
    #expect(other.keptRounds.map(\.due) != runs[0].keptRounds.map(\.due))
  }

  @Test func `a bad meter is found out long before the plan is through`() throws {
    var script = ScriptedMeter.Script()
    script.loss = 0.3
    let outcome = try ReplayBench().run(script)
    #expect(outcome.decision(ReplayBench.command) == "failed")
    #expect((outcome.ledger(ReplayBench.command)?.trials ?? 999) < 60)
    // Who is never asked owes nothing.
    let answers = try #require(outcome.ledger(ReplayBench.answer))
    #expect(answers.trials < outcome.rounds)
    #expect(answers.failureCounts.isEmpty)
  }

  @Test func `a target that says nothing is no failed target`() throws {
    var script = ScriptedMeter.Script()
    script.isMute = true
    let outcome = try ReplayBench(method: .quick).run(script)
    #expect(outcome.problem == .setup("the target did not answer the greeting"))
  }

  @Test func `a payload that comes by itself is asked for through the control channel`() throws {
    let text = """
      suite test/reading "Reading"
      binding pxb
      actor meter plays "2-Way Meter - Electr" is target
      actor cis plays "CIS/Billing - Utility" is harness

      flow read "A meter tells unasked"
        meter -> cis on-demand_Mtr-read_resp-data { "reading_type": "kWh-del" }
            [4.10.4.1/on-demand_Mtr-read_resp-data]
      """
    let good = try ReplayBench(text, method: .quick).run()
    #expect(good.decision(ReplayBench.answer) == "passed")
    var script = ScriptedMeter.Script()
    script.refused = ["trigger"]
    let refused = try ReplayBench(text, method: .quick).run(script)
    let record = FlowRecords(refused, number: 1, start: .unixEpoch).test
    guard case .untestable(let reason) = record.verdict else {
      Issue.record("\(record.verdict)")
      return
    }
    #expect(reason.contains("PXB-601"))
    #expect(refused.rounds == FlowPlayer.obstacleLimit)
  }
}

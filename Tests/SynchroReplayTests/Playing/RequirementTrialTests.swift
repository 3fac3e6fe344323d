import SynchroPXB
import SynchroReplay
import SynchroTiming
import SynchroVerdict
import Testing

/// Requirements that no table has: every trial has to hold, and what takes exactly as long as
/// allowed is in time.
@Suite struct RequirementTrialTests {
  private static let suite = """
    suite test/reading "Reading"
    binding pxb
    actor meter plays "2-Way Meter - Electr" is target
    actor cis plays "CIS/Billing - Utility" is harness

    flow read "A meter answers"
      cis -> meter on-demand_Mtr-read_cmd { "reading_type": "kWh-del" } as question within 2m
          [T/1/asked]
      meter -> cis on-demand_Mtr-read_resp-data answers question within 2m
          [T/1/answered]
        $.meter_id == ${meter.id}  [T/1/own]
      never meter -> cis on-demand_Mtr-read_cmd_err answers question within 2m
          [T/1/once]
    """

  /// What the flow says of each requirement.
  private func verdicts(
    _ script: ScriptedMeter.Script, disputed: Set<String> = []
  ) throws -> [String: Verdict] {
    let outcome = try ReplayBench(Self.suite).run(script)
    var records = FlowRecords(outcome, number: 1, start: .unixEpoch)
    records.disputed = disputed
    let decisions = records.test.checks.flatMap(\.decisions)
    return Dictionary(
      decisions.compactMap { decision in decision.requirement.map { ($0, decision.verdict) } },
      uniquingKeysWith: { first, _ in first })
  }

  @Test(arguments: [(Duration.seconds(1), true), (.seconds(120), true), (.seconds(121), false)])
  func `an answer is in time up to the end of its time`(reaction: Duration, holds: Bool) throws {
    var script = ScriptedMeter.Script()
    script.reaction = reaction
    let verdicts = try verdicts(script)
    #expect(verdicts["T/1/asked"] == .passed)
    #expect(verdicts["T/1/answered"] == (holds ? .passed : .failed))
    #expect(verdicts["T/1/own"] == (holds ? .passed : .failed))
    #expect(verdicts["T/1/once"] == .passed)
  }

  @Test func `what never came breaks the checks below it, or warns where that is disputed`() throws
  {
    var script = ScriptedMeter.Script()
    script.edit = { _, answers in
      answers.removeAll { answer in
        if case .payload = answer.message { return true }
        return false
      }
    }
    #expect(try verdicts(script)["T/1/own"] == .failed)
    #expect(try verdicts(script, disputed: ["T/1/answered"])["T/1/answered"] == .warned)
    #expect(try verdicts(script)["T/1/asked"] == .passed)
  }
}

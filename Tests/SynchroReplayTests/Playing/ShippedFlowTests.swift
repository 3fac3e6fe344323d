import SynchroPXB
import SynchroReplay
import SynchroTiming
import SynchroVerdict
import Testing

/// Flows in which harness, suite and reference devices have to mean the same.
@Suite struct ShippedFlowTests {
  @Test(arguments: [
    // Answers to many come from each of them.
    ("sg-network/firmware", "metrology-firmware-to-everyone"),
    ("sg-network/firmware", "esi-firmware-to-group"),
    ("sg-network/load-management", "event-to-group"),
    ("sg-network/price", "tou-to-group"),
    // Confirmations name what was updated, and go to whoever keeps the books.
    ("sg-network/firmware", "dap-program-tool"),
    ("sg-network/firmware", "gateway-program"),
    ("sg-network/firmware", "nic-firmware"),
    ("sg-network/firmware", "esi-firmware-tool"),
    // What may come once its time is over.
    ("sg-network/firmware", "cut-over"),
    // A party of the harness that is cut off.
    ("sg-network/vehicle-charging", "vehicle-id-lost"),
    ("sg-network/vehicle-charging", "charge-answer-lost"),
    // Nothing comes of leaving what is over.
    ("sg-network/load-management", "opt-out-late"),
    ("sg-network/premise-network", "join-refused"),
    ("sg-network/premise-network", "leave-never-joined"),
  ])
  func `right devices do what the suite says`(suite: String, flow: String) throws {
    let flows = try ShippedFlows(suite, flow)
    let play = try #require(flows.plan.plays.first)
    let outcome = try flows.replay(rounds: 10).run(play, number: 1)
    let test = FlowRecords(outcome, number: 1, start: .unixEpoch).test
    #expect(outcome.rounds > 3 && test.stop == nil)
    for ledger in outcome.ledgers.values {
      #expect(ledger.trials > 0 && ledger.failures.isEmpty, "\(ledger.failures.prefix(2))")
    }
    for check in test.checks where check.decisions.contains(where: { $0.verdict == .failed }) {
      Issue.record("\(check.text): \(check.decisions.flatMap(\.mismatches).prefix(2))")
    }
  }

  @Test func `each receiver of a broadcast is one trial of its answer`() throws {
    let flows = try ShippedFlows("sg-network/firmware", "metrology-firmware-to-everyone")
    let play = try #require(flows.plan.plays.first)
    let outcome = try flows.replay(rounds: 4).run(play, number: 1)
    let answers = outcome.ledgers.filter { $0.key.row?.hasSuffix("confirmation") == true }
    #expect(answers.map(\.value.trials) == [outcome.rounds * 4] && outcome.rounds == 4)
  }

  @Test func `every actor of every party is played, and no pairs besides`() throws {
    let plays = try ShippedFlows("sg-network/load-management", "event-to-group").plan.plays
    let pairs = plays.map { play in ["member", "stranger"].map { play.cast[$0]?.actor ?? "" } }
    #expect(pairs.count == 6 && pairs.allSatisfy { $0[0] == $0[1] })
    #expect(Set(pairs.map { $0[0] }).count == 6)
  }
}

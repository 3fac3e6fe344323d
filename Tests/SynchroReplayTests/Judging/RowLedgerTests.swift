@testable import SynchroReplay
import SynchroStatistics
import SynchroTiming
import Testing

@Suite struct RowLedgerTests {
  /// A ledger for "more than 98 % within 15 s", decided by a number of trials.
  private static func ledger() throws -> RowLedger {
    var terms = VerdictPlan.Terms(
      row: "1/x", claim: .ninetyEightPercent, limit: .seconds(15), method: .quick)
    terms.voidCauses = HarnessFault.allCases.map(\.rawValue)
    return try RowLedger(RowPlan(reading: .share(try VerdictPlan(terms))))
  }

  private static func trial(_ number: Int, _ latency: Duration?, _ fault: HarnessFault? = nil)
    -> TrialRecord
  {
    TrialRecord(
      subject: .row("1/x", step: 0), due: .seconds(number * 60), lane: number % 4,
      latency: latency, fault: fault, round: number)
  }

  @Test func `a device exactly at the limit passes in at most one run of twenty`() throws {
    let empty = try Self.ledger()
    var passed = 0
    for seed in 0..<200 {
      var random = SplitMix64(seed: UInt64(seed))
      var ledger = empty
      var number = 0
      while !ledger.isDecided {
        let isLost = Int.random(in: 0..<50, using: &random) == 0
        try ledger.record(Self.trial(number, isLost ? nil : .seconds(1)))
        number += 1
      }
      if case .passed = ledger.standing { passed += 1 }
    }
    // 4.93 % by the exact chance; above 10 % in about one of a thousand such tests.
    #expect(passed <= 20)
    #expect(passed > 1)
  }

  @Test(arguments: [
    (Duration.seconds(15) - .microseconds(1), "passed"), (.seconds(15), "failed"),
  ])
  func `less than the limit is in time, the limit is not`(
    latency: Duration, expected: String
  ) throws {
    var ledger = try Self.ledger()
    for number in 0..<149 { try ledger.record(Self.trial(number, latency)) }
    switch ledger.standing {
    case .passed: #expect(expected == "passed")
    case .failed: #expect(expected == "failed")
    default: Issue.record("\(String(describing: ledger.standing))")
    }
  }

  @Test func `what the harness spoilt counts for nothing, and too much of it for less`() throws {
    var ledger = try Self.ledger()
    for number in 0..<150 {
      let fault: HarnessFault? = number == 7 ? .lag : nil
      try ledger.record(Self.trial(number, .seconds(1), fault))
    }
    guard case .passed(let words) = ledger.standing else {
      Issue.record("\(String(describing: ledger.standing))")
      return
    }
    #expect(words.first?.contains("n = 149") == true)
    var spoilt = try Self.ledger()
    for number in 0..<200 {
      try spoilt.record(Self.trial(number, .seconds(1), number % 3 == 0 ? .lag : nil))
    }
    guard case .inconclusive(_, let reason) = spoilt.standing else {
      Issue.record("\(String(describing: spoilt.standing))")
      return
    }
    #expect(reason.contains("void"))
  }
}

import SynchroScript
import SynchroStatistics
import SynchroText
import SynchroTiming
import Testing

@testable import SynchroReplay

/// Casts of a flow that share the trials of its rows.
@Suite struct FlowPoolTests {
  private static let casts = 4

  /// A flow that four casts can play, and the row that they share.
  private static func plays() throws -> [FlowPlay] {
    let play = try ReplayBench(seed: 1).play
    return Array(repeating: play, count: casts)
  }

  private static var subject: TrialSubject? {
    try? plays().first?.plans.keys.first { $0.row == ReplayBench.answer }
  }

  /// What casts come to that succeed with a chance each, after so many rounds.
  private static func parts(
    _ chances: [Double], rounds: Int, seed: UInt64, _ subject: TrialSubject
  ) -> [FlowPool.Part] {
    var random = SplitMix64(seed: seed)
    return chances.map { chance in
      let trials = (0..<rounds).map { round in
        let isLost = Double.random(in: 0..<1, using: &random) >= chance
        return TrialRecord(
          subject: subject, due: .seconds(round * 300), lane: round % 4,
          latency: isLost ? nil : .seconds(1), round: round)
      }
      return FlowPool.Part(
        trials: [subject: trials], rounds: rounds, isOver: false, counts: true)
    }
  }

  private static func decision(_ pool: FlowPool, _ subject: TrialSubject) -> String {
    switch pool.ledgers[0][subject]?.standing {
    case .passed: "passed"
    case .failed: "failed"
    case .inconclusive: "inconclusive"
    case nil: "open"
    }
  }

  @Test(arguments: [
    ([1.0, 1, 1, 1], 55, "open"), ([1, 1, 1, 1], 56, "passed"), ([0, 1, 1, 1], 56, "failed"),
    ([0.9, 0.9, 0.9, 0.9], 200, "failed"),
  ])
  func `all casts together show what one would have to show alone`(
    chances: [Double], rounds: Int, decision: String
  ) throws {
    let subject = try #require(Self.subject)
    var pool = FlowPool(try Self.plays())
    try pool.judge(Self.parts(chances, rounds: rounds, seed: 1, subject))
    #expect(Self.decision(pool, subject) == decision)
  }

  @Test(arguments: [[0.92, 1, 1, 1], [1, 1, 1, 0.92], [0.98, 0.98, 0.98, 0.98]])
  func `casts that are at the limit on the average pass in at most one of twenty runs`(
    chances: [Double]
  ) throws {
    let subject = try #require(Self.subject)
    let plays = try Self.plays()
    var passed = 0
    for seed in 0..<100 {
      var pool = FlowPool(plays)
      try pool.judge(Self.parts(chances, rounds: 300, seed: UInt64(seed) &* 7919, subject))
      if Self.decision(pool, subject) == "passed" { passed += 1 }
    }
    // At 5 % more than twelve of a hundred come once in a thousand times.
    #expect(passed <= 12)
  }

  @Test func `a cast that cannot be played does not stop the others`() throws {
    let subject = try #require(Self.subject)
    var parts = Self.parts([1, 1, 1, 1], rounds: 80, seed: 1, subject)
    parts[2] = FlowPool.Part(trials: [:], rounds: 3, isOver: true, counts: false)
    var pool = FlowPool(try Self.plays())
    try pool.judge(parts)
    #expect(Self.decision(pool, subject) == "passed" && pool.ledgers[2].isEmpty)
  }

  @Test func `the number of jobs changes nothing, and a part of the rounds is enough`()
    async throws
  {
    let flows = try ShippedFlows("sg-network/firmware", "nic-program", sharesTrials: true)
    let replay = try flows.replay(rounds: .max)
    let one = await replay.run(flows.plan.plays, jobs: 1)
    let three = await replay.run(flows.plan.plays, jobs: 3)
    #expect(
      one.map(\.messages) == three.map(\.messages) && one.map(\.rounds) == three.map(\.rounds))
    #expect(one.count == 3 && one.allSatisfy { (70...110).contains($0.rounds) })
    for outcome in one {
      let row = try #require(outcome.play.plans.keys.compactMap(\.row).first)
      guard case .passed? = outcome.standing(of: row).first else {
        Issue.record("\(outcome.play.id): \(outcome.standing(of: row))")
        continue
      }
    }
  }
}

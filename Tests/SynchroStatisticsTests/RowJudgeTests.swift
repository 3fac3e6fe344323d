import SynchroDigest
import SynchroStatistics
import Testing

@Suite struct RowJudgeTests {
  static func terms(
    _ method: PlanMethod = .anytime, change: (inout VerdictPlan.Terms) -> Void = { _ in }
  ) -> VerdictPlan.Terms {
    var terms = VerdictPlan.Terms(
      row: "4.10.4.1/on-demand_Mtr-read_cmd", claim: .ninetyEightPercent, limit: .seconds(15),
      method: method)
    terms.voidCauses = ["harness-overflow"]
    change(&terms)
    return terms
  }

  /// Trials 100 s apart, on four devices in turn; the listed ones have their own outcome.
  static func judge(
    _ terms: VerdictPlan.Terms, trials: Int, _ odd: [Int: TrialOutcome] = [:],
    clockBound: Duration = .milliseconds(4)
  ) throws -> RowJudge {
    var judge = RowJudge(plan: try VerdictPlan(terms))
    for number in 0..<trials {
      let trial = Trial(
        due: .seconds(number * 100), instance: number % 4, outcome: odd[number] ?? .success,
        clockBound: clockBound)
      try judge.record(trial, number: number)
    }
    return judge
  }

  @Test func `a perfect device passes at 224 in exactly these words`() throws {
    let judge = try Self.judge(Self.terms(), trials: 224)
    #expect(
      judge.verdict?.words
        == "PASS, > 98 % within 15 s, 95 % confidence, n = 224, failures 0, mode real, clock bound 4 ms"
    )
    #expect(try Self.judge(Self.terms(), trials: 223).verdict == nil)
  }

  @Test func `a FAIL among 206 rows claims the confidence that is left of it, rounded down`() throws
  {
    let odd = Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: 60, by: 5).map { ($0, TrialOutcome.failure) })
    let judge = try Self.judge(Self.terms { $0.rows = 206 }, trials: 60, odd)
    let verdict = try #require(judge.verdict)
    #expect(verdict.words.hasPrefix("FAIL, > 98 % within 15 s, 99.9757 % confidence, n = "))
  }

  @Test(
    arguments: [
      (PlanMethod.quick, 149, [], RowDecision.pass), (.quick, 148, [], nil),
      (.fixed, 648, [], .pass), (.fixed, 647, [], nil),
      (.fixed, 655, [0, 51, 122, 243, 300, 401, 654], .pass),
      (.fixed, 655, [0, 51, 122, 243, 300, 401, 502, 603], .inconclusive),
      (.fixed, 644, [0, 51, 122, 243, 300, 401, 502, 603], .inconclusive),
      (.fixed, 643, [0, 51, 122, 243, 300, 401, 502, 603], nil),
    ] as [(PlanMethod, Int, [Int], RowDecision?)])
  func `a fixed plan stops as soon as the rest cannot matter`(
    method: PlanMethod, trials: Int, failing: [Int], decision: RowDecision?
  ) throws {
    let odd = Dictionary(uniqueKeysWithValues: failing.map { ($0, TrialOutcome.failure) })
    #expect(try Self.judge(Self.terms(method), trials: trials, odd).verdict?.decision == decision)
  }

  @Test func `trials count in the order they were planned, however late one is known`() throws {
    var judge = RowJudge(plan: try VerdictPlan(Self.terms(.quick)))
    for number in 1..<149 {
      try judge.record(Trial(due: .seconds(number), outcome: .success), number: number)
    }
    #expect(judge.tally.trials == 0 && judge.verdict == nil)
    try judge.record(Trial(due: .zero, outcome: .success), number: 0)
    #expect(judge.verdict?.decision == .pass)
    #expect(throws: PlanError.repeatedTrial(7)) {
      try judge.record(Trial(due: .zero, outcome: .failure), number: 7)
    }
  }

  @Test func `what the clocks leave open counts against both verdicts`() throws {
    let limit = Duration.seconds(15)
    func outcome(_ milliseconds: Int) -> TrialOutcome {
      TrialOutcome(
        latency: .milliseconds(milliseconds), clockBound: .milliseconds(4), limit: limit)
    }
    #expect(outcome(14_995) == .success)
    #expect(outcome(14_996) == .ambiguous)
    #expect(outcome(15_003) == .ambiguous)
    #expect(outcome(15_004) == .failure)
    let exact = TrialOutcome(latency: limit, clockBound: .zero, limit: limit)
    #expect(exact == .failure)

    let open = try Self.judge(Self.terms(.quick), trials: 149, [3: .ambiguous])
    #expect(open.verdict?.decision == .inconclusive)
    #expect(open.verdict?.words.contains("failures 1,") == true)
    let many = Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: 400, by: 5).map { ($0, TrialOutcome.ambiguous) })
    #expect(try Self.judge(Self.terms(), trials: 400, many).verdict == nil)
  }

  @Test func `voids count for nothing, and more than one percent of them decide nothing`() throws {
    let causes: [Int: TrialOutcome] = [3: .void(cause: "harness-overflow")]
    let one = try Self.judge(Self.terms(), trials: 225, causes)
    #expect(one.verdict?.decision == .pass)
    #expect(one.verdict?.tally.trials == 224)
    let three = Dictionary(
      uniqueKeysWithValues: (0..<3).map { ($0 * 9, TrialOutcome.void(cause: "harness-overflow")) })
    #expect(try Self.judge(Self.terms(), trials: 299, three).verdict == nil)
    #expect(try Self.judge(Self.terms(), trials: 302, three).verdict?.decision == .pass)
    var quick = try Self.judge(Self.terms(.quick), trials: 3, three)
    #expect(quick.finish(after: .seconds(1)).decision == .inconclusive)
    #expect(try Self.judge(Self.terms(.quick), trials: 19, three).verdict?.reason == .tooManyVoids)
  }

  @Test func `a void by a cause that was not listed is refused`() throws {
    var judge = RowJudge(plan: try VerdictPlan(Self.terms()))
    #expect(throws: PlanError.unlistedVoidCause("it rained")) {
      try judge.record(Trial(due: .zero, outcome: .void(cause: "it rained")), number: 0)
    }
    try judge.record(Trial(due: .zero, outcome: .failure), number: 0)
    #expect(judge.tally.failures == 1)
  }

  @Test func `the verdict waits for a second hour`() throws {
    var judge = RowJudge(plan: try VerdictPlan(Self.terms()))
    for number in 0..<600 {
      try judge.record(Trial(due: .seconds(number), outcome: .success), number: number)
    }
    #expect(judge.verdict == nil)
    var cut = judge
    #expect(cut.finish(after: .seconds(600)).reason == .tooFewHours)
    for number in 600..<620 {
      try judge.record(Trial(due: .seconds(3000 + number), outcome: .success), number: number)
    }
    #expect(judge.verdict?.decision == .pass)
  }

  @Test func `clustered failures need more trials`() throws {
    // Seven failures of 655 pass when spread, and not when one of twenty hours has them all.
    let spread = Dictionary(uniqueKeysWithValues: (0..<7).map { ($0 * 93, TrialOutcome.failure) })
    let burst = Dictionary(uniqueKeysWithValues: (0..<7).map { (100 + $0, TrialOutcome.failure) })
    #expect(try Self.judge(Self.terms(.fixed), trials: 655, spread).verdict?.decision == .pass)
    let verdict = try #require(Self.judge(Self.terms(.fixed), trials: 655, burst).verdict)
    #expect(verdict.decision == .inconclusive)
    guard case .clustered(let factor) = verdict.reason else {
      Issue.record("\(verdict.words) for another reason")
      return
    }
    #expect(factor > 2)
    #expect(verdict.tally.failureRuns.longest == 7)
  }

  @Test func `a soak is judged at its end and not before`() throws {
    let day = Self.terms(.soak) { $0.duration = .seconds(86_400) }
    var judge = try Self.judge(day, trials: 864)
    #expect(judge.verdict == nil)
    var cut = judge
    #expect(cut.finish(after: .seconds(80_000)).reason == .stoppedEarly)
    #expect(judge.finish(after: .seconds(86_400)).decision == .pass)
    #expect(judge.finish(after: .zero).decision == .pass)
  }

  @Test func `nothing after the verdict changes it`() throws {
    var judge = try Self.judge(Self.terms(), trials: 224)
    let verdict = judge.verdict
    for number in 224..<300 {
      try judge.record(Trial(due: .seconds(30_000), outcome: .failure), number: number)
    }
    #expect(judge.verdict == verdict)
  }
}

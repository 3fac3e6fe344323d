import SynchroStatistics
import Testing

@Suite struct VerdictPlanTests {
  @Test func `equal plans have one text and one hash`() throws {
    var terms = RowJudgeTests.terms(.fixed)
    terms.voidCauses = ["b", "a"]
    let plan = try VerdictPlan(terms)
    terms.voidCauses = ["a", "b"]
    #expect(try VerdictPlan(terms).hash == plan.hash)
    #expect(
      plan.text
        == """
        {"less_than_ns":15000000000,"limits":{"fail_from":20,"pass_at_most":7,"trials":655},\
        "method":"fixed","minimum_hours":1,"minimum_spacing_ns":0,"minimum_trials":1,"mode":"real",\
        "more_than":"0.98","plan":"synchroscope-verdict-plan-1","risk_false_fail_all_rows":"0.05",\
        "risk_false_pass":"0.05","row":"4.10.4.1/on-demand_Mtr-read_cmd","rows":1,"seed":"0",\
        "void_causes":["a","b"]}
        """)
  }

  static let changes: [@Sendable (inout VerdictPlan.Terms) -> Void] = [
    { $0.row = "4.10.4.1/other" }, { $0.claim = .ninetyPercent }, { $0.limit = .seconds(14) },
    { $0.method = .quick }, { $0.rows = 2 }, { $0.minimumTrials = 21 }, { $0.minimumHours = 3 },
    { $0.minimumSpacing = .seconds(1) }, { $0.seed = 1 }, { $0.voidCauses = [] },
    { $0.mode = .virtual }, { $0.failRisk = .ninetyEightPercent.complement },
    { $0.passRisk = .ninetyEightPercent.complement },
  ]

  @Test func `every term is part of the hash`() throws {
    let hashes = try Self.changes.map { try VerdictPlan(RowJudgeTests.terms(change: $0)).hash }
    let all = hashes + [try VerdictPlan(RowJudgeTests.terms()).hash]
    #expect(Set(all).count == Self.changes.count + 1)
  }

  static let faults: [(PlanError, @Sendable (inout VerdictPlan.Terms) -> Void)] = [
    (.noRow, { $0.row = "" }), (.noRows, { $0.rows = 0 }), (.noRows, { $0.rows = .max }),
    (.noMinimum, { $0.minimumTrials = 0 }), (.noMinimum, { $0.minimumHours = 0 }),
    (.negativeTime("the limit"), { $0.limit = .zero }),
    (.negativeTime("the least spacing"), { $0.minimumSpacing = .seconds(-1) }),
    (.noDuration, { $0.method = .soak }), (.durationWithoutSoak, { $0.duration = .seconds(1) }),
    (.riskTooLarge, { $0.passRisk = .ninetyPercent }),
    (.riskTooLarge, { $0.failRisk = .ninetyPercent }),
    (.repeatedVoidCause, { $0.voidCauses = ["a", "a"] }),
    (.unreachableMinimum, { $0.minimumTrials = 2001 }),
  ]

  @Test(arguments: faults.indices)
  func `terms that are no plan are refused with the next step`(index: Int) {
    let (error, change) = Self.faults[index]
    #expect(throws: error) { try VerdictPlan(RowJudgeTests.terms(change: change)) }
    #expect(error.description.count > 20)
  }
}

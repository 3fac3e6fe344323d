import SynchroScript
import SynchroText
import SynchroVerdict
import Testing

@testable import SynchroRunner

@Suite struct RunPlanTests {
  private static let text = """
    suite x/a "A"
    tags fast
    test one "1"
      GET https://h.test/1
    test two "2"
      needs three
      GET https://h.test/2
    test three "3"
      ordered
      GET https://h.test/3
    test four "4"
      tags slow
      GET https://h.test/4

    """

  private static func plan(
    _ text: String = text, _ change: (inout RunPlan.Options) -> Void = { _ in }
  ) throws(RunPlan.Fault) -> RunPlan {
    var options = RunPlan.Options()
    change(&options)
    let suite = SuiteParser.parse(SourceText(name: "a.suite", text)).suite
    return try RunPlan(
      suites: [suite].compactMap { $0 }, requested: ["x/a"], options: options)
  }

  static let choices: [(String, @Sendable (inout RunPlan.Options) -> Void, [String])] = [
    ("all", { _ in }, ["one", "three", "two", "four"]),
    ("only", { $0.only = [TestPattern("x/a#two")] }, ["three", "two"]),
    ("id of a check", { $0.only = [TestPattern("x/a#four:12")] }, ["four"]),
    ("glob", { $0.only = [TestPattern("*o*e")] }, ["one"]),
    ("tag", { $0.tags = ["slow"] }, ["four"]),
    ("shard", { $0.shard = Shard("2/2") }, ["one", "three", "four"]),
    ("other shard", { $0.shard = Shard("1/2") }, ["three", "two"]),
    ("empty shard", { $0.shard = Shard("1/3") }, []),
  ]

  @Test(arguments: choices.indices)
  func `options choose tests and bring their needs along`(index: Int) throws {
    let (name, change, expected) = Self.choices[index]
    let plan = try Self.plan(Self.text, change)
    #expect(plan.entries.map(\.id.name) == expected, "\(name)")
    let numbers = ["one": 1, "three": 2, "two": 3, "four": 4]
    #expect(plan.entries.map { numbers[$0.id.name] } == plan.entries.map(\.number), "\(name)")
    #expect(plan.isPartial == (index > 0))
  }

  @Test(arguments: [
    (["x/b#use"], ["make", "use", "clean"]), (["x/b#free"], ["free"]),
    ([], ["make", "use", "free", "clean"]),
  ])
  func `what is to run last comes along and waits for all others`(
    only: [String], expected: [String]
  ) throws {
    let first = """
      suite x/a "A"
      test make "1"
        GET https://h.test/1
      test clean "2"
        needs make
        last
        GET https://h.test/2

      """
    let second = """
      suite x/b "B"
      test use "1"
        needs x/a#make
        GET https://h.test/1
      test free "2"
        GET https://h.test/2

      """
    let suites = [first, second].compactMap { SuiteParser.parse(SourceText(name: "a", $0)).suite }
    var options = RunPlan.Options()
    options.only = only.map { TestPattern($0) }
    let plan = try RunPlan(suites: suites, requested: ["x/a", "x/b"], options: options)
    #expect(plan.entries.map(\.id.name) == expected)
    let last = plan.entries.first { $0.id.name == "clean" }
    #expect(last.map { $0.needs.count == expected.count - 1 } ?? true)
  }

  @Test func `tests run together unless they must not`() throws {
    var schedule = RunSchedule(try Self.plan { $0.jobs = 2 })
    func next() -> String? { schedule.next()?.id.name }
    #expect(next() == "one")
    #expect(next() == nil, "three changes state and waits for one")
    schedule.end(TestID(suite: "x/a", name: "one"))
    #expect(next() == "three")
    #expect(next() == nil, "nothing runs beside three")
    schedule.end(TestID(suite: "x/a", name: "three"))
    #expect(next() == "two")
    #expect(next() == "four")
    #expect(next() == nil)
    schedule.end(TestID(suite: "x/a", name: "two"))
    schedule.end(TestID(suite: "x/a", name: "four"))
    #expect(schedule.abandon().isEmpty)
  }

  @Test func `what cannot be planned is explained`() throws {
    let circle = Self.text.replacing("ordered", with: "needs two")
    #expect(throws: RunPlan.Fault.self) { try Self.plan(circle) }
    let none = { try Self.plan(Self.text) { $0.tags = ["none"] } }
    #expect(throws: RunPlan.Fault.self) { try none() }
    let text = try Self.plan().text
    #expect(text.contains("three  3  (alone)") && text.contains("two  2  (after three)"))
  }
}

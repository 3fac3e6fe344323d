import SynchroTiming
import SynchroVerdict
import Testing

@Suite struct RunComparisonTests {
  static let steps: [(String, String, String)] = [
    ("passed", "failed", "worse"), ("failed", "passed", "better"), ("passed", "warned", "worse"),
    ("warned", "passed", "better"), ("passed", "untestable", "worse"),
    ("untestable", "failed", "worse"), ("failed", "untestable", "better"),
    ("inconclusive", "passed", "better"), ("passed", "notApplicable", "other"),
    ("notApplicable", "passed", "other"), ("notApplicable", "warned", "worse"),
    ("review", "passed", "better"), ("passed", "setupFault", "worse"),
  ]

  @Test(arguments: steps)
  func `a verdict goes one way for its row and its check`(
    before: String, after: String, direction: String
  ) {
    let comparison = RunComparison(
      from: SmallRun.report(["x/a#a:1 R/1 \(before)", "x/a#b:1 R/2 passed"]),
      to: SmallRun.report(["x/a#a:1 R/1 \(after)", "x/a#b:1 R/2 passed"]))
    #expect(comparison.requirements.map(\.row.id) == ["R/1"])
    #expect(comparison.requirements.map(\.direction.rawValue) == [direction])
    #expect(comparison.checks.map(\.direction.rawValue) == [direction])
    #expect(comparison.requirements.first?.causes == comparison.checks)
    #expect(comparison.checks.first?.before?.decision.verdict.kind.rawValue == before)
    #expect(comparison.checks.first?.after?.exchanges == [10_001])
    #expect(comparison.hasWorsened == (direction == "worse"))
    #expect(comparison.tests.isEmpty && comparison.settings.isEmpty)
  }

  /// Name, old and new checks, what becomes of rows, what becomes of checks, whether it got worse.
  static let changes: [(String, [String], [String], [String], [String], Bool)] = [
    ("nothing", ["x/a#a:1 R/1 failed"], ["x/a#a:1 R/1 failed"], [], [], false),
    (
      "a proof that is gone", ["x/a#a:1 R/1 passed"], ["x/a#b:1 R/2 passed"],
      ["R/1 passed>- worse", "R/2 ->passed other"], ["#b:1 ->passed", "#a:1 passed>-"], true
    ),
    (
      "a failure that is gone", ["x/a#a:1 R/1 failed", "x/a#b:1 R/2 passed"],
      ["x/a#b:1 R/2 passed"],
      ["R/1 failed>- other"], ["#a:1 failed>-"], false
    ),
    (
      "a new failure", ["x/a#b:1 R/2 passed"], ["x/a#b:1 R/2 passed", "x/a#b:2 R/1 failed"],
      ["R/1 ->failed worse"], ["#b:2 ->failed"], true
    ),
    (
      "a check moved by a new one", ["x/a#a:1 R/1 passed|same", "x/a#a:2 R/2 failed|other"],
      ["x/a#a:1 R/3 passed|new", "x/a#a:2 R/1 passed|same", "x/a#a:3 R/2 passed|other"],
      ["R/2 failed>passed better", "R/3 ->passed other"], ["#a:1 ->passed", "#a:3 failed>passed"],
      false
    ),
    (
      "a rewritten check", ["x/a#a:1 R/1 passed|old words"], ["x/a#a:1 R/1 failed|new words"],
      ["R/1 passed>failed worse"], ["#a:1 passed>failed"], true
    ),
    (
      "checks of one text", ["x/a#a:1 R/1 passed|t", "x/a#a:2 R/1 passed|t"],
      ["x/a#a:1 R/1 passed|t", "x/a#a:2 R/1 failed|t"], ["R/1 passed>failed worse"],
      ["#a:2 passed>failed"], true
    ),
    (
      "one row of two", ["x/a#a:1 R/1 passed", "x/a#a:1 R/2 passed"],
      ["x/a#a:1 R/1 passed", "x/a#a:1 R/2 warned"], ["R/2 passed>warned worse"],
      ["#a:1 passed>warned"], true
    ),
    (
      "a check without a row", ["x/a#a:1 - passed"], ["x/a#a:1 - failed"], [],
      ["#a:1 passed>failed"], true
    ),
    (
      "a better check hidden by a worse one", ["x/a#a:1 R/1 failed", "x/a#a:2 R/1 failed"],
      ["x/a#a:1 R/1 passed", "x/a#a:2 R/1 failed"], [], ["#a:1 failed>passed"], false
    ),
  ]

  @Test(arguments: changes.indices)
  func `rows and checks are found again and told apart`(index: Int) {
    let (name, old, new, rows, checks, isWorse) = Self.changes[index]
    let comparison = RunComparison(from: SmallRun.report(old), to: SmallRun.report(new))
    func word(_ verdict: Verdict?) -> String { verdict?.kind.rawValue ?? "-" }
    #expect(
      comparison.requirements.map {
        "\($0.row.id) \(word($0.before.verdict))>\(word($0.after.verdict)) \($0.direction.rawValue)"
      } == rows, "\(name)")
    #expect(
      comparison.checks.map { check in
        let step = [check.before, check.after].map { word($0?.decision.verdict) }
        return "\(check.id.drop { $0 != "#" }) \(step.joined(separator: ">"))"
      } == checks, "\(name)")
    #expect(comparison.hasWorsened == isWorse, "\(name)")
    #expect(comparison.isUnchanged == (rows.isEmpty && checks.isEmpty), "\(name)")
  }

  @Test func `a test that was stopped is told when no check shows it`() {
    let old = SmallRun.report(["x/a#a:1 R/1 passed"])
    var new = old
    new.tests[0].stop = .inconclusive(because: "the time was over")
    let comparison = RunComparison(from: old, to: new)
    #expect(comparison.tests.map(\.direction) == [.worse] && comparison.hasWorsened)
    #expect(RunComparison(from: new, to: old).tests.map(\.direction) == [.better])
  }

  @Test func `a row that is claimed now, or raised, says so`() throws {
    let old = SmallRun.report(["x/a#a:1 R/1 passed"], claimed: ["R/1"])
    let new = SmallRun.report(["x/a#a:1 R/1 passed"], claimed: ["R/1", "R/9"])
    let change = try #require(RunComparison(from: old, to: new).requirements.first)
    #expect(change.row.id == "R/9" && change.before == .absent && change.direction == .other)
    #expect(change.remarks.count == 1 && change.causes.isEmpty)
    #expect(RunComparison(from: old, to: old).isUnchanged)
  }

  static let settings: [(String, @Sendable (inout RunReport.Header) -> Void, [String])] = [
    (
      "run id, seed, time",
      {
        $0.run = "other"; $0.seed = 9; $0.start = .unixEpoch
      }, []
    ),
    ("target", { $0.target = "https://b" }, ["target"]), ("tool", { $0.tool = "9" }, ["tool"]),
    ("profile", { $0.profile = "cds/full" }, ["profile"]),
    ("edition", { $0.edition = "e" }, ["edition"]),
    ("tests", { $0.selection = .init(tags: ["fast"]) }, ["tests asked for"]),
    ("suite", { $0.suites[0].sha256 = String(repeating: "1", count: 64) }, ["suite x/a"]),
    ("suites", { $0.suites[0].name = "x/b" }, ["suite x/a", "suite x/b"]),
  ]

  @Test(arguments: settings.indices)
  func `what was run otherwise is named`(index: Int) {
    let (name, change, expected) = Self.settings[index]
    let old = SmallRun.report(["x/a#a:1 R/1 passed"])
    let new = SmallRun.report(["x/a#a:1 R/1 passed"], change)
    let found = RunComparison(from: old, to: new).settings
    #expect(found.map(\.name) == expected, "\(name)")
    let cut = SmallRun.report(["x/a#a:1 R/1 passed"], interruptions: ["it was stopped"])
    #expect(RunComparison(from: old, to: cut).settings.map(\.after) == ["it was stopped"])
  }
}

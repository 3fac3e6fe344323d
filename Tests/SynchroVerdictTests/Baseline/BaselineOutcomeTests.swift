import SynchroJSON
import SynchroText
import SynchroVerdict
import Testing

@Suite struct BaselineOutcomeTests {
  static let run = [
    "x/a#a:1 R/1 passed", "x/a#a:2 R/2 failed", "x/a#a:2 R/3 failed", "x/a#b:1 R/4 warned",
    "x/a#c:1 R/5 untestable", "x/a#c:2 - untestable", "x/a#d:1 R/6 notApplicable",
  ]

  static func entry(_ head: String, _ verdict: String, _ more: String...) -> String {
    "\(head)\n  verdict: \(verdict)\n  reason: r\n" + more.map { "  \($0)\n" }.joined()
  }

  /// Covers everything of the run but what a case is about.
  static let rest = [
    entry("check x/a#a:2", "failed"), entry("check x/a#b:1", "warned"),
    entry("test x/a#c", "untestable"),
  ]

  static func outcome(
    _ entries: [String], _ report: RunReport = SmallRun.report(run), names: Baseline.Names? = nil
  ) throws -> BaselineOutcome {
    let source = SourceText(name: "b", entries.joined(separator: "\n"))
    let (baseline, findings) = Baseline.read(source)
    try #require(findings.isEmpty, "\(findings)")
    return baseline.outcome(of: report, names: names)
  }

  /// Name, entries, ids of surprises, kinds of flaws.
  static let cases: [(String, [String], [String], [String])] = [
    ("all is known", rest, [], []),
    ("nothing is", [], ["#a:2 R/2", "#a:2 R/3", "#b:1 R/4", "#c:1 R/5", "#c:2"], []),
    (
      "one row of a check", [entry("check x/a#a:2", "failed", "requirement: R/2")] + rest[1...],
      ["#a:2 R/3"], []
    ),
    (
      "a row",
      [entry("requirement R/2", "failed"), entry("requirement R/3", "failed")] + rest[1...],
      [], []
    ),
    (
      "another verdict", [entry("check x/a#a:2", "warned")] + rest[1...], ["#a:2 R/2", "#a:2 R/3"],
      ["no-longer"]
    ),
    ("what passed", rest + [entry("check x/a#a:1", "failed")], [], ["no-longer"]),
    ("what does not apply", rest + [entry("check x/a#d:1", "failed")], [], ["no-longer"]),
    ("a row that passed", rest + [entry("requirement R/1", "failed")], [], ["no-longer"]),
    ("a test that passed", rest + [entry("test x/a#a", "untestable")], [], ["no-longer"]),
    (
      "text that is there", [entry("check x/a#a:2", "failed", "message: string")] + rest[1...], [],
      []
    ),
    (
      "text of a reason",
      rest[..<2] + [entry("test x/a#c", "untestable", "message: because of")], [], []
    ),
    (
      "text that is not", [entry("check x/a#a:2", "failed", "message: object")] + rest[1...],
      ["#a:2 R/2", "#a:2 R/3"], ["no-longer"]
    ),
    (
      "the last day", rest[1...] + [entry("check x/a#a:2", "failed", "expires: 2026-05-28")], [],
      []
    ),
    (
      "a day too late", rest[1...] + [entry("check x/a#a:2", "failed", "expires: 2026-05-27")], [],
      ["expired"]
    ),
    ("no such test", rest + [entry("check x/a#aa:2", "failed")], [], ["unknown"]),
    ("no such check", rest + [entry("check x/a#a:7", "failed")], [], ["unknown"]),
    (
      "no such row of a check", rest + [entry("check x/a#a:2", "failed", "requirement: R/9")], [],
      ["unknown"]
    ),
    ("no such row", rest + [entry("requirement R/99", "failed")], [], ["unknown"]),
    ("one of a test", rest[..<2] + [entry("check x/a#c:1", "untestable")], ["#c:2"], []),
  ]

  @Test(arguments: cases.indices)
  func `a baseline is strict both ways`(index: Int) throws {
    let (name, entries, surprises, flaws) = Self.cases[index]
    let outcome = try Self.outcome(entries)
    #expect(
      outcome.surprises.map { surprise in
        surprise.id.drop { $0 != "#" } + (surprise.requirement.map { " " + $0 } ?? "")
      } == surprises, "\(name)")
    #expect(outcome.flaws.map(\.kind.rawValue) == flaws, "\(name): \(outcome.flaws)")
    #expect(outcome.isAsExpected == (surprises.isEmpty && flaws.isEmpty), "\(name)")
    #expect(outcome.asExpected.count + flaws.count == entries.count, "\(name)")
    // The certified verdict never changes, and results hold the outcome.
    var report = SmallRun.report(Self.run)
    let exit = report.exit
    report.baseline = outcome
    #expect(report.exit == exit && exit == .failed)
    #expect(report.judgedExit == (outcome.isAsExpected ? .success : .failed))
    let text = JSONPrinter.pretty(report.json)
    #expect(try RunReport(json: JSONDocument(parsing: text).root) == report)
  }

  @Test func `what a run did not look at is neither there nor gone`() throws {
    let names = Baseline.Names(tests: ["x/a#a", "x/z#far"], requirements: ["R/1", "R/77"])
    let more = [
      Self.entry("check x/z#far:3", "failed"), Self.entry("test x/z#far", "review"),
      Self.entry("requirement R/77", "failed"), Self.entry("check x/z#fra:1", "failed"),
    ]
    let outcome = try Self.outcome(Self.rest + more, names: names)
    #expect(outcome.notLookedAt.count == 3)
    #expect(outcome.flaws.map(\.kind) == [.unknown])
    #expect(outcome.flaws.first?.sentence.contains("did you mean 'x/z#far'?") == true)
    // Nobody can tell without the suites, where only part of them ran.
    let part = SmallRun.report(Self.run) { $0.selection = .init(tags: ["fast"]) }
    #expect(try Self.outcome(Self.rest + more, part).notLookedAt.count == 4)
  }

  @Test func `a run that is cut short or proves nothing is never as expected`() throws {
    let cut = SmallRun.report(Self.run, interruptions: ["it was stopped"])
    #expect(try Self.outcome(Self.rest, cut).surprises.map(\.id) == ["run"])
    let silent = SmallRun.report(["x/a#a:1 R/1 failed"])
    let known = [Self.entry("check x/a#a:1", "failed")]
    #expect(try Self.outcome(known, silent).surprises.map(\.id) == ["run"])
    #expect(try Self.outcome([], SmallRun.report([])).isAsExpected == false)
  }

  @Test func `a claim that no check speaks of is unproven, and can be expected`() throws {
    let report = SmallRun.report(["x/a#a:1 R/1 passed"], claimed: ["R/1", "R/8"])
    let surprises = try Self.outcome([], report).surprises
    #expect(surprises.map(\.requirement) == ["R/8"])
    #expect(try Self.outcome([Self.entry("requirement R/8", "untestable")], report).isAsExpected)
  }

  @Test func `what is unproven may be when the run was told to allow it`() throws {
    let report = SmallRun.report(Self.run) { $0.allowsUnproven = true }
    #expect(try Self.outcome(Array(Self.rest[..<2]), report).isAsExpected)
    let stale = try Self.outcome(Self.rest + [Self.entry("test x/a#b", "review")], report)
    #expect(stale.flaws.map(\.kind) == [.noLonger])
  }

  @Test func `faults of the set-up stay what they are`() throws {
    var report = SmallRun.report(Self.run)
    report.tests[0].checks = []
    report.tests[0].stop = .setupFault("nothing listens")
    report.baseline = try Self.outcome(Array(Self.rest[1...]), report)
    #expect(report.exit == .setupFault && report.judgedExit == .setupFault)
  }
}

import SynchroCatalog
import SynchroJSON
import SynchroTiming
import Testing

@testable import SynchroVerdict

@Suite struct RunMergeTests {
  private static func shard(
    _ text: String, _ lines: [String], _ change: (inout RunReport.Header) -> Void = { _ in }
  ) -> RunMerge.Source {
    let report = SmallRun.report(lines) { header in
      header.run = "run-\(text)"
      header.selection = .init(shard: Shard(text))
      header.start = SampleRun.start.advanced(by: .seconds(text.hasPrefix("1") ? 5 : 0))
      change(&header)
    }
    return RunMerge.Source(report, path: "shards/\(text)")
  }

  /// Where `x/a#…` belongs among two: a, d, e, f and g to the first, b and c to the second.
  private static let lines = (
    ["x/a#a:1 R/1 passed", "x/a#d:1 R/1 failed", "x/a#e:1 R/2 passed"],
    ["x/a#a:1 R/1 passed", "x/a#b:1 R/3 passed"]
  )

  private static func homes() -> [String: Int] {
    let first = Shard("1/2")
    return Dictionary(
      uniqueKeysWithValues: "abcdefgh".map { letter in
        ("\(letter)", first?.holds(test: "x/a#\(letter)") == true ? 1 : 2)
      })
  }

  /// A whole run divided by where its tests belong; `a` is needed by all.
  private static func divided(
    _ lines: [String], among count: Int
  ) -> [RunMerge.Source] {
    (1...count).compactMap { index in
      guard let shard = Shard(index: index, count: count) else { return nil }
      let own = lines.filter { line in
        let test = String(line.prefix { $0 != ":" })
        return shard.holds(test: test) || test.hasSuffix("#a")
      }
      return Self.shard(shard.description, own)
    }
  }

  private static func merged(
    _ sources: [RunMerge.Source], claimed: Set<String> = []
  ) throws -> RunReport {
    let rows = Set((1...9).map { "R/\($0)" }).sorted()
    return try RunMerge(sources).report(
      run: "whole", arguments: ["merge"], rows: rows.map { SampleRun.row($0, .must, "Row \($0).") },
      claimed: claimed)
  }

  @Test(arguments: [1, 2, 3, 7, 20])
  func `shards make up the whole`(count: Int) throws {
    let lines = "abcdefghijklmnop".flatMap { letter in
      [
        "x/a#\(letter):1 R/\(letter < "h" ? 1 : 2) passed",
        "x/a#\(letter):2 R/3 \(letter == "k" ? "failed" : "passed")",
      ]
    }
    let whole = SmallRun.report(lines, claimed: ["R/1", "R/2", "R/3"])
    var merged = try Self.merged(
      Self.divided(lines, among: count).reversed(), claimed: ["R/1", "R/2", "R/3"])
    #expect(merged.header.parts.map(\.shard.index) == Array(1...count))
    #expect(merged.header.start == SampleRun.start.advanced(by: .seconds(count == 1 ? 5 : 0)))
    #expect(merged.duration == .seconds(count == 1 ? 1 : 6))
    merged.header = whole.header
    merged.duration = whole.duration
    #expect(merged == whole)
    #expect(merged.exit == .failed)
  }

  @Test func `part of the whole claims nothing when tests were chosen in other ways as well`()
    throws
  {
    let sources = Self.divided(["x/a#a:1 R/1 passed", "x/a#b:1 R/2 passed"], among: 2)
    #expect(try Self.merged(sources, claimed: ["R/9"]).summary.claims == 1)
    let chosen = sources.map { source in
      var report = source.report
      report.header.selection?.tags = ["fast"]
      return RunMerge.Source(report, path: source.path)
    }
    let merged = try Self.merged(chosen, claimed: ["R/9"])
    #expect(merged.summary.claims == 0 && merged.header.selection?.words == "--tag fast")
  }

  /// Name, verdicts of a set-up test in its own shard and in another, what counts, whether it is said.
  static let instances: [(String, String, String, String, Bool)] = [
    ("alike", "passed", "passed", "passed", false),
    ("worse elsewhere", "passed", "failed", "failed", true),
    ("worse at home", "failed", "passed", "failed", true),
    ("unproven elsewhere", "passed", "untestable", "untestable", true),
    ("better elsewhere", "warned", "passed", "warned", true),
  ]

  @Test(arguments: instances.indices)
  func `of a test in several shards the worst counts, and it is said`(index: Int) throws {
    let (name, home, other, verdict, isSaid) = Self.instances[index]
    let own = Self.homes()["a"] ?? 1
    let sources = [1, 2].map { place in
      Self.shard("\(place)/2", ["x/a#a:1 R/1 \(place == own ? home : other)"])
    }
    let merge = try RunMerge(sources)
    let test = try #require(merge.tests.first)
    #expect(merge.tests.count == 1 && test.verdict.kind.rawValue == verdict, "\(name)")
    #expect(test.notes.count == (isSaid ? 1 : 0), "\(name): \(test.notes)")
    if let note = test.notes.first { #expect(note.contains("do not agree")) }
    let report = try Self.merged(sources)
    #expect(report.exchanges.count == 1 && report.requirements.count == 1)
  }

  @Test func `what shards left behind, what cut them short and their machines are all told`() throws
  {
    var first = Self.shard("1/2", Self.lines.0).report
    var second = Self.shard("2/2", Self.lines.1).report
    first.residue = [.init("a client", test: "x/a#e", because: "405")]
    second.residue = [.init("a client", test: "x/a#a", because: "405")]
    first.doctor = [DoctorFinding(.ok, "it answers"), DoctorFinding(.ok, "one")]
    second.doctor = [DoctorFinding(.ok, "it answers"), DoctorFinding(.warning, "two")]
    second.interruptions = ["the run was stopped before its end"]
    first.header.host = [RunFact("machine", "m"), RunFact("processors", "2")]
    second.header.host = [RunFact("machine", "m"), RunFact("processors", "4")]
    let report = try Self.merged([
      .init(second, path: "two"), .init(first, path: "one"),
    ])
    #expect(report.residue.map(\.test) == ["x/a#a", "x/a#e"])
    #expect(report.doctor.map(\.sentence) == ["it answers", "one", "two"])
    #expect(report.interruptions == ["shard 2/2: the run was stopped before its end"])
    #expect(report.header.host.map(\.value) == ["m", "2, 4"])
    second.tests = []
    second.interruptions = []
    second.doctor = [DoctorFinding(.fault, "nothing listens")]
    let silent = try Self.merged([.init(second, path: "two"), .init(first, path: "one")])
    #expect(silent.interruptions == ["shard 2/2: no test was carried out: nothing listens"])
  }

  static let refusals: [(String, @Sendable (inout RunReport.Header) -> Void, String)] = [
    ("seed", { $0.seed = 8 }, "their seed"), ("tool", { $0.tool = "9" }, "their tool"),
    ("target", { $0.target = "https://b" }, "their target"),
    ("profile", { $0.profile = "p" }, "their profile"),
    ("edition", { $0.edition = "e" }, "their edition"),
    ("number", { $0.selection = .init(shard: Shard("2/3")) }, "their number of shards"),
    ("only", { $0.selection?.only = ["x*"] }, "their tests asked for"),
    ("unproven", { $0.allowsUnproven = true }, "their view of what is unproven"),
    ("suite", { $0.suites[0].sha256 = "f" }, "'x/a' is not the same file"),
    ("suites", { $0.suites[0].name = "x/b" }, "is in one of them only"),
    ("whole", { $0.selection = nil }, "it ran without --shard"),
    (
      "merged",
      {
        $0.selection = nil
        $0.parts = [Shard("1/1")].compactMap { $0 }.map { .init($0, run: "r") }
      }, "it has been merged already"
    ),
    ("doubled", { $0.selection = .init(shard: Shard("1/2")) }, "shard 1/2 is given twice"),
  ]

  @Test(arguments: refusals.indices)
  func `what is no part of one run is refused`(index: Int) {
    let (name, change, message) = Self.refusals[index]
    let sources = [Self.shard("1/2", Self.lines.0), Self.shard("2/2", Self.lines.1, change)]
    let fault = #expect(throws: RunMerge.Fault.self) { try RunMerge(sources) }
    #expect(fault?.message.contains(message) == true, "\(name): \(fault?.message ?? "")")
    #expect(fault?.help.isEmpty == false)
  }

  @Test func `missing shards are named`() {
    let some = [Self.shard("2/4", []), Self.shard("3/4", [])]
    let fault = #expect(throws: RunMerge.Fault.self) { try RunMerge(some) }
    #expect(fault?.message == "shards 1/4, 4/4 are missing")
    #expect(throws: RunMerge.Fault.self) { try RunMerge([]) }
  }
}

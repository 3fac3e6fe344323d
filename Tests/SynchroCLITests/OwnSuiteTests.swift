import Foundation
import SynchroBundle
import SynchroTestSupport
import Testing

@testable import SynchroCLI

/// Suite files that lie outside of the folder of suites.
@Suite(.timeLimit(.minutes(5))) struct OwnSuiteTests {
  /// A suite with one test.
  private static func suite(_ name: String, _ head: String = "") -> String {
    """
    suite \(name) "What somebody tries besides"
    \(head)
    test mine "It answers me too"
      GET ${target.metadata_url}
      => 200                                                                     [TRY/1/answers]

    """
  }

  /// A fixture with such a file in it, below a folder `own`.
  private static func fixture(_ file: String, _ text: String) async throws -> RunFixture {
    let fixture = try await RunFixture()
    let path = fixture.folder.appending(path: "own/" + file)
    try FileManager.default.createDirectory(
      at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
    try fixture.write("own/" + file, text)
    return fixture
  }

  private static func run(
    _ words: String, _ fixture: RunFixture, out: String = "reports"
  ) async throws -> (err: String, folder: String) {
    let ran = await fixture.command(
      "run \(words) --target @/try.target --suites @/Suites --out @/\(out) --format quiet")
    #expect(ran.code == .success, "\(ran.err)")
    let folder = fixture.folder.appending(path: out).path
    let runs = try FileManager.default.contentsOfDirectory(atPath: folder)
    return (ran.err, "\(folder)/\(try #require(runs.first { $0.first?.isNumber == true }))")
  }

  private static func names(in archive: String) throws -> [String] {
    try ArchiveReader.entries(of: Array(try Data(contentsOf: URL(filePath: archive))))
      .map(\.name.text)
  }

  /// The file, its suite, what it needs, and how many tests are then run.
  static let files: [(String, String, String, Int)] = [
    ("acme/extra.suite", "acme/extra", "needs try/a\n", 3),
    // Nothing of its family lies in the folder: its row has to be kept all the same.
    ("extra.suite", "extra", "", 1),
    // There is a file of this name in the folder, and another one beside its own family.
    ("a.suite", "a", "", 1), ("try/b.suite", "try/b", "needs try/a\n", 3),
  ]

  @Test(arguments: files)
  func `one is run, kept, judged again and bundled`(
    file: String, name: String, head: String, tests: Int
  ) async throws {
    let fixture = try await Self.fixture(file, Self.suite(name, head))
    let run = try await Self.run("@/own/\(file)", fixture)
    // What is kept is what counts from here on.
    try FileManager.default.removeItem(at: fixture.folder.appending(path: "own"))
    let kept = try Self.names(in: run.folder + "/suites.tar")
    #expect(kept.contains("_own/\(name).suite") && kept.contains("try/try.requirements"))
    let bundle = await fixture.command("bundle \(run.folder) --out @/bundle")
    #expect(bundle.code == .success, "\(bundle.err)")
    for line in ["judge \(run.folder)", "judge @/bundle", "judge \(run.folder) --suite @/Suites"] {
      let judged = await fixture.command(line + " --out @/judged")
      #expect(judged.code == .success, "\(line): \(judged.err)")
      #expect(judged.out.contains(" 0 otherwise"), "\(line): \(judged.out)")
      let results = try String(
        contentsOfFile: fixture.folder.path + "/judged/"
          + URL(filePath: run.folder).lastPathComponent + "/results.json", encoding: .utf8)
      // Reports name the file as the run did.
      #expect(results.contains("\"file\": \"\(fixture.folder.path)/own/\(file)\""))
      #expect(results.components(separatedBy: "\"number\": ").count > tests)
    }
    await fixture.stop()
  }

  @Test func `one with a name that is taken, or that cannot be read, is shown and not run`()
    async throws
  {
    let fixture = try await Self.fixture("try/a.suite", Self.suite("try/a"))
    try fixture.write("own/broken.suite", "suite broken \"It breaks off")
    try fixture.write("own/other.suite", Self.suite("acme/extra"))
    try fixture.write(
      "own/row.suite",
      Self.suite("row").replacingOccurrences(of: "TRY/1/answers", with: "TRY/1/answer"))
    let own = fixture.folder.path + "/own"
    for (file, words) in [
      (
        "try/a.suite",
        """
        error: another file declares the suite 'try/a'
         --> \(own)/try/a.suite:1:7
          |
        1 | suite try/a "What somebody tries besides"
          |       ^^^^^
          = help: the first is \(fixture.folder.path)/Suites/try/a.suite: give this one another name
        """
      ),
      ("broken.suite", "broken.suite:1:"), ("row.suite", "did you mean 'TRY/1/answers'?"),
      ("other.suite", "expected: own/other"), ("none.suite", "or suite file '\(own)/none.suite'"),
      ("", "there is no suite"),
    ] {
      let ran = await fixture.command(
        "run @/own/\(file) --target @/try.target --suites @/Suites --no-output")
      #expect(ran.code == .usage && ran.out.isEmpty, "\(file): \(ran.out)")
      #expect(ran.err.contains(words), "\(file): \(ran.err)")
    }
    // The same file by another path, and a copy of it, are no other suite.
    for word in ["@/own/../Suites/try/a.suite", "@/Suites/try/a.suite"] {
      let ran = await fixture.command(
        "run \(word) --target @/try.target --suites @/Suites --no-output --format quiet")
      #expect(ran.code == .success && ran.out.contains("tests: 2 passed"), "\(ran.err)")
    }
    await fixture.stop()
  }

  @Test func `shards of one are merged by what they have kept`() async throws {
    let fixture = try await Self.fixture("extra.suite", Self.suite("extra", "needs try/a\n"))
    var runs: [String] = []
    for shard in 1...2 {
      runs.append(
        try await Self.run(
          "@/own/extra.suite try/a --seed 1 --shard \(shard)/2", fixture, out: "\(shard)"
        ).folder)
    }
    try FileManager.default.removeItem(at: fixture.folder.appending(path: "own"))
    let merged = await fixture.command(
      "merge \(runs[0]) \(runs[1]) --suites @/Suites --out @/merged --format quiet")
    #expect(merged.code == .success && merged.out.contains("tests: 3 passed"), "\(merged.err)")
    await fixture.stop()
  }

  @Test func `a baseline and a buyer's profile may speak of one that was kept`() async throws {
    let more = """
      test other "It may shrug"
        GET ${target.metadata_url}
        when header Shrug exists as "a shrug"
          => 200                                                                     [TRY/1/answers]

      """
    let fixture = try await Self.fixture("extra.suite", Self.suite("extra") + more)
    try fixture.write(
      "Suites/try/try.edition", "edition try-1\n  title: The only one\n  documents: TRY\n")
    let run = try await Self.run("@/own/extra.suite --only extra#mine", fixture)
    try FileManager.default.removeItem(at: fixture.folder.appending(path: "own"))
    try fixture.write(
      "known.baseline", "test extra#other\n  verdict: inconclusive\n  reason: It does not shrug\n")
    let report = await fixture.command(
      "report \(run.folder) --suites @/Suites --baseline @/known.baseline")
    #expect(report.out.contains("baseline") && !report.out.contains("unknown"), "\(report)")
    try fixture.write(
      "buyer.profile",
      "profile ours/buyer\n  title: Ours\n  edition: try-1\n  claims: TRY\n  requires: feature a shrug\n"
    )
    let gaps = await fixture.command(
      "gaps \(run.folder) --suites @/Suites --profile @/buyer.profile")
    #expect(gaps.err.isEmpty && gaps.out.contains("a shrug"), "\(gaps.err)\(gaps.out)")
    await fixture.stop()
  }

  @Test func `one of flows is kept too`() async throws {
    let suites = Fixtures.root.path + "/Suites"
    let text = try String(contentsOfFile: suites + "/pxb/control.suite", encoding: .utf8)
      .replacingOccurrences(of: "suite pxb/control", with: "suite mine")
    let fixture = try await Self.fixture("mine.suite", text)
    let ran = await fixture.command(
      "run @/own/mine.suite --target mock:device --suites \(suites) --out @/reports --format quiet")
    #expect(ran.code == .success, "\(ran.err)")
    let reports = fixture.folder.appending(path: "reports").path
    let runs = try FileManager.default.contentsOfDirectory(atPath: reports)
    let run = "\(reports)/\(try #require(runs.first { $0.first?.isNumber == true }))"
    #expect(try Self.names(in: run + "/suites.tar").contains("_own/mine.suite"))
    await fixture.stop()
  }
}

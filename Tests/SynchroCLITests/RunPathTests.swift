import Foundation
import Testing

@testable import SynchroCLI

@Suite(.timeLimit(.minutes(5))) struct RunPathTests {
  /// How the folder of a run may be named: `@` stands for it.
  static let spellings = ["@", "@/", "@/results.json", "@/index.html"]

  @Test(arguments: spellings)
  func `every command takes a run by its folder, its results and its page`(spelling: String)
    async throws
  {
    let fixture = try await RunFixture()
    let run = try await fixture.run()
    let word = spelling.replacingOccurrences(of: "@", with: run.folder.path)
    let other = run.folder.path
    for line in [
      "report \(word) --format quiet", "judge \(word) --format quiet",
      "bundle \(word)", "compare \(word) \(other)", "compare \(other) \(word)",
      "coverage --suites @/Suites --results \(word)",
    ] {
      let result = await fixture.command(line)
      #expect(result.code == .success, "\(line): \(result.out)\(result.err)")
    }
    // Beside the folder, whatever named it.
    #expect(FileManager.default.fileExists(atPath: other + ".bundle"))
    // Those that want more than this run has say so, and not that they cannot read it.
    let merged = await fixture.command("merge \(word) --suites @/Suites --out @/merged")
    #expect(merged.err.contains("shard"), "\(merged.err)")
    let gaps = await fixture.command("gaps \(word) --suites @/Suites --profile none")
    #expect(gaps.err.contains("there is no profile"), "\(gaps.err)")
    await fixture.stop()
  }

  @Test func `what names no folder of a run stands for itself`() throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appending(path: "synchro-" + UUID().uuidString)
    defer { try? manager.removeItem(at: root) }
    let run = root.appending(path: "run").path
    try manager.createDirectory(atPath: run + "/evidence", withIntermediateDirectories: true)
    let both = [run + "/results.json", run + "/evidence/exchanges.jsonl"]
    let cases: [(String, String?, [String], String?)] = [
      (run + "//", run, both, both[1]), (run + "/index.html", run, both, both[1]),
      (run + "/results.json", run, [both[0]], both[1]), (both[1], run, [both[1]], both[1]),
      (run + "/main.json", nil, [run + "/main.json"], both[1]),
      (
        run + "/none/index.html", nil, [run + "/none/index.html"],
        run + "/none/evidence/exchanges.jsonl"
      ),
      ("-", nil, ["-"], nil), ("main.json", nil, ["main.json"], "evidence/exchanges.jsonl"),
      ("results.json", ".", ["results.json"], "evidence/exchanges.jsonl"),
      (
        "index.html", ".", ["results.json", "evidence/exchanges.jsonl"], "evidence/exchanges.jsonl"
      ),
    ]
    for (word, folder, candidates, evidence) in cases {
      let path = RunPath(word)
      #expect(path.folder == folder, "\(word)")
      #expect(path.candidates == candidates, "\(word)")
      #expect(path.evidence == evidence, "\(word)")
    }
    #expect(RunPath(run).bundle(of: "r") == run + ".bundle")
    #expect(RunPath(".").bundle(of: "r") == "./../r.bundle")
  }
}

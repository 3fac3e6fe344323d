import Foundation
import SynchroBundle
import SynchroTestSupport
import Testing

@testable import SynchroCLI

/// Profiles that lie outside of the folder of suites.
@Suite(.timeLimit(.minutes(5))) struct OwnProfileTests {
  /// A fixture with a profile in it that no folder of suites has, and an edition for it.
  private static func fixture() async throws -> RunFixture {
    let fixture = try await RunFixture()
    try fixture.write(
      "Suites/try/try.edition", "edition try-1\n  title: The only one\n  documents: TRY\n")
    try fixture.write(
      "hub.profile",
      "profile ours/hub\n  title: Ours\n  edition: try-1\n  suites: try/*\n  claims: TRY\n")
    return fixture
  }

  @Test func `one is kept with the run, judged by and bundled`() async throws {
    let fixture = try await Self.fixture()
    let run = try await fixture.run("--profile @/hub.profile")
    #expect(run.code == .success, "\(run.err)")
    let path = run.folder.path
    let kept = try ArchiveReader.entries(
      of: Array(try Data(contentsOf: run.folder.appending(path: "suites.tar"))))
    #expect(kept.map(\.name.text).contains("_own/ours/hub.profile"))
    let bundle = await fixture.command("bundle \(path) --out @/bundle")
    #expect(bundle.code == .success, "\(bundle.err)")
    // A file that is named is the one that counts, also when it is the same.
    let named = await fixture.command("judge \(path) --profile @/hub.profile --format quiet")
    #expect(named.code == .success && named.out.contains(" 0 otherwise"), "\(named.err)")
    // What is kept is what counts from here on.
    try FileManager.default.removeItem(at: fixture.folder.appending(path: "hub.profile"))
    for line in [
      path, "@/bundle", "\(path) --suite @/Suites", "\(path) --profile ours/hub",
    ] {
      let judged = await fixture.command("judge \(line) --out @/judged --format quiet")
      #expect(judged.code == .success, "\(line): \(judged.err)")
      #expect(judged.out.contains(" 0 otherwise"), "\(line): \(judged.out)")
      let results = try String(
        contentsOf: fixture.folder.appending(
          path: "judged/\(run.folder.lastPathComponent)/results.json"), encoding: .utf8)
      #expect(results.contains("\"profile\": \"ours/hub\""))
    }
    // A run that was killed is judged by it as well.
    try FileManager.default.removeItem(at: run.folder.appending(path: "results.json"))
    let killed = await fixture.command("judge \(path) --format quiet")
    #expect(killed.code == .success && killed.out.contains(" 0 otherwise"), "\(killed.err)")
    await fixture.stop()
  }

  @Test func `shards are merged by the one that they have kept`() async throws {
    let fixture = try await Self.fixture()
    var runs: [String] = []
    for shard in 1...2 {
      let run = try await fixture.run("--profile @/hub.profile --seed 1 --shard \(shard)/2")
      runs.append(fixture.folder.path + "/\(shard)")
      try FileManager.default.moveItem(atPath: run.folder.path, toPath: runs[shard - 1])
    }
    try FileManager.default.removeItem(at: fixture.folder.appending(path: "hub.profile"))
    let merged = await fixture.command(
      "merge \(runs[0]) \(runs[1]) --suites @/Suites --out @/merged --format quiet")
    #expect(merged.code == .success && merged.out.contains("tests: 2 passed"), "\(merged.err)")
    await fixture.stop()
  }
}

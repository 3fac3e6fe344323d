import Foundation
import Testing

@testable import SynchroCLI

@Suite(.timeLimit(.minutes(5))) struct InterruptedRunTests {
  /// How many bytes of the evidence are lost, and what is said of the rest.
  @Test(arguments: [
    // The last line, which says that the run has ended.
    (true, 0, "the run did not come to its end"),
    (true, 20, "the last line is torn"),
    (false, 0, ""),
  ])
  func `a run that was killed is judged by its own suites, and never taken for a whole one`(
    losesEnd: Bool, torn: Int, words: String
  ) async throws {
    let fixture = try await RunFixture()
    let run = try await fixture.run()
    let manager = FileManager.default
    try manager.removeItem(at: run.folder.appending(path: "results.json"))
    let log = run.folder.appending(path: "evidence/exchanges.jsonl")
    var bytes = try Data(contentsOf: log)
    if losesEnd {
      let end = try #require(bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")))
      bytes = bytes[...end].dropLast(torn)
    }
    try bytes.write(to: log)
    let judged = await fixture.command("judge \(run.folder.path) --format quiet")
    #expect(judged.code == (losesEnd ? .unproven : .success), "\(judged.out)\(judged.err)")
    #expect(judged.err.contains(words) || words.isEmpty, "\(judged.err)")
    #expect(judged.out.contains("2 passed") || torn > 0, "\(judged.out)")
    let bundled = await fixture.command("bundle \(run.folder.path) --out @/bundle")
    #expect(bundled.code == .usage && bundled.err.contains("is cut short"), "\(bundled.err)")
    #expect(bundled.err.contains("synchroscope report"))
    await fixture.stop()
  }

  @Test func `a run that was stopped is said to be when it is judged`() async throws {
    let fixture = try await RunFixture()
    let run = try await fixture.run("--timeout 1ms")
    let judged = await fixture.command("judge \(run.folder.path) --format quiet")
    #expect(judged.code == .unproven)
    #expect(judged.err.contains("note: the recorded run was cut short: "), "\(judged.err)")
    await fixture.stop()
  }
}

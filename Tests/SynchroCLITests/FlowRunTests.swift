import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroCLI

@Suite(.timeLimit(.minutes(5))) struct FlowRunTests {
  @Test func `a run of flows is neither judged again nor bundled, and not called damaged`()
    async throws
  {
    let fixture = try await RunFixture()
    let ran = await fixture.command(
      "run pxb/control --target mock:device --suites \(Fixtures.root.path)/Suites --out @/reports "
        + "--format quiet")
    #expect(ran.code == .success, "\(ran.err)")
    let reports = fixture.folder.appending(path: "reports").path
    let runs = try FileManager.default.contentsOfDirectory(atPath: reports)
    let run = "\(reports)/\(try #require(runs.first { $0.first?.isNumber == true }))"
    for (line, words) in [
      ("judge \(run)", "is a run of flows, and only exchanges with a server can be judged again"),
      ("bundle \(run)", "is one of flows, and a bundle holds what can be judged again"),
    ] {
      let refused = await fixture.command(line)
      #expect(refused.code == .usage && refused.err.contains(words), "\(refused.err)")
      #expect(refused.err.contains("help: "))
    }
    await fixture.stop()
  }
}

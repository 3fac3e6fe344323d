import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroCLI

@Suite(.timeLimit(.minutes(5))) struct LiveRunTests {
  @Test(
    .enabled(if: LiveRunTests.hasPython),
    arguments: [
      ("--out @/file/reports", "cannot be made"), ("--only zzz", "no flow fits"),
      ("--no-output --dry-run", ""),
    ])
  func `a device that was asked is left in order when nothing is played`(
    options: String, words: String
  ) async throws {
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appending(path: "synchro-" + UUID().uuidString)
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: folder) }
    try Data().write(to: folder.appending(path: "file"))
    // The shell writes the mark when the device has left by itself.
    let device = Fixtures.url("pxb/device.py").path
    let mark = folder.appending(path: "mark")
    let line = "run pxb/control --suites \(Fixtures.root.path)/Suites " + options
    let all =
      line.split(separator: " ").map { $0.replacingOccurrences(of: "@", with: folder.path) }
      + ["--target", "exec:python3 -B '\(device)'; echo $? >'\(mark.path)'"]
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let code = await Program.run(all, console: console)
    #expect(code == (words.isEmpty ? .success : .usage), "\(console.err.text)")
    #expect(console.err.text.contains(words) || words.isEmpty, "\(console.err.text)")
    #expect(try String(contentsOf: mark, encoding: .utf8) == "0\n")
  }

  private static let hasPython: Bool = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }
  }()
}

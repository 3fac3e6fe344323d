import Foundation
import SynchroTestSupport
import SynchroVerdict
import Testing

@testable import SynchroCLI

@Suite struct ReportCommandTests {
  private func run(_ line: String) async throws -> (ExitCode, out: String, err: String) {
    let sample = try Fixtures.bytes("Verdict/results.json")
    let console = Console(out: Output(), err: Output()) { path in
      switch path {
      case "results.json": .success(sample)
      case "changed.json":
        .success(
          Array(
            String(decoding: sample, as: UTF8.self)
              .replacingOccurrences(of: "\"exit\": 1", with: "\"exit\": 0").utf8))
      case "other.json": .success(Array("{\"format\": 9}".utf8))
      default: .failure(ReadFault(path: path, reason: "No such file", help: "check the spelling"))
      }
    }
    let words = line.split(separator: " ").map(String.init)
    let code = await Program.run(["report"] + words, console: console)
    return (code, console.out.text, console.err.text)
  }

  @Test(arguments: [
    ("", "console.txt"), ("--format console", "console.txt"), ("-f quiet", "quiet.txt"),
    ("--format tap", "report.tap"), ("--format github", "github.txt"),
    ("--format junit", "junit.xml"), ("--format gitlab", "gitlab.json"),
    ("--format markdown", "summary.md"),
  ])
  func `a form is printed and the exit code is the run's`(option: String, golden: String)
    async throws
  {
    let (code, out, err) = try await run("results.json " + option)
    #expect(code == .failed)
    #expect(err.isEmpty)
    try expectGolden(out, "Report/\(golden)")
  }

  @Test func `JSON comes out as it went in, and files are written beside it`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let line =
      "results.json -f json --junit \(folder.path)/j.xml --tap \(folder.path)/t.tap"
      + " --markdown \(folder.path)/s.md --gitlab=\(folder.path)/g.json"
    let (code, out, _) = try await run(line)
    #expect(code == .failed)
    try expectGolden(out, "Verdict/results.json")
    let files = [
      ("j.xml", "junit.xml"), ("t.tap", "report.tap"), ("s.md", "summary.md"),
      ("g.json", "gitlab.json"),
    ]
    for (file, golden) in files {
      let data = try Data(contentsOf: folder.appending(path: file))
      try expectGolden(String(decoding: data, as: UTF8.self), "Report/\(golden)")
    }
    let refused = try await run("results.json --junit \(folder.path)/none/j.xml")
    #expect(refused.0 == .usage && refused.err.contains("cannot be written: No such file"))
  }

  @Test func `the numbers of a run are the numbers of the command line`() {
    for exit in RunReport.Exit.allCases {
      #expect(ExitCode(exit).rawValue == exit.rawValue)
    }
  }

  @Test(arguments: [
    ("changed.json", "expected: 1"), ("other.json", "expected: the format 1"),
    ("none.json", "'none.json' cannot be read: No such file"), ("", "RESULTS is missing"),
    ("results.json --format html", "'html' is no value for --format"),
  ])
  func `what cannot be read is refused with the place`(line: String, message: String)
    async throws
  {
    let (code, out, err) = try await run(line)
    #expect(code == .usage && out.isEmpty)
    #expect(err.contains(message), "\(err)")
  }
}

import Foundation
import SynchroBundle
import SynchroCatalog
import SynchroJSON
import SynchroTestSupport
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroCLI

@Suite struct GapsCommandTests {
  private static let suites = Fixtures.url("Catalog/Suites").path

  /// Profiles by the name of their file.
  private static let profiles = [
    "met.profile": "  claims: D/1.2/one\n", "all.profile": "  claims: DOC-1\n",
    "broken.profile": "  claims: DOC-1\n  requires: hook wink\n",
    "wrong.profile": "  claims: D/1.2/on\n  requires: feature a nod\n  raise: D/2/three to MUST\n",
    "nothing.profile": "  suites: d/*\n",
  ]

  /// A run in which the first row was met and the second, which is disputed, seen otherwise.
  private static let results: String = {
    let start = Timestamp.unixEpoch
    let place = CheckRecord.Place(
      file: "d/one.suite", line: 3, column: 3, endColumn: 9, text: "  => 200")
    let decisions = [
      Decision(requirement: "D/1.2/one", verdict: .passed),
      Decision(
        requirement: "D/1.2/two", verdict: .warned,
        mismatches: [Mismatch(expected: "never", received: "once")]),
    ]
    let check = CheckRecord(
      id: "d/one#first:1", text: "=> 200", place: place, decisions: decisions, exchanges: [])
    let test = TestRecord(
      id: "d/one#first", title: "First", place: place, start: start, duration: .zero,
      checks: [check])
    let catalogue = CatalogueFiles(
      console: Console(out: Output(), err: Output(), read: FileBytes.read))
    let rows = (try? catalogue.load(from: SuitesDirectory(path: suites)))?.requirements ?? []
    let report = RunReport.make(
      header: RunReport.Header(tool: "0", run: "r", seed: 1, target: "t", start: start),
      duration: .zero, tests: [test], rows: rows, claimed: Set(rows.map(\.id)))
    return JSONPrinter.pretty(report.json)
  }()

  private func run(_ line: String) async -> (code: ExitCode, out: String, err: String) {
    let console = Console(out: Output(), err: Output()) { path in
      if path == "run.json" { return .success(Array(Self.results.utf8)) }
      if path == "run.bundle" {
        return .success(ArchiveWriter.archive([(.manifest, Array("{}".utf8))]))
      }
      guard let fields = Self.profiles[path] else { return FileBytes.read(path) }
      return .success(
        Array(("profile ours/pilot\n  title: Ours\n  edition: d-1\n" + fields).utf8))
    }
    let words = ["gaps"] + line.split(separator: " ").map(String.init)
    let code = await Program.run(words, console: console)
    return (code, console.out.text, console.err.text)
  }

  @Test func `gaps are printed, and mistakes with their place`() async throws {
    var transcript = ""
    for line in [
      "run.json --profile met.profile", "run.json --profile all.profile",
      "run.json --profile broken.profile", "run.json --profile broken.profile --format csv",
      "run.json --profile d/all", "run.json --profile wrong.profile",
      "run.json --profile nothing.profile", "run.json --profile d/al", "run.json",
      "--profile met.profile", "none.json --profile met.profile",
      "run.json --profile met.profile --csv /nowhere/x.csv",
    ] {
      let (code, out, err) = await run(line + " --suites \(Self.suites)")
      transcript += "$ synchroscope gaps \(line)\n\(out)\(err)exit \(code.rawValue)\n\n"
    }
    try expectGolden(transcript.replacing(Self.suites, with: "SUITES"), "CLI/gaps.txt")
  }

  @Test func `a bundle has to be unpacked first`() async {
    let (code, out, err) = await run(
      "run.bundle --profile met.profile --suites \(Self.suites)")
    #expect(code == .usage && out.isEmpty)
    #expect(err.contains("'run.bundle' is a bundle") && err.contains("help: mkdir run && tar -xf"))
  }

  @Test func `the page and the table are written beside what is printed`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (code, _, _) = await run(
      "run.json --profile all.profile --suites \(Self.suites)"
        + " --html \(folder.path)/g.html --csv=\(folder.path)/g.csv")
    #expect(code == .unproven)
    let page = try String(contentsOf: folder.appending(path: "g.html"), encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("D/1.2/two"))
    let table = try String(contentsOf: folder.appending(path: "g.csv"), encoding: .utf8)
    #expect(table.hasPrefix("document,clause,") && table.contains(",D/1.2/two,"))
  }

  @Test func `the documented example can be used with the suites as they are`() async throws {
    let example = Fixtures.url("profiles/pilot.profile").path
    let sample = Fixtures.url("Verdict/results.json").path
    let suites = Fixtures.root.appending(path: "Suites").path
    let (code, out, err) = await run("\(sample) --profile \(example) --suites \(suites)")
    #expect(err.isEmpty)
    #expect(code == .unproven || code == .failed)
    #expect(out.contains("profile       lakeland/pilot"))
  }
}

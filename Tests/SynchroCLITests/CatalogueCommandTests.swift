import Foundation
import SynchroCatalog
import SynchroJSON
import SynchroTestSupport
import SynchroText
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroCLI

@Suite struct CatalogueCommandTests {
  private static let suites = Fixtures.url("Catalog/Suites").path
  private static let uses = SuiteUses { _, _ throws(UsageError) in
    ["D/1.2/one": ["d/one.suite:3", "d/one.suite:9"], "D/3/gone": ["d/one.suite:12"]]
  }

  /// A run in which one check spoke about the second row, and the check of the first never ran.
  private static let results: String = {
    let start = Timestamp.unixEpoch
    let place = CheckRecord.Place(
      file: "d/one.suite", line: 3, column: 3, endColumn: 9, text: "  => 200")
    let check = CheckRecord(
      id: "d/one#first:1", text: "=> 200", place: place,
      decisions: [Decision(requirement: "D/1.2/two", verdict: .passed)], exchanges: [])
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

  @Test func `lists are printed for people and for programs`() async throws {
    let base = Fixtures.url("Catalog")
    var transcript = ""
    for line in [
      "requirements", "requirements --spec doc-1 --level must --party server --format json",
      "requirements --profile d/all --level must-not", "requirements --spec DOC-2",
      "requirements --profile d/al", "requirements --level perhaps",
      "requirements --changed-against \(base.path)/same.md",
      "requirements --changed-against \(base.path)/changed.md",
      "requirements --changed-against \(base.path)/changed.md --format json",
      "requirements --changed-against \(base.path)/same.md --edition d-2",
      "requirements --changed-against \(base.path)/mistakes.txt", "profiles",
      "profiles --format json", "editions", "editions --format json",
      "editions --fingerprints-of \(base.path)/same.md",
      "profiles --changed-against \(base.path)/same.md", "ambiguities",
      "ambiguities --format json", "hooks", "hooks --format json", "rows",
      "requirements --suites \(base.path)/none",
      "requirements --suites \(base.path)/empty",
    ] {
      transcript += await transcribe("list", line, ListCommand.spec)
    }
    try expectGolden(transcript, "CLI/list.txt")
  }

  @Test func `coverage counts, and fails when a row has neither check nor reason`() async throws {
    var transcript = ""
    for line in [
      "", "--uncovered", "--format csv", "--format json --level must", "--level should",
      "--results run.json --format csv",
      "--uncovered --results \(Fixtures.url("Catalog/same.md").path)",
      "--results \(Fixtures.url("JSON/none.json").path)",
    ] {
      transcript += await transcribe("coverage", line, CoverageCommand.spec(uses: Self.uses))
    }
    try expectGolden(transcript, "CLI/coverage.txt")
  }

  private func transcribe(_ name: String, _ line: String, _ command: CommandSpec) async -> String {
    let console = Console(out: Output(), err: Output()) { path in
      path == "run.json" ? .success(Array(Self.results.utf8)) : FileBytes.read(path)
    }
    var words = line.split(separator: " ").map(String.init)
    if !words.contains("--suites") { words += ["--suites", Self.suites] }
    var code = ExitCode.usage
    do throws(UsageError) {
      let arguments = try ParsedArguments(parsing: words, for: command)
      code = try await command.body?(arguments, console) ?? .usage
    } catch {
      console.err.write(error.rendered(for: "synchroscope \(name)", style: .plain))
    }
    let text = "$ synchroscope \(name) \(line)\n" + console.err.text + console.out.text
    return text.replacing(Fixtures.root.path, with: "<root>") + "exit \(code.rawValue)\n\n"
  }
}

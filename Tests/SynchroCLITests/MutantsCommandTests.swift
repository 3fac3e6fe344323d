import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroCLI

@Suite struct MutantsCommandTests {
  /// Runs the command on the suites of the checkout, with other notes.
  private func run(
    _ line: String, notes: String
  ) async -> (code: ExitCode, out: String, err: String) {
    let console = Console(out: Output(), err: Output()) { path in
      path.hasSuffix("survivors.notes") ? .success(Array(notes.utf8)) : FileBytes.read(path)
    }
    let words = ["mutants", "--suites", Fixtures.root.appending(path: "Suites").path]
    let code = await Program.run(
      words + line.split(separator: " ").map(String.init), console: console)
    return (code, console.out.text, console.err.text)
  }

  private let defects = "--defect metadata-version-wrong --defect entry-country-missing"

  @Test func `a note about a defect that does not exist stops the command`() async {
    let notes = "# why\nsurvivor metadata-version-wrnog\n  because: x\n"
    let (code, _, err) = await run("cds/discovery/metadata \(defects)", notes: notes)
    #expect(code == .usage)
    #expect(err.contains("survivors.notes:2 explains 'metadata-version-wrnog', and there is no"))
    #expect(err.contains("did you mean 'metadata-version-wrong'?"))
  }

  /// The second defect shows in the coverage, which these suites do not look at.
  @Test func `a survivor is fine when it is explained, and a killed defect when it is not`() async {
    let note = "survivor entry-country-missing\n  because: Nobody looks.\n"
    let right = await run(
      "cds/discovery/metadata \(defects) --format markdown", notes: note)
    #expect(right.code == .success && right.err.isEmpty, "\(right.err)")
    #expect(
      right.out.contains(
        "\n- `entry-country-missing` (WG1-01/4.3/field-country), survived: Nobody looks.\n"))
    #expect(
      right.out.contains("\n| `metadata-version-wrong` | WG1-01/3.2/version-is-v1 | killed | "))
    let wrong = await run(
      "cds/discovery/metadata \(defects)",
      notes: "survivor metadata-version-wrong\n  because: Nobody looks.\n")
    #expect(wrong.code == .failed)
    #expect(wrong.out.contains("\nnot explained: entry-country-missing: "))
    #expect(wrong.out.contains("\nexplained and yet killed: metadata-version-wrong: "))
  }

  /// The suite lets a real target rest for half a minute before it calls the limit too low.
  @Test(.timeLimit(.minutes(1)))
  func `the pauses of a suite are not waited for`() async {
    let start = ContinuousClock.now
    let (code, out, err) = await run("cds/discovery/rate --defect access-rate-too-low", notes: "")
    #expect(code == .success && err.isEmpty, "\(err)")
    #expect(out.contains("1 of 1 defects killed"), "\(out)")
    #expect(ContinuousClock.now - start < .seconds(25))
  }
}

import Foundation
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

/// The official parsing suite: what must be read, what must be refused, and our choice where RFC
/// 8259 leaves one.
@Suite struct JSONParsingSuiteTests {
  @Test func `the official suite is read and refused as its file names say`() throws {
    guard let folder = PeerTests.folder("json-parsing/test_parsing") else { return }
    var accepted = 0
    var refused = 0
    var choices: [String: String] = [:]
    let files = try PeerTests.files(in: folder)
    for file in files {
      let name = file.lastPathComponent
      let source = SourceText(name: name, bytes: [UInt8](try Data(contentsOf: file)))
      let outcome = outcome(of: source)
      switch name.prefix(2) {
      case "y_":
        if outcome == "accepted" { accepted += 1 } else { Issue.record("\(name): \(outcome)") }
      case "n_":
        if outcome == "accepted" {
          Issue.record("\(name) was accepted")
        } else if outcome.hasPrefix("limit") && !Self.refusedBySize.contains(name) {
          Issue.record("\(name) was refused by a limit, not for its grammar: \(outcome)")
        } else {
          refused += 1
        }
      default:
        choices[name] = outcome
      }
    }
    PeerTests.report("json-parsing accepted", passed: accepted, total: 95)
    PeerTests.report("json-parsing refused", passed: refused, total: 188)
    #expect(files.count == 95 + 188 + 35)
    #expect(accepted == 95)
    #expect(refused == 188)

    let list = choices.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined()
    try expectGolden(list, "JSON/implementation-defined.txt")
    PeerTests.report(
      "json-parsing implementation-defined, as chosen", passed: choices.count, total: 35)
  }

  /// These cases are about depth: what is wrong with them stands behind 100,000 brackets.
  private static let refusedBySize: Set<String> = [
    "n_structure_100000_opening_arrays.json", "n_structure_open_array_object.json",
  ]

  private func outcome(of source: SourceText) -> String {
    do {
      _ = try JSONDocument(parsing: source)
      return "accepted"
    } catch {
      return (error.isLimit ? "limit: " : "refused: ") + error.reason.message
    }
  }
}

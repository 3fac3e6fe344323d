import Foundation
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

/// The official compliance suite: results, normalized paths, and the queries that must be refused.
@Suite struct JSONPathSuiteTests {
  @Test func `the official suite is answered as it demands`() throws {
    guard let folder = PeerTests.folder("jsonpath") else { return }
    let file = folder.appending(path: "cts.json")
    let source = SourceText(name: "cts.json", bytes: [UInt8](try Data(contentsOf: file)))
    let tests = try #require(try JSONDocument(parsing: source).root["tests"])
    var passed = 0
    for test in tests.elements {
      if let complaint = try complaint(about: test) {
        Issue.record("\(test["name"]?.string ?? "?"): \(complaint)")
      } else {
        passed += 1
      }
    }
    PeerTests.report("jsonpath", passed: passed, total: tests.count)
    #expect(tests.count == 703)
    #expect(passed == tests.count)
  }

  private func complaint(about test: JSONNode) throws -> String? {
    let selector = try #require(test["selector"]?.string)
    let isInvalid = test["invalid_selector"]?.bool == true
    let path: JSONPath
    do {
      path = try JSONPath(parsing: selector)
    } catch {
      return isInvalid ? nil : "refused: \(error)"
    }
    if isInvalid { return "accepted \(selector)" }

    let matches = try path.nodes(in: try #require(test["document"]))
    let results = try test["results"]?.elements.map(\.self) ?? [#require(test["result"])]
    let paths =
      try test["results_paths"]?.elements.map(\.self) ?? [#require(test["result_paths"])]
    let isExpected = zip(results, paths).contains { result, paths in
      result.count == matches.count
        && zip(result.elements, matches).allSatisfy { $0.isEqual(to: $1.node) }
        && paths.elements.map(\.string) == matches.map(\.path.description)
    }
    return isExpected ? nil : "found \(matches.map { "\($0.path): \($0.node.lexeme)" })"
  }
}

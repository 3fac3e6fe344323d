import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroMocks

@Suite struct ObligationTests {
  /// The rows of one catalogue file, by id, with their lines.
  private func rows(of document: String) throws -> [String: Set<Substring>] {
    let path = "Suites/cds/requirements/\(document).requirements"
    let url = Fixtures.root.appending(path: path)
    let records = try String(contentsOf: url, encoding: .utf8).split(separator: "\nrequirement ")
    var rows: [String: Set<Substring>] = [:]
    for record in records.dropFirst() {
      let lines = record.split(separator: "\n").map { $0.drop { $0 == " " } }
      if let id = lines.first { rows[String(id)] = Set(lines) }
    }
    return rows
  }

  /// Whether a harness decides by itself whether a server breaks the row.
  private func isDecidedOfServers(_ lines: Set<Substring>) -> Bool {
    let isObligation = lines.contains("level: MUST") || lines.contains("level: MUST NOT")
    let isDecided = !lines.isDisjoint(
      with: ["decision: automatic", "decision: automatic-with-side-effects"])
    return isObligation && isDecided && lines.contains("party: server")
  }

  private static let documents = [
    ("cds-wg1-01", 79), ("cds-wg1-02", 768), ("rfc6749", 40), ("rfc6750", 2), ("rfc7009", 11),
    ("rfc7591", 22), ("rfc7592", 12), ("rfc7636", 2), ("rfc7662", 14), ("rfc8414", 24),
    ("rfc9126", 15), ("rfc9396", 14),
  ]

  @Test(arguments: documents)
  func `every obligation that a harness decides is broken by a defect`(
    document: String, count: Int
  ) throws {
    let rows = try rows(of: document).filter { isDecidedOfServers($0.value) }
    #expect(rows.count == count, "the catalogue is not read as it is written, or has changed")
    let missing = Set(rows.keys).subtracting(CDSDefect.all.flatMap(\.requirements))
    #expect(missing.isEmpty, "\(missing.sorted())")
  }

  @Test func `no defect breaks what is no row`() throws {
    let known = try Set(Self.documents.flatMap { try rows(of: $0.0).keys })
    let unknown = Set(CDSDefect.all.flatMap(\.requirements)).subtracting(known)
    #expect(unknown.isEmpty, "\(unknown.sorted())")
  }
}

import SynchroCatalog
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct CheckedInCatalogueTests {
  private let catalogue = CheckedIn.catalogue

  @Test func `the files of the checkout load without a finding`() {
    let renderer = DiagnosticRenderer()
    for finding in CheckedIn.loaded.diagnostics {
      Issue.record("\(renderer.render(finding.diagnostic, in: finding.source))")
    }
    #expect(catalogue.requirements.count == 1391)
    #expect(catalogue.documents.count == 12)
    #expect(catalogue.ambiguities.map(\.id) == (1...34).map(String.init))
    #expect(catalogue.editions.map(\.name) == ["cds-2026-04"])
    #expect(catalogue.profiles.map(\.name) == ["cds/discovery", "cds/full", "cds/registration"])
    #expect(catalogue.profile("cds/full").map(catalogue.requirements(in:))?.count == 1391)
  }

  @Test func `every row that no check can decide says why, in words of its own`() {
    var seen: [String: String] = [:]
    for row in catalogue.requirements {
      // A row that needs a person may get a check some day, and loses its reason then.
      if row.decision == .documentation || row.decision == .untestable {
        #expect(row.reason != nil, "\(row.id)")
      }
      guard let reason = row.reason else { continue }
      #expect(reason.hasSuffix(".") && reason.count > 30, "\(row.id): \(reason)")
      let first = seen.updateValue(row.id, forKey: reason)
      #expect(first == nil, "\(row.id) has the reason of \(first ?? "")")
    }
  }

  @Test func `no row of CDS-WG1-01 and no literal prohibition is reduced to a warning lightly`() {
    let warnOnly = catalogue.requirements.filter { catalogue.isAmbiguous($0.id) }
    #expect(warnOnly.allSatisfy { $0.document != "CDS-WG1-01" })
    #expect(warnOnly.count < catalogue.requirements.count / 40)
    for row in warnOnly { #expect(!catalogue.ambiguities(affecting: row.id).isEmpty) }
  }

  /// Rows that were corrected since; the commit says why.
  private static let corrected: Set<String> = [
    "RFC7591/3.2.2/error-code-metadata",
    "WG1-02/3.3.2/servers-create-grants",
    "WG1-02/3.3/server-prefix",
    "WG1-02/3.5/default-used",
    "WG1-02/3.5/field-name-is-key",
    "WG1-02/3.8/default-used",
    "WG1-02/3.8/default-used-scope-string",
    "WG1-02/3.8/id-used-as-key",
    "WG1-02/4.2/client-secret-equals-credential",
    "WG1-02/4.2/default-redirect-error",
    "WG1-02/4.2/grant-admin-client-created",
  ]

  /// The table that the rows were first written in; it stays where it is.
  @Test func `every row and every field is the one of the table`() throws {
    guard let table = Shared.text("requirements/cds-wg1.tsv") else { return }
    let lines = String(decoding: table.bytes, as: UTF8.self).split(separator: "\n")
    let keys = lines[0].split(separator: "\t").map(String.init)
    let decisions = [
      "auto": "automatic", "auto-side-effect": "automatic-with-side-effects",
    ]
    #expect(lines.count - 1 == catalogue.requirements.count)
    for line in lines.dropFirst() {
      let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let cells = Dictionary(zip(keys, words)) { first, _ in first }
      let row = try #require(catalogue[cells["id"] ?? ""], "\(line)")
      if Self.corrected.contains(row.id) { continue }
      let testable = cells["testable"] ?? ""
      let fields: [(String?, String?)] = [
        (row.document, cells["spec"]), (row.clause, cells["section"]),
        (row.anchor, cells["anchor"]),
        (row.level.rawValue, cells["level"]?.replacing("_", with: " ")),
        (row.party.rawValue, cells["party"]), (row.statement, cells["statement"]),
        (row.appliesWhen, cells["applies_when"]),
        (row.decision.rawValue, decisions[testable] ?? testable), (row.how, cells["how"]),
        (row.negative ?? "", cells["negative"] ?? ""),
        ("\(row.isImplied)", "\(cells["statement"]?.contains("(implied)") == true)"),
      ]
      for (received, expected) in fields { #expect(received == expected, "\(row.id)") }
    }
  }

  @Test(arguments: ["cds-wg1-01", "cds-wg1-02"])
  func `the edition is the text that the rows were written from`(name: String) throws {
    guard let source = Shared.text("spec/\(name).md") else { return }
    let text = SpecificationText(source)
    let edition = try #require(catalogue.edition("cds-2026-04"))
    #expect(text.document == name.uppercased())
    #expect(edition.changes(of: name.uppercased(), in: text) == [])
    let markdown = String(decoding: source.bytes, as: UTF8.self)
    let anchors = Set(markdown.matches(of: /<a id="([^"]+)"/).map { String($0.output.1) })
    for row in catalogue.requirements where row.document == name.uppercased() {
      #expect(anchors.contains(row.anchor), "\(row.id)")
    }
  }
}

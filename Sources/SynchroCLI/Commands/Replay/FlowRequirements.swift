import SynchroCatalog
import SynchroFlows
import SynchroVerdict

/// The flow requirements as rows that a report can speak about.
enum FlowRequirements {
  /// Every row.
  static func rows(of catalogue: FlowCatalogue) -> [Requirement] {
    catalogue.rows.map { $0.requirement(untested: nil) }
  }

  /// The document as reports name it.
  static func documents(of catalogue: FlowCatalogue) -> [RunReport.Document] {
    var seen: Set<String> = []
    let sections = catalogue.rows.map(\.scenario).filter { seen.insert($0.section).inserted }
    return [
      RunReport.Document(
        id: FlowRow.document.id, title: FlowRow.document.title, edition: FlowRow.document.edition,
        sections: sections.map { RunFact($0.section, $0.title) })
    ]
  }
}

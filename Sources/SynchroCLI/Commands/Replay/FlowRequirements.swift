import SynchroCatalog
import SynchroFlows
import SynchroVerdict

/// The flow requirements as rows that a report can speak about.
enum FlowRequirements {
  /// What reports call the document.
  static let document = "SG-Network"

  /// Every row.
  static func rows(of catalogue: FlowCatalogue) -> [Requirement] {
    catalogue.rows.map { row in
      let words = { (column: FlowColumn) in
        row.texts(column).joined(separator: " or ").replacing("\n", with: " ")
      }
      return Requirement(
        id: row.id, document: document, clause: row.section, anchor: "", level: .must,
        party: .server,
        statement: "\(row.payload): \(words(.reliability)) within \(words(.latency)), from "
          + "\(words(.from)) to \(words(.to))",
        appliesWhen: "", decision: .automaticWithSideEffects,
        how: "by trials, as many as its share needs")
    }
  }

  /// The document as reports name it.
  static func documents(of catalogue: FlowCatalogue) -> [RunReport.Document] {
    var seen: Set<String> = []
    let sections = catalogue.rows.map(\.scenario).filter { seen.insert($0.section).inserted }
    return [
      RunReport.Document(
        id: document, title: "SG-Network System Requirements Specification", edition: "release 5",
        sections: sections.map { RunFact($0.section, $0.title) })
    ]
  }
}

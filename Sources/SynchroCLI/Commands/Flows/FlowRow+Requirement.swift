import SynchroCatalog
import SynchroFlows

extension FlowRow {
  /// What lists and coverage call the document that the rows are from.
  static let document = CatalogueDocument(
    id: "SG-Network", title: "SG-Network System Requirements Specification", edition: "release 5")

  /// The row as a requirement like any other; `reason` says why no flow can try it.
  func requirement(untested reason: String?) -> Requirement {
    Requirement(
      id: id, document: Self.document.id, clause: section, anchor: "", level: .must,
      party: .server, statement: statement, appliesWhen: "the target plays the sender or receiver",
      decision: .automaticWithSideEffects, how: "by trials, as many as its share needs",
      reason: reason)
  }

  /// What is demanded, each of its readings in turn; where nothing pairs them, the cells.
  private var statement: String {
    var seen: Set<String> = []
    let readings = variants.map { FlowWords.requirement($0, of: self) }
      .filter { seen.insert($0).inserted }
    if !readings.isEmpty { return readings.joined(separator: "; or ") }
    let cell = { (column: FlowColumn) in self.texts(column).joined(separator: " or ") }
    return "\(cell(.from)) sends \(payload) to \(cell(.to)): consumed in \(cell(.latency)), "
      + "\(cell(.reliability))"
  }
}

extension Catalogue {
  /// The same with rows of a flow document, and why some of them cannot be tried.
  func adding(_ rows: [FlowRow], untested: [String: String]) -> Catalogue {
    guard !rows.isEmpty else { return self }
    return Catalogue(
      documents: documents + [FlowRow.document],
      requirements: requirements + rows.map { $0.requirement(untested: untested[$0.id]) },
      ambiguities: ambiguities, editions: editions, profiles: profiles, hooks: hooks,
      survivors: survivors, dependences: dependences)
  }
}

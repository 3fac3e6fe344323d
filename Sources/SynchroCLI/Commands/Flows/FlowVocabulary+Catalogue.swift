import SynchroFlows
import SynchroPXB
import SynchroScript

extension FlowVocabulary {
  /// What the flow suites of the SG-Network document may speak of, over the payload exchange binding.
  init(_ catalogue: FlowCatalogue, keys: (String) -> Set<String> = { _ in [] }) {
    var rows: [String: KnownRow] = [:]
    for row in catalogue.rows {
      rows[row.id] = KnownRow(
        payload: row.payload, section: row.section, from: catalogue.names(row.from),
        to: catalogue.names(row.to), isReply: row.kind.isReply)
    }
    let names = Set(catalogue.rows.map(\.payload) + catalogue.payloads.map(\.name))
    var actors = Set(catalogue.actors.map(\.name))
    for row in rows.values { actors.formUnion(row.from.union(row.to)) }
    self.init(
      binding: rows, actors: actors,
      payloads: Dictionary(uniqueKeysWithValues: names.map { ($0, keys($0)) }))
  }

  /// Rows, actors and payloads, with what the payload exchange binding has names for.
  init(
    binding rows: [String: KnownRow], actors: Set<String>, payloads: [String: Set<String>]
  ) {
    self.init(
      rows: rows, actors: actors, payloads: payloads, bindings: ["pxb"],
      faults: Set(FaultName.known.map(\.rawValue)),
      events: Set(EventName.known.map(\.rawValue)), states: Set(StateName.known.map(\.rawValue)))
  }
}

extension FlowCatalogue {
  /// The actors of a cell; one with a class of customers also under its plain name.
  fileprivate func names(_ cell: FlowCell<FlowRow.ActorGroup>) -> Set<String> {
    let printed = Set(cell.alternatives.flatMap { $0 })
    return printed.union(printed.compactMap { qualifiedActors[$0] })
  }
}

extension PayloadKind {
  /// Whether nobody sends it unasked.
  fileprivate var isReply: Bool {
    switch self {
    case .acknowledgement, .commandError, .communicationError: true
    default: false
    }
  }
}

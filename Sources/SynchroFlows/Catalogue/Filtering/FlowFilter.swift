/// Which rows are wanted. Of one kind of condition, one of the names must fit; all kinds together
/// must hold, and so must each latency and each risk.
public struct FlowFilter: Sendable, Equatable {
  /// Use cases, chapters or sections.
  public var useCases: [NamePattern] = []
  /// Actors, whether they send or receive.
  public var actors: [NamePattern] = []
  /// Actors that send.
  public var senders: [NamePattern] = []
  /// Actors that receive.
  public var receivers: [NamePattern] = []
  /// Payloads.
  public var payloads: [NamePattern] = []
  /// Types of payload.
  public var kinds: [PayloadKind] = []
  /// Conditions on the latency.
  public var latencies: [LatencyCondition] = []
  /// Conditions on the payload's risks; a payload without risks meets none.
  public var risks: [RiskCondition] = []

  /// Every row.
  public init() {}

  /// Whether it lets every row through.
  public var isEmpty: Bool { self == FlowFilter() }

  /// The rows that are wanted, in the order of the document.
  public func rows(of catalogue: FlowCatalogue) -> [FlowRow] {
    catalogue.rows.filter { wants($0, of: catalogue) }
  }

  /// A pattern that no name of the catalogue is like, and the names it could have meant.
  public func unknownName(
    in catalogue: FlowCatalogue
  ) -> (kind: String, pattern: NamePattern, known: [String])? {
    let actors = catalogue.rows.flatMap { $0.actors }
    let names: [(String, [NamePattern], [String])] = [
      ("use case", useCases, catalogue.useCases.flatMap(\.aliases) + catalogue.rows.map(\.section)),
      (
        "actor", self.actors + senders + receivers,
        actors + catalogue.actors.map(\.name) + catalogue.actorSpellings.map(\.printed)
      ),
      ("payload", payloads, catalogue.rows.map(\.payload) + catalogue.payloads.map(\.name)),
    ]
    for (kind, patterns, known) in names {
      for pattern in patterns where !known.contains(where: pattern.matches) {
        return (kind, pattern, Array(Set(known)))
      }
    }
    return nil
  }

  // MARK: - One row

  private func wants(_ row: FlowRow, of catalogue: FlowCatalogue) -> Bool {
    guard kinds.isEmpty || kinds.contains(row.kind) else { return false }
    guard fits(payloads, [row.payload]), latencies.allSatisfy({ $0.holds(for: row) }) else {
      return false
    }
    guard fits(useCases, useCaseNames(of: row, in: catalogue)) else { return false }
    let from = names(row.from, in: catalogue)
    let to = names(row.to, in: catalogue)
    guard fits(actors, from + to), fits(senders, from), fits(receivers, to) else { return false }
    guard !risks.isEmpty else { return true }
    guard let payload = catalogue.payload(row.payload) else { return false }
    return risks.allSatisfy { $0.holds(for: payload) }
  }

  private func fits(_ patterns: [NamePattern], _ names: [String]) -> Bool {
    patterns.isEmpty || patterns.contains { names.contains(where: $0.matches) }
  }

  private func useCaseNames(of row: FlowRow, in catalogue: FlowCatalogue) -> [String] {
    guard !useCases.isEmpty else { return [] }
    let names = row.useCases.compactMap { catalogue.useCase($0) }.flatMap(\.aliases)
    return names + [row.section, row.scenario.chapter]
  }

  /// The actors of a cell, as the tables name them and as other tables spell them.
  private func names(
    _ cell: FlowCell<FlowRow.ActorGroup>, in catalogue: FlowCatalogue
  ) -> [String] {
    let names = cell.alternatives.flatMap { $0 }
    let spellings = catalogue.actorSpellings.filter { names.contains($0.name) }.map(\.printed)
    return names + names.compactMap { catalogue.qualifiedActors[$0] } + spellings
  }
}

import SynchroText

/// The flow requirements of the SG-Network document, and the tables around them.
public struct FlowCatalogue: Sendable {
  /// The requirement rows, in the order of the document.
  public let rows: [FlowRow]
  /// The payloads, in the order of the document.
  public let payloads: [FlowPayload]
  /// The rows of the actor tables, in the order of the document.
  public let actors: [FlowActor]
  /// The use cases, in the order of the document.
  public let useCases: [UseCase]
  /// Where the document disagrees with itself, and our position.
  public let irregularities: [FlowIrregularity]
  /// Words, and what they mean.
  public let glossary: Glossary
  /// Payloads that the narratives spell unlike the tables.
  public let payloadSpellings: [SpellingVariant]
  /// Actors that the rows spell unlike the actor tables; the rows' cells have the tables' names.
  public let actorSpellings: [SpellingVariant]
  /// Actors of rows that are another one with a class of customers: `2-Way Meter - Gas C/I`.
  public let qualifiedActors: [String: String]
  private let rowIndex: [String: Int]
  private let payloadIndex: [String: Int]
  private let useCaseIndex: [String: Int]

  init(
    rows: [FlowRow], payloads: [FlowPayload] = [], actors: [FlowActor] = [],
    useCases: [UseCase] = [], irregularities: [FlowIrregularity] = [],
    glossary: Glossary = Glossary(acronyms: [], definitions: [], latencyRules: []),
    payloadSpellings: [SpellingVariant] = [], actorSpellings: [SpellingVariant] = [],
    qualifiedActors: [String: String] = [:]
  ) {
    self.rows = rows
    self.payloads = payloads
    self.actors = actors
    self.useCases = useCases
    self.irregularities = irregularities
    self.glossary = glossary
    self.payloadSpellings = payloadSpellings
    self.actorSpellings = actorSpellings
    self.qualifiedActors = qualifiedActors
    rowIndex = Self.index(rows.map(\.id))
    payloadIndex = Self.index(payloads.map(\.name))
    useCaseIndex = Self.index(useCases.map(\.name))
  }

  /// The row with an id.
  public func row(_ id: String) -> FlowRow? { rowIndex[id].map { rows[$0] } }

  /// The payload with a name; eight payloads of the rows have no entry.
  public func payload(_ name: String) -> FlowPayload? { payloadIndex[name].map { payloads[$0] } }

  /// The use case with a name of the requirements sheet.
  public func useCase(_ name: String) -> UseCase? { useCaseIndex[name].map { useCases[$0] } }

  /// The rows of an actor's name in the actor tables; one for each use case that has it.
  public func actors(named name: String) -> [FlowActor] { actors.filter { $0.name == name } }

  /// The use cases, and everything they need: a claim to support one covers them all.
  public func closure(of names: [String]) -> [String] {
    UseCaseGraph(useCases).closure(of: names)
  }

  /// The rows of a use case.
  public func rows(of useCase: String) -> [FlowRow] {
    rows.filter { $0.useCases.contains(useCase) }
  }

  /// The id that somebody probably meant: a slip in it, another section's row with the payload, or
  /// the payload as a narrative spells it.
  public func nearestRow(to id: String) -> String? {
    if let near = NearestName.find(id, among: rows.lazy.map(\.id)) { return near }
    let parts = id.split(separator: "/", maxSplits: 1).map(String.init)
    guard let name = parts.last else { return nil }
    let payload = payloadSpellings.first { $0.printed == name }?.name ?? name
    let section = parts.count > 1 ? parts[0] : ""
    if let row = row(section + "/" + payload) { return row.id }
    if let row = rows.first(where: { $0.payload == payload }) { return row.id }
    let near = NearestName.find(payload, among: rows.lazy.map(\.payload))
    return rows.first { $0.payload == near }?.id
  }

  private static func index(_ names: [String]) -> [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
  }
}

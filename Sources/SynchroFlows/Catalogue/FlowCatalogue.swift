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
  private let rowIndex: [String: Int]
  private let payloadIndex: [String: Int]
  private let useCaseIndex: [String: Int]

  init(
    rows: [FlowRow], payloads: [FlowPayload] = [], actors: [FlowActor] = [],
    useCases: [UseCase] = [], irregularities: [FlowIrregularity] = [],
    glossary: Glossary = Glossary(acronyms: [], definitions: [], latencyRules: [])
  ) {
    self.rows = rows
    self.payloads = payloads
    self.actors = actors
    self.useCases = useCases
    self.irregularities = irregularities
    self.glossary = glossary
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

  private static func index(_ names: [String]) -> [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
  }
}

/// One requirement of the document: a payload, its parties and its bounds.
public struct FlowRow: Sendable, Equatable {
  /// Actors that send or receive together; the alternatives of an actor cell are such groups.
  public typealias ActorGroup = [String]

  /// `4.10.4.1/on-demand_Mtr-read_cmd`: the section and the payload; kept for ever.
  public let id: String
  /// The line of the source that it begins at.
  public let line: Int
  /// The scenario it stands in.
  public let scenario: FlowScenario
  /// The use cases that it belongs to, by the names of the requirements sheet; the first is the
  /// one that its section describes.
  public let useCases: [String]
  /// The payload's name.
  public let payload: String
  /// What the payload is for.
  public let kind: PayloadKind
  /// The payload's data elements.
  public let attributes: [String]
  /// Whether the row counts in routine load.
  public let baseLoad: LoadMark
  /// Whether the row counts in full load.
  public let highLoad: LoadMark
  /// Who sends; names as in the actor tables.
  public let from: FlowCell<ActorGroup>
  /// Who receives.
  public let to: FlowCell<ActorGroup>
  /// How many have to arrive.
  public let reliability: FlowCell<ReliabilityBound>
  /// How soon.
  public let latency: FlowCell<LatencyBound>
  /// At which time.
  public let when: FlowCell<ActivityTime>
  /// How often.
  public let howOften: FlowCell<HowOften>
  /// How large.
  public let size: FlowCell<SizeBound>
  /// How the alternatives belong together.
  public let pairing: Pairing
  /// The combinations that ``pairing`` yields; none when it is unknown.
  public let variants: [FlowVariant]

  /// The section: `4.10.4.1`.
  public var section: String { scenario.section }

  /// Everybody who sends or receives, in the order of the cells; each once.
  public var actors: [String] {
    var seen: Set<String> = []
    return (from.alternatives + to.alternatives).flatMap { $0 }.filter { seen.insert($0).inserted }
  }
}

/// A scenario of a use case: one table of requirement rows.
public struct FlowScenario: Sendable, Hashable {
  /// The section: `4.10.4.1`.
  public let section: String
  /// Its heading.
  public let title: String
  /// The chapter of the use case: `4.10`.
  public let chapter: String

  /// A scenario by its parts.
  public init(section: String, title: String, chapter: String) {
    self.section = section
    self.title = title
    self.chapter = chapter
  }
}

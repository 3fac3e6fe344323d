/// What the flow suites of a family may speak of; filled by whoever has read the tables.
public struct FlowVocabulary: Sendable, Equatable {
  /// What the checker must know of a row of the tables.
  public struct KnownRow: Sendable, Equatable {
    /// Its payload.
    public var payload: String
    /// The section that its table stands in, `4.10.4.1`.
    public var section: String
    /// Who may send it, in any of its alternatives.
    public var from: Set<String>
    /// Who may receive it.
    public var to: Set<String>
    /// Whether it is an acknowledgement or an error, which nobody sends unasked.
    public var isReply: Bool

    /// A row.
    public init(
      payload: String, section: String, from: Set<String>, to: Set<String>, isReply: Bool = false
    ) {
      self.payload = payload
      self.section = section
      self.from = from
      self.to = to
      self.isReply = isReply
    }

    /// The chapter of its use case: the first two parts of the section.
    var chapter: Substring {
      let dots = section.indices.filter { section[$0] == "." }
      return dots.count > 1 ? section[..<dots[1]] : section[...]
    }
  }

  /// The rows, by id.
  public var rows: [String: KnownRow]
  /// The names of actors.
  public var actors: Set<String>
  /// The payloads with the keys of their attributes; none when they are not known.
  public var payloads: [String: Set<String>]
  /// What may stand behind `binding`.
  public var bindings: Set<String>
  /// What can be injected.
  public var faults: Set<String>
  /// What can be triggered.
  public var events: Set<String>
  /// What can be asked for.
  public var states: Set<String>

  /// What a family has.
  public init(
    rows: [String: KnownRow] = [:], actors: Set<String> = [], payloads: [String: Set<String>] = [:],
    bindings: Set<String> = [], faults: Set<String> = [], events: Set<String> = [],
    states: Set<String> = []
  ) {
    self.rows = rows
    self.actors = actors
    self.payloads = payloads
    self.bindings = bindings
    self.faults = faults
    self.events = events
    self.states = states
  }
}

extension SuiteVocabulary {
  /// What the flows of a suite of this name may speak of: what its family has, or what all have when
  /// it has no tables of its own. Nil when nobody has any.
  func flows(of suite: String) -> FlowVocabulary? { ownFlows(of: suite) ?? everyFlow }

  /// What the tables of the suite's family have; nil when it has none.
  func ownFlows(of suite: String) -> FlowVocabulary? { flows[Self.family(of: suite)] }

  private var everyFlow: FlowVocabulary? {
    guard !flows.isEmpty else { return nil }
    var all = FlowVocabulary()
    // In the order of the families, so that the same row of two is always that of the first.
    for (_, own) in flows.sorted(by: { $0.key < $1.key }) {
      all.rows.merge(own.rows) { first, _ in first }
      all.actors.formUnion(own.actors)
      all.payloads.merge(own.payloads) { $0.union($1) }
      all.bindings.formUnion(own.bindings)
      all.faults.formUnion(own.faults)
      all.events.formUnion(own.events)
      all.states.formUnion(own.states)
    }
    return all
  }
}

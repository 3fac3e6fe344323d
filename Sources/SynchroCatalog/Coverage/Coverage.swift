/// Which rows have a check, which have a reason why not, and which have neither.
public struct Coverage: Sendable {
  /// How it stands with a row.
  public enum State: Sendable, Equatable {
    /// Checks decide it; these are their places.
    case checked([String])
    /// No check decides it, and this is why.
    case reasoned(String)
    /// Checks should decide it, yet the run that was asked about said nothing of it.
    case silent([String])
    /// Neither a check nor a reason.
    case missing

    /// One word for it.
    public var word: String {
      switch self {
      case .checked: "checked"
      case .reasoned: "reasoned"
      case .silent: "silent"
      case .missing: "missing"
      }
    }

    /// Whether the row is accounted for.
    public var isCovered: Bool {
      switch self {
      case .checked, .reasoned: true
      case .silent, .missing: false
      }
    }
  }

  /// A row and how it stands with it.
  public struct Row: Sendable {
    /// The row.
    public let requirement: Requirement
    /// How it stands with it.
    public let state: State
  }

  /// Every row that was asked about, in the order of the catalogue.
  public let rows: [Row]
  /// Ids that checks name and no row has, sorted, with the places of those checks.
  public let unknown: [(id: String, places: [String])]
  /// Rows with a check that still carry a reason why they have none: one of the two is wrong.
  public let contradictory: [(row: Requirement, places: [String])]

  /// Counts rows against the places of checks, by id. With `emitted`, the ids that a run reported
  /// about, a check counts only when the run said something; a run can also vouch for a row whose
  /// check is not among the places.
  public init(
    _ requirements: [Requirement], in catalogue: Catalogue, uses: [String: [String]],
    emitted: Set<String>? = nil
  ) {
    rows = requirements.map { row in
      Row(
        requirement: row,
        state: Self.state(
          of: row, places: uses[row.id] ?? [], isEmitted: emitted?.contains(row.id)))
    }
    unknown = Set(uses.keys).union(emitted ?? []).filter { catalogue[$0] == nil }.sorted()
      .map { ($0, uses[$0] ?? []) }
    contradictory = requirements.compactMap { row in
      guard row.reason != nil, let places = uses[row.id], !places.isEmpty else { return nil }
      return (row, places)
    }
  }

  private static func state(
    of row: Requirement, places: [String], isEmitted: Bool?
  ) -> State {
    if isEmitted == true || isEmitted == nil && !places.isEmpty { return .checked(places) }
    if let reason = row.reason { return .reasoned(reason) }
    return places.isEmpty ? .missing : .silent(places)
  }

  /// Whether every row is accounted for and every id names a row.
  public var isComplete: Bool {
    unknown.isEmpty && contradictory.isEmpty && rows.allSatisfy(\.state.isCovered)
  }

  // MARK: - Totals

  /// How many rows of one group stand how.
  public struct Total: Sendable, Equatable {
    /// What the rows share: a clause, a level.
    public let name: String
    /// Rows with a check.
    public var checked = 0
    /// Rows with a reason.
    public var reasoned = 0
    /// Rows whose check was silent in the run.
    public var silent = 0
    /// Rows with neither.
    public var missing = 0

    /// All of them.
    public var rows: Int { checked + reasoned + silent + missing }

    mutating func count(_ state: State) {
      switch state {
      case .checked: checked += 1
      case .reasoned: reasoned += 1
      case .silent: silent += 1
      case .missing: missing += 1
      }
    }
  }

  /// All rows together.
  public var total: Total { totals { _ in "all" }.first ?? Total(name: "all") }

  /// The core: what a server must or must not do, as far as a run decides it without a person.
  public var core: Total {
    var total = Total(name: "core")
    for row in rows where row.requirement.isCore { total.count(row.state) }
    return total
  }

  /// One total for each clause, in the order of the rows: `CDS-WG1-01 3.2`.
  public var totalsByClause: [Total] { totals { $0.document + " " + $0.clause } }

  /// One total for each level, the strictest first.
  public var totalsByLevel: [Total] {
    let totals = totals { $0.level.rawValue }
    return Requirement.Level.allCases.compactMap { level in
      totals.first { $0.name == level.rawValue }
    }
  }

  private func totals(by name: (Requirement) -> String) -> [Total] {
    var totals: [Total] = []
    var indices: [String: Int] = [:]
    for row in rows {
      let name = name(row.requirement)
      let index = indices[name] ?? totals.count
      if index == totals.count {
        indices[name] = index
        totals.append(Total(name: name))
      }
      totals[index].count(row.state)
    }
    return totals
  }
}

public import SynchroJSON

/// A plan to start from: everything that can be filled in is, the rest is null with a note.
public struct PlanTemplate: Sendable {
  /// What reasons begin with until somebody has written one.
  public static let mark = "Template:"

  /// A reason until somebody has written one.
  fileprivate static func untouched(_ words: String) -> JSONValue { .string(mark + " " + words) }

  private let useCases: [String]
  private let rows: [FlowRow]

  /// A template for use cases and what they need.
  public init(useCases: [String], in catalogue: FlowCatalogue) {
    self.useCases = useCases
    let closure = catalogue.closure(of: useCases)
    rows = catalogue.rows.filter { row in row.useCases.contains { closure.contains($0) } }
  }

  /// Between whom: all rows from some actors to others, or every row when both are empty.
  public func json(from: [String], to: [String]) -> JSONValue {
    let crossing = rows.filter { row in
      (from.isEmpty || row.from.alternatives.joined().contains { from.contains($0) })
        && (to.isEmpty || row.to.alternatives.joined().contains { to.contains($0) })
    }
    let senders =
      from.isEmpty ? Self.unique(crossing.flatMap { $0.from.alternatives.joined() }) : from
    let receivers = to.isEmpty ? Self.unique(crossing.flatMap { $0.to.alternatives.joined() }) : to
    let populations = Self.unique(
      crossing.flatMap { $0.howOften.alternatives.compactMap { $0.occurrence?.population } })
    let interface: JSONValue = [
      "name": "interface 1", "from": .array(senders.map { .string($0) }),
      "to": .array(receivers.map { .string($0) }),
      "reason": PlanTemplate.untouched(
        "every row between these actors; name those whose flows cross one place."),
    ]
    return .object([
      JSONField("format", .string(FlowPlan.format)),
      JSONField("name", .string("Plan for " + useCases.joined(separator: ", "))),
      JSONField("reason", PlanTemplate.untouched("say what the plan is for.")),
      JSONField("useCases", .array(useCases.map { .string($0) })),
      JSONField("interfaces", .array([interface])),
      JSONField(
        "endpoints",
        [
          "count": 1000,
          "reason": PlanTemplate.untouched("section 4.21 assumes 1000 endpoints for a DAP."),
        ]),
      JSONField("populations", .array(populations.map(Self.population))),
      JSONField(
        "calendar",
        [
          "daysPerMonth": "365/12", "daysPerYear": 365,
          "reason": "The document gives no length for months and years.",
        ]),
      JSONField("choices", .array(crossing.flatMap(choices))),
      JSONField("leaveOut", .array([])),
    ])
  }

  private static func population(_ name: String) -> JSONValue {
    [
      "name": .string(name), "count": .null,
      "note": "how many there are; 0 when there is none",
      "reason": PlanTemplate.untouched("say where the number is from."),
    ]
  }

  // MARK: - Choices

  /// A choice for each population of a row that leaves one.
  private func choices(_ row: FlowRow) -> [JSONValue] {
    guard row.howOften.alternatives.allSatisfy({ $0.occurrence != nil }) else {
      var work = TemplateChoice(row: row, population: nil)
      work.ask("population", "whom it counts by, such as ElectrMtr")
      work.ask("rate", "events of one a day; the cell says '\(row.howOften.raw.oneLine)'")
      work.addRest()
      return [work.json]
    }
    let names = Self.unique(row.howOften.alternatives.compactMap { $0.occurrence?.population })
    return names.flatMap { name -> [JSONValue] in
      var work = TemplateChoice(row: row, population: name)
      let own = row.howOften.alternatives.enumerated().filter {
        $0.element.occurrence?.population == name
      }
      if own.count > 1 {
        work.ask(
          "howOften", "one of " + own.map { "\($0.offset + 1)" }.joined(separator: ", "),
          value: own.first.map { .integer($0.offset + 1) })
      }
      if let occurrence = own.first?.element.occurrence { work.add(occurrence) }
      work.addRest()
      return work.isNeeded ? [work.json] : []
    }
  }

  static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}

/// One choice of a template on its way.
private struct TemplateChoice {
  let row: FlowRow
  let population: String?
  private var values: [JSONField] = []
  private var notes: [String] = []
  private(set) var isNeeded = false

  init(row: FlowRow, population: String?) {
    self.row = row
    self.population = population
  }

  /// Adds a value that has to be chosen; null where nothing can be proposed.
  mutating func ask(_ key: String, _ note: String, value: JSONValue? = nil) {
    isNeeded = true
    values.append(JSONField(key, value ?? .null))
    notes.append("\(key): \(note)")
  }

  mutating func add(_ occurrence: Occurrence) {
    switch occurrence.count {
    case .range(let range) where range.count > 1:
      ask(
        "count", "\(range.lowerBound) to \(range.upperBound)", value: .integer(range.upperBound))
    case .range: break
    case .letter(let letter): ask("count", "the number for the letter '\(letter)'")
    }
    switch occurrence.basis {
    case .period, .eventRate: break
    case .event, .eventInPeriod, .secondRate, .undefined:
      ask(
        "events", "how many a day for one \(occurrence.population), as '\(occurrence.text)' means")
    }
  }

  /// Size and hours, which all of a row's populations share.
  mutating func addRest() {
    let sizes = row.size.alternatives.compactMap(\.bytes)
    if row.size.alternatives.count > 1 || sizes.first?.count != 1 {
      ask(
        "size", "the cell says '\(row.size.raw.oneLine)'",
        value: sizes.map(\.upperBound).max().map { .integer($0) })
    }
    if row.when.alternatives.count > 1 {
      ask("when", "the cell says '\(row.when.raw.oneLine)'", value: 1)
    }
    switch row.when.alternatives[0] {
    case .always, .daily: break
    case .episodes: ask("window", "the hours of the day, such as 14:00-18:00")
    case .after: ask("window", "the hours of the day, such as 00:00-24:00", value: "00:00-24:00")
    }
  }

  var json: JSONValue {
    var fields = [JSONField("row", .string(row.id))]
    if let population { fields.append(JSONField("population", .string(population))) }
    fields += values
    fields += [
      JSONField("note", .string(notes.joined(separator: "; "))),
      JSONField("reason", PlanTemplate.untouched("upper ends of the printed ranges; say why.")),
    ]
    return .object(fields)
  }
}

internal import SynchroJSON
internal import SynchroText

/// A part of a row on its way to numbers: one population in one load case.
struct CellContext {
  let row: FlowRow
  let population: String
  let load: LoadCase
  let choice: PlanChoice?

  var values: ChosenValues { choice.map { load == .base ? $0.base : $0.high } ?? ChosenValues() }
}

extension PlannerWork {
  /// The flows of a row, one for each population there is; what is left out is added to `left`.
  mutating func flows(of row: FlowRow, _ left: inout [TrafficPlan.LeftRow]) -> [PlannedFlow] {
    if let omission = omission(of: row, nil) {
      left.append(.init(row: row.id, population: nil, reason: omission.reason, isChosen: true))
      return []
    }
    var flows: [PlannedFlow] = []
    for population in populations(of: row) where isConcerned(population, in: row) {
      if let omission = omission(of: row, population) {
        left.append(
          .init(row: row.id, population: population, reason: omission.reason, isChosen: true))
        continue
      }
      guard let devices = devices(of: population, in: row) else { continue }
      let choice = choice(for: row, population)
      if devices == .zero {
        // A choice for every population of the row serves those that exist.
        if choice?.population != nil, let choice { used.insert(choice.range) }
        let reason = plan.populations.first { $0.name == population }?.reason ?? ""
        left.append(
          .init(
            row: row.id, population: population,
            reason: "there is no \(population): \(reason)", isChosen: false))
        continue
      }
      if let flow = flow(of: row, population, devices, choice, &left) { flows.append(flow) }
    }
    return flows
  }

  private mutating func flow(
    of row: FlowRow, _ population: String, _ devices: Rational, _ choice: PlanChoice?,
    _ left: inout [TrafficPlan.LeftRow]
  ) -> PlannedFlow? {
    if let choice { used.insert(choice.range) }
    var loads: ByLoad<FlowLoad?> = ByLoad(base: nil, high: nil)
    var alternatives = ByLoad(base: 1, high: 1)
    let cases = LoadCase.allCases.filter { counts(row, in: $0) }
    guard !cases.isEmpty else {
      left.append(
        .init(
          row: row.id, population: population,
          reason: "it counts in neither load for the use cases of this plan", isChosen: false))
      return nil
    }
    for load in cases {
      let context = CellContext(row: row, population: population, load: load, choice: choice)
      guard let found = self.load(context) else { return nil }
      (alternatives[load], loads[load]) = found
    }
    checkDeparture(choice)
    return PlannedFlow(
      row: row, alternative: alternatives,
      useCase: row.useCases.first { closure.contains($0) } ?? "",
      label: choice?.label ?? row.payload,
      population: population, devices: devices, load: loads, reason: choice?.reason,
      departure: choice?.departure, picks: picks(row, choice),
      untestable: untestable(row, choice))
  }

  /// The load of one device, and the alternative of the column How Often that it follows from.
  private mutating func load(_ context: CellContext) -> (Int, FlowLoad)? {
    let hours = hours(context)
    let size = size(context)
    guard let hours, let index = alternative(context),
      let events = events(context, index, hours, []), let size
    else { return nil }
    return (index + 1, FlowLoad(eventsPerDevice: events, size: size, hours: hours))
  }

  // MARK: - Which part of a row

  /// The populations that a row counts by; where the cell only points elsewhere, those that the plan
  /// chose a rate for.
  mutating func populations(of row: FlowRow) -> [String] {
    var names: [String] = []
    for alternative in row.howOften.alternatives {
      guard let name = alternative.occurrence?.population else { continue }
      if !names.contains(name) { names.append(name) }
    }
    let chosen = (choices[row.id] ?? []).filter { $0.population != nil }
    if row.pointsElsewhere {
      for choice in chosen {
        guard let name = choice.population, !names.contains(name) else { continue }
        names.append(name)
      }
      if names.isEmpty {
        missing(
          row, .howOften, population: nil, at: choices[row.id]?.first,
          write: "\"population\": whom it counts by, \"rate\": events of one a day")
      }
      return names
    }
    for choice in chosen {
      guard let name = choice.population, !names.contains(name),
        told.insert("population \(choice.range.start)").inserted
      else { continue }
      used.insert(choice.range)
      findings.add(
        "population", "'\(row.id)' does not count by '\(VisibleText.excerpt(name, limit: 60))'",
        at: choice.range,
        NearestName.find(name, among: names).map { "did you mean '\($0)'?" } ?? "",
        help: ["it counts by " + Self.list(names)])
    }
    return names
  }

  func choice(for row: FlowRow, _ population: String) -> PlanChoice? {
    let own = choices[row.id] ?? []
    return own.first { $0.population == population } ?? own.first { $0.population == nil }
  }

  private func omission(of row: FlowRow, _ population: String?) -> PlanOmission? {
    omissions[row.id]?.first { $0.population == population }
  }

  private mutating func devices(of population: String, in row: FlowRow) -> Rational? {
    if let count = counts[population] { return count }
    guard told.insert("devices " + population).inserted else { return nil }
    findings.add(
      "population-missing", "the plan does not say how many '\(population)' there are",
      at: plan.places.populations,
      help: [
        "'\(row.id)' counts by it: '\(row.howOften.raw.oneLine)'",
        "add {\"name\": \(JSONPrinter.quote(population)), \"count\": …, \"reason\": \"…\"} to"
          + " 'populations'; \"count\": 0 when there is none",
      ])
    return nil
  }

  /// Whether the document counts a row in a load case, given the use cases of this plan.
  func counts(_ row: FlowRow, in load: LoadCase) -> Bool {
    let mark = load == .base ? row.baseLoad : row.highLoad
    guard case .included(let scope?) = mark, let useCase = Self.scopes[scope] else {
      return mark.counts
    }
    return closure.contains(useCase)
  }

  /// The use cases that the load columns name in short.
  private static let scopes = [
    "VVC": "Volt/VAR - Centralized Control", "DSDR": "DSDR - Centralized Control",
    "DA Maint": "Field DA Maint - Centralized Control",
  ]

  // MARK: - Findings

  mutating func missing(
    _ row: FlowRow, _ column: FlowColumn, population: String?, at choice: PlanChoice?,
    write: String
  ) {
    guard told.insert("\(row.id) \(column) \(population ?? "")").inserted else { return }
    var help = ["write " + write]
    if choice == nil {
      let name = population.map { "\"population\": \(JSONPrinter.quote($0)), " } ?? ""
      help.append(
        "as {\"row\": \(JSONPrinter.quote(row.id)), \(name)…, \"reason\": \"…\"} in 'choices',"
          + " or put the row into 'leaveOut' with a reason")
    }
    let whom = population.map { ", for '\($0)'" } ?? ""
    findings.add(
      "choice",
      "'\(row.id)' needs a choice\(whom): the cell '\(column.heading)' says"
        + " '\(row.raw(column).oneLine)'",
      at: choice?.range ?? plan.places.choices, help: help)
  }

  /// Tells a value that the cell does not hold, unless the plan says why it departs.
  mutating func checkPrinted(
    _ context: CellContext, _ column: FlowColumn, _ key: String, _ value: String, wanted: String
  ) -> Bool {
    guard let choice = context.choice, choice.departure == nil else {
      if let choice = context.choice { departing.insert(choice.range) }
      return true
    }
    guard told.insert("\(choice.range.start) \(key)").inserted else { return false }
    findings.add(
      "outside",
      "'\(key)' of '\(context.row.id)' is \(value); the cell '\(column.heading)' says"
        + " '\(context.row.raw(column).oneLine)'",
      at: choice.range, help: ["choose \(wanted), or say why not in \"departure\""])
    return false
  }

  private mutating func checkDeparture(_ choice: PlanChoice?) {
    guard let choice, choice.departure != nil, !departing.contains(choice.range),
      told.insert("departure \(choice.range.start)").inserted
    else { return }
    findings.add(
      "departure", "the choice for '\(choice.row.value)' departs from nothing that is printed",
      at: choice.range, help: ["take 'departure' out; 'reason' says why a printed value was chosen"]
    )
  }

  // MARK: - Verdicts

  /// The alternatives that a choice picks, in the words of their cells.
  private mutating func picks(_ row: FlowRow, _ choice: PlanChoice?) -> [FlowColumn: String] {
    var picks: [FlowColumn: String] = [:]
    for column in FlowColumn.allCases {
      guard let words = choice?.picks[column] else { continue }
      if let index = row.alternative(words.value, of: column) {
        picks[column] = row.texts(column)[index]
      } else {
        findings.add(
          "pick",
          "'\(VisibleText.excerpt(words.value, limit: 60))' is no alternative of"
            + " '\(column.heading)' in \(row.id)",
          at: words.range, help: ["it holds " + Self.list(row.texts(column))])
      }
    }
    return picks
  }

  /// Why no verdict can be made of a row with the plan's picks; nil when one can.
  private func untestable(_ row: FlowRow, _ choice: PlanChoice?) -> String? {
    if row.reliability.alternatives.contains(where: { $0.criteria.contains { $0.share == nil } }) {
      return "the cell 'Reliability' has letters in place of a share"
    }
    guard row.pairing == .unknown else { return nil }
    let open = [FlowColumn.from, .to, .reliability, .latency].filter {
      row.texts($0).count > 1 && choice?.picks[$0] == nil
    }
    guard !open.isEmpty else { return nil }
    let columns = open.map { "'\($0.heading)' (\(row.texts($0).count))" }
    return "it is not known which alternatives belong together; choose those of "
      + columns.joined(separator: ", ") + ": "
      + open.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }
}

extension FlowRow {
  /// Whether the document keeps the frequency in another table.
  var pointsElsewhere: Bool { howOften.alternatives.contains { $0.occurrence == nil } }
}

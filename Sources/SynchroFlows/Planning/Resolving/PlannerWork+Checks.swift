internal import SynchroText

/// Names that a plan takes from the catalogue, and choices that lead to nothing.
extension PlannerWork {
  mutating func checkNames() {
    for useCase in plan.useCases where catalogue.useCase(useCase.value) == nil {
      unknown("use case", useCase, among: catalogue.useCases.map(\.name))
    }
    checkActors()
    for row in plan.choices.map(\.row) + plan.omissions.map(\.row) { checkRow(row) }
    for choice in plan.choices {
      for values in [choice.base, choice.high] {
        if let source = values.eventsOf { checkRow(source.row) }
      }
    }
    checkTwice()
    checkPopulations()
  }

  private mutating func checkActors() {
    let known = Set(catalogue.rows.flatMap { ($0.from.alternatives + $0.to.alternatives).joined() })
    let names =
      plan.interfaces.flatMap { $0.from + $0.to } + plan.populations.flatMap(\.actors)
    for name in names where !known.contains(name.value) {
      unknown("actor with flows", name, among: known.sorted())
    }
  }

  private mutating func checkRow(_ row: Placed<String>) {
    guard catalogue.row(row.value) == nil, !findings.isFull,
      told.insert("row \(row.range.start)").inserted
    else { return }
    let near = catalogue.nearestRow(to: row.value)
    findings.add(
      "row", "there is no row '\(VisibleText.excerpt(row.value, limit: 80))'", at: row.range,
      near.map { "did you mean '\($0)'?" } ?? "",
      help: near == nil ? ["'synchroscope flows list' prints every row"] : [])
  }

  private mutating func unknown(_ what: String, _ name: Placed<String>, among known: [String]) {
    guard !findings.isFull else { return }
    let near = NearestName.find(name.value, among: known)
    findings.add(
      "name", "there is no \(what) '\(VisibleText.excerpt(name.value, limit: 60))'",
      at: name.range, near.map { "did you mean '\($0)'?" } ?? "",
      help: near == nil && known.count <= 20 ? ["known: " + known.joined(separator: ", ")] : [])
  }

  /// Two choices for the same thing would leave open which counts.
  private mutating func checkTwice() {
    for group in choices.values.sorted(by: { $0[0].range.start < $1[0].range.start }) {
      var first: [String?: PlanChoice] = [:]
      for choice in group {
        if let other = first[choice.population] {
          findings.add(
            "twice",
            "there are two choices for '\(choice.row.value)'"
              + (choice.population.map { " and '\($0)'" } ?? ""),
            at: choice.row.range, "again here", related: [.init(other.row.range, "first here")],
            help: ["keep one of them; values for full load go into its 'high'"])
        } else {
          first[choice.population] = choice
        }
      }
    }
  }

  /// A population that no cell counts by is a misspelt one.
  private mutating func checkPopulations() {
    let known = Set(
      catalogue.rows.flatMap { row in
        row.howOften.alternatives.compactMap { $0.occurrence?.population }
      })
    var wholes: Set<String> = []
    for population in plan.populations {
      if case .share(_, of: let whole?) = population.amount { wholes.insert(whole.value) }
    }
    let named = Set(plan.choices.compactMap(\.population)).union(wholes)
    for population in plan.populations
    where !known.contains(population.name) && !named.contains(population.name) {
      let name = Placed(value: population.name, range: population.range)
      unknown("cell that counts by", name, among: known.sorted())
    }
  }

  // MARK: - After planning

  /// What was chosen and led to nothing is a mistake, too.
  mutating func checkUse(_ rows: [FlowRow]) {
    guard findings.list.isEmpty else { return }
    let crossing = Set(
      rows.filter { row in plan.interfaces.contains { crosses(row, $0) } }.map(\.id))
    for choice in plan.choices where !used.contains(choice.range) {
      findings.add(
        "unused", "the choice for '\(choice.row.value)' has no effect", at: choice.row.range,
        help: [whyUnused(choice, crossing)])
    }
    for omission in plan.omissions where !crossing.contains(omission.row.value) {
      findings.add(
        "unused", "'\(omission.row.value)' is left out, but it is not in this plan anyway",
        at: omission.row.range, help: ["take it from 'leaveOut'"])
    }
  }

  private func whyUnused(_ choice: PlanChoice, _ crossing: Set<String>) -> String {
    guard crossing.contains(choice.row.value) else {
      return "the row crosses none of the interfaces, or its use case is not in the plan; take the"
        + " choice out"
    }
    if omissions[choice.row.value] != nil {
      return "the row is left out; take the choice out, or the row from 'leaveOut'"
    }
    let own = catalogue.row(choice.row.value)?.howOften.alternatives
      .compactMap { $0.occurrence?.population }
    return "the row counts by " + Self.list(own ?? []) + ", of which there must be some"
  }

  static func list(_ names: [String]) -> String {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }.map { "'\($0)'" }.joined(separator: ", ")
  }
}

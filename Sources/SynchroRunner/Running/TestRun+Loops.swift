import SynchroJSON
import SynchroScript
import SynchroText
import SynchroVerdict

extension TestRun {
  /// `for each`: the block once for each element or row.
  func run(_ loop: ForEachStep, at path: StepPath) async -> Flow {
    let elements: [FoundValue]
    switch loop.source {
    case .table(let name): elements = rows(of: name.value)
    case .values(let expression):
      let evaluation = evaluate(expression)
      if case .undecided(let why) = evaluation {
        passOver(
          below: path,
          because: why.cause == .limit
            ? .inconclusive(because: why.reason) : .untestable(prerequisite: why.reason))
        return .goOn
      }
      guard let found = evaluation.elements else {
        let words =
          if case .nothing(let reason) = evaluation { reason } else {
            "\(source.text(of: expression.range)) is no list"
          }
        passOver(below: path, because: .untestable(prerequisite: words))
        return .goOn
      }
      elements = found
    }
    let limit = loop.limit?.value ?? 1000
    guard !elements.isEmpty else {
      passOver(below: path, because: .untestable(prerequisite: "there is nothing to look at"))
      return .goOn
    }
    if elements.count > limit {
      let words = "only the first \(limit) of \(elements.count) elements were looked at"
      note(words)
      // A suite that names a number is content with so many; the limit of all others is ours.
      if loop.limit == nil { passOver(below: path, because: .inconclusive(because: words)) }
    }
    let outer = scope[loop.name.value]
    defer { restore(loop.name.value, to: outer) }
    for element in elements.prefix(limit) {
      scope.set(loop.name.value, to: element)
      if case .leaveTest(let reason) = await run(loop.steps, at: path) {
        return .leaveTest(reason)
      }
    }
    return .goOn
  }

  private func rows(of name: String) -> [FoundValue] {
    guard let table = suite.tables.first(where: { $0.name.value == name }) else { return [] }
    let expander = TemplateExpander(scope: scope)
    return table.rows.map { row in
      let fields = zip(table.columns, row).compactMap { column, cell -> JSONField? in
        // A cell without value leaves its column out, and whoever names it is told so.
        guard let value = try? expander.json(cell).value else { return nil }
        return JSONField(column.value, value)
      }
      return FoundValue(.json(.object(fields)))
    }
  }

  func restore(_ name: String, to entry: Scope.Entry?) {
    switch entry {
    case .found(let found): scope.set(name, to: found)
    case .missing(let missing):
      scope.setMissing(name, because: missing.reason, line: missing.line)
    case nil: scope.remove(name)
    }
  }

  func note(_ text: String) {
    if notes.count < 50, !notes.contains(text) { notes.append(text) }
  }
}

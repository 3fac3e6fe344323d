import SynchroCatalog
import SynchroJSON
import SynchroText

/// Coverage as people, spreadsheets and programs read it.
struct CoverageListing {
  let coverage: Coverage
  let isUncoveredOnly: Bool

  private var rows: [Coverage.Row] {
    isUncoveredOnly ? coverage.rows.filter { !$0.state.isCovered } : coverage.rows
  }

  /// The places of the checks, or the reason why there is none.
  private static func note(_ state: Coverage.State) -> String {
    switch state {
    case .checked(let places):
      places.isEmpty ? "reported by the run" : places.joined(separator: " ")
    case .silent(let places): "the run said nothing; " + places.joined(separator: " ")
    case .reasoned(let reason): reason
    case .missing: ""
    }
  }

  // MARK: - Table

  /// Totals by clause and level, the rows that lack both, and one line that sums up.
  func table(_ style: TerminalStyle) -> String {
    var text = ""
    if !isUncoveredOnly {
      text += totals("CLAUSE", coverage.totalsByClause, style) + "\n"
      text += totals("LEVEL", coverage.totalsByLevel, style) + "\n"
    }
    let open = coverage.rows.filter { !$0.state.isCovered }
    if !open.isEmpty {
      var table = TextTable("UNCOVERED", "LEVEL", "PARTY", "STATEMENT")
      for row in open {
        let requirement = row.requirement
        var statement = requirement.statement
        if case .silent = row.state { statement += " (\(Self.note(row.state)))" }
        table.add(
          requirement.id, requirement.level.rawValue, requirement.party.rawValue, statement)
      }
      text += table.rendered(style) + "\n"
    }
    if !coverage.unknown.isEmpty {
      var table = TextTable("NO SUCH REQUIREMENT", "CHECKS")
      for (id, places) in coverage.unknown { table.add(id, places.joined(separator: " ")) }
      text += table.rendered(style) + "\n"
    }
    if !coverage.contradictory.isEmpty {
      var table = TextTable("CHECKED, AND WITH A REASON WHY NOT", "CHECKS")
      for (row, places) in coverage.contradictory {
        table.add(row.id, places.joined(separator: " "))
      }
      text += table.rendered(style) + "\n"
    }
    let core = coverage.core
    if core.rows > 0 {
      let share = (core.checked * 1000 / core.rows).description
      text += "automatic MUST and MUST NOT rows of servers: \(core.checked) of \(core.rows) "
      text +=
        "checked (\(share.dropLast().isEmpty ? "0" : share.dropLast()).\(share.suffix(1)) %)\n"
    }
    let total = coverage.total
    let ink: TerminalStyle.Ink = coverage.isComplete ? .green : .red
    return text
      + style.paint(
        "\(counted(total.rows, "requirement")): \(total.checked) checked, \(total.reasoned) with a reason, "
          + "\(total.silent) silent, \(total.missing) with neither", ink) + "\n"
  }

  private func totals(
    _ name: String, _ totals: [Coverage.Total], _ style: TerminalStyle
  ) -> String {
    var table = TextTable(name, "ROWS", "CHECKED", "REASONED", "SILENT", "MISSING")
    for total in totals {
      table.add(
        total.name, "\(total.rows)", "\(total.checked)", "\(total.reasoned)", "\(total.silent)",
        "\(total.missing)")
    }
    return table.rendered(style)
  }

  // MARK: - For programs

  var csv: String {
    var lines = ["id,document,clause,level,party,decision,state,note"]
    for row in rows {
      let requirement = row.requirement
      let words = [
        requirement.id, requirement.document, requirement.clause, requirement.level.rawValue,
        requirement.party.rawValue, requirement.decision.rawValue, row.state.word,
        Self.note(row.state),
      ]
      lines.append(CSVRow.line(words))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: String {
    let rows = rows.map { row -> JSONValue in
      var value: JSONValue = [
        "id": .string(row.requirement.id), "document": .string(row.requirement.document),
        "clause": .string(row.requirement.clause),
        "level": .string(row.requirement.level.rawValue),
        "party": .string(row.requirement.party.rawValue), "state": .string(row.state.word),
      ]
      switch row.state {
      case .checked(let places), .silent(let places):
        value.append("checks", .array(places.map(JSONValue.string)))
      case .reasoned(let reason): value.append("reason", .string(reason))
      case .missing: break
      }
      return value
    }
    return JSONPrinter.pretty([
      "total": Self.json(coverage.total),
      "core": Self.json(coverage.core),
      "contradictory": .array(coverage.contradictory.map { .string($0.row.id) }),
      "levels": .array(coverage.totalsByLevel.map(Self.json)),
      "clauses": .array(coverage.totalsByClause.map(Self.json)),
      "requirements": .array(rows),
      "unknown": .array(
        coverage.unknown.map { unknown in
          [
            "id": .string(unknown.id),
            "checks": .array(unknown.places.map(JSONValue.string)),
          ]
        }),
    ]) + "\n"
  }

  private static func json(_ total: Coverage.Total) -> JSONValue {
    [
      "name": .string(total.name), "rows": .integer(total.rows),
      "checked": .integer(total.checked), "reasoned": .integer(total.reasoned),
      "silent": .integer(total.silent), "missing": .integer(total.missing),
    ]
  }
}

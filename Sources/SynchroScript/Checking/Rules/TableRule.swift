import SynchroText

/// Tables have columns of different names, rows of their length, and constants in every cell.
enum TableRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    suite.tables.flatMap(findings)
  }

  private static func findings(in table: DataTable) -> [Diagnostic] {
    guard !table.columns.isEmpty, !table.rows.isEmpty else {
      return [
        Diagnostic(
          code: "empty-table", "the table '\(table.name.value)' has no rows",
          at: .init(table.name.range, "a loop over it would check nothing"),
          help: ["write a line of column names and at least one row below it: | \"value\" |"])
      ]
    }
    var findings: [Diagnostic] = []
    var seen: [String: SourceRange] = [:]
    for column in table.columns {
      if let first = seen[column.value] {
        findings.append(
          Diagnostic(
            code: "duplicate-column", "there is a column '\(column.value)' already",
            at: .init(column.range), related: [.init(first, "the first")],
            help: ["give one of them another name"]))
      }
      seen[column.value] = seen[column.value] ?? column.range
    }
    for row in table.rows {
      findings += raggedness(of: row, in: table)
      for reference in row.flatMap(\.references) {
        findings.append(
          Diagnostic(
            code: "table-not-constant", "a table holds constants only", at: .init(reference.range),
            help: ["write the value itself, or use '${\(reference.spelling)}' in the loop"]))
      }
    }
    return findings
  }

  private static func raggedness(of row: [JSONTemplate], in table: DataTable) -> [Diagnostic] {
    guard row.count != table.columns.count else { return [] }
    let place = row.first.map { first in
      row.dropFirst().reduce(first.range) { $0.union($1.range) }
    }
    let names = table.columns.map(\.value).joined(separator: ", ")
    return [
      Diagnostic(
        code: "ragged-table", "the row does not fit the columns of '\(table.name.value)'",
        at: .init(place ?? table.name.range), expected: "\(table.columns.count) cells: \(names)",
        received: "\(row.count)", help: ["write null in a cell that has no value"])
    ]
  }
}

import SynchroText

/// Tables have rows, and constants in every cell.
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
    return table.rows.flatMap { $0 }.flatMap(\.references).map { reference in
      Diagnostic(
        code: "table-not-constant", "a table holds constants only", at: .init(reference.range),
        help: ["write the value itself, or use '${\(reference.spelling)}' in the loop"])
    }
  }
}

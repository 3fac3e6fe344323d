import SynchroText

/// An id that a table's row puts into the brackets of a step.
struct RequirementCell {
  /// The table.
  var table: DataTable
  /// The column.
  var column: String
  /// The cell.
  var cell: JSONTemplate

  /// The id with its place; nil when the cell is no string.
  var id: Ranged<String>? {
    guard case .string(let text) = cell.kind, let id = text.constant else { return nil }
    return Ranged(id, at: cell.range)
  }

  /// The cells that `${row.column}` stands for at a step; nil when it names no column of a table
  /// that the step's loops go through.
  static func cells(
    of reference: Reference, at visit: StepVisit, in suite: Suite
  ) -> [RequirementCell]? {
    guard let name = visit.rows[reference.name.value], reference.path.count == 1,
      case .member(let column) = reference.path[0],
      let table = suite.tables.first(where: { $0.name.value == name.value }),
      let index = table.columns.firstIndex(where: { $0.value == column })
    else { return nil }
    return table.rows.compactMap { row in
      row.indices.contains(index)
        ? RequirementCell(table: table, column: column, cell: row[index]) : nil
    }
  }
}

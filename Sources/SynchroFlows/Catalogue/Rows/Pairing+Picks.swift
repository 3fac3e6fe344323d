extension Pairing {
  /// What follows from the numbers of alternatives, unless another table says which belong together.
  init(_ cells: FlowRow.Cells, stated: StatedPairing?) {
    let many = FlowColumn.allCases.filter { cells.texts($0).count > 1 }
    let counts = Set(many.map { cells.texts($0).count })
    if let stated {
      self = .stated(line: stated.line)
    } else if many.isEmpty {
      self = .single
    } else if many.count == 1, let column = many.first {
      self = .oneColumn(column)
    } else if counts.count == 1, let count = counts.first {
      self = .byPosition(count: count)
    } else {
      self = .unknown
    }
  }

  /// Which alternative each combination takes of the columns that hold several, from 0.
  func picks(_ cells: FlowRow.Cells, stated: StatedPairing?) -> [[FlowColumn: Int]] {
    switch self {
    case .single: return [[:]]
    case .oneColumn(let column): return cells.texts(column).indices.map { [column: $0] }
    case .byPosition(let count):
      let many = FlowColumn.allCases.filter { cells.texts($0).count > 1 }
      return (0..<count).map { index in
        Dictionary(many.map { ($0, index) }) { first, _ in first }
      }
    case .stated: return stated?.picks ?? []
    case .unknown: return []
    }
  }
}

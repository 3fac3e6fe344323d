extension FlowRow {
  /// The cells in which alternatives may stand.
  struct Cells {
    let from: FlowCell<ActorGroup>
    let to: FlowCell<ActorGroup>
    let reliability: FlowCell<ReliabilityBound>
    let latency: FlowCell<LatencyBound>
    let when: FlowCell<ActivityTime>
    let howOften: FlowCell<HowOften>
    let size: FlowCell<SizeBound>

    /// The words of each alternative of a column.
    func texts(_ column: FlowColumn) -> [String] {
      switch column {
      case .from: from.texts
      case .to: to.texts
      case .reliability: reliability.texts
      case .latency: latency.texts
      case .when: when.texts
      case .howOften: howOften.texts
      case .size: size.texts
      }
    }
  }

  var cells: Cells {
    Cells(
      from: from, to: to, reliability: reliability, latency: latency, when: when,
      howOften: howOften, size: size)
  }

  init(
    id: String, line: Int, scenario: FlowScenario, useCases: [String], payload: String,
    kind: PayloadKind, attributes: [String], baseLoad: LoadMark, highLoad: LoadMark, cells: Cells,
    stated: StatedPairing? = nil
  ) {
    let pairing = Pairing(cells, stated: stated)
    self.init(
      id: id, line: line, scenario: scenario, useCases: useCases, payload: payload, kind: kind,
      attributes: attributes, baseLoad: baseLoad, highLoad: highLoad, from: cells.from,
      to: cells.to, reliability: cells.reliability, latency: cells.latency, when: cells.when,
      howOften: cells.howOften, size: cells.size, pairing: pairing,
      variants: pairing.picks(cells, stated: stated).enumerated().compactMap { index, picks in
        FlowVariant(row: id, number: index + 1, cells: cells, picks: picks)
      })
  }

  /// The words of each alternative of a column, as printed but on one line.
  public func texts(_ column: FlowColumn) -> [String] { cells.texts(column) }

  /// A column's cell as printed.
  public func raw(_ column: FlowColumn) -> String {
    switch column {
    case .from: from.raw
    case .to: to.raw
    case .reliability: reliability.raw
    case .latency: latency.raw
    case .when: when.raw
    case .howOften: howOften.raw
    case .size: size.raw
    }
  }

  /// The columns that hold more than one alternative.
  public var columnsWithAlternatives: [FlowColumn] {
    FlowColumn.allCases.filter { cells.texts($0).count > 1 }
  }
}

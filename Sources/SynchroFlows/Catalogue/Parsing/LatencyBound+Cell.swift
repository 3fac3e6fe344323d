extension LatencyBound: CellValue {
  /// `[20 min -] < 4 hr [per 1 mtr] [(remark)]`.
  init(_ scanner: inout CellScanner) throws(CellFault) {
    let text = scanner.rest
    var usual: Duration?
    if !scanner.take("<") {
      usual = try scanner.timeSpan()
      try scanner.expect("-")
      try scanner.expect("<")
    }
    let limit = try scanner.timeSpan()
    var batch: Batch?
    if scanner.take("per") {
      let count = try scanner.integer()
      let (unit, _) = scanner.remainder()
      guard !unit.isEmpty else { throw scanner.fault("what the bound is shared by") }
      batch = Batch(count: count, unit: unit)
    }
    let note = try scanner.note()
    self.init(text: text, limit: limit, usual: usual, batch: batch, note: note)
  }
}

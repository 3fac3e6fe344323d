import SynchroStatistics

extension RowPlan {
  /// The plan for trials of several casts in turn.
  func shared(by casts: Int) throws(PlanError) -> RowPlan {
    RowPlan(
      row: row, size: size, strict: try strict.shared(by: casts),
      loose: try loose?.shared(by: casts), doubt: doubt)
  }

  private init(
    row: String, size: ClosedRange<Int>?, strict: RowReading, loose: RowReading?, doubt: String?
  ) {
    self.row = row
    self.size = size
    self.strict = strict
    self.loose = loose
    self.doubt = doubt
  }
}

extension RowReading {
  fileprivate func shared(by casts: Int) throws(PlanError) -> RowReading {
    switch self {
    case .share(let plan):
      var terms = plan.terms
      terms.turn = casts
      return .share(try VerdictPlan(terms))
    case .curve(var terms, let criteria):
      terms.turn = casts
      return .curve(terms, criteria)
    }
  }
}

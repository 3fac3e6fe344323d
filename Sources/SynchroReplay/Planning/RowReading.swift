public import SynchroStatistics

/// One way to read a row's bounds: what share, how soon, or how much at which age.
public enum RowReading: Sendable, Equatable {
  /// More than a share within a time.
  case share(VerdictPlan)
  /// Shares that grow with the age of the same payloads.
  case curve(VerdictPlan.Terms, [CaptureCurve.Criterion])

  /// The terms of the plan; those of a curve hold for each of its ages with the age's own claim.
  public var terms: VerdictPlan.Terms {
    switch self {
    case .share(let plan): plan.terms
    case .curve(let terms, _): terms
    }
  }

  /// How long a payload is waited for: longer says no more about the row.
  public var patience: Duration {
    switch self {
    case .share(let plan): plan.terms.limit
    case .curve(_, let criteria): criteria.map(\.age).max() ?? .zero
    }
  }

  /// How old a payload has to be before it says anything.
  var maturity: Duration {
    switch self {
    case .share: .zero
    case .curve: patience
    }
  }

  /// The most trials that it takes.
  var maximumTrials: Int {
    switch self {
    case .share(let plan): plan.maximumTrials ?? 0
    case .curve(let terms, let criteria):
      criteria.filter(\.decides).map { SequentialLimits.standardMaximum(for: $0.claim) }.max()
        ?? terms.minimumTrials
    }
  }

  /// About how many trials a good device takes.
  var usualTrials: Int {
    switch self {
    case .share(let plan):
      switch plan.limits {
      case .fixed(let limits): limits.trials
      case .sequential(let limits): limits.passTrials.first ?? limits.maximumTrials
      case .atEnd: terms.minimumTrials
      }
    case .curve(_, let criteria):
      // The evidence of one without a failure grows by the claim with every trial.
      criteria.filter(\.decides).map { 1_000_000_000 / $0.claim.complement.billionths * 5 }.max()
        ?? terms.minimumTrials
    }
  }

  /// What is frozen, as one text.
  var text: String {
    switch self {
    case .share(let plan): return plan.text
    case .curve(let terms, let criteria):
      let ages = criteria.map { criterion in
        "\(criterion.age.components.seconds)s:\(criterion.claim.decimal):\(criterion.decides)"
      }
      let risks = "\(terms.passRisk.decimal):\(terms.failRisk.decimal):\(terms.rows)"
      return "curve \(terms.row) \(risks) seed \(terms.seed) ages \(ages.joined(separator: " "))"
    }
  }
}

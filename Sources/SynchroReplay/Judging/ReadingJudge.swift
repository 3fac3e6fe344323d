import SynchroStatistics

/// Judges the trials of a row by one reading of its bounds.
struct ReadingJudge: Sendable {
  let reading: RowReading
  /// One of the two is there.
  private var judge: RowJudge?
  private var curve: CaptureCurve?
  private var count = 0
  private var isFinished = false
  /// Whether every payload so far was captured.
  private var isComplete = true
  private var lastDue: Duration?

  init(_ reading: RowReading) throws(PlanError) {
    self.reading = reading
    switch reading {
    case .share(let plan): judge = RowJudge(plan: plan)
    case .curve(let terms, let criteria):
      curve = try CaptureCurve(criteria: criteria, terms: terms)
    }
  }

  /// Counts the next planned payload.
  mutating func record(_ trial: TrialRecord) throws(PlanError) {
    let counted = counted(trial)
    if trial.latency == nil || trial.failure != nil || trial.fault != nil || trial.isOpen {
      isComplete = false
    }
    lastDue = max(lastDue ?? trial.due, trial.due)
    try judge?.record(counted, number: count)
    if let number = curve?.add(created: trial.due, instance: trial.lane) {
      if let fault = trial.fault {
        curve?.void(number, cause: fault.rawValue)
      } else if let latency = trial.latency, trial.failure == nil, !trial.isOpen {
        curve?.capture(number, at: trial.due + latency, clockBound: trial.clockBound)
      }
    }
    count += 1
  }

  /// Lets time pass: what has reached an age is looked at.
  mutating func advance(to now: Duration) throws(PlanError) { try curve?.advance(to: now) }

  /// Ends the run.
  mutating func finish(at now: Duration) throws(PlanError) {
    guard !isFinished else { return }
    isFinished = true
    // A payload that was captured young stays so. If every single one was, waiting adds nothing; if
    // one was not, nothing younger than the age may count, or any device would pass.
    if isComplete, curve != nil, let last = lastDue {
      try curve?.finish(at: max(now, last + reading.maturity))
    }
    judge?.finish(after: now)
    try curve?.finish(at: now)
  }

  /// What is decided so far.
  var decision: RowDecision? { judge?.verdict?.decision ?? curve?.decision }

  /// The verdicts that the decision rests on: one, or that of each age.
  var verdicts: [RowVerdict] {
    [judge?.verdict].compactMap { $0 } + (curve?.judges ?? []).compactMap(\.verdict)
  }

  private func counted(_ trial: TrialRecord) -> Trial {
    let outcome: TrialOutcome
    if let fault = trial.fault {
      outcome = .void(cause: fault.rawValue)
    } else if trial.failure != nil {
      outcome = .failure
    } else if trial.isOpen {
      outcome = .ambiguous
    } else if let latency = trial.latency {
      outcome = TrialOutcome(
        latency: latency, clockBound: trial.clockBound, limit: reading.patience)
    } else {
      outcome = .failure
    }
    return Trial(
      due: trial.due, instance: trial.lane, outcome: outcome, clockBound: trial.clockBound)
  }
}

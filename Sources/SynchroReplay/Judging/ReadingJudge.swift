import SynchroStatistics

/// Judges the trials of a row by one reading of its bounds.
struct ReadingJudge: Sendable {
  private enum Work: Sendable {
    case share(RowJudge)
    case curve(CaptureCurve)
  }

  let reading: RowReading
  private var work: Work
  private var count = 0
  private var isFinished = false

  init(_ reading: RowReading) throws(PlanError) {
    self.reading = reading
    switch reading {
    case .share(let plan): work = .share(RowJudge(plan: plan))
    case .curve(let terms, let criteria):
      work = .curve(try CaptureCurve(criteria: criteria, terms: terms))
    }
  }

  /// Counts the next planned payload.
  mutating func record(_ trial: TrialRecord) throws(PlanError) {
    switch work {
    case .share(var judge):
      // The only owner, so that nothing is copied.
      work = .share(RowJudge(plan: judge.plan))
      defer { work = .share(judge) }
      try judge.record(counted(trial), number: count)
    case .curve(var curve):
      let number = curve.add(created: trial.due, instance: trial.lane)
      if let fault = trial.fault {
        curve.void(number, cause: fault.rawValue)
      } else if let latency = trial.latency, trial.failure == nil {
        curve.capture(number, at: trial.due + latency, clockBound: trial.clockBound)
      }
      work = .curve(curve)
    }
    count += 1
  }

  /// Lets time pass: what has reached an age is looked at.
  mutating func advance(to now: Duration) throws(PlanError) {
    guard case .curve(var curve) = work else { return }
    try curve.advance(to: now)
    work = .curve(curve)
  }

  /// Ends the run.
  mutating func finish(at now: Duration) throws(PlanError) {
    guard !isFinished else { return }
    isFinished = true
    switch work {
    case .share(var judge):
      judge.finish(after: now)
      work = .share(judge)
    case .curve(var curve):
      try curve.finish(at: now)
      work = .curve(curve)
    }
  }

  /// What is decided so far.
  var decision: RowDecision? {
    switch work {
    case .share(let judge): judge.verdict?.decision
    case .curve(let curve): curve.decision
    }
  }

  /// The verdicts that the decision rests on: one, or that of each age.
  var verdicts: [RowVerdict] {
    switch work {
    case .share(let judge): [judge.verdict].compactMap { $0 }
    case .curve(let curve): curve.judges.compactMap(\.verdict)
    }
  }

  /// Whether a trial succeeds by this reading.
  func outcome(of trial: TrialRecord) -> TrialOutcome { counted(trial).outcome }

  private func counted(_ trial: TrialRecord) -> Trial {
    let outcome: TrialOutcome
    if let fault = trial.fault {
      outcome = .void(cause: fault.rawValue)
    } else if trial.failure != nil {
      outcome = .failure
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

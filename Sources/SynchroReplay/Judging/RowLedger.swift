public import SynchroStatistics
public import SynchroTiming

/// The trials of one row in one flow, and what they decide.
public struct RowLedger: Sendable {
  /// A failed trial that is shown.
  public struct KeptFailure: Sendable, Equatable {
    /// The round.
    public let round: Int
    /// What went wrong.
    public let failure: TrialFailure
  }

  /// What the trials show about a row.
  public enum Standing: Sendable, Equatable {
    /// The claim is shown, by the reading that demands most.
    case passed(words: [String])
    /// The claim is refuted, by the reading that demands least.
    case failed(words: [String])
    /// Neither is shown, and why.
    case inconclusive(words: [String], because: String)
  }

  /// So many failures are shown.
  static let keptFailures = 5

  /// What is demanded.
  public let plan: RowPlan
  private var strict: ReadingJudge
  private var loose: ReadingJudge?
  /// The latencies of what arrived, in nanoseconds.
  public private(set) var latencies = Histogram()
  /// The first few failures.
  public private(set) var failures: [KeptFailure] = []
  /// How many failures there were, by their kind.
  public private(set) var failureCounts: [TrialFailure.Kind: Int] = [:]
  /// How many trials were counted.
  public private(set) var trials = 0

  /// An empty ledger.
  public init(_ plan: RowPlan) throws(PlanError) {
    self.plan = plan
    strict = try ReadingJudge(plan.strict)
    loose = try plan.loose.map { reading throws(PlanError) in try ReadingJudge(reading) }
  }

  /// Counts the next planned payload. What comes after the decision changes nothing.
  public mutating func record(_ trial: TrialRecord) throws(PlanError) {
    guard !isDecided else { return }
    trials += 1
    try strict.record(trial)
    try loose?.record(trial)
    if let latency = trial.latency, latency >= .zero, !trial.isOpen {
      latencies.record(UInt64(clamping: latency.wholeNanoseconds))
    }
    if let failure = plan.failure(of: trial) { keep(failure, trial.round) }
  }

  /// Lets time pass.
  public mutating func advance(to now: Duration) throws(PlanError) {
    guard !isDecided else { return }
    try strict.advance(to: now)
    try loose?.advance(to: now)
  }

  /// Ends the run.
  public mutating func finish(at now: Duration) throws(PlanError) {
    try strict.finish(at: now)
    try loose?.finish(at: now)
  }

  /// Whether more trials change nothing.
  public var isDecided: Bool {
    if strict.decision == .pass { return true }
    guard let loose else { return strict.decision != nil }
    return loose.decision == .fail || (strict.decision != nil && loose.decision != nil)
  }

  /// What the trials show; nil while the run goes on.
  public var standing: Standing? {
    guard isDecided else { return nil }
    if strict.decision == .pass { return .passed(words: strict.verdicts.map(\.words)) }
    let judge = loose ?? strict
    let words = judge.verdicts.map(\.words)
    if judge.decision == .fail { return .failed(words: words) }
    if let doubt = plan.doubt, judge.decision == .pass {
      return .inconclusive(words: words, because: doubt)
    }
    let reason = judge.verdicts.compactMap(\.reason).first.map(\.description)
    return .inconclusive(words: words, because: reason ?? "nothing was tried")
  }

  private mutating func keep(_ failure: TrialFailure, _ round: Int) {
    failureCounts[failure.kind, default: 0] += 1
    if failures.count < Self.keptFailures {
      failures.append(KeptFailure(round: round, failure: failure))
    }
  }
}

extension RowPlan {
  /// Why a trial did not succeed by the reading that demands least; nil when it did or is void.
  func failure(of trial: TrialRecord) -> TrialFailure? {
    if let failure = trial.failure { return failure }
    guard trial.fault == nil, !trial.isOpen else { return nil }
    let limit = ReplayWords.time(self.limit)
    guard let latency = trial.latency else {
      return TrialFailure(.lost, expected: "a payload within \(limit)", received: "nothing")
    }
    guard latency - trial.clockBound >= self.limit else { return nil }
    return TrialFailure(
      .late, expected: "less than \(limit)", received: ReplayWords.time(latency))
  }
}

public import SynchroPXB

/// What came of a flow.
public struct FlowOutcome: Sendable {
  /// What was played.
  public let play: FlowPlay
  let book: FlowBook?
  /// Why it could not be played to its end, if it could not.
  public let problem: Problem?
  /// What was on the line outside of every round.
  public let log: SessionLog
  /// How long it took in its own time.
  public let duration: Duration
  /// How many numbered messages of the target never came.
  public let missing: Int
  /// How many messages there were in both directions.
  public let messages: Int
  /// What the rules of the binding say of the session; nil where the suite does not ask for it.
  public let lint: LintReport?
  /// When its rounds began, by the harness's clock.
  public var begun = ReplaySetting.virtualStart
  /// Whether payloads count as consumed when the target says so, by a clock that it declares shared.
  public var believesTarget = false
  /// What the trials of all casts show, where those of the flow share them.
  var pooled: [TrialSubject: RowLedger] = [:]
  /// What whoever drove the session has to say besides.
  public var remarks: [String] = []
  /// Why the target is wrong apart from its payloads, such as a program that ignores TERM.
  public var misconduct: String?

  /// Why a flow was not played to its end.
  public enum Problem: Sendable, Equatable {
    /// The two sides do not fit; nobody's device has failed.
    case setup(String)
    /// The target broke the session off or flooded the harness.
    case target(String)
  }

  /// How many rounds were counted.
  public var rounds: Int { book?.counted ?? 0 }

  /// The rounds that are kept as evidence.
  public var keptRounds: [KeptRound] { book?.kept ?? [] }

  /// The ledgers of the rows, by the step and the row.
  public var ledgers: [TrialSubject: RowLedger] { book?.ledgers ?? [:] }

  /// What is shown about a row in this flow, by the steps that try it; nothing of those that are not decided.
  public func standing(of row: String) -> [RowLedger.Standing] {
    ledgers.filter { $0.key.row == row }.sorted { $0.key.step < $1.key.step }
      .compactMap { standing(of: $0.key, $0.value) }
  }

  /// What is shown about a row: where casts share its trials, by all of them, or against one cast by
  /// its own.
  func standing(of subject: TrialSubject, _ ledger: RowLedger) -> RowLedger.Standing? {
    guard let pool = pooled[subject] else { return ledger.standing }
    if case .failed? = ledger.standing { return ledger.standing }
    guard case .failed(let words)? = pool.standing, ledger.failureCounts.isEmpty else {
      return pool.standing ?? ledger.standing
    }
    return .inconclusive(
      words: words, because: "other actors of the flow failed; too few trials for this one alone")
  }
}

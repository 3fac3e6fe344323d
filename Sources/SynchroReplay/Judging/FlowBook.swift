import SynchroPXB
import SynchroStatistics
import SynchroVerdict

/// What the rounds of a flow came to, counted in the order in which they were planned.
struct FlowBook {
  /// Trials of a step that names no row.
  struct StepTally: Sendable, Equatable {
    var trials = 0
    var failures = 0
    var kept: [RowLedger.KeptFailure] = []

    /// Without a row nobody says how many may be lost: one in fifty, as most rows have it.
    var isBroken: Bool { failures * 50 > trials }
  }

  /// Findings of a check or a prohibition.
  struct FindingTally: Sendable, Equatable {
    var held = 0
    var broken = 0
    var mismatches: [Mismatch] = []
    var undecided: String?
  }

  /// A row of which this many rounds know nothing is not waited for.
  static let hopeless = 40
  /// So many rounds are counted with each that comes to its end in real time.
  private static let countedAtOnce = 4
  /// So many rounds without a fault are kept with their transcripts.
  private static let keptClean = 2
  /// So many rounds with one.
  private static let keptFaulty = 20

  let play: FlowPlay
  /// The rows whose payloads are looked at when they have reached an age.
  private var curves: [TrialSubject] = []
  private(set) var ledgers: [TrialSubject: RowLedger] = [:]
  private(set) var steps: [Int: StepTally] = [:]
  private(set) var findings: [Int: FindingTally] = [:]
  /// Payloads that nobody waited for, the first few, and how many.
  private(set) var strays: (first: [PayloadMessage], count: Int) = ([], 0)
  /// Rounds in a row that could not be played.
  private(set) var obstacles = 0
  /// Why the flow was given up, if it was.
  private(set) var obstacle: String?
  /// Why the last round could not be played that could not.
  private var lastObstacle: String?
  /// Why rounds ended early, the first of them.
  private(set) var missingValue: String?
  /// How many rounds are counted.
  private(set) var counted = 0
  private(set) var kept: [KeptRound] = []
  /// Our own fault, which makes all of this worthless.
  private(set) var fault: String?

  /// The trials of rows that other casts share, by subject; nil where none does.
  private(set) var shared: [TrialSubject: [TrialRecord]]?

  private var waiting: [Int: RoundResult] = [:]
  private var keptCounts = (clean: 0, faulty: 0)
  private(set) var isClosed = false

  /// A book of a flow; with `isShared` its rows are judged together with those of other casts.
  init(_ play: FlowPlay, isShared: Bool = false) throws(ReplayFault) {
    self.play = play
    if isShared { shared = [:] }
    for (subject, plan) in play.plans where subject.row != nil {
      do throws(PlanError) {
        ledgers[subject] = try RowLedger(plan)
        if case .curve = plan.strict { curves.append(subject) }
      } catch {
        throw .plan(error.description)
      }
    }
  }

  /// Whether more rounds change nothing.
  private(set) var isDecided = false

  /// Looks whether more rounds change something; it is asked at every event, so the answer is kept.
  private mutating func decide() {
    guard !isDecided else { return }
    isDecided = isThrough
  }

  private var isThrough: Bool {
    if isClosed || obstacle != nil || fault != nil { return true }
    if play.pace.goesOn || shared != nil { return false }
    guard counted >= play.pace.plainRounds else { return false }
    return ledgers.values.allSatisfy {
      $0.isDecided || ($0.trials == 0 && counted >= Self.hopeless)
    }
  }

  /// Takes a round that is over; it counts when all that were planned before it have been counted.
  mutating func enter(_ round: RoundResult) {
    waiting[round.number] = round
    // One late round holds back all that came after it. Where time does not stand still meanwhile they
    // are counted a few at a time, so that the payloads that are due do not wait for the books.
    countWaiting(atMost: play.pace.span == nil ? .max : Self.countedAtOnce)
  }

  /// Counts the rounds that wait for no earlier one.
  private mutating func countWaiting(atMost most: Int) {
    var left = most
    while left > 0, let next = waiting.removeValue(forKey: counted) {
      counted += 1
      left -= 1
      count(next)
      decide()
    }
  }

  /// Lets time pass.
  mutating func advance(to now: Duration) {
    guard !isDecided, !curves.isEmpty else { return }
    for subject in curves {
      judge(subject) { ledger throws(PlanError) in try ledger.advance(to: now) }
    }
    decide()
  }

  mutating func add(stray payload: PayloadMessage) {
    strays.count += 1
    if strays.first.count < RowLedger.keptFailures { strays.first.append(payload) }
  }

  mutating func give(up reason: Round.Obstacle?) {
    switch reason {
    case .noStimulus(let words)?, .noValue(let words)?: obstacle = words
    case .broken?, nil: obstacle = "the flow cannot be played"
    }
    decide()
  }

  mutating func finish(at now: Duration) {
    guard !isClosed else { return }
    countWaiting(atMost: .max)
    // However few rounds there was time for: if none could be played, that is what there is to say.
    if obstacle == nil, counted > 0, obstacles == counted { obstacle = lastObstacle }
    isClosed = true
    isDecided = true
    for subject in play.plans.keys where subject.row != nil {
      judge(subject) { ledger throws(PlanError) in try ledger.finish(at: now) }
    }
  }

  // MARK: - Counting

  private mutating func count(_ round: RoundResult) {
    guard !isDecided else { return }
    var isClean = round.findings.allSatisfy { $0.result == .holds }
    for trial in round.trials {
      switch trial.subject {
      case .row:
        shared?[trial.subject, default: []].append(trial)
        judge(trial.subject) { ledger throws(PlanError) in try ledger.record(trial) }
      case .step(let step): count(trial, ofStep: step)
      }
      if play.plans[trial.subject]?.failure(of: trial) != nil { isClean = false }
    }
    for finding in round.findings { count(finding) }
    switch round.obstacle {
    case .noStimulus, .noValue: obstacles += 1
    case .broken, nil: obstacles = 0
    }
    switch round.obstacle {
    case .noValue(let words)?:
      missingValue = missingValue ?? words
      lastObstacle = words
    case .noStimulus(let words)?: lastObstacle = words
    case .broken?, nil: break
    }
    keepTranscript(of: round, isClean: isClean && round.obstacle == nil)
  }

  private mutating func count(_ trial: TrialRecord, ofStep step: Int) {
    guard trial.fault == nil, !trial.isOpen else { return }
    steps[step, default: StepTally()].trials += 1
    let failure = play.plans[.step(step)]?.failure(of: trial) ?? trial.failure
    guard let failure else { return }
    steps[step, default: StepTally()].failures += 1
    if steps[step]?.kept.count ?? 0 < RowLedger.keptFailures {
      steps[step]?.kept.append(.init(round: trial.round, failure: failure))
    }
  }

  private mutating func count(_ finding: StepFinding) {
    switch finding.result {
    case .holds: findings[finding.step, default: FindingTally()].held += 1
    case .undecided(let reason):
      let known = findings[finding.step, default: FindingTally()].undecided
      findings[finding.step, default: FindingTally()].undecided = known ?? reason
    case .broken(let mismatch):
      findings[finding.step, default: FindingTally()].broken += 1
      if findings[finding.step]?.mismatches.count ?? 0 < RowLedger.keptFailures {
        findings[finding.step]?.mismatches.append(mismatch)
      }
    }
  }

  private mutating func keepTranscript(of round: RoundResult, isClean: Bool) {
    // Of what an earlier run has played the transcripts are there, and not in the journal.
    guard !round.transcript.isEmpty else { return }
    if isClean {
      guard keptCounts.clean < Self.keptClean else { return }
      keptCounts.clean += 1
    } else {
      guard keptCounts.faulty < Self.keptFaulty else { return }
      keptCounts.faulty += 1
    }
    kept.append(
      KeptRound(
        number: round.number, due: round.due, isClean: isClean, transcript: round.transcript))
  }

  /// A plan that refuses what it was made for is our own mistake, and no verdict about anybody.
  private mutating func judge(
    _ subject: TrialSubject, _ work: (inout RowLedger) throws(PlanError) -> Void
  ) {
    // The only owner, so that nothing is copied.
    guard var ledger = ledgers.removeValue(forKey: subject) else { return }
    do throws(PlanError) { try work(&ledger) } catch { fault = fault ?? error.description }
    ledgers[subject] = ledger
  }
}

/// A round whose transcript is kept as evidence.
public struct KeptRound: Sendable, Equatable {
  /// Its number, from 0.
  public let number: Int
  /// When it was to begin, counted from the start of the run.
  public let due: Duration
  /// Whether nothing was wrong with it.
  public let isClean: Bool
  /// What was on the line.
  public let transcript: [SessionLine]
}

/// What the trials of a row add up to.
public struct TrialTally: Sendable, Equatable {
  /// Trials that succeeded.
  public internal(set) var successes = 0
  /// Trials that failed for certain.
  public internal(set) var failures = 0
  /// Trials that the clocks cannot decide.
  public internal(set) var ambiguous = 0
  /// Payloads that count for nothing.
  public internal(set) var voids = 0
  /// The voids by their cause.
  public internal(set) var voidsByCause: [String: Int] = [:]
  /// The largest clock bound among the trials.
  public internal(set) var clockBound = Duration.zero
  /// How many trials failed for certain or perhaps, by the hour of the run.
  public internal(set) var hours = GroupedCounts()
  /// The same by device instance.
  public internal(set) var instances = GroupedCounts()
  /// How many failures came in a row.
  public internal(set) var failureRuns = FailureRuns()

  /// Nothing yet.
  public init() {}

  /// The trials that count.
  public var trials: Int { successes + failures + ambiguous }

  /// The failures together with what may have been one: what counts against a PASS.
  public var suspects: Int { failures + ambiguous }

  /// Whether more than 1 % of the planned payloads are void, and nothing can be said.
  public var hasTooManyVoids: Bool { voids * 100 > trials + voids }

  /// Counts one more.
  mutating func add(_ trial: Trial) {
    if case .void(let cause) = trial.outcome {
      voids += 1
      voidsByCause[cause, default: 0] += 1
      return
    }
    let isSuspect = trial.outcome != .success
    switch trial.outcome {
    case .success: successes += 1
    case .failure: failures += 1
    case .ambiguous: ambiguous += 1
    case .void: break
    }
    if trial.clockBound > clockBound { clockBound = trial.clockBound }
    hours.add(group: Int(trial.due.components.seconds / 3600), isFailure: isSuspect)
    instances.add(group: trial.instance, isFailure: isSuspect)
    failureRuns.add(isFailure: isSuspect)
  }
}

/// Trials and failures by group.
public struct GroupedCounts: Sendable, Equatable {
  /// The counts of one group.
  public struct Group: Sendable, Equatable {
    /// How many trials.
    public internal(set) var trials = 0
    /// How many of them failed.
    public internal(set) var failures = 0
  }

  /// The groups by number: an hour of the run or a device instance.
  public private(set) var groups: [Int: Group] = [:]

  /// Nothing yet.
  public init() {}

  /// How many groups have a trial.
  public var count: Int { groups.count }

  /// Counts one more.
  public mutating func add(group: Int, isFailure: Bool) {
    groups[group, default: Group()].trials += 1
    if isFailure { groups[group, default: Group()].failures += 1 }
  }

  /// Counts many at once.
  public mutating func add(group: Int, trials: Int, failures: Int) {
    precondition(failures >= 0 && failures <= trials, "failures are trials")
    groups[group, default: Group()].trials += trials
    groups[group, default: Group()].failures += failures
  }
}

/// How many failures came in a row, and how often.
public struct FailureRuns: Sendable, Equatable {
  /// How many runs there were, by their length; the run that is going on included.
  public private(set) var countByLength: [Int: Int] = [:]
  private var current = 0

  /// Nothing yet.
  public init() {}

  /// The longest run.
  public var longest: Int { countByLength.keys.max() ?? 0 }

  /// Counts the next trial.
  public mutating func add(isFailure: Bool) {
    guard isFailure else {
      current = 0
      return
    }
    if let count = countByLength[current] {
      countByLength[current] = count > 1 ? count - 1 : nil
    }
    current += 1
    countByLength[current, default: 0] += 1
  }
}

import Glibc

/// What a plan does with devices of one failure rate: how often it decides what, and how soon.
/// Computed exactly, trial by trial in effect, and not simulated.
public struct OperatingPoint: Sendable, Equatable {
  /// The chance of a PASS.
  public let pass: Double
  /// The chance of a FAIL.
  public let fail: Double
  /// The chance that neither is shown.
  public let inconclusive: Double
  /// The mean number of trials until the decision.
  public let meanTrials: Double

  /// A fixed plan, of which all trials are run, on devices that fail with the chance `failureRate`.
  public init(of limits: FixedLimits, failureRate: Double) {
    let counts = Binomial(
      trials: Double(limits.trials), chance: failureRate, rest: 1 - failureRate)
    pass = limits.passAtMost.map { counts.atMost($0) } ?? 0
    fail = limits.failFrom.map { counts.atLeast($0) } ?? 0
    inconclusive = max(0, 1 - pass - fail)
    meanTrials = Double(limits.trials)
  }

  /// A sequential plan on devices that fail with the chance `failureRate`.
  ///
  /// Nothing changes between two limits but the number of failures, so the distribution of failures
  /// is carried from limit to limit: some hundred steps, whatever the number of trials.
  public init(of limits: SequentialLimits, failureRate: Double) {
    var walk = FailureWalk(limits: limits, failureRate: failureRate)
    for stop in Self.stops(of: limits) { walk.advance(to: stop) }
    pass = walk.pass
    fail = walk.fail
    inconclusive = walk.open.reduce(0, +)
    meanTrials = walk.meanTrials
  }

  /// Every number of trials after which other failures decide than after the one before.
  private static func stops(of limits: SequentialLimits) -> [Int] {
    let numbers = Set(limits.passTrials + limits.failTrials)
    let between = limits.firstDecision..<max(limits.firstDecision, limits.maximumTrials)
    return [limits.firstDecision]
      + numbers.subtracting([limits.firstDecision])
      .filter(between.contains).sorted() + [limits.maximumTrials]
  }
}

/// The distribution of the number of failures among the runs that are not decided yet.
private struct FailureWalk {
  let limits: SequentialLimits
  let failureRate: Double
  var trials = 0
  /// By the number of failures: the chance to be here, undecided.
  var open: [Double] = [1]
  var pass = 0.0
  var fail = 0.0
  /// The mean number of trials so far of all runs, decided or not.
  var meanTrials = 0.0

  /// Runs on to `stop`; the failures that decide at once are the same all the way there.
  mutating func advance(to stop: Int) {
    guard stop > trials else { return settle() }
    let length = stop - trials
    // Held, nothing is decided on the way, and all failures are followed.
    let isHeld = stop <= limits.firstDecision
    let ending = isHeld ? limits.failTrials.count : firstFailing(at: stop)
    let weights = self.weights(length, upTo: max(ending, open.count))
    var next = Array(repeating: 0.0, count: max(ending, 1))
    for (failures, chance) in open.enumerated() where chance > 0 {
      let room = ending - failures
      var kept = 0.0
      var trialsHere = 0.0
      for more in 0..<max(0, room) {
        next[failures + more] += chance * weights[more]
        kept += weights[more]
        // Summed over the trials, the chance of exactly `more` failures before one of them is the
        // chance of more than that in all, divided by the rate.
        trialsHere += max(0, 1 - kept) / failureRate
      }
      fail += chance * max(0, 1 - kept)
      meanTrials += chance * (isHeld ? Double(length) : trialsHere)
    }
    open = next
    trials = stop
    settle()
  }

  /// Takes out what is decided here.
  private mutating func settle() {
    for failures in open.indices {
      switch limits.decision(trials: trials, failures: failures, suspects: failures) {
      case .pass:
        pass += open[failures]
        open[failures] = 0
      case .fail:
        fail += open[failures]
        open[failures] = 0
      case .inconclusive, nil: break
      }
    }
    while open.last == 0, open.count > 1 { open.removeLast() }
  }

  /// The fewest failures that mean FAIL after `trials`.
  private func firstFailing(at trials: Int) -> Int {
    limits.failTrials.firstIndex { $0 >= trials } ?? limits.failTrials.count
  }

  /// The chances of 0, 1, 2, … failures in a stretch.
  private func weights(_ length: Int, upTo count: Int) -> [Double] {
    let counts = Binomial(trials: Double(length), chance: failureRate, rest: 1 - failureRate)
    return (0...count).map { exp(counts.logWeight(of: $0)) }
  }
}

/// Judges shares that grow with the time: the same payloads, looked at when they are six hours, a
/// day and two days old.
///
/// A payload that has not reached an age says nothing about it, not even when it has been captured
/// already: counting the quick ones early would pass any device.
public struct CaptureCurve: Sendable {
  /// How much has to be captured at an age.
  public struct Criterion: Sendable, Hashable {
    /// The age; a payload counts when it is captured in less.
    public let age: Duration
    /// More than this share.
    public let claim: Proportion
    /// Whether the verdict rests on it; else it is only reported.
    public let decides: Bool

    /// A criterion by its parts.
    public init(age: Duration, claim: Proportion, decides: Bool = true) {
      self.age = age
      self.claim = claim
      self.decides = decides
    }
  }

  /// "90 % every 4-6 hr, 98 % over 1 day, > 99.5 % over 2 day": judged at six hours, and reported
  /// at four.
  public static let standardCriteria = [
    Criterion(age: .seconds(4 * 3600), claim: .ninetyPercent, decides: false),
    Criterion(age: .seconds(6 * 3600), claim: .ninetyPercent),
    Criterion(age: .seconds(24 * 3600), claim: .ninetyEightPercent),
    Criterion(age: .seconds(48 * 3600), claim: .ninetyNineAndAHalfPercent),
  ]

  private struct Payload {
    let created: Duration
    let instance: Int
    /// How it fared, once it did; by then its age.
    var captured: (age: Duration, clockBound: Duration)?
    var voidCause: String?
  }

  /// The ages, youngest first.
  public let criteria: [Criterion]
  /// The judge of each age.
  public private(set) var judges: [RowJudge]
  /// How many payloads each age has looked at.
  private var looked: [Int]
  private var payloads: [Payload] = []
  /// How many payloads were forgotten, for every age has looked at them.
  private var forgotten = 0

  /// A curve that is judged on `terms`; each age puts its own claim and time into them. The risk of
  /// a false FAIL is shared among the ages that decide.
  public init(
    criteria: [Criterion] = standardCriteria, terms: VerdictPlan.Terms
  ) throws(PlanError) {
    let sorted = criteria.sorted { $0.age < $1.age }
    let deciding = sorted.count { $0.decides }
    guard deciding > 0 else { throw .noDecidingAge }
    var judges: [RowJudge] = []
    for criterion in sorted {
      var own = terms
      own.claim = criterion.claim
      own.limit = criterion.age
      let rows = terms.rows.multipliedReportingOverflow(by: deciding)
      own.rows = rows.overflow ? .max : rows.partialValue
      judges.append(RowJudge(plan: try VerdictPlan(own)))
    }
    self.criteria = sorted
    self.judges = judges
    looked = Array(repeating: 0, count: sorted.count)
  }

  /// Adds a payload, created at a time of the run; answers its number.
  public mutating func add(created: Duration, instance: Int = 0) -> Int {
    payloads.append(Payload(created: created, instance: instance))
    return forgotten + payloads.count - 1
  }

  /// Notes that a payload was captured. What comes after the last age changes nothing.
  public mutating func capture(_ number: Int, at time: Duration, clockBound: Duration = .zero) {
    guard payloads.indices.contains(number - forgotten) else { return }
    let age = time - payloads[number - forgotten].created
    guard payloads[number - forgotten].captured == nil else { return }
    payloads[number - forgotten].captured = (age, clockBound)
  }

  /// Notes that a payload is void by a cause of the plan.
  public mutating func void(_ number: Int, cause: String) {
    guard payloads.indices.contains(number - forgotten) else { return }
    payloads[number - forgotten].voidCause = cause
  }

  /// Looks at every payload that has reached an age by `now`.
  public mutating func advance(to now: Duration) throws(PlanError) {
    for index in criteria.indices {
      while looked[index] - forgotten < payloads.count {
        let payload = payloads[looked[index] - forgotten]
        guard now - payload.created >= criteria[index].age else { break }
        let trial = Self.trial(payload, at: criteria[index].age)
        try judges[index].record(trial, number: looked[index])
        looked[index] += 1
      }
    }
    let done = (looked.min() ?? 0) - forgotten
    guard done > 4096 || done == payloads.count else { return }
    payloads.removeFirst(done)
    forgotten += done
  }

  /// Ends the run: what is younger than an age is not counted for it.
  public mutating func finish(at now: Duration) throws(PlanError) {
    try advance(to: now)
    for index in judges.indices { judges[index].finish(after: now) }
  }

  /// PASS when every age that decides does, FAIL when one of them does, nil while one is open and
  /// none has failed.
  public var decision: RowDecision? {
    let found = zip(criteria, judges).filter { $0.0.decides }.map { $0.1.verdict?.decision }
    if found.contains(.fail) { return .fail }
    if found.allSatisfy({ $0 == .pass }) { return .pass }
    return found.contains(nil) ? nil : .inconclusive
  }

  private static func trial(_ payload: Payload, at age: Duration) -> Trial {
    let outcome: TrialOutcome
    if let cause = payload.voidCause {
      outcome = .void(cause: cause)
    } else if let captured = payload.captured {
      outcome = TrialOutcome(latency: captured.age, clockBound: captured.clockBound, limit: age)
    } else {
      outcome = .failure
    }
    return Trial(
      due: payload.created, instance: payload.instance, outcome: outcome,
      clockBound: payload.captured?.clockBound ?? .zero)
  }
}

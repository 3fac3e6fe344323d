import SynchroVerdict

/// What the checks of a test have said so far. A value, so that a poll can forget an attempt.
struct CheckTally {
  /// What one check said of one row.
  private struct Count {
    var worst: Verdict
    var observations = 0
    var mismatches: [Mismatch] = []
    var mismatchCount = 0
  }

  private struct Site {
    var counts: [String?: Count] = [:]
    /// Rows in the order in which they were first spoken of.
    var order: [String?] = []
    var exchanges: [Int] = []
  }

  /// One observation of one check about one row.
  struct Entry {
    var requirement: String?
    var verdict: Verdict
    /// How many things were looked at; 0 for a check that was passed over.
    var observations = 1
    var mismatches: [Mismatch] = []
    var mismatchCount: Int?
  }

  private static let mismatchLimit = 20
  private static let exchangeLimit = 1000

  private var sites: [StepPath: Site] = [:]
  /// Checks that were passed over because something was wrong, those without a record included.
  private var passedOver: Set<StepPath> = []

  /// Assumptions that were met; they decide nothing and so have no record.
  private var held: Set<StepPath> = []

  /// An assumption holds.
  mutating func hold(_ path: StepPath) { held.insert(path) }

  /// A check is not reached, for a reason.
  mutating func passOver(_ path: StepPath, because reason: Verdict) {
    if reason.isTrouble { passedOver.insert(path) }
  }

  mutating func add(_ entry: Entry, at path: StepPath, exchange: Int? = nil) {
    var site = sites.removeValue(forKey: path) ?? Site()
    var count: Count
    if let known = site.counts[entry.requirement] {
      count = known
      count.worst = RollUp.worst(of: [known.worst, entry.verdict]) ?? entry.verdict
    } else {
      count = Count(worst: entry.verdict)
      site.order.append(entry.requirement)
    }
    count.observations += entry.observations
    count.mismatchCount += entry.mismatchCount ?? entry.mismatches.count
    let room = Self.mismatchLimit - count.mismatches.count
    if room > 0 { count.mismatches += entry.mismatches.prefix(room) }
    site.counts[entry.requirement] = count
    sites[path] = site
    if let exchange { see(exchange, at: path) }
  }

  /// What both have said, the other one later.
  func merging(_ other: CheckTally) -> CheckTally {
    var merged = self
    merged.passedOver.formUnion(other.passedOver)
    merged.held.formUnion(other.held)
    for (path, site) in other.sites {
      for requirement in site.order {
        guard let count = site.counts[requirement] else { continue }
        merged.add(
          Entry(
            requirement: requirement, verdict: count.worst, observations: count.observations,
            mismatches: count.mismatches, mismatchCount: count.mismatchCount),
          at: path)
      }
      for exchange in site.exchanges { merged.see(exchange, at: path) }
    }
    return merged
  }

  /// A check has looked at an exchange.
  private mutating func see(_ exchange: Int, at path: StepPath) {
    guard let count = sites[path]?.exchanges.count, count < Self.exchangeLimit,
      sites[path]?.exchanges.last != exchange
    else { return }
    sites[path]?.exchanges.append(exchange)
  }

  /// Whether a check has said anything yet.
  func hasSpoken(at path: StepPath) -> Bool { sites[path] != nil }

  /// Whether anything at or below a path came out worse than passed, or was not reached for a
  /// reason that is.
  func hasTrouble(below base: StepPath) -> Bool {
    sites.contains { path, site in
      path.starts(with: base) && site.counts.values.contains { $0.worst.isTrouble }
    } || passedOver.contains { $0.starts(with: base) }
  }

  /// Whether anything at or below a path was seen to hold.
  func hasPass(below base: StepPath) -> Bool {
    sites.contains { path, site in
      path.starts(with: base) && site.counts.values.contains { $0.worst.kind == .passed }
    } || held.contains { $0.starts(with: base) }
  }

  /// The record of a site; rows that nobody spoke of have `silence` as their verdict.
  func record(of site: CheckSite, id: String, silence: Verdict) -> CheckRecord {
    let known = sites[site.path]
    var decisions: [Decision] = []
    for requirement in known?.order ?? [] {
      guard let count = known?.counts[requirement] else { continue }
      decisions.append(
        Decision(
          requirement: requirement, verdict: count.worst, observations: count.observations,
          mismatches: count.mismatches, mismatchCount: count.mismatchCount))
    }
    let spoken = Set(decisions.map(\.requirement))
    for requirement in site.requirements where !spoken.contains(requirement) {
      decisions.append(Decision(requirement: requirement, verdict: silence, observations: 0))
    }
    if decisions.isEmpty {
      decisions = [Decision(requirement: nil, verdict: silence, observations: 0)]
    }
    return CheckRecord(
      id: id, text: site.text, place: site.place, decisions: decisions,
      exchanges: known?.exchanges ?? [])
  }
}

extension Verdict {
  /// Whether it says that something did not come out as it should.
  fileprivate var isTrouble: Bool {
    switch kind {
    case .passed, .notApplicable, .review: false
    case .failed, .warned, .untestable, .inconclusive, .setupFault, .harnessFault: true
    }
  }
}

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

  /// Whether anything decided at or below a path is worse than passed.
  func hasTrouble(below base: StepPath) -> Bool {
    sites.contains { path, site in
      path.starts(with: base)
        && site.counts.values.contains { count in
          switch count.worst.kind {
          case .passed, .notApplicable, .review: false
          case .failed, .warned, .untestable, .inconclusive, .setupFault, .harnessFault: true
          }
        }
    }
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

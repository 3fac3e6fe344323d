import SynchroStatistics

/// The casts of one flow together, which share the trials that its rows need.
///
/// A row is shown by the trials of all casts, taken in turn, one of each, and looked at after whole
/// turns; it is refuted by those, or by the trials of one cast alone. Docs: decision 13.
public struct FlowPool: Sendable {
  /// What a cast has come to.
  public struct Part: Sendable {
    /// Its trials by subject, in the order in which they were planned.
    var trials: [TrialSubject: [TrialRecord]]
    /// How many rounds are counted.
    var rounds: Int
    /// Whether it goes no further, and why not matters to nobody: it was given up or is through.
    var isOver: Bool
    /// Whether its trials count: it was not given up.
    var counts: Bool
  }

  /// Casts of which a row demands the same.
  private struct Pot {
    let subject: TrialSubject
    let members: [Int]
  }

  private let plays: [FlowPlay]
  private let pots: [Pot]
  /// What the trials of all show, for each cast.
  private(set) var ledgers: [[TrialSubject: RowLedger]]
  /// Whether more rounds change nothing.
  public private(set) var isDecided = false
  /// How many rounds of each cast begin before the next look.
  public private(set) var rounds: Int

  /// The casts of a flow.
  public init(_ plays: [FlowPlay]) {
    self.plays = plays
    ledgers = plays.map { _ in [:] }
    rounds = plays.map(\.pace.plainRounds).max() ?? 1
    var pots: [Pot] = []
    let subjects = Set(plays.flatMap(\.plans.keys)).filter { $0.row != nil }
    for subject in subjects.sorted(by: { ($0.step, $0.row ?? "") < ($1.step, $1.row ?? "") }) {
      let members = plays.indices.filter { plays[$0].plans[subject] != nil }
      let alike = Dictionary(grouping: members) { plays[$0].plans[subject]?.bounds ?? "" }
      pots += alike.values.sorted { $0[0] < $1[0] }.map { Pot(subject: subject, members: $0) }
    }
    self.pots = pots
  }

  /// Looks at what the casts have come to, and asks for more rounds where that is not enough.
  public mutating func judge(_ parts: [Part]) throws(ReplayFault) {
    var isOpen = false
    for pot in pots {
      if try !judge(pot, parts) { isOpen = true }
    }
    if zip(plays, parts).contains(where: { $1.rounds < $0.pace.plainRounds && !$1.isOver }) {
      isOpen = true
    }
    isDecided = !isOpen
    rounds += max(10, rounds / 8)
  }

  /// Whether more rounds change nothing about a pot.
  private mutating func judge(_ pot: Pot, _ parts: [Part]) throws(ReplayFault) -> Bool {
    func trials(_ member: Int) -> [TrialRecord] { parts[member].trials[pot.subject] ?? [] }
    let live = pot.members.filter { member in
      parts[member].counts
        && !(trials(member).isEmpty
          && (parts[member].rounds >= FlowBook.hopeless || parts[member].isOver))
    }
    guard let first = live.first, let plan = plays[first].plans[pot.subject] else { return true }
    let turns = live.map { trials($0).count }.min() ?? 0
    let isOver = live.allSatisfy { parts[$0].isOver }
    do throws(PlanError) {
      var ledger = try RowLedger(try plan.shared(by: live.count))
      for turn in 0..<turns {
        for (place, member) in live.enumerated() {
          var trial = trials(member)[turn]
          // Devices of different casts are different devices.
          trial.lane += place * 4096
          try ledger.record(trial)
        }
      }
      // A round that is over has waited as long as any age.
      try ledger.advance(to: Self.afterEverything)
      if isOver { try ledger.finish(at: Self.afterEverything) }
      for member in live { ledgers[member][pot.subject] = ledger }
      return ledger.isDecided || isOver
    } catch {
      throw .plan(error.description)
    }
  }

  private static let afterEverything = Duration.seconds(100 * 365 * 86_400)
}

extension RowPlan {
  /// What casts have to have in common to share trials.
  fileprivate var bounds: String {
    ([strict] + [loose].compactMap { $0 }).map(\.bounds).joined(separator: "|")
  }
}

extension RowReading {
  fileprivate var bounds: String {
    switch self {
    case .share(let plan): return "\(plan.terms.claim.decimal) \(plan.terms.limit)"
    case .curve(_, let criteria):
      return criteria.map { "\($0.claim.decimal) \($0.age) \($0.decides)" }.joined(separator: ",")
    }
  }
}

import SynchroFlows
import SynchroStatistics

extension RowPlan {
  /// One combination of bounds that the document may mean.
  struct Reading {
    let text: String
    let limit: Duration
    let share: Proportion?
    let curve: [ReliabilityBound.Criterion.Aged]?
    let letters: String?
    let size: ClosedRange<Int>?

    init(_ reliability: ReliabilityBound, _ latency: LatencyBound, _ size: SizeBound) {
      text = "\(reliability.text) within \(latency.text)"
      limit = latency.limit
      self.size = size.bytes
      letters = reliability.criteria.contains { $0.share == nil } ? reliability.text : nil
      let aged = reliability.criteria.compactMap(\.aged)
      curve = aged.isEmpty ? nil : aged.flatMap { $0 }
      // Several plain shares in one cell all have to hold.
      share = reliability.criteria.filter { $0.window == nil }.compactMap(\.share)
        .compactMap { Proportion($0) }.max()
    }
  }

  static func readings(
    of row: FlowRow, from sender: String, to receiver: String, choices: [FlowChoice],
    qualified: [String: String]
  ) -> [Reading] {
    // A meter of a class of customers is a meter.
    func holds(_ group: FlowRow.ActorGroup, _ actor: String) -> Bool {
      group.contains { $0 == actor || qualified[$0] == actor }
    }
    func fits(_ from: FlowRow.ActorGroup, _ to: FlowRow.ActorGroup) -> Bool {
      holds(from, sender) && holds(to, receiver)
    }
    let resolution = row.resolved(by: choices)
    // A combination that cannot be tried for its letters is one still.
    let variants = resolution.variants.isEmpty ? row.variants : resolution.variants
    let exact = variants.filter { fits($0.from, $0.to) }
    guard exact.isEmpty else {
      return exact.map { Reading($0.reliability, $0.latency, $0.size) }
    }
    // Actors of which the row names both, but not together: what is said of either holds.
    guard row.from.alternatives.contains(where: { holds($0, sender) }),
      row.to.alternatives.contains(where: { holds($0, receiver) })
    else { return [] }
    return variants.filter { holds($0.from, sender) || holds($0.to, receiver) }
      .map { Reading($0.reliability, $0.latency, $0.size) }
  }

  /// The ages of several curves, each with the largest of their shares.
  static func merged(_ curves: [[ReliabilityBound.Criterion.Aged]]) -> [ReliabilityBound.Criterion
    .Aged]
  {
    var byAge: [Duration: ReliabilityBound.Criterion.Aged] = [:]
    for aged in curves.joined() {
      guard let known = byAge[aged.age] else {
        byAge[aged.age] = aged
        continue
      }
      let isStricter = aged.decides == known.decides ? aged.share > known.share : aged.decides
      if isStricter { byAge[aged.age] = aged }
    }
    return byAge.values.sorted { $0.age < $1.age }
  }

  static func span(of sizes: [ClosedRange<Int>]) -> ClosedRange<Int>? {
    guard let lower = sizes.map(\.lowerBound).min(), let upper = sizes.map(\.upperBound).max()
    else { return nil }
    return lower...upper
  }

  static func share(
    _ claim: Proportion, _ limit: Duration, _ row: String, _ terms: Terms
  ) throws(RowPlanFault) -> RowReading {
    do throws(PlanError) {
      return .share(try VerdictPlan(Self.terms(row, claim, limit, terms)))
    } catch {
      throw .plan(error)
    }
  }

  static func curve(
    _ aged: [ReliabilityBound.Criterion.Aged], _ row: String, _ terms: Terms
  ) throws(RowPlanFault) -> RowReading {
    let criteria = aged.compactMap { aged in
      Proportion(aged.share).map {
        CaptureCurve.Criterion(age: aged.age, claim: $0, decides: aged.decides)
      }
    }
    guard let last = criteria.max(by: { $0.age < $1.age }) else {
      throw .letters(row: row, text: "")
    }
    let terms = Self.terms(row, last.claim, last.age, terms)
    do throws(PlanError) {
      // Whether it can be judged at all is found out before the first payload.
      _ = try CaptureCurve(criteria: criteria, terms: terms)
      return .curve(terms, criteria)
    } catch {
      throw .plan(error)
    }
  }

  private static func terms(
    _ row: String, _ claim: Proportion, _ limit: Duration, _ terms: Terms
  ) -> VerdictPlan.Terms {
    var own = VerdictPlan.Terms(row: row, claim: claim, limit: limit, method: terms.method)
    own.rows = terms.rows
    own.seed = terms.seed
    own.mode = terms.mode
    own.voidCauses = terms.voidCauses
    if let pace = terms.waiting {
      own.method = .soak
      own.duration = pace.span
      own.minimumHours = pace.span >= .seconds(7200) ? 2 : 1
      if !pace.goesOn {
        own.trials =
          pace.trials ?? FixedLimits.zeroFailure(for: claim, risks: VerdictRisks()).trials
      }
    }
    return own
  }
}

extension ReliabilityBound.Criterion {
  /// A share at an age.
  struct Aged: Equatable {
    let age: Duration
    let share: Share
    let decides: Bool
  }

  /// The share at the upper end of its window, which decides, and at the lower, which is reported.
  fileprivate var aged: [Aged]? {
    guard let share, let window, let unit = window.unit.seconds else { return nil }
    let ages = Set([window.count.lowerBound, window.count.upperBound]).sorted()
    return ages.map { count in
      Aged(
        age: .seconds(count * unit), share: share, decides: count == window.count.upperBound)
    }
  }
}

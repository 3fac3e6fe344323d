internal import SynchroText

/// How many devices of each kind a plan has, with shares worked out.
struct PopulationCounts {
  /// Shares of shares: more than these are no plan that anybody could check.
  private static let deepest = 16

  private(set) var devices: [String: Rational] = [:]
  private let populations: [String: PlanPopulation]

  subscript(name: String) -> Rational? { devices[name] }

  /// Works out every share; tells shares that are no whole and populations that lean on themselves.
  init(_ plan: FlowPlan, _ findings: inout PlanFindings) {
    populations = Dictionary(plan.populations.map { ($0.name, $0) }) { first, _ in first }
    checkShares(plan, &findings)
    for population in plan.populations {
      guard let chain = chain(from: population, &findings) else { continue }
      do throws(RationalError) {
        var count = Rational(plan.endpoints)
        if case .count(let own)? = chain.last?.amount { count = Rational(own) }
        for link in chain {
          if case .share(let share, _) = link.amount { count = try count * share }
        }
        devices[population.name] = count
      } catch {
        findings.add(
          "overflow", "the number of '\(population.name)': \(error)", at: population.range)
      }
    }
  }

  /// A population, that of which it is a share, and so on; nil after telling why there is no end.
  private func chain(
    from first: PlanPopulation, _ findings: inout PlanFindings
  ) -> [PlanPopulation]? {
    var chain = [first]
    var seen: Set = [first.name]
    while case .share(_, of: let whole?)? = chain.last?.amount {
      guard let next = populations[whole.value] else {
        findings.add(
          "population", "there is no population '\(VisibleText.excerpt(whole.value, limit: 60))'",
          at: whole.range,
          NearestName.find(whole.value, among: populations.keys.sorted()).map {
            "did you mean '\($0)'?"
          } ?? "",
          help: ["leave 'of' out for a share of the endpoints"])
        return nil
      }
      guard seen.insert(next.name).inserted else {
        let names = chain.map(\.name) + [next.name]
        findings.add(
          "cycle", "'\(first.name)' is a share of itself: " + names.joined(separator: " of "),
          at: whole.range, help: ["give one of them a 'count'"])
        return nil
      }
      chain.append(next)
      guard chain.count <= Self.deepest else {
        findings.add(
          "deep", "'\(first.name)' is a share of a share of a share, deeper than \(Self.deepest)",
          at: first.range, help: ["give one of them a 'count'"])
        return nil
      }
    }
    return chain
  }

  /// Shares of the same whole cover it exactly: what is missing would be missing from every sum.
  private func checkShares(_ plan: FlowPlan, _ findings: inout PlanFindings) {
    var wholes: [(name: String?, parts: [(PlanPopulation, Rational)])] = []
    for population in plan.populations {
      guard case .share(let share, let of) = population.amount else { continue }
      if let index = wholes.firstIndex(where: { $0.name == of?.value }) {
        wholes[index].parts.append((population, share))
      } else {
        wholes.append((of?.value, [(population, share)]))
      }
    }
    for whole in wholes {
      let name = whole.name.map { "'\($0)'" } ?? "the endpoints"
      guard let sum = try? Rational.sum(whole.parts.map(\.1)), let last = whole.parts.last,
        let percent = try? sum * Rational(100)
      else { continue }
      guard sum != .one else { continue }
      let missing = (try? Rational(100) - percent) ?? .zero
      let parts = whole.parts.prefix(12).map { part in
        part.0.name + " " + ((try? part.1 * Rational(100))?.description ?? "?") + " %"
      }
      findings.add(
        "shares", "the shares of \(name) sum to \(percent) %, not to 100 %", at: last.0.range,
        help: [
          "they are " + parts.joined(separator: ", ") + (whole.parts.count > 12 ? ", …" : ""),
          missing.isNegative
            ? "lower one of them" : "add a population for the other \(missing) %, with its reason",
        ])
    }
  }
}

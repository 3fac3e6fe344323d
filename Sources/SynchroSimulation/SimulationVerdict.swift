public import SynchroStatistics
import SynchroTiming
import SynchroFlows

/// What the trials of one flow show about its demand: more than a share, in less than a time.
///
/// The number of trials follows from the scenario and not from how they went, so the exact bounds of
/// Clopper and Pearson hold. Where failures cluster in hours or at collectors, as they do behind a
/// full queue, the trials count for as much less as their variance is larger.
public struct SimulationVerdict: Sendable, Equatable {
  /// What is decided.
  public let decision: RowDecision
  /// How many trials there were.
  public let trials: Int
  /// How many of them failed.
  public let failures: Int
  /// How many trials count for one, because failures cluster; 1 when they do not.
  public let clustering: Double
  /// The verdict as it may be quoted, and in no other form.
  public let words: String

  /// The verdict on a flow that was judged together with others; nil when nothing is demanded.
  public init?(_ flow: SimulationResult.Flow, rows: Int, seed: UInt64) {
    guard let demanded = flow.flow.reliability,
      let claim = Proportion(demanded),
      let trials = Int(exactly: flow.sent), let failures = Int(exactly: flow.failed)
    else { return nil }
    let risks = VerdictRisks(rows: max(1, rows))
    clustering = max(
      Self.clustering(flow.sentByHour, flow.failedByHour, seed),
      Self.clustering(flow.sentByArea, flow.failedByArea, seed &+ 1))
    let counted = (failures: Double(failures) / clustering, trials: Double(trials) / clustering)
    if trials == 0 {
      decision = .inconclusive
    } else if ClopperPearson.showsMore(
      than: claim, failures: counted.failures, of: counted.trials, risk: risks.falsePass)
    {
      decision = .pass
    } else if ClopperPearson.showsLess(
      than: claim, failures: counted.failures, of: counted.trials, risk: risks.falseFail)
    {
      decision = .fail
    } else {
      decision = .inconclusive
    }
    self.trials = trials
    self.failures = failures
    let bound = flow.flow.latency.map { " within " + VirtualTime.words($0) } ?? ""
    words = Self.words(decision, "> \(demanded)\(bound)", risks, trials, failures)
  }

  /// How many trials count for one, by the groups in which they failed.
  private static func clustering(_ sent: [UInt64], _ failed: [UInt64], _ seed: UInt64) -> Double {
    var counts = GroupedCounts()
    for (group, trials) in sent.enumerated() where trials > 0 {
      counts.add(group: group, trials: Int(trials), failures: Int(failed[group]))
    }
    return OverDispersion(counts, seed: seed)?.factor ?? 1
  }

  private static func words(
    _ decision: RowDecision, _ claim: String, _ risks: VerdictRisks, _ trials: Int, _ failures: Int
  ) -> String {
    var parts = [decision.rawValue, claim]
    switch decision {
    case .pass: parts.append(confidence(risks.falsePass))
    case .fail: parts.append(confidence(risks.falseFail))
    case .inconclusive: break
    }
    parts += ["n = \(trials)", "failures \(failures)", "mode \(TimeMode.virtual.rawValue)"]
    return parts.joined(separator: ", ")
  }

  /// Cut, not rounded: a confidence is never said to be larger than it is.
  private static func confidence(_ risk: Double) -> String {
    let share = Share(millionths: Int(((1 - risk) * 1_000_000 + 1e-6).rounded(.down)))
    return share.map { "\($0) confidence" } ?? "no confidence"
  }
}

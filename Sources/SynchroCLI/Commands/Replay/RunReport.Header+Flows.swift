import SynchroVerdict

extension RunReport.Header {
  private static let planFact = "plan"

  /// What a run of flows says of its plan.
  static func plan(_ digest: String) -> RunFact { RunFact(planFact, digest) }

  /// Whether the run is one of flows: only these say by which plan they were played.
  var isOfFlows: Bool { targetFacts.contains { $0.name == Self.planFact } }
}

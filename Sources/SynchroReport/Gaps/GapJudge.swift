internal import SynchroCatalog
internal import SynchroVerdict

/// Says of each row how it stands with it.
struct GapJudge {
  let rows: [GapList.Row]

  /// `report` is held to the profile already.
  init(
    _ report: RunReport, profile: Profile, in catalogue: Catalogue, waits: RecordedWaits
  ) {
    let family = catalogue.family(of: profile)
    let demands = catalogue.requirements(in: profile)
    let demanded = Dictionary(demands.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let documents = Set(demands.map(\.document))
    let records = Dictionary(
      report.requirements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let cases = Self.cases(of: report)
    var features: Set<String> = []
    for case .feature(let name) in family.flatMap(\.needs) { features.insert(name) }
    rows = catalogue.requirements.compactMap { written -> GapList.Row? in
      guard written.party == .server || written.party == .actor else { return nil }
      guard let row = demanded[written.id] else {
        let isLeftOut = documents.contains(written.document) && written.level.isObligation
        return isLeftOut
          ? GapList.Row(
            requirement: written, written: written.level, isRequired: false, state: .excluded,
            evidence: nil) : nil
      }
      let isNamed = family.contains { $0.names(required: row) }
      guard row.level != .may || isNamed else { return nil }
      let needs = Needs(
        features: features, coversRow: family.contains { $0.requires(row) })
      var state = Self.state(
        of: records[row.id], row, needs, isDisputed: catalogue.isAmbiguous(row.id))
      if state == .proven, let limit = row.limit {
        let granted = catalogue.limit(limit, in: profile)
        if granted < limit.usual { state = Self.state(of: waits.waits(for: row.id), granted) }
      }
      return GapList.Row(
        requirement: row, written: written.level, isRequired: row.level.isObligation || isNamed,
        state: state, evidence: Self.evidence(of: state, among: cases[row.id] ?? []))
    }
  }

  private struct Needs {
    let features: Set<String>
    let coversRow: Bool
  }

  private static func state(
    of record: RequirementRecord?, _ row: Requirement, _ needs: Needs, isDisputed: Bool
  ) -> GapList.State {
    guard let record else {
      return .unproven(.unchecked, because: row.reason ?? "the run knows nothing of it")
    }
    guard let verdict = record.verdict else {
      if case .undecided(let reason) = record.standing {
        return .unproven(.unchecked, because: reason)
      }
      return .unproven(.unchecked, because: "no check of the run decides it")
    }
    switch verdict {
    case .passed: return .proven
    case .failed: return .broken
    case .warned:
      // Advice that is not followed is broken advice, and no gap.
      guard row.level.isObligation else { return .broken }
      return .unproven(
        .disputed,
        because: isDisputed
          ? "it was seen otherwise, by a reading that is disputed"
          : "it was seen otherwise, by a check that only warns")
    case .notApplicable(let feature):
      return needs.coversRow || needs.features.contains(feature)
        ? .notOffered(feature) : .notApplicable(feature)
    case .untestable(let reason):
      return .unproven(record.checks.isEmpty ? .unchecked : .untestable, because: reason)
    case .inconclusive(let reason): return .unproven(.inconclusive, because: reason)
    case .review(let question): return .unproven(.review, because: question)
    case .setupFault(let reason), .harnessFault(let reason):
      return .unproven(.fault, because: reason)
    }
  }

  /// What a proven row comes to by the time it took.
  private static func state(of waits: [RecordedWaits.Wait], _ granted: Duration) -> GapList.State {
    guard let longest = waits.max(by: { $0.duration < $1.duration }) else {
      return .unproven(.untimed, because: "no wait of the run can be told from its exchanges")
    }
    guard longest.duration > granted else { return .proven }
    let words =
      "it took \(longest.duration.secondsText) s in \(ReportCase.shown(longest.check)), "
      + "and \(granted.secondsText) s are granted"
    return longest.isBound ? .unproven(.untimed, because: words + " for each time") : .late(words)
  }

  // MARK: - Evidence

  private static func cases(of report: RunReport) -> [String: [ReportCase]] {
    var cases: [String: [ReportCase]] = [:]
    for item in ReportGroup.all(of: report).lazy.flatMap(\.cases) {
      if let id = item.decision?.requirement { cases[id, default: []].append(item) }
    }
    return cases
  }

  private static func evidence(
    of state: GapList.State, among cases: [ReportCase]
  ) -> ReportCase? {
    switch state {
    case .proven, .late, .unproven(.untimed, _): cases.first { $0.verdict.kind == .passed }
    case .broken: cases.first { $0.verdict.kind == .failed || $0.verdict.kind == .warned }
    case .unproven(.disputed, _): cases.first { $0.verdict.kind == .warned }
    case .unproven(_, let reason): cases.first { $0.verdict.reason == reason }
    case .notOffered(let feature), .notApplicable(let feature):
      cases.first { $0.verdict == .notApplicable(feature: feature) }
    case .excluded: nil
    }
  }
}

extension Profile {
  /// Whether the profile itself requires a row by its id: then even a permission must be used.
  fileprivate func names(required row: Requirement) -> Bool {
    needs.contains { need in
      guard case .rows(.rows(let pattern)) = need else { return false }
      return pattern.isSingle && pattern.matches(row.id)
    }
  }
}

public import SynchroCatalog

extension RunReport {
  /// The report of a run, its rows rolled up.
  ///
  /// `rows` are the catalogue's rows that the run may speak about, `claimed` the ids of those that
  /// the profile selects. A claimed row that no check decided is undecided when the catalogue says why,
  /// or when nobody owes it; else the claim is unproven.
  /// A decision about a row that is not among `rows` counts for its check and its test alone.
  public static func make(
    header: Header, duration: Duration, doctor: [DoctorFinding] = [], tests: [TestRecord],
    exchanges: [ExchangeSummary] = [], hooks: [HookRun] = [], rows: [Requirement],
    claimed: Set<String>, residue: [Residue] = [], interruptions: [String] = []
  ) -> RunReport {
    RunReport(
      header: header, duration: duration, doctor: doctor, tests: tests, exchanges: exchanges,
      hooks: hooks, requirements: rollUp(tests, rows: rows, claimed: claimed), residue: residue,
      interruptions: interruptions)
  }

  static func rollUp(
    _ tests: [TestRecord], rows: [Requirement], claimed: Set<String>
  ) -> [RequirementRecord] {
    var verdicts: [String: [Verdict]] = [:]
    var checks: [String: [String]] = [:]
    // An operator who cannot be asked takes nothing from what other tests have seen.
    var unasked: [String: [Verdict]] = [:]
    for test in tests {
      for check in test.checks {
        for decision in check.decisions {
          guard let id = decision.requirement else { continue }
          if test.lackedHook != nil, decision.verdict.kind == .untestable {
            unasked[id, default: []].append(decision.verdict)
          } else {
            verdicts[id, default: []].append(decision.verdict)
          }
          if checks[id]?.last != check.id { checks[id, default: []].append(check.id) }
        }
      }
    }
    for (id, missing) in unasked
    where !(verdicts[id] ?? []).contains(where: { $0.kind != .notApplicable }) {
      verdicts[id, default: []] += missing
    }
    return rows.filter { claimed.contains($0.id) || verdicts[$0.id] != nil }.map { row in
      let verdict = RollUp.worst(of: verdicts[row.id] ?? [])
      return RequirementRecord(
        row, isClaimed: claimed.contains(row.id),
        standing: verdict.map { .decided($0) } ?? standing(ofUnchecked: row),
        checks: checks[row.id] ?? [])
    }.sorted { $0.id < $1.id }
  }

  private static func standing(ofUnchecked row: Requirement) -> RequirementRecord.Standing {
    let isOwed =
      (row.party == .server || row.party == .actor) && row.level != .may && row.reason == nil
    guard isOwed else {
      return .undecided(because: row.reason ?? "it is a permission, or not the target's to keep")
    }
    return .decided(.untestable(prerequisite: "no check of this run decides it"))
  }
}

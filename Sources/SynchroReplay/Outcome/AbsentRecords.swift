import SynchroScript
public import SynchroTiming
public import SynchroVerdict

extension ReplayPlan {
  /// The records of flows that were not played, and of rows that no flow tries: numbered from
  /// `number` on. A row that some flow of the run tries is left out.
  public func recordsOfTheRest(from number: Int, start: Timestamp) -> [TestRecord] {
    var records: [TestRecord] = []
    for absent in absent {
      let verdict: Verdict
      switch absent.reason {
      case .foreign(let feature): verdict = .notApplicable(feature: feature)
      case .untestable(let reason): verdict = .untestable(prerequisite: reason)
      }
      let decided = CheckSite.all(in: absent.flow).flatMap { $0.rows + $0.ids }
      let checks = Set(decided).sorted().enumerated().map { index, row in
        CheckRecord(
          id: "\(absent.id):\(index + 1)", text: row,
          place: .init(absent.flow.name.range, of: absent.source),
          decisions: [Decision(requirement: row, verdict: verdict, observations: 0)],
          exchanges: [])
      }
      records.append(
        TestRecord(
          id: absent.id, number: number + records.count, title: absent.flow.title.value,
          place: .init(absent.flow.name.range, of: absent.source),
          tags: absent.flow.tags.map(\.value), start: start, duration: .zero, checks: checks,
          stop: checks.isEmpty ? verdict : nil))
    }
    let tried = Set(plays.flatMap(\.flow.rows)).union(absent.flatMap(\.flow.rows))
    let left = Dictionary(grouping: untested.filter { !tried.contains($0.row.row.value) }) {
      $0.suite
    }
    for suite in left.keys.sorted() {
      records += record(left[suite] ?? [], of: suite, number: number + records.count, start)
    }
    return records
  }

  private func record(
    _ rows: [Untested], of suite: String, number: Int, _ start: Timestamp
  ) -> [TestRecord] {
    guard let first = rows.first else { return [] }
    let id = "\(suite)#untested"
    let checks = rows.enumerated().map { index, untested in
      CheckRecord(
        id: "\(id):\(index + 1)", text: untested.row.row.value,
        place: .init(untested.row.row.range, of: untested.source),
        decisions: [
          Decision(
            requirement: untested.row.row.value,
            verdict: .untestable(prerequisite: untested.row.reason.value), observations: 0)
        ], exchanges: [])
    }
    return [
      TestRecord(
        id: id, number: number, title: "Rows that no flow can try",
        place: .init(first.row.row.range, of: first.source), start: start, duration: .zero,
        checks: checks)
    ]
  }
}

internal import SynchroVerdict

/// The rows of a document that share the first number of their clause: `CDS-WG1-02 3`.
struct ClauseGroup {
  let name: String
  /// Those that were decided, by verdict.
  fileprivate(set) var decided = RunReport.Counts()
  /// Those that no check of the run decided.
  fileprivate(set) var undecided = 0

  var total: Int { decided.total + undecided }

  /// The rows that the run's profile claims, or those that were looked at when it claims none, in
  /// the order of documents and clauses.
  static func all(of report: RunReport) -> [ClauseGroup] {
    let claimed = report.requirements.filter(\.isClaimed)
    let rows = claimed.isEmpty ? report.requirements : claimed
    let groups = Dictionary(grouping: rows) { Key($0) }
    return groups.sorted { $0.key < $1.key }.map { key, rows in
      ClauseGroup(
        name: key.document + " " + key.clause, decided: .init(rows.compactMap(\.verdict)),
        undecided: rows.count { $0.verdict == nil })
    }
  }

  private struct Key: Hashable, Comparable {
    let document: String
    let clause: String

    init(_ row: RequirementRecord) {
      document = row.document
      clause = String(row.clause.prefix { $0 != "." })
    }

    static func < (left: Key, right: Key) -> Bool {
      if left.document != right.document { return left.document < right.document }
      // 9 stands before 10.
      return (Int(left.clause) ?? .max, left.clause) < (Int(right.clause) ?? .max, right.clause)
    }
  }
}

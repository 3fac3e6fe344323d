internal import SynchroCatalog
internal import SynchroVerdict

/// How the rows of one top section of one document fared.
struct ClauseGroup: Sendable, Equatable {
  /// The document.
  let document: String
  /// What stands before the first point of the rows' clauses: `5` for 5, 5.1 and 5.2.3.
  let section: String
  /// Rows that were observed and met.
  var proven = 0
  /// Rows of which a MUST was observed broken.
  var broken = 0
  /// Rows of which a SHOULD was observed broken.
  var warned = 0
  /// Rows that the run wanted to decide and could not, those that wait for a person included.
  var unproven = 0
  /// Rows of which nothing is known because the target's set-up or this program was at fault.
  var faulted = 0
  /// Rows that no check decides, each with a reason.
  var undecided = 0
  /// Rows about features that the target does not declare.
  var notApplicable = 0

  /// What tells it from other groups.
  var key: Key { Key(document: document, section: section) }

  /// Every row of the group.
  var total: Int {
    proven + broken + warned + unproven + faulted + undecided + notApplicable
  }

  /// Rows by document and top section: documents by name, sections as numbers are counted.
  static func all(of rows: some Sequence<RequirementRecord>) -> [ClauseGroup] {
    var groups: [Key: ClauseGroup] = [:]
    for row in rows {
      let key = Key(row)
      groups[key, default: ClauseGroup(document: key.document, section: key.section)]
        .count(row.verdict?.kind)
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The groups of what a run was held to: the rows that are claimed, or all when none is.
  static func all(of report: RunReport) -> [ClauseGroup] {
    let claimed = report.requirements.filter(\.isClaimed)
    return all(of: claimed.isEmpty ? report.requirements : claimed)
  }

  private mutating func count(_ kind: Verdict.Kind?) {
    switch kind {
    case .passed: proven += 1
    case .failed: broken += 1
    case .warned: warned += 1
    case .untestable, .inconclusive, .review: unproven += 1
    case .setupFault, .harnessFault: faulted += 1
    case .notApplicable: notApplicable += 1
    case nil: undecided += 1
    }
  }
}

extension ClauseGroup {
  /// What tells groups apart, and orders them.
  struct Key: Hashable, Comparable {
    let document: String
    let section: String

    init(document: String, section: String) {
      self.document = document
      self.section = section
    }

    /// The group that a row belongs to.
    init(_ row: RequirementRecord) {
      document = row.document
      section = String(row.clause.prefix { $0 != "." })
    }

    static func < (left: Key, right: Key) -> Bool {
      guard left.document == right.document else { return left.document < right.document }
      // Section 10 stands behind section 9, and appendices behind all numbers.
      switch (Int(left.section), Int(right.section)) {
      case (let left?, let right?) where left != right: return left < right
      case (_?, nil): return true
      case (nil, _?): return false
      case (_?, _?), (nil, nil): return left.section < right.section
      }
    }
  }
}

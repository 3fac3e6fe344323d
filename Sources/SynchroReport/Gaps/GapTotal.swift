internal import SynchroCatalog

/// How many rows of one clause stand how.
public struct GapTotal: Sendable, Equatable {
  /// What the rows share: `CDS-WG1-01 3.2`.
  public let name: String
  /// Seen and met.
  public private(set) var proven = 0
  /// Seen broken.
  public private(set) var broken = 0
  /// What they speak of is required and is not there.
  public private(set) var notOffered = 0
  /// Neither proven nor broken.
  public private(set) var unproven = 0
  /// What they speak of may be left out.
  public private(set) var notApplicable = 0

  /// Counts rows; those that the profile leaves out are no part of it.
  public init(_ name: String, _ rows: some Sequence<GapList.Row>) {
    self.name = name
    for row in rows {
      switch row.state {
      case .proven: proven += 1
      case .broken, .late: broken += 1
      case .notOffered: notOffered += 1
      case .unproven: unproven += 1
      case .notApplicable: notApplicable += 1
      case .excluded: break
      }
    }
  }

  /// All of them.
  public var rows: Int { proven + broken + notOffered + unproven + notApplicable }
  /// Those that are not served.
  public var gaps: Int { broken + notOffered + unproven }
}

extension GapList {
  /// A clause with its rows.
  struct Clause {
    let name: String
    let rows: [Row]

    /// The demanded ones, counted.
    var total: GapTotal { GapTotal(name, rows.filter(\.isRequired)) }
  }

  /// The clauses, in the order of the catalogue.
  var clauses: [Clause] {
    var order: [String] = []
    var rows: [String: [Row]] = [:]
    for row in self.rows {
      let name = row.requirement.document + " " + row.requirement.clause
      if rows[name] == nil { order.append(name) }
      rows[name, default: []].append(row)
    }
    return order.map { Clause(name: $0, rows: rows[$0] ?? []) }
  }

  /// All demanded rows together.
  public var total: GapTotal { GapTotal("all", required) }
}

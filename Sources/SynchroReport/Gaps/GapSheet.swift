internal import SynchroCatalog
internal import SynchroText
internal import SynchroVerdict

/// A gap list as a table for spreadsheets: RFC 4180, UTF-8, every claimed row and every one that is
/// left out.
public enum GapSheet {
  private static let heading = [
    "document", "clause", "requirement", "level", "written_level", "required", "state", "why",
    "reason", "expected", "received", "location", "check", "file", "line", "exchange", "statement",
  ]

  /// The whole table, heading first.
  public static func render(_ list: GapList) -> String {
    let lines = [heading] + list.rows.map(cells) + list.capabilities.map(cells)
    return lines.map { CSVRow.line($0) + "\r\n" }.joined()
  }

  private static func cells(of row: GapList.Row) -> [String] {
    let requirement = row.requirement
    let (why, reason) =
      switch row.state {
      case .unproven(let doubt, let reason): (doubt.rawValue, reason)
      case .late(let reason): ("late", reason)
      case .notOffered(let feature), .notApplicable(let feature): ("", feature)
      case .excluded: ("", row.state.reason ?? "")
      case .proven, .broken: ("", "")
      }
    let evidence = row.evidence
    let mismatch = row.state == .broken ? evidence?.decision?.mismatches.first : nil
    let cells = [
      requirement.document, requirement.clause, requirement.id, requirement.level.rawValue,
      row.written.rawValue, row.isRequired ? "yes" : "no", row.state.word, why, reason,
      mismatch?.expected ?? "", mismatch?.received ?? "", mismatch?.location ?? "",
      evidence?.id ?? "", evidence?.place?.file ?? "",
      evidence?.place.map { String($0.line) } ?? "",
      evidence?.exchanges.first.map { String($0.number) } ?? "", requirement.statement,
    ]
    return cells.map(cut)
  }

  private static func cells(of capability: GapList.Capability) -> [String] {
    var cells = Array(repeating: "", count: heading.count)
    cells[0] = "(required capability)"
    cells[2] = capability.words
    cells[5] = "yes"
    cells[6] = capability.state.word
    cells[8] = capability.state.reason
    return cells.map(cut)
  }

  /// Spreadsheets cut a cell at 32,767 characters; nobody reads a tenth of that.
  private static func cut(_ text: String) -> String { VisibleText.excerpt(text, limit: 2000) }
}

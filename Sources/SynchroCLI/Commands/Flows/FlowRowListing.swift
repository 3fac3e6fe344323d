import SynchroFlows
import SynchroJSON
import SynchroText

/// Requirement rows as a list.
struct FlowRowListing: FlowListing {
  let rows: [FlowRow]
  let catalogue: FlowCatalogue
  let choices: FlowChoices

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("ROW", "TYPE", "FROM", "TO", "RELIABILITY", "LATENCY", "ALTERNATIVES")
    var untested = 0
    for row in rows {
      let resolved = row.resolved(by: choices[row.id])
      if resolved.variants.isEmpty { untested += 1 }
      table.add(
        row.id, row.kind.rawValue, Self.first(row.texts(.from)), Self.first(row.texts(.to)),
        Self.all(row.reliability.alternatives.map(FlowWords.short)),
        Self.all(row.latency.alternatives.map(FlowWords.short)),
        Self.alternatives(row, resolved))
    }
    let chosen = untested == 0 ? "" : ", \(untested) of them untested until a profile chooses"
    return table.rendered(style) + counted(rows.count, "row") + chosen + "\n"
  }

  var json: [JSONValue] {
    rows.map { FlowRowJSON(row: $0, catalogue: catalogue, choices: choices).value }
  }

  var cells: [[String]] {
    let heading = [
      "id", "section", "use_cases", "payload", "type", "from", "to", "reliability", "latency",
      "when", "how_often", "size", "pairing", "combinations", "confidentiality", "integrity",
      "availability", "line",
    ]
    let lines = rows.map { row in
      let payload = catalogue.payload(row.payload)
      let risks = [payload?.confidentiality, payload?.integrity, payload?.availability].map {
        $0?.rawValue ?? ""
      }
      let combinations = row.resolved(by: choices[row.id]).variants.count
      return [row.id, row.section, row.useCases.joined(separator: "; "), row.payload]
        + [row.kind.rawValue] + FlowColumn.allCases.map { Self.all(row.texts($0)) }
        + [row.pairing.word, "\(combinations)"] + risks + ["\(row.line)"]
    }
    return [heading] + lines
  }

  /// Actor cells are long: the first alternative, and how many more there are.
  private static func first(_ texts: [String]) -> String {
    guard let first = texts.first else { return "" }
    let short = first.count > 34 ? first.prefix(33) + "…" : first[...]
    return texts.count == 1 ? String(short) : "\(short) (+\(texts.count - 1))"
  }

  private static func all(_ texts: [String]) -> String { texts.joined(separator: " | ") }

  private static func alternatives(_ row: FlowRow, _ resolved: FlowResolution) -> String {
    if resolved.variants.isEmpty { return "untested: " + row.pairing.word }
    let count = resolved.variants.count
    return count == 1 && row.pairing == .single ? "" : "\(row.pairing.word), \(count)"
  }
}

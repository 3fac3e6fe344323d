import SynchroFlows
import SynchroJSON
import SynchroText

/// The register of irregularities as a list.
struct FlowIrregularityListing: FlowListing {
  let entries: [FlowIrregularity]

  func table(_ style: TerminalStyle) -> String {
    var text = ""
    for entry in entries {
      text += style.paint("\(entry.number). \(entry.matter)", .bold) + "\n"
      text += "    position: \(entry.position)\n"
      if !entry.rows.isEmpty { text += "    rows: \(Self.some(entry.rows))\n" }
      if !entry.useCases.isEmpty { text += "    use cases: \(Self.some(entry.useCases))\n" }
      if !entry.payloads.isEmpty { text += "    payloads: \(Self.some(entry.payloads))\n" }
      if !entry.actors.isEmpty { text += "    actors: \(Self.some(entry.actors))\n" }
    }
    return text + counted(entries.count, "irregularity", "irregularities") + "\n"
  }

  var json: [JSONValue] {
    entries.map { entry in
      [
        "number": .integer(entry.number), "lines": .array(entry.lines.map { .integer($0) }),
        "matter": .string(entry.matter), "position": .string(entry.position),
        "rows": FlowRowJSON.strings(entry.rows),
        "use_cases": FlowRowJSON.strings(entry.useCases),
        "payloads": FlowRowJSON.strings(entry.payloads),
        "actors": FlowRowJSON.strings(entry.actors),
      ]
    }
  }

  var cells: [[String]] {
    [["number", "matter", "position", "rows", "lines"]]
      + entries.map { entry in
        [
          "\(entry.number)", entry.matter, entry.position, entry.rows.joined(separator: "; "),
          entry.lines.map { "\($0)" }.joined(separator: "; "),
        ]
      }
  }

  private static func some(_ names: [String]) -> String {
    let first = names.prefix(3).joined(separator: ", ")
    return names.count > 3 ? first + " and \(names.count - 3) more" : first
  }
}

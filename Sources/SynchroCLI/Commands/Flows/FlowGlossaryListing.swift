import SynchroFlows
import SynchroJSON
import SynchroText

/// The words of the document as a list.
struct FlowGlossaryListing: FlowListing {
  let glossary: Glossary

  private var entries: [(kind: String, word: String, meaning: String, line: Int)] {
    glossary.acronyms.map { ("acronym", $0.name, $0.expansion, $0.line) }
      + glossary.definitions.map { ("term", $0.term, $0.meaning, $0.line) }
      + glossary.latencyRules.map { ("latency rule", "\($0.number)", $0.rule, $0.line) }
  }

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("KIND", "WORD", "MEANING")
    for entry in entries { table.add(entry.kind, entry.word, entry.meaning) }
    return table.rendered(style)
  }

  var json: [JSONValue] {
    entries.map { entry in
      [
        "kind": .string(entry.kind), "word": .string(entry.word),
        "meaning": .string(entry.meaning), "line": .integer(entry.line),
      ]
    }
  }

  var cells: [[String]] {
    [["kind", "word", "meaning", "line"]]
      + entries.map { [$0.kind, $0.word, $0.meaning, "\($0.line)"] }
  }
}

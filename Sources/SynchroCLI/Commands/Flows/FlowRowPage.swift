import SynchroFlows
import SynchroText

/// One requirement row as people read it.
struct FlowRowPage {
  let row: FlowRow
  let catalogue: FlowCatalogue
  let choices: FlowChoices
  let style: TerminalStyle

  var text: String {
    heading + requirement + cells + actors + gaps + register
  }

  // MARK: - Parts

  private var heading: String {
    let payload = catalogue.payload(row.payload)
    var text = style.paint(row.id, .bold) + "\n"
    text += "  \(payload?.summary ?? "described in no payload table")\n\n"
    let useCases = row.useCases.map { name in
      catalogue.useCase(name).map { "\(name) (\($0.chapter) \($0.title))" } ?? name
    }
    text += field("use case", useCases.joined(separator: "; "))
    text += field("scenario", row.scenario.title)
    text += field("type", row.kind.rawValue)
    text += field("attributes", row.attributes.joined(separator: ", "))
    text += field("risks", payload.map { "C-I-A \($0.risksText)" } ?? "unknown")
    text += field("categories", payload?.categoriesRaw ?? "unknown")
    text += field("load", FlowWords.load(row))
    return text + field("source", "line \(row.line)") + "\n"
  }

  private var requirement: String {
    let resolved = row.resolved(by: choices[row.id])
    var text = style.paint("Requirement", .bold) + "\n"
    if let note = row.pairing.note { text += "  \(note)\n" }
    for variant in resolved.variants {
      let number = resolved.variants.count > 1 ? "\(variant.number). " : ""
      text += "  \(number)\(FlowWords.requirement(variant, of: row))\n"
      text += "     sent \(FlowWords.when(variant.when)); " + FlowWords.size(variant.size) + "\n"
      if let howOften = variant.howOften {
        text += "     \(FlowWords.howOften(howOften))\n"
      } else {
        text += "     how often: left open by the pairing\n"
      }
    }
    for reason in resolved.reasons { text += "  not tested: \(reason.sentence)\n" }
    if row.pairing == .unknown, resolved.variants.isEmpty { text += "  " + example + "\n" }
    return text + "\n"
  }

  /// What a profile would have to say, with the first alternative of every column.
  private var example: String {
    let picks = row.columnsWithAlternatives.compactMap { column in
      row.texts(column).first.map { "\"\(column.rawValue)\": \"\($0)\"" }
    }
    return "such as {\"choices\": [{\"row\": \"\(row.id)\", " + picks.joined(separator: ", ")
      + "}]}"
  }

  private var cells: String {
    var table = TextTable("CELL", "AS PRINTED", "READ AS")
    for column in FlowColumn.allCases {
      for (index, reading) in readings(column).enumerated() {
        table.add(index == 0 ? column.heading : "", row.texts(column)[index], reading)
      }
    }
    return table.rendered(style) + "\n"
  }

  private func readings(_ column: FlowColumn) -> [String] {
    switch column {
    case .from: zip(row.texts(.from), row.from.alternatives).map(Self.actors)
    case .to: zip(row.texts(.to), row.to.alternatives).map(Self.actors)
    case .reliability: row.reliability.alternatives.map(FlowWords.reliability)
    case .latency: row.latency.alternatives.map(FlowWords.latency)
    case .when: row.when.alternatives.map(FlowWords.when)
    case .howOften: row.howOften.alternatives.map(FlowWords.howOften)
    case .size: row.size.alternatives.map(FlowWords.size)
    }
  }

  /// The names as the actor tables spell them, when the cell does otherwise.
  private static func actors(_ printed: String, _ group: FlowRow.ActorGroup) -> String {
    let names = group.joined(separator: ", ")
    return names == printed ? counted(group.count, "actor") : names
  }

  private var actors: String {
    var table = TextTable("ACTOR", "WHAT IT IS")
    for name in row.actors {
      table.add(name, catalogue.summary(ofActor: name, in: row.scenario.chapter))
    }
    return table.rendered(style)
  }

  /// What a plan has to choose because the document does not say it.
  private var gaps: String {
    var seen: Set<String> = []
    let gaps = row.howOften.alternatives.flatMap { value in
      value.occurrence.map(\.gaps) ?? ["how often stands in a table outside the document"]
    }
    let sizes = row.size.alternatives.filter { $0.bytes == nil }.map { bound in
      "the document leaves the size as '\(bound.text)'"
    }
    let lines = (gaps + sizes).filter { seen.insert($0).inserted }
    guard !lines.isEmpty else { return "" }
    return "\n" + style.paint("Left open: a plan has to choose", .bold) + "\n"
      + lines.map { "  \($0)\n" }.joined()
  }

  private var register: String {
    let entries = catalogue.irregularities(touching: row)
    guard !entries.isEmpty else { return "" }
    return "\n" + style.paint("Irregularities and our position", .bold) + "\n"
      + entries.map { "  \($0.number). \($0.matter)\n      position: \($0.position)\n" }.joined()
  }

  private func field(_ name: String, _ value: String) -> String {
    "  " + name + String(repeating: " ", count: max(1, 12 - name.count))
      + VisibleText.escape(value) + "\n"
  }
}

extension Pairing {
  /// What a reader has to know about the combinations; nil when there is one value of everything.
  fileprivate var note: String? {
    switch self {
    case .single: nil
    case .oneColumn(let column): "each alternative of \(column.heading) holds with the rest"
    case .byPosition: "alternatives are paired by position: our reading, the document does not say"
    case .stated(let line): "alternatives are paired as the table at line \(line) says"
    case .unknown: "the columns hold different numbers of alternatives"
    }
  }
}

extension FlowCatalogue {
  /// What an actor is, by the table of a chapter if that has it.
  func summary(ofActor name: String, in chapter: String? = nil) -> String {
    if let whole = qualifiedActors[name] { return "A \(whole) of one class of customers" }
    let entries = actors(named: name)
    return (entries.first { $0.chapter == chapter } ?? entries.first)?.summary ?? ""
  }
}

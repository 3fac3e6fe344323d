import SynchroText

/// `rows.json`: the cells of the requirement rows as printed. Nothing in it is a reading: bounds,
/// pairings and ids follow from the cells, so that they cannot drift away from them.
struct RowFile {
  private(set) var rows: [FlowRow] = []
  private var lines: [String: Int] = [:]

  init(_ source: SourceText, actors: ActorFile, useCases: UseCaseFile) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["document", "scenarios"])
    let keys = ["section", "title", "chapter", "line", "use-cases", "rows"]
    for entry in try root.objects("scenarios", keys: keys) {
      let scenario = FlowScenario(
        section: try entry.string("section"), title: try entry.string("title"),
        chapter: try entry.string("chapter"))
      let names = try entry.strings("use-cases")
      for name in names where useCases.index[name] == nil {
        throw entry.error(
          "flow-unknown-use-case", "there is no use case '\(name)'", at: "use-cases",
          help: NearestName.advice(for: name, among: useCases.index.keys))
      }
      for object in try entry.objects("rows", keys: Self.keys) {
        try add(object, to: scenario, useCases: names, actors: actors)
      }
    }
  }

  private static let keys = [
    "line", "payload", "type", "attributes", "base", "high", "from", "to", "reliability", "latency",
    "when", "how-often", "size", "stated",
  ]

  private mutating func add(
    _ object: DataObject, to scenario: FlowScenario, useCases: [String], actors: ActorFile
  ) throws(FlowDataError) {
    let name = try object.string("payload")
    let id = scenario.section + "/" + name
    // A section that has a payload twice tells the rows apart by a number behind the name.
    let payload = name.split(separator: "#").first.map(String.init) ?? name
    let line = try object.integer("line")
    if let first = lines[id] {
      throw object.error(
        "flow-duplicate-row", "the row '\(id)' stands twice: lines \(first) and \(line)",
        at: "payload", help: "give the payload of the second one a suffix: '\(name)#2'")
    }
    lines[id] = line
    let stated = try StatedPairing(object)
    let cells = FlowRow.Cells(
      from: try object.actors("from", names: actors), to: try object.actors("to", names: actors),
      reliability: try object.cell("reliability"), latency: try object.cell("latency"),
      when: try object.cell("when"), howOften: try object.cell("how-often"),
      size: try object.cell("size"))
    let row = FlowRow(
      id: id, line: line, scenario: scenario, useCases: useCases, payload: payload,
      kind: try object.kind(), attributes: AttributeList.parse(try object.string("attributes")),
      baseLoad: try object.loadMark("base"), highLoad: try object.loadMark("high"), cells: cells,
      stated: stated)
    if let stated, row.variants.count != stated.picks.count {
      throw object.error(
        "flow-pairing", "a combination names an alternative that its cell does not hold",
        at: "stated", help: "of every cell with several but 'how-often', one must be named")
    }
    rows.append(row)
  }
}

extension DataObject {
  /// A cell, read; a fault in it is shown with its column.
  fileprivate func parsed<Value>(
    _ key: String, _ parse: (String) throws(CellFault) -> Value
  ) throws(FlowDataError) -> Value {
    let raw = try string(key)
    do throws(CellFault) {
      return try parse(raw)
    } catch {
      throw self.error(
        "flow-cell", "the cell '\(key)' cannot be read", at: key, notes: [error.message])
    }
  }

  fileprivate func cell<Value: CellValue>(
    _ key: String
  ) throws(FlowDataError) -> FlowCell<Value> {
    try parsed(key) { raw throws(CellFault) in try FlowCell(parsing: raw) }
  }

  fileprivate func loadMark(_ key: String) throws(FlowDataError) -> LoadMark {
    try parsed(key) { raw throws(CellFault) in try LoadMark(parsing: raw) }
  }

  /// Some rows print the type with a capital.
  fileprivate func kind() throws(FlowDataError) -> PayloadKind {
    let text = try string("type")
    if let kind = PayloadKind(rawValue: text.lowercased()) { return kind }
    throw error(
      "flow-unknown-word", "'\(text)' is no type of payload", at: "type",
      help: NearestName.advice(for: text, among: PayloadKind.allCases.map(\.rawValue)))
  }

  fileprivate func actors(
    _ key: String, names: ActorFile
  ) throws(FlowDataError) -> FlowCell<FlowRow.ActorGroup> {
    let cell = try parsed(key) { raw throws(CellFault) in
      try FlowCell(actors: raw, names: names.canonical)
    }
    for name in cell.alternatives.joined() where !names.isKnown(name) {
      throw error(
        "flow-unknown-actor", "no actor table names '\(name)'", at: key,
        help: NearestName.find(name, among: names.names).map { "did you mean '\($0)'?" })
    }
    return cell
  }
}

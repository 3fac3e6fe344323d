public import SynchroJSON
public import SynchroText

/// Which alternatives of a row belong together, as a profile has it.
public struct FlowChoice: Sendable, Equatable {
  /// For each column that it decides, which alternative, from 0.
  public let picks: [FlowColumn: Int]

  /// A choice by its columns.
  public init(picks: [FlowColumn: Int]) { self.picks = picks }
}

/// The choices of a profile. A row may have several: each is tested.
public struct FlowChoices: Sendable, Equatable {
  private var byRow: [String: [FlowChoice]] = [:]

  /// No choices.
  public init() {}

  /// Reads a file that holds nothing but choices: `{"choices": [{"row": "...", "from": "IPD"}]}`.
  public init(_ source: SourceText, for catalogue: FlowCatalogue) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["choices"])
    try self.init(root.value("choices"), for: catalogue)
  }

  /// Reads the array of choices inside another file.
  public init(_ array: JSONNode, for catalogue: FlowCatalogue) throws(FlowDataError) {
    guard array.kind == .array else { throw DataObject.wrongKind(array, wanted: "an array") }
    for element in array.elements {
      let object = try DataObject(element, keys: ["row"] + FlowColumn.allCases.map(\.rawValue))
      let id = try object.string("row")
      guard let row = catalogue.row(id) else {
        throw object.error(
          "flow-unknown-row", "there is no row '\(id)'", at: "row",
          help: catalogue.nearestRow(to: id).map { "did you mean '\($0)'?" }
            ?? "'synchroscope flows list' shows every row")
      }
      byRow[id, default: []].append(try FlowChoice(object, for: row))
    }
  }

  /// What is chosen for a row.
  public subscript(row: String) -> [FlowChoice] { byRow[row] ?? [] }
}

extension FlowChoice {
  fileprivate init(_ object: DataObject, for row: FlowRow) throws(FlowDataError) {
    var picks: [FlowColumn: Int] = [:]
    for column in FlowColumn.allCases where object.has(column.rawValue) {
      let words = try object.string(column.rawValue)
      guard let index = row.alternative(words, of: column) else {
        throw object.error(
          "flow-choice", "'\(words)' is no alternative of '\(column.heading)' in \(row.id)",
          at: column.rawValue,
          help: "it holds " + row.texts(column).map { "'\($0)'" }.joined(separator: " or "))
      }
      picks[column] = index
    }
    self.init(picks: picks)
    guard row.pairing != .unknown, row.variants(matching: self).isEmpty else { return }
    throw object.error(
      "flow-choice", "no combination of \(row.id) is like this",
      notes: ["its alternatives belong together: \(row.pairing.word)"],
      help: "'synchroscope flows show \(row.id)' lists them")
  }
}

extension FlowRow {
  /// The alternative that some words name: all its words, as printed or as the actor tables spell
  /// them, or one actor that no other alternative has.
  func alternative(_ words: String, of column: FlowColumn) -> Int? {
    let text = CellText(words)
    let wanted = text.words(of: 0..<text.scalars.count).lowercased()
    let texts = texts(column)
    if let index = texts.firstIndex(where: { $0.lowercased() == wanted }) { return index }
    guard column == .from || column == .to else { return nil }
    let groups = column == .from ? from.alternatives : to.alternatives
    if let index = groups.firstIndex(where: {
      $0.joined(separator: ", ").lowercased() == wanted
    }) {
      return index
    }
    let found = groups.indices.filter { index in
      groups[index].contains { $0.lowercased() == wanted }
    }
    return found.count == 1 ? found[0] : nil
  }

  func variants(matching choice: FlowChoice) -> [FlowVariant] {
    variants.filter { variant in
      choice.picks.allSatisfy { column, index in
        variant.texts[column].map { $0 == texts(column)[index] } ?? true
      }
    }
  }
}

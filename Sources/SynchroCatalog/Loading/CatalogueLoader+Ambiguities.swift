import SynchroText

extension CatalogueLoader {
  /// An entry and where its lists of rows stand, for the checks that need the whole catalogue.
  struct RegisterEntry {
    let ambiguity: Ambiguity
    let source: SourceText
    let affects: SourceRange
    let settles: SourceRange
  }

  private enum AmbiguityKey: String, CaseIterable {
    case title
    case clauses
    case reading
    case position
    case because
    case affects
    case settles
  }

  mutating func readAmbiguity(_ record: Record, in source: SourceText) {
    var fields = RecordFields<AmbiguityKey>(record, repeatable: [.clauses, .reading])
    defer { report(fields.diagnostics, in: source) }
    let readings = fields.all(.reading).map(\.value)
    if readings.isEmpty { _ = fields.required(.reading) }
    let clauses = fields.all(.clauses).map(\.value)
    if clauses.isEmpty { _ = fields.required(.clauses) }
    guard let title = fields.required(.title), let position = fields.required(.position),
      let because = fields.required(.because), !readings.isEmpty, !clauses.isEmpty
    else { return }
    let ambiguity = Ambiguity(
      id: record.name, title: title, clauses: clauses, readings: readings, position: position,
      because: because, affects: Self.words(fields.optional(.affects)?.value),
      settles: Self.words(fields.optional(.settles)?.value))
    let ranges = [AmbiguityKey.affects, .settles].map {
      fields.optional($0)?.valueRange ?? record.nameRange
    }
    ambiguities.append(
      RegisterEntry(ambiguity: ambiguity, source: source, affects: ranges[0], settles: ranges[1]))
  }

  /// Every row that the register names must exist, or nobody would notice that it warns no more.
  mutating func checkAmbiguities(against catalogue: Catalogue) {
    for entry in ambiguities {
      let ambiguity = entry.ambiguity
      for (ids, range) in [
        (ambiguity.affects, entry.affects), (ambiguity.settles, entry.settles),
      ] {
        for id in ids where catalogue[id] == nil && hasRoom(for: entry.source) {
          report(
            Diagnostic(
              code: "ambiguity-unknown-requirement", "there is no requirement '\(id)'",
              at: .init(range), help: Self.near(id, in: catalogue)), in: entry.source)
        }
      }
      for id in Set(ambiguity.affects).intersection(ambiguity.settles).sorted() {
        report(
          Diagnostic(
            code: "ambiguity-contradiction",
            "ambiguity \(ambiguity.id) both affects and settles '\(id)'",
            at: .init(entry.affects), related: [.init(entry.settles, "settled here")],
            help: ["a row can only warn, or it can fail: name it once"]), in: entry.source)
      }
    }
  }

  /// Words divided by spaces or commas.
  static func words(_ text: String?) -> [String] {
    (text ?? "").split { $0 == " " || $0 == "," }.map(String.init)
  }

  static func near(_ id: String, in catalogue: Catalogue) -> [String] {
    NearestName.find(id, among: catalogue.requirements.lazy.map(\.id)).map {
      ["did you mean '\($0)'?"]
    } ?? ["'synchroscope list requirements' shows every id"]
  }
}

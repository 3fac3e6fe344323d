import SynchroText

extension CatalogueLoader {
  /// A dependence and where its two sides stand.
  struct DependenceEntry {
    let dependence: Dependence
    let source: SourceText
    let name: SourceRange
    let on: SourceRange
  }

  private enum DependenceKey: String, CaseIterable {
    case on
    case because
  }

  mutating func readDependence(_ record: Record, in source: SourceText) {
    var fields = RecordFields<DependenceKey>(record)
    defer { report(fields.diagnostics, in: source) }
    guard let on = fields.required(.on), let because = fields.required(.because) else { return }
    dependences.append(
      DependenceEntry(
        dependence: Dependence(record.name, on: Self.words(on), because: because), source: source,
        name: record.nameRange, on: fields.optional(.on)?.valueRange ?? record.nameRange))
  }

  /// Every row that is named must exist, or nobody would notice that nothing rests on it any more.
  mutating func checkDependences(against catalogue: Catalogue) {
    for entry in dependences {
      let sides =
        [(entry.dependence.requirement, entry.name)]
        + entry.dependence.on.map { ($0, entry.on) }
      for (id, range) in sides where catalogue[id] == nil && hasRoom(for: entry.source) {
        report(
          Diagnostic(
            code: "dependence-unknown-requirement", "there is no requirement '\(id)'",
            at: .init(range), help: Self.near(id, in: catalogue)), in: entry.source)
      }
    }
  }
}

import SynchroText

extension CatalogueLoader {
  private enum SurvivorKey: String, CaseIterable {
    case because
  }

  /// Whether the defect exists is for those to say who know the reference server.
  mutating func readSurvivor(_ record: Record, in source: SourceText) {
    var fields = RecordFields<SurvivorKey>(record)
    defer { report(fields.diagnostics, in: source) }
    guard let because = fields.required(.because) else { return }
    let line = source.place(at: record.nameRange.start).line
    survivors.append(
      SurvivorNote(defect: record.name, because: because, place: "\(source.name):\(line)"))
  }
}

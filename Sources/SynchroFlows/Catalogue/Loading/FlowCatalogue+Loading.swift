public import SynchroText

extension FlowCatalogue {
  /// The files of a catalogue.
  public enum Part: String, Sendable, CaseIterable {
    /// The requirement rows, their cells as printed.
    case rows = "rows.json"
    /// The payloads.
    case payloads = "payloads.json"
    /// The actors and other spellings of their names.
    case actors = "actors.json"
    /// The use cases and what each needs.
    case useCases = "use-cases.json"
    /// The register of irregularities.
    case irregularities = "irregularities.json"
    /// Acronyms, terms and the rules about latency.
    case glossary = "glossary.json"
  }

  /// Reads a catalogue; every cell is parsed, and every name that a file mentions must exist.
  public init(_ files: [Part: SourceText]) throws(FlowDataError) {
    let useCases = try UseCaseFile(Self.file(.useCases, of: files))
    let actors = try ActorFile(Self.file(.actors, of: files))
    let payloads = try PayloadFile(Self.file(.payloads, of: files))
    let rows = try RowFile(Self.file(.rows, of: files), actors: actors, useCases: useCases)
    let glossary = try GlossaryFile(Self.file(.glossary, of: files)).glossary
    let register = try IrregularityFile(Self.file(.irregularities, of: files))
    self.init(
      rows: rows.rows, payloads: payloads.payloads, actors: actors.actors,
      useCases: useCases.useCases, irregularities: register.entries, glossary: glossary,
      payloadSpellings: payloads.spellings, actorSpellings: actors.spellings,
      qualifiedActors: actors.qualified)
    try register.check(against: self)
  }

  private static func file(
    _ part: Part, of files: [Part: SourceText]
  ) throws(FlowDataError) -> SourceText {
    if let file = files[part] { return file }
    throw FlowDataError(missing: part.rawValue, of: "the catalogue")
  }
}

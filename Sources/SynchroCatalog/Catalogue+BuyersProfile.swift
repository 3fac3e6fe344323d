public import SynchroText

extension Catalogue {
  /// What a file with a profile of somebody's own comes to.
  public struct ProfileFile: Sendable {
    /// The catalogue with the profile in it.
    public let catalogue: Catalogue
    /// The profile; nil when the file cannot be used.
    public let profile: Profile?
    /// What is wrong with the file.
    public let diagnostics: [CatalogueFinding]
  }

  /// Reads a file that lies outside of the suites and holds one profile, and nothing else: a row or
  /// an ambiguity in it would change what the documents demand. With `features`, what suites call
  /// features, it may require no other. Never fails on any bytes.
  public func reading(
    profile source: SourceText, features: Set<String>? = nil
  ) -> ProfileFile {
    var loader = CatalogueLoader()
    loader.readProfile(of: source, beside: self)
    let catalogue = Catalogue(
      documents: documents, requirements: requirements, ambiguities: ambiguities,
      editions: editions, profiles: profiles + loader.profiles.map(\.0), hooks: hooks,
      survivors: survivors, dependences: dependences)
    loader.checkProfiles(against: catalogue, features: features)
    let isUsable = !loader.findings.contains { $0.diagnostic.severity == .error }
    return ProfileFile(
      catalogue: isUsable ? catalogue : self,
      profile: isUsable ? loader.profiles.first?.0 : nil, diagnostics: loader.findings)
  }
}

extension CatalogueLoader {
  fileprivate mutating func readProfile(of source: SourceText, beside catalogue: Catalogue) {
    let parsed = RecordParser(source)
    report(parsed.diagnostics, in: source)
    var first: Record?
    for record in parsed.records {
      if record.kind != RecordKind.profile.rawValue {
        report(foreign(record), in: source)
      } else if let first {
        report(second(record, after: first), in: source)
      } else {
        first = record
        if catalogue.profile(record.name) != nil { report(taken(record), in: source) }
        readProfile(record, in: source)
      }
    }
    if first == nil, findings.isEmpty {
      report(
        Diagnostic(
          code: "profile-file-empty", "the file holds no profile", at: .init(SourceRange(at: 0)),
          help: ["begin with a line 'profile NAME'; docs/buyers-profile.md shows a whole one"]),
        in: source)
    }
  }

  private func foreign(_ record: Record) -> Diagnostic {
    let near = NearestName.find(record.kind, among: [RecordKind.profile.rawValue])
    return Diagnostic(
      code: "profile-file-foreign",
      "a buyer's file holds a profile and no '\(record.kind)'", at: .init(record.kindRange),
      help: near.map { ["did you mean '\($0)'?"] }
        ?? ["take it out: what the documents demand is not the profile's to change"])
  }

  private func second(_ record: Record, after first: Record) -> Diagnostic {
    Diagnostic(
      code: "profile-file-second", "a buyer's file holds one profile",
      at: .init(record.nameRange), related: [.init(first.nameRange, "the first is here")],
      help: ["put it into a file of its own"])
  }

  private func taken(_ record: Record) -> Diagnostic {
    Diagnostic(
      code: "catalogue-duplicate", "the profile '\(record.name)' exists already",
      at: .init(record.nameRange),
      help: ["give yours another name; 'includes: \(record.name)' takes all of it over"])
  }
}

import SynchroCatalog
import SynchroText

/// The options that choose rows, and the rows they choose.
enum RowChoice {
  static let specification = Option(
    "spec", .text("DOCUMENT"),
    help: "rows of this document only, such as CDS-WG1-01; all is all of them")
  static let level = Option("level", levelKind, help: "rows of this level only")
  static let party = Option(
    "party", ValueKind<Requirement.Party>.choice("PARTY"), help: "rows that bind this party only")
  static let profile = Option(
    "profile", .text("NAME"), help: "rows that this profile claims, at the levels it demands")

  static let parameters = [specification.spec, level.spec, party.spec, profile.spec]

  private static let levelKind: ValueKind<Requirement.Level> = {
    let words = Requirement.Level.allCases.map {
      $0.rawValue.lowercased().replacing(" ", with: "-")
    }
    return ValueKind(
      "LEVEL", completion: .words(words), wanted: "one of " + words.joined(separator: ", ")
    ) { word in
      words.firstIndex(of: word.lowercased().replacing(" ", with: "-")).map {
        Requirement.Level.allCases[$0]
      }
    }
  }()

  /// The rows that the arguments ask for; all when they ask for nothing.
  static func rows(
    _ arguments: ParsedArguments, of catalogue: Catalogue
  ) throws(UsageError) -> [Requirement] {
    var rows = catalogue.requirements
    if let name = arguments[profile] {
      rows = catalogue.requirements(in: try catalogue.profile(called: name))
    }
    if let name = arguments[specification], name != "all" {
      let document = try document(name, of: catalogue)
      rows = rows.filter { $0.document == document }
    }
    if let level = arguments[level] { rows = rows.filter { $0.level == level } }
    if let party = arguments[party] { rows = rows.filter { $0.party == party } }
    return rows
  }

  /// A document by its name in any case.
  static func document(_ name: String, of catalogue: Catalogue) throws(UsageError) -> String {
    let names = catalogue.documents.map(\.id)
    if let found = names.first(where: { $0.lowercased() == name.lowercased() }) { return found }
    throw .unusable(
      "there is no document '\(name)'",
      help: NearestName.advice(for: name, among: names) ?? "there are no documents at all")
  }
}

extension Catalogue {
  /// The profile with a name; an error that knows the nearest.
  func profile(called name: String) throws(UsageError) -> Profile {
    if let profile = profile(name) { return profile }
    throw .unusable(
      "there is no profile '\(name)'",
      help: NearestName.advice(for: name, among: profiles.map(\.name))
        ?? "there are no profiles at all")
  }
}

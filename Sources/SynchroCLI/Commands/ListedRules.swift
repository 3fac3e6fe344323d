import SynchroCatalog
import SynchroJSON
import SynchroText

/// Profiles as a list.
struct ProfileListing {
  let catalogue: Catalogue

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("PROFILE", "EDITION", "REQUIREMENTS", "TITLE")
    for profile in catalogue.profiles {
      table.add(
        profile.name, profile.edition, "\(catalogue.requirements(in: profile).count)",
        profile.title)
    }
    return table.rendered(style)
  }

  var json: String {
    let profiles = catalogue.profiles.map { profile -> JSONValue in
      let family = catalogue.family(of: profile)
      let raises = family.flatMap(\.raises).sorted { $0.key < $1.key }
      return [
        "name": .string(profile.name), "title": .string(profile.title),
        "edition": .string(profile.edition),
        "includes": .array(profile.includes.map(JSONValue.string)),
        "suites": .array(family.flatMap(\.suites).map(JSONValue.string)),
        "requirements": .integer(catalogue.requirements(in: profile).count),
        "raises": .array(
          raises.map { ["id": .string($0.key), "level": .string($0.value.rawValue)] }),
        "limits": .array(
          ProfileLimit.allCases.map { limit in
            [
              "name": .string(limit.rawValue),
              "duration": .string("\(catalogue.limit(limit, in: profile))"),
            ]
          }),
      ]
    }
    return JSONPrinter.pretty(["profiles": .array(profiles)]) + "\n"
  }
}

/// Editions as a list.
struct EditionListing {
  let catalogue: Catalogue

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("EDITION", "CLAUSES", "DOCUMENTS", "TITLE")
    for edition in catalogue.editions {
      table.add(
        edition.name, "\(edition.fingerprints.values.reduce(0) { $0 + $1.count })",
        edition.documents.joined(separator: " "), edition.title)
    }
    return table.rendered(style)
  }

  var json: String {
    let editions = catalogue.editions.map { edition -> JSONValue in
      [
        "name": .string(edition.name), "title": .string(edition.title),
        "documents": .array(
          edition.documents.map { document in
            [
              "id": .string(document),
              "clauses": .array(
                (edition.fingerprints[document] ?? []).map { print in
                  [
                    "clause": .string(print.clause), "title": .string(print.title),
                    "sha256": .string("\(print.digest)"),
                  ]
                }),
            ]
          }),
      ]
    }
    return JSONPrinter.pretty(["editions": .array(editions)]) + "\n"
  }
}

/// The register of ambiguities as a list.
struct AmbiguityListing {
  let catalogue: Catalogue

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("NO.", "WARN ONLY", "SETTLED", "TITLE", "POSITION")
    for ambiguity in catalogue.ambiguities {
      table.add(
        ambiguity.id, "\(ambiguity.affects.count)", "\(ambiguity.settles.count)", ambiguity.title,
        ambiguity.position)
    }
    return table.rendered(style)
  }

  var json: String {
    let ambiguities = catalogue.ambiguities.map { ambiguity -> JSONValue in
      [
        "id": .string(ambiguity.id), "title": .string(ambiguity.title),
        "clauses": .array(ambiguity.clauses.map(JSONValue.string)),
        "readings": .array(ambiguity.readings.map(JSONValue.string)),
        "position": .string(ambiguity.position), "because": .string(ambiguity.because),
        "affects": .array(ambiguity.affects.map(JSONValue.string)),
        "settles": .array(ambiguity.settles.map(JSONValue.string)),
      ]
    }
    return JSONPrinter.pretty(["ambiguities": .array(ambiguities)]) + "\n"
  }
}

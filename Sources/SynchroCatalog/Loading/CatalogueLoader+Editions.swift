import SynchroDigest
import SynchroText

extension CatalogueLoader {
  private enum EditionKey: String, CaseIterable {
    case title
    case documents
  }

  mutating func readEdition(_ record: Record, in source: SourceText) {
    var fields = RecordFields<EditionKey>(record, repeatable: [.documents])
    defer { report(fields.diagnostics, in: source) }
    let documents = fields.all(.documents).flatMap { Self.words($0.value) }
    if documents.isEmpty { _ = fields.required(.documents) }
    guard let title = fields.required(.title), !documents.isEmpty else { return }
    editions.append(Edition(name: record.name, title: title, documents: documents))
  }

  /// `fingerprints EDITION DOCUMENT`, one clause a line: `3.2: digest title`.
  mutating func readFingerprints(_ record: Record, in source: SourceText) {
    let names = Self.words(record.name)
    guard names.count == 2, let index = editions.firstIndex(where: { $0.name == names[0] }) else {
      report(
        Diagnostic(
          code: "fingerprints-edition", "the fingerprints belong to no edition",
          at: .init(record.nameRange),
          help: [
            "write 'fingerprints EDITION DOCUMENT' below the record of the edition; known: "
              + editions.map(\.name).joined(separator: ", ")
          ]), in: source)
      return
    }
    var prints: [ClauseFingerprint] = []
    var seen: Set<String> = []
    for field in record.fields {
      let parts = field.value.split(separator: " ", maxSplits: 1)
      guard ClauseNumber.isValid(field.key), seen.insert(field.key).inserted,
        let bytes = try? Hex.decode(parts[0]), let digest = SHA256Digest(bytes: bytes)
      else {
        report(
          Diagnostic(
            code: "fingerprint", "this is no fingerprint of a clause of its own",
            at: .init(field.keyRange.union(field.valueRange)),
            expected: "a clause number, a colon, 64 hexadecimal digits and the title",
            help: ["'synchroscope list editions --fingerprints-of FILE.md' writes them"]),
          in: source)
        continue
      }
      prints.append(
        ClauseFingerprint(
          clause: field.key, title: parts.count > 1 ? String(parts[1]) : "", digest: digest))
    }
    editions[index].fingerprints[names[1]] = prints
    if !editions[index].documents.contains(names[1]) {
      report(
        Diagnostic(
          code: "fingerprints-document",
          "the edition '\(names[0])' does not hold the document '\(names[1])'",
          at: .init(record.nameRange),
          help: ["known: " + editions[index].documents.joined(separator: ", ")]), in: source)
    }
  }

  /// A row whose clause is not in the edition would never be listed as changed.
  mutating func checkEditions(against catalogue: Catalogue) {
    for edition in editions {
      guard let place = place(of: .edition, edition.name) else { continue }
      var known = edition.fingerprints.mapValues { Set($0.map(\.clause)) }
      for row in catalogue.requirements {
        // Once a clause is found missing it is known, so that it is said once.
        guard known[row.document]?.insert(row.clause).inserted == true else { continue }
        report(
          Diagnostic(
            code: "edition-missing-clause",
            "the edition '\(edition.name)' has no fingerprint of \(row.document) \(row.clause)",
            at: .init(place.range), help: ["'\(row.id)' comes from that clause"]),
          in: place.source)
      }
    }
  }
}

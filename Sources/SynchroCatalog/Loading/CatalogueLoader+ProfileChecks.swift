import SynchroText

/// What a profile says of rows, profiles, editions and hooks, held against the whole catalogue.
extension CatalogueLoader {
  /// With `features`, what suites call features, a profile may require no other.
  mutating func checkProfiles(against catalogue: Catalogue, features: Set<String>? = nil) {
    for (profile, fields) in profiles {
      let source = fields.source
      if hasRoom(for: source) {
        report(Self.complaints(about: profile, fields, catalogue, features), in: source)
      }
    }
  }

  private static func complaints(
    about profile: Profile, _ fields: ProfileFields, _ catalogue: Catalogue,
    _ features: Set<String>?
  ) -> [Diagnostic] {
    var complaints: [Diagnostic] = []
    func complain(
      _ code: String, _ message: String, about word: String, in key: ProfileKey, help: [String?]
    ) {
      complaints.append(
        Diagnostic(
          code: code, message, at: .init(fields.range(of: word, in: key)),
          help: help.compactMap { $0 }))
    }
    if catalogue.edition(profile.edition) == nil {
      complain(
        "profile-edition", "there is no edition '\(profile.edition)'", about: profile.edition,
        in: .edition,
        help: [
          NearestName.advice(for: profile.edition, among: catalogue.editions.map(\.name))
        ])
    }
    for pattern in profile.exceptions where complaints.count < 20 {
      if let complaint = complaint(about: pattern, catalogue) {
        complain(
          "profile-except", complaint.message, about: pattern.text, in: .except,
          help: complaint.help)
      }
    }
    for name in profile.includes where catalogue.profile(name) == nil {
      complain(
        "profile-includes", "there is no profile '\(name)'", about: name, in: .includes,
        help: [NearestName.advice(for: name, among: catalogue.profiles.map(\.name))])
    }
    // Near names are costly to find, and nobody reads the twentieth complaint about one profile.
    for claim in profile.claims where complaints.count < 20 {
      if let complaint = complaint(about: claim, catalogue) {
        complain(
          "profile-claim", complaint.message, about: complaint.word, in: .claims,
          help: complaint.help)
      }
    }
    for need in profile.needs where complaints.count < 20 {
      if let complaint = complaint(about: need, catalogue, features) {
        complain(
          "profile-requires", complaint.message, about: complaint.word, in: .requires,
          help: complaint.help)
      }
    }
    for pattern in profile.raisedPatterns where complaints.count < 20 {
      if let complaint = complaint(about: pattern, catalogue) {
        complain(
          "profile-raise", complaint.message, about: pattern.text, in: .raise,
          help: complaint.help)
      }
    }
    for (id, level) in profile.raises.sorted(by: { $0.key < $1.key })
    where complaints.count < 20 {
      if let complaint = complaint(raising: id, to: level, catalogue) {
        complain(complaint.code, complaint.message, about: id, in: .raise, help: [complaint.help])
      }
    }
    return complaints
  }

  private typealias Complaint = (word: String, message: String, help: [String?])

  private static func complaint(
    about need: Profile.Need, _ catalogue: Catalogue, _ features: Set<String>?
  ) -> Complaint? {
    switch need {
    case .rows(let claim): return complaint(about: claim, catalogue)
    case .hook(let name) where catalogue.hook(name) == nil:
      return (
        name, "there is no hook '\(name)'",
        [NearestName.advice(for: name, among: catalogue.hooks.map(\.name))]
      )
    case .feature(let name):
      guard let features, !features.contains(name) else { return nil }
      let near = NearestName.find(name, among: features).map { "did you mean '\($0)'?" }
      return (
        name, "no suite calls a feature '\(name)'",
        [near ?? "a feature is what stands behind 'as' in a suite, and in 'not applicable: …'"]
      )
    // What a target names in its own documents is known to nobody else.
    case .hook, .scope, .capability: return nil
    }
  }

  private static func complaint(about claim: Profile.Claim, _ catalogue: Catalogue) -> Complaint? {
    switch claim {
    case .rows(let pattern): return complaint(about: pattern, catalogue)
    case .document(let document, let clauses):
      if catalogue.document(document) == nil {
        return (
          document, "there is no document '\(document)'",
          [NearestName.advice(for: document, among: catalogue.documents.map(\.id))]
        )
      }
      let stray = clauses.first { clause in
        !catalogue.requirements.contains {
          $0.document == document && clause.matches($0.clause)
        }
      }
      guard let stray else { return nil }
      return (
        stray.number, "no row comes from \(document) \(stray.number)",
        ["take the clause out, or correct its number"]
      )
    }
  }

  private static func complaint(
    about pattern: RowPattern, _ catalogue: Catalogue
  ) -> Complaint? {
    guard !catalogue.requirements.contains(where: { pattern.matches($0.id) }) else { return nil }
    guard pattern.isSingle else {
      return (
        pattern.text, "no row fits '\(pattern.text)'",
        ["'*' stands for anything; 'synchroscope list requirements' shows the ids"]
      )
    }
    return (
      pattern.text, "there is no requirement '\(pattern.text)'", near(pattern.text, in: catalogue)
    )
  }

  /// Only SHOULD can become MUST: a MUST stays one, and a permission is no demand.
  private static func complaint(
    raising id: String, to level: Requirement.Level, _ catalogue: Catalogue
  ) -> (code: String, message: String, help: String)? {
    guard let row = catalogue[id] else {
      return (
        "profile-raise", "there is no requirement '\(id)'", near(id, in: catalogue)[0]
      )
    }
    switch (row.level, level) {
    case (.should, .must), (.shouldNot, .mustNot): break
    case (.must, _), (.mustNot, _):
      return (
        "profile-loosens", "'\(id)' is a \(row.level.rawValue) and cannot become anything else",
        "take the line out: a profile never loosens what the document demands"
      )
    case (.should, _), (.shouldNot, _), (.may, _):
      return (
        "profile-raise", "'\(id)' is a \(row.level.rawValue) and cannot become \(level.rawValue)",
        "only SHOULD can be raised to MUST, and SHOULD NOT to MUST NOT"
      )
    }
    if catalogue.isAmbiguous(id) {
      return (
        "profile-raise", "'\(id)' rests on a disputed reading and can only warn",
        "take the line out, or settle the reading in the register of ambiguities"
      )
    }
    return nil
  }
}

extension CatalogueLoader.ProfileFields {
  /// Where a word stands in the value of a key; the profile's name when it stands nowhere.
  fileprivate func range(of word: String, in key: CatalogueLoader.ProfileKey) -> SourceRange {
    let field = record.fields.first { $0.key == key.rawValue && $0.value.contains(word) }
    guard let value = field?.valueRange else { return record.nameRange }
    let bytes = source.bytes[value.start..<value.end]
    let wanted = Array(word.utf8)
    // No name is as long as this, and looking for it could take for ever.
    guard wanted.count <= 1000 else { return value }
    // A clause may be a piece of the document's name.
    let gaps = Array(" ,*\n".utf8)
    let start = bytes.indices.first { start in
      guard bytes[start...].starts(with: wanted) else { return false }
      let before = start == bytes.startIndex ? nil : bytes[start - 1]
      let after = start + wanted.count == bytes.endIndex ? nil : bytes[start + wanted.count]
      return [before, after].compactMap { $0 }.allSatisfy(gaps.contains)
    }
    return start.map { SourceRange($0, $0 + wanted.count) } ?? value
  }
}

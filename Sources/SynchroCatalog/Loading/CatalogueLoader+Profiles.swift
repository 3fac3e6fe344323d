import SynchroText

extension CatalogueLoader {
  /// What stands where in a profile, for the checks that need the whole catalogue.
  struct ProfileFields {
    let record: Record
    let source: SourceText
  }

  private enum ProfileKey: String, CaseIterable {
    case title
    case edition
    case includes
    case suites
    case claims
    case except
    case raise
    case limit
  }

  mutating func readProfile(_ record: Record, in source: SourceText) {
    var fields = RecordFields<ProfileKey>(
      record, repeatable: [.includes, .suites, .claims, .except, .raise, .limit])
    defer { report(fields.diagnostics, in: source) }
    guard let title = fields.required(.title), let edition = fields.required(.edition) else {
      return
    }
    var profile = Profile(name: record.name, title: title, edition: edition)
    profile.includes = fields.all(.includes).flatMap { Self.words($0.value) }
    profile.suites = fields.all(.suites).flatMap { Self.words($0.value) }
    for field in fields.all(.claims) {
      if let claim = Self.claim(field.value) {
        profile.claims.append(claim)
      } else {
        fields.report(
          "profile-claim", "this is neither a document with clauses nor a row", field.valueRange,
          help: ["for example: CDS-WG1-02 3, 3.2, 5*, or WG1-01/3.2/field-name"])
      }
    }
    profile.exceptions = Set(fields.all(.except).flatMap { Self.words($0.value) })
    for field in fields.all(.raise) {
      if let (id, word) = Self.change(field.value), let level = Requirement.Level(rawValue: word) {
        profile.raises[id] = level
      } else {
        fields.report(
          "profile-raise", "this raises nothing", field.valueRange,
          help: ["for example: raise: WG1-01/8.2/rate-limit-legitimate to MUST"])
      }
    }
    for field in fields.all(.limit) {
      if let (limit, duration) = readLimit(field, &fields) { profile.limits[limit] = duration }
    }
    profiles.append((profile, ProfileFields(record: record, source: source)))
  }

  /// `clock-slack to 2m`; a limit may only become tighter.
  private func readLimit(
    _ field: Record.Field, _ fields: inout RecordFields<ProfileKey>
  ) -> (ProfileLimit, Duration)? {
    guard let (name, value) = Self.change(field.value),
      let duration = Duration(spelling: value)
    else {
      fields.report(
        "profile-limit", "the limit needs a name and a duration", field.valueRange,
        help: ["for example: limit: message-grace to 5s"])
      return nil
    }
    guard let limit = ProfileLimit(rawValue: name) else {
      let names = ProfileLimit.allCases.map(\.rawValue)
      fields.report(
        "profile-limit", "there is no limit called '\(name)'", field.valueRange,
        help: [NearestName.advice(for: name, among: names)].compactMap { $0 })
      return nil
    }
    guard duration <= limit.usual else {
      fields.report(
        "profile-loosens", "a profile cannot loosen a limit", field.valueRange,
        help: ["say at most \(limit.usual), or take the line out"])
      return nil
    }
    return (limit, duration)
  }

  /// Cuts `NAME to VALUE`.
  private static func change(_ text: String) -> (name: String, value: String)? {
    let parts = text.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, parts[1] == "to" else { return nil }
    return (String(parts[0]), String(parts[2]))
  }

  private static func claim(_ text: String) -> Profile.Claim? {
    let words = words(text)
    guard let first = words.first else { return nil }
    if first.contains("/") { return words.count == 1 ? .requirement(first) : nil }
    let clauses = words.dropFirst().map { ClausePattern($0) }
    guard !clauses.contains(nil) else { return nil }
    return .document(first, clauses: clauses.compactMap { $0 })
  }

  // MARK: - Against the catalogue

  mutating func checkProfiles(against catalogue: Catalogue) {
    for (profile, fields) in profiles {
      let source = fields.source
      if hasRoom(for: source) {
        report(Self.complaints(about: profile, fields.record, catalogue), in: source)
      }
    }
  }

  private static func complaints(
    about profile: Profile, _ record: Record, _ catalogue: Catalogue
  ) -> [Diagnostic] {
    var complaints: [Diagnostic] = []
    func complain(
      _ code: String, _ message: String, about word: String, in key: ProfileKey, help: [String?]
    ) {
      let field = record.fields.first { $0.key == key.rawValue && $0.value.contains(word) }
      complaints.append(
        Diagnostic(
          code: code, message, at: .init(field?.valueRange ?? record.nameRange),
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
    for id in profile.exceptions.sorted() where catalogue[id] == nil {
      complain(
        "profile-except", "there is no row '\(id)'", about: id, in: .except,
        help: [NearestName.advice(for: id, among: catalogue.requirements.map(\.id))])
    }
    for name in profile.includes where catalogue.profile(name) == nil {
      complain(
        "profile-includes", "there is no profile '\(name)'", about: name, in: .includes,
        help: [NearestName.advice(for: name, among: catalogue.profiles.map(\.name))])
    }
    // Near names are costly to find, and nobody reads the twentieth complaint about one profile.
    for claim in profile.claims where complaints.count < 20 {
      switch claim {
      case .requirement(let id) where catalogue[id] == nil:
        complain(
          "profile-claim", "there is no requirement '\(id)'", about: id, in: .claims,
          help: near(id, in: catalogue))
      case .requirement: break
      case .document(let document, let clauses):
        if catalogue.document(document) == nil {
          complain(
            "profile-claim", "there is no document '\(document)'", about: document, in: .claims,
            help: [NearestName.advice(for: document, among: catalogue.documents.map(\.id))])
          continue
        }
        for clause in clauses
        where !catalogue.requirements.contains(where: {
          $0.document == document && clause.matches($0.clause)
        }) {
          complain(
            "profile-claim", "no row comes from \(document) \(clause.number)",
            about: clause.number, in: .claims,
            help: ["take the clause out, or correct its number"])
        }
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

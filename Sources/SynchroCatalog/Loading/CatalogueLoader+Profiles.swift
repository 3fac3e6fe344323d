import SynchroText

extension CatalogueLoader {
  /// What stands where in a profile, for the checks that need the whole catalogue.
  struct ProfileFields {
    let record: Record
    let source: SourceText
  }

  /// Every part is held against every row; more than this nobody writes.
  private static let profilePartLimit = 2_000

  enum ProfileKey: String, CaseIterable {
    case title
    case edition
    case includes
    case suites
    case claims
    case except
    case raise
    case limit
    case requires
  }

  mutating func readProfile(_ record: Record, in source: SourceText) {
    var fields = RecordFields<ProfileKey>(
      record,
      repeatable: [.includes, .suites, .claims, .except, .raise, .limit, .requires])
    defer { report(fields.diagnostics, in: source) }
    guard let title = fields.required(.title), let edition = fields.required(.edition) else {
      return
    }
    var profile = Profile(name: record.name, title: title, edition: edition)
    profile.includes = fields.all(.includes).flatMap { Self.words($0.value) }
    profile.suites = fields.all(.suites).flatMap { Self.words($0.value) }
    for field in fields.all(.claims) {
      if let claim = readClaim(field, &fields) { profile.claims.append(claim) }
    }
    for field in fields.all(.requires) {
      if let need = readNeed(field, &fields) { profile.needs.append(need) }
    }
    profile.exceptions = fields.all(.except).flatMap { Self.words($0.value) }.map { RowPattern($0) }
    for field in fields.all(.raise) {
      if let (id, word) = Self.change(field.value), let level = Requirement.Level(rawValue: word) {
        let pattern = RowPattern(id)
        if pattern.isSingle {
          profile.raises[id] = level
        } else if level == .must {
          profile.raisedPatterns.append(pattern)
        } else {
          fields.report(
            "profile-raise", "a pattern cannot become \(word)", field.valueRange,
            help: ["write 'to MUST': every SHOULD NOT that fits then becomes a MUST NOT"])
        }
      } else {
        fields.report(
          "profile-raise", "this raises nothing", field.valueRange,
          help: ["for example: raise: WG1-01/8.2/rate-limit-legitimate to MUST"])
      }
    }
    for field in fields.all(.limit) {
      if let (limit, duration) = readLimit(field, &fields) { profile.limits[limit] = duration }
    }
    let parts =
      profile.claims.count + profile.exceptions.count + profile.needs.count + profile.raises.count
      + profile.raisedPatterns.count
    guard parts <= Self.profilePartLimit else {
      fields.report(
        "profile-size", "the profile names \(parts) things", record.nameRange,
        help: ["say it with at most \(Self.profilePartLimit): '*' stands for anything"])
      return
    }
    profiles.append((profile, ProfileFields(record: record, source: source)))
  }

  private func readClaim(
    _ field: Record.Field, _ fields: inout RecordFields<ProfileKey>
  ) -> Profile.Claim? {
    if let claim = Self.claim(field.value) { return claim }
    fields.report(
      "profile-claim", "this is neither a document with clauses nor a row", field.valueRange,
      help: ["for example: CDS-WG1-02 3, 3.2, 5*, or WG1-01/3.2/field-name"])
    return nil
  }

  /// `feature the coverage capability`, `hook accept-payment`, or rows as `claims` takes them.
  private func readNeed(
    _ field: Record.Field, _ fields: inout RecordFields<ProfileKey>
  ) -> Profile.Need? {
    let words = field.value.split(separator: " ", maxSplits: 1)
    if words.count == 2 {
      let name = String(words[1])
      switch words[0] {
      case "feature": return .feature(name)
      case "hook": return .hook(name)
      case "scope": return .scope(name)
      case "capability": return .capability(name)
      default: break
      }
    }
    if let claim = Self.claim(field.value) { return .rows(claim) }
    fields.report(
      "profile-requires", "this is nothing that can be required", field.valueRange,
      help: [
        "for example: RFC9126, CDS-WG1-02 8*, WG1-02/5.2/*, feature RFC 7592, hook accept-payment"
      ])
    return nil
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
    if first.contains("/") || first.contains("*") {
      return words.count == 1 ? .rows(RowPattern(first)) : nil
    }
    let clauses = words.dropFirst().map { ClausePattern($0) }
    guard !clauses.contains(nil) else { return nil }
    return .document(first, clauses: clauses.compactMap { $0 })
  }
}

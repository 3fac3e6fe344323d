extension Catalogue {
  /// A profile and those it includes, directly or not; each once, itself first.
  public func family(of profile: Profile) -> [Profile] {
    var family: [Profile] = []
    var waiting = [profile]
    while let next = waiting.popLast() {
      if family.contains(where: { $0.name == next.name }) { continue }
      family.append(next)
      waiting += next.includes.reversed().compactMap { self.profile($0) }
    }
    return family
  }

  /// The rows that a profile claims, its includes counted in, at the levels it demands.
  public func requirements(in profile: Profile) -> [Requirement] {
    let family = family(of: profile)
    let raises = family.reduce(into: [:]) { all, member in
      all.merge(member.raises) { min($0, $1) }
    }
    let patterns = family.flatMap(\.raisedPatterns)
    return requirements.compactMap { row in
      guard family.contains(where: { $0.claims(row) }) else { return nil }
      var row = row
      if let level = raises[row.id] {
        row.level = level
      } else if patterns.contains(where: { $0.matches(row.id) }), !isAmbiguous(row.id) {
        row.level = row.level.raised
      }
      return row
    }
  }

  /// The SHOULD rows that a profile would raise by a pattern if they did not rest on a disputed
  /// reading.
  public func unraised(by profile: Profile) -> [Requirement] {
    let patterns = family(of: profile).flatMap(\.raisedPatterns)
    return requirements(in: profile).filter { row in
      row.level != row.level.raised && patterns.contains { $0.matches(row.id) }
    }
  }

  /// Whether a profile runs a suite, its includes counted in.
  public func includes(suite: String, in profile: Profile) -> Bool {
    family(of: profile).contains { $0.names(suite: suite) }
  }

  /// What a profile grants, its includes counted in: the tightest that any of them says.
  public func limit(_ limit: ProfileLimit, in profile: Profile) -> Duration {
    family(of: profile).compactMap { $0.limits[limit] }.min() ?? limit.usual
  }
}

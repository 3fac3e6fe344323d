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
    return requirements.compactMap { row in
      guard family.contains(where: { $0.claims(row) }) else { return nil }
      var row = row
      if let level = raises[row.id] { row.level = level }
      return row
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

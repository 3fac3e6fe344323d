public import SynchroCatalog
public import SynchroVerdict

/// How a broken row counts: by its level in the catalogue, as the profile and the register of
/// ambiguities have it.
public struct Severities: Sendable {
  private var levels: [String: Requirement.Level]
  private let ambiguous: @Sendable (String) -> Bool

  /// The levels of a catalogue, raised where the profile says so.
  public init(_ catalogue: Catalogue, profile: Profile? = nil) {
    levels = [:]
    for row in catalogue.requirements { levels[row.id] = row.level }
    for row in profile.map({ catalogue.requirements(in: $0) }) ?? [] { levels[row.id] = row.level }
    ambiguous = { catalogue.isAmbiguous($0) }
  }

  /// What a check that is not met decides about a row; a check that names none can only fail.
  public func broken(_ requirement: String?) -> Verdict {
    guard let requirement else { return .failed }
    guard !ambiguous(requirement) else { return .warned }
    // An unknown row is an error of the suite that the checker reports; it must not pass.
    guard let level = levels[requirement] else { return .failed }
    return level.isObligation ? .failed : .warned
  }
}

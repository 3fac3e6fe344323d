import SynchroCatalog
import SynchroVerdict

/// The rows that a run speaks about, at the levels its profile demands, and those the profile claims.
struct RunRows {
  let rows: [Requirement]
  let claimed: Set<String>

  /// The rows of a catalogue for a profile; without one nothing is claimed.
  init(_ catalogue: Catalogue, profile: Profile?) {
    let demanded = profile.map { catalogue.requirements(in: $0) } ?? []
    let levels = Dictionary(demanded.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    rows = catalogue.requirements.map { levels[$0.id] ?? $0 }
    claimed = Set(levels.keys)
  }
}

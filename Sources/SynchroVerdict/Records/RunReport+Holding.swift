public import SynchroCatalog

extension RunReport {
  /// The run as it stands when the target is held to another profile, without asking or replaying
  /// anything.
  ///
  /// What was observed stays; how a broken row counts follows the profile: a SHOULD that it raises
  /// fails, one that only the run's own profile had raised warns again. A row that rests on a disputed
  /// reading, and a check that was written to warn, fail by no profile.
  public func held(to profile: Profile, of catalogue: Catalogue) -> RunReport {
    let demanded = catalogue.requirements(in: profile)
    let demands = Dictionary(demanded.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = catalogue.requirements.map { demands[$0.id] ?? $0 }
    let levels = Dictionary(
      rows.map { ($0.id, $0.level) }, uniquingKeysWith: { first, _ in first })
    let recorded = Dictionary(
      requirements.map { ($0.id, $0.level) }, uniquingKeysWith: { first, _ in first })
    var report = self
    report.header.profile = profile.name
    report.header.edition = profile.edition
    var tests = tests
    for test in tests.indices {
      for check in tests[test].checks.indices {
        let isWarning = tests[test].checks[check].isWrittenToWarn
        for index in tests[test].checks[check].decisions.indices {
          let decision = tests[test].checks[check].decisions[index]
          guard let id = decision.requirement, let was = recorded[id], let now = levels[id],
            was.isObligation != now.isObligation
          else { continue }
          switch decision.verdict {
          case .warned where now.isObligation && !isWarning && !catalogue.isAmbiguous(id):
            tests[test].checks[check].decisions[index].verdict = .failed
          case .failed where !now.isObligation:
            tests[test].checks[check].decisions[index].verdict = .warned
          case .passed, .failed, .warned, .notApplicable, .untestable, .inconclusive, .review,
            .setupFault, .harnessFault:
            break
          }
        }
      }
    }
    report.tests = tests
    report.requirements = Self.rollUp(tests, rows: rows, claimed: Set(demands.keys))
    return report
  }
}

extension CheckRecord {
  /// Whether its line in the suite begins with `should`: such a check warns whatever the row's level.
  public var isWrittenToWarn: Bool { text.hasPrefix("should ") }
}

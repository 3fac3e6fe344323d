import SynchroDigest
import SynchroReport
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroVerdict

/// What the files of a run tell of its target besides verdicts.
struct RecordedOffers {
  let console: Console

  /// What is known of the target of the run at a path.
  func offers(
    of report: RunReport, at path: String, library: SuiteLibrary
  ) -> CapabilityOffers {
    let guards = library.featureGuards.map {
      CapabilityOffers.Guard(feature: $0.feature, suite: $0.suite, lines: $0.lines)
    }
    return CapabilityOffers(guards: guards, changedSuites: changed(since: report, in: library))
  }

  /// Suites whose bytes are not those that the run was made with.
  private func changed(since report: RunReport, in library: SuiteLibrary) -> Set<String> {
    let recorded = Dictionary(
      report.header.suites.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    let changed = library.sources.filter { source in
      recorded[source.suite.name.value] != SHA256.digest(source.source.bytes).hex
    }
    return Set(changed.map { $0.suite.name.value })
  }
}

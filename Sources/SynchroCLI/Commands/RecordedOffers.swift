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
    let polls = library.polls.map {
      CapabilityOffers.Poll(suite: $0.suite, lines: $0.lines, isRepeated: $0.isRepeated)
    }
    return CapabilityOffers(
      guards: guards, polls: polls, changedSuites: changed(since: report, in: library),
      documents: documents(of: report, at: path))
  }

  /// What the target publishes about itself, out of the evidence of the run; none without it.
  private func documents(of report: RunReport, at path: String) -> [CapabilityOffers.Document] {
    guard let evidence = RunPath(path).evidence else { return [] }
    let published = report.exchanges.filter {
      $0.status == 200 && $0.method == "GET" && $0.url.contains("/.well-known/")
    }
    // Every test reads them; the first readings say enough.
    var seen: [String: Int] = [:]
    var numbers: Set<Int> = []
    for exchange in published where seen[exchange.url, default: 0] < 3 {
      seen[exchange.url, default: 0] += 1
      numbers.insert(exchange.number)
    }
    guard case .success(let excerpts) = EvidenceExcerpts.read(numbers, from: evidence) else {
      return []
    }
    return excerpts.sorted { $0.key < $1.key }.compactMap { number, excerpt in
      CapabilityOffers.Document(
        exchange: number, response: excerpt.response, isCut: excerpt.isResponseCut)
    }
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

import SynchroText

/// Editions must be known, and tags stand once.
enum HeadRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if let edition = suite.edition, !set.vocabulary.editions.contains(edition.value) {
      findings.append(
        .unknown(
          "unknown-edition", "edition", edition, among: set.vocabulary.editions,
          orElse: "declare the edition beside the requirements of the family"))
    }
    findings += tagFindings(suite.tags)
    for test in suite.tests { findings += tagFindings(test.tags) }
    for flow in suite.flows { findings += tagFindings(flow.tags) }
    return findings
  }

  private static func tagFindings(_ tags: [Ranged<String>]) -> [Diagnostic] {
    var seen: [String: SourceRange] = [:]
    return tags.compactMap { tag in
      if let first = seen[tag.value] {
        return Diagnostic(
          .warning, code: "repeated-tag", "the tag '\(tag.value)' stands here already",
          at: .init(tag.range), related: [.init(first, "first here")],
          help: ["leave one of them out"])
      }
      seen[tag.value] = tag.range
      return nil
    }
  }
}

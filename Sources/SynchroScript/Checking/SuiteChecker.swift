import SynchroText

/// Finds what is wrong with suites before anything is sent: names, requirements, types, limits.
public struct SuiteChecker: Sendable {
  /// What suites may speak of.
  public let vocabulary: SuiteVocabulary

  /// A checker for suites that may speak of what the vocabulary knows.
  public init(vocabulary: SuiteVocabulary) {
    self.vocabulary = vocabulary
  }

  /// Checks suites together, since they may need each other; one answer for each, in their order. With `files` only
  /// those are looked at, though all may be needed.
  public func check(_ suites: [SuiteSource], files: Set<String>? = nil) -> [SuiteFindings] {
    let set = SuiteSet(suites, vocabulary: vocabulary)
    return suites.enumerated().compactMap { index, source in
      guard files?.contains(source.source.name) ?? true else { return nil }
      var findings = SuiteRules.all.flatMap { $0.findings(in: source.suite, of: set) }
      findings += PathRule.findings(in: source, at: index, of: set)
      return SuiteFindings(Self.inOrder(findings), in: source.source)
    }
  }

  /// Every place at which the suites decide a requirement, those in schemas included.
  public func uses(in suites: [SuiteSource]) -> [RequirementUse] {
    suites.flatMap { RequirementUses(of: $0.suite, vocabulary: vocabulary).uses }
  }

  private static func inOrder(_ findings: [Diagnostic]) -> [Diagnostic] {
    findings.enumerated().sorted { left, right in
      let places = (left.element.primary.range, right.element.primary.range)
      return (places.0.start, places.0.end, left.offset)
        < (places.1.start, places.1.end, right.offset)
    }.map(\.element)
  }
}

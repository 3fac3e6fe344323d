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
    return Self.places(of: files, in: suites).map { Self.findings(at: $0, of: set) }
  }

  /// The same, several suites at a time.
  public func checkSideBySide(
    _ suites: [SuiteSource], files: Set<String>? = nil
  ) async -> [SuiteFindings] {
    let set = SuiteSet(suites, vocabulary: vocabulary)
    return await withTaskGroup(of: (place: Int, findings: SuiteFindings).self) { group in
      for place in Self.places(of: files, in: suites) {
        group.addTask { (place, Self.findings(at: place, of: set)) }
      }
      var all: [(place: Int, findings: SuiteFindings)] = []
      for await one in group { all.append(one) }
      return all.sorted { $0.place < $1.place }.map(\.findings)
    }
  }

  /// Every place at which the suites decide a requirement, those in schemas included.
  public func uses(in suites: [SuiteSource]) -> [RequirementUse] {
    suites.flatMap { RequirementUses(of: $0.suite, vocabulary: vocabulary).uses }
  }

  private static func places(of files: Set<String>?, in suites: [SuiteSource]) -> [Int] {
    suites.indices.filter { files?.contains(suites[$0].source.name) ?? true }
  }

  private static func findings(at place: Int, of set: SuiteSet) -> SuiteFindings {
    let source = set.sources[place]
    var findings = SuiteRules.all.flatMap { $0.findings(in: source.suite, of: set) }
    findings += PathRule.findings(in: source, at: place, of: set)
    return SuiteFindings(inOrder(findings), in: source.source)
  }

  private static func inOrder(_ findings: [Diagnostic]) -> [Diagnostic] {
    findings.enumerated().sorted { left, right in
      let places = (left.element.primary.range, right.element.primary.range)
      return (places.0.start, places.0.end, left.offset)
        < (places.1.start, places.1.end, right.offset)
    }.map(\.element)
  }
}

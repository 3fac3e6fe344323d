import SynchroText

/// Types that are not built in are object formats of the suite's family.
enum FormatRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    let formats = set.vocabulary.objectFormats(of: suite.name.value)
    let family = SuiteVocabulary.family(of: suite.name.value)
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      for format in visit.step.ownClaims.flatMap(\.predicate.value.formats)
      where !formats.contains(format.value) {
        findings.append(
          .unknown(
            "unknown-format", "type", format,
            among: formats.names + BuiltInType.allCases.map(\.rawValue),
            orElse: "an object format is a file: Suites/\(family)/schemas/\(format.value)"
              + ObjectFormats.fileSuffix))
      }
    }
    return findings
  }
}

extension Predicate {
  /// The object formats that it names.
  fileprivate var formats: [Ranged<String>] {
    guard case .isType(let types, _, _) = self else { return [] }
    return types.compactMap { type in
      if case .schema(let name) = type.value { Ranged(name, at: type.range) } else { nil }
    }
  }
}

import SynchroJSON
import SynchroText

/// A path to sort by leads to one value of each element.
enum SortPathRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      for claim in visit.step.ownClaims {
        guard case .isSorted(_, let path?) = claim.predicate.value,
          let query = try? JSONPath(parsing: path.value), !query.isSingular
        else { continue }
        findings.append(
          Diagnostic(
            code: "plural-sort-path", "an element is sorted by one value of it",
            at: .init(path.range), expected: "a path to one value, such as .updated",
            received: path.value))
      }
    }
    return findings
  }
}

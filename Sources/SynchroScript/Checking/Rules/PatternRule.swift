import SynchroJSON
import SynchroText

/// Regular expressions compile, and paths to sort by are queries for one value.
enum PatternRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      for claim in visit.step.ownClaims {
        switch claim.predicate.value {
        case .matches(let pattern, _):
          if let finding = look(at: pattern) { findings.append(finding) }
        case .isSorted(_, let path?):
          if let finding = look(atPath: path) { findings.append(finding) }
        default: break
        }
      }
    }
    return findings
  }

  private static func look(at pattern: Ranged<String>) -> Diagnostic? {
    do {
      _ = try Pattern(pattern.value, dialect: .ecmaScript)
      return nil
    } catch {
      return Diagnostic(
        code: "bad-pattern", "the regular expression cannot be read", at: .init(pattern.range),
        received: error.description,
        help: ["the dialect is ECMAScript's; a slash in it is written \\/"])
    }
  }

  private static func look(atPath path: Ranged<String>) -> Diagnostic? {
    do {
      let query = try JSONPath(parsing: path.value)
      guard !query.isSingular else { return nil }
      return Diagnostic(
        code: "plural-sort-path", "an element is sorted by one value of it",
        at: .init(path.range), expected: "a path to one value, such as .updated",
        received: path.value)
    } catch {
      return Diagnostic(
        code: "bad-sort-path", "the path to sort by cannot be read", at: .init(path.range),
        expected: "such as .updated", received: path.value)
    }
  }
}

import SynchroText

/// Tests, fragments and tables each have a name of their own.
enum DuplicateNameRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings = repeated(suite.tests.map(\.name), "test")
    findings += repeated(suite.fragments.map(\.name), "fragment")
    findings += repeated(suite.tables.map(\.name), "table")
    return findings
  }

  private static func repeated(_ names: [Ranged<String>], _ kind: String) -> [Diagnostic] {
    var first: [String: SourceRange] = [:]
    return names.compactMap { name in
      guard let earlier = first[name.value] else {
        first[name.value] = name.range
        return nil
      }
      return Diagnostic(
        code: "duplicate-\(kind)", "there is a \(kind) '\(name.value)' already",
        at: .init(name.range), related: [.init(earlier, "the first")],
        help: ["give one of them another name"])
    }
  }
}

import SynchroText

/// What checks need to know beside the example itself.
struct LintContext {
  let rules: ExampleRules
  let formats: [String: ObjectFormat]
  /// A requirement in one line, by its id.
  let requirement: @Sendable (String) -> String?
  let shown: ShownCredentials

  /// The words for the requirement that a finding breaks; nil when it is none.
  func words(_ requirement: String?) -> String? { requirement.flatMap { words([$0]) } }

  /// The words for the requirements that a finding breaks; nil when it is none.
  func words(_ requirements: [String]) -> String? {
    guard let first = requirements.first else { return nil }
    let rest = requirements.dropFirst()
    return (requirement(first) ?? first)
      + (rest.isEmpty ? "" : " (also " + rest.joined(separator: ", ") + ")")
  }
}

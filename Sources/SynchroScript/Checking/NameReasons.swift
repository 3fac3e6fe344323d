import SynchroText

/// Says why a name is not known where it stands: kept later, kept elsewhere, or never.
struct NameReasons {
  private let suite: Suite
  private let set: SuiteSet
  private let owner: StepVisit.Owner

  init(_ suite: Suite, _ set: SuiteSet, _ owner: StepVisit.Owner) {
    self.suite = suite
    self.set = set
    self.owner = owner
  }

  /// The finding; nil when a suite that is not being checked may keep the name.
  func finding(
    about name: Ranged<String>, known: some Sequence<String>, isOpen: Bool
  ) -> Diagnostic? {
    let message = "unknown name '\(name.value)'"
    func finding(_ label: String, related: [Diagnostic.Label] = [], help: String) -> Diagnostic {
      Diagnostic(
        code: "unknown-name", message, at: .init(name.range, label), related: related,
        help: [help])
    }
    if let later = ownPlace(of: name.value) {
      return finding(
        "not known here", related: [.init(later.range, later.words)], help: later.help)
    }
    if let result = resultHolding(name.value) {
      return finding(
        "given by the fragment '\(result.fragment)'",
        help: "write ${\(result.name).\(name.value)}")
    }
    let keepers = set.kept.filter { $0.value[name.value] != nil }.keys
    let own = keepers.filter { $0.suite == suite.name.value }.map(\.test).sorted()
    if case .fragment = owner, let key = keepers.min(by: { $0.description < $1.description }) {
      return finding(
        "kept by the test '\(key.spelling(in: suite.name.value))'",
        help: "a fragment sees its arguments only: declare a parameter and pass the value")
    }
    if let test = own.first {
      return finding("kept by the test '\(test)': add 'needs \(test)'", help: choices(own))
    }
    if let key = keepers.min(by: { $0.description < $1.description }) {
      return finding(
        "kept by the test '\(key)'",
        help: "add 'needs \(key)' to the test, or 'needs \(key.suite)' at the top of the file")
    }
    guard !isOpen else { return nil }
    return .unknown(
      "unknown-name", "name", name, among: known,
      orElse: "keep it in an earlier step, or in a test that this one needs")
  }

  private func choices(_ tests: [String]) -> String {
    tests.count == 1
      ? "a test sees its own values and those of tests that it needs"
      : "kept by these tests, need one of them: " + tests.joined(separator: ", ")
  }

  /// Where the same test or fragment gives the name a value that is not there yet, or not any more.
  private func ownPlace(
    of name: String
  ) -> (range: SourceRange, words: String, help: String)? {
    var found: (range: SourceRange, words: String, help: String)?
    let look: (StepVisit) -> Void = { visit in
      guard found == nil else { return }
      switch visit.step.kind {
      case .keep(let own, _, _), .collect(let own, _), .give(let own, _):
        if own.value == name {
          found = (own.range, "set here, further down", "move this step below that one")
        }
      case .forEach(let loop) where loop.name.value == name:
        found = (
          loop.name.range, "known only inside this loop",
          "move the step into the loop, or collect what is wanted afterwards"
        )
      default: break
      }
    }
    switch owner {
    case .test(let test): StepWalk.visit(test, look)
    case .fragment(let fragment): StepWalk.visit(fragment, look)
    }
    return found
  }

  /// The result of a call that holds a member of this name.
  private func resultHolding(_ name: String) -> (name: String, fragment: String)? {
    guard case .test(let test) = owner else { return nil }
    var found: (name: String, fragment: String)?
    StepWalk.visit(test) { visit in
      guard found == nil, case .call(let call) = visit.step.kind, let result = call.result,
        let fragment = suite.fragments.first(where: { $0.name.value == call.fragment.value }),
        fragment.givenNames.contains(name)
      else { return }
      found = (result.value, fragment.name.value)
    }
    return found
  }
}

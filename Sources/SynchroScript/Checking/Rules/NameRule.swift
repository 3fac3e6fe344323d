import SynchroText

/// Every name in `${…}` is known where it stands, means one value, and leads to something.
enum NameRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for fragment in suite.fragments {
      var walk = NameWalk(suite, set, .fragment(fragment))
      walk.enter(fragment)
      findings += walk.findings
    }
    for test in suite.tests {
      var walk = NameWalk(suite, set, .test(test))
      walk.run(test.steps)
      walk.run(test.always)
      findings += walk.findings
    }
    return findings
  }
}

/// Follows the steps of one test or fragment and knows the names at each.
private struct NameWalk {
  /// What a name of the test or fragment itself is.
  private enum Local {
    case value
    /// A table's row, with its columns.
    case row(table: DataTable)
    /// What a call gave.
    case result(fragment: Fragment)
  }

  private let suite: Suite
  private let set: SuiteSet
  private let owner: StepVisit.Owner
  private let reasons: NameReasons
  private var visible: Set<TestKey>
  private var isOpen: Bool
  private var locals: [String: Local] = [:]
  private var toldAmbiguous: Set<String> = []
  private(set) var findings: [Diagnostic] = []

  init(_ suite: Suite, _ set: SuiteSet, _ owner: StepVisit.Owner) {
    self.suite = suite
    self.set = set
    self.owner = owner
    let name = suite.name.value
    switch owner {
    case .test(let test):
      let key = TestKey(suite: name, test: test.name.value)
      visible = set.visible[key] ?? []
      isOpen = set.isOpen(key)
    case .fragment:
      visible = set.visibleFromSuite[name] ?? []
      isOpen = set.isOpen(suite: name)
    }
    reasons = NameReasons(suite, set, owner)
  }

  mutating func enter(_ fragment: Fragment) {
    // A default is looked up where the call stands, the steps only see what the call gives.
    for parameter in fragment.parameters { check(parameter.fallback?.references ?? []) }
    visible = []
    isOpen = false
    for parameter in fragment.parameters { define(parameter.name) }
    run(fragment.steps)
  }

  mutating func run(_ steps: [Step]) {
    for step in steps { run(step) }
  }

  private mutating func run(_ step: Step) {
    // Where a page names the next one is looked up after its own requests.
    if case .pages(let pages) = step.kind {
      run(pages.steps)
      check(step.ownReferences)
      return
    }
    check(step.ownReferences)
    switch step.kind {
    case .keep(let name, _, _), .collect(let name, _):
      noteHiding(name)
      define(name)
    case .give(let name, _): define(name)
    case .call(let call): define(resultOf: call)
    case .operate(let step): if let result = step.result { define(result) }
    case .forEach(let loop): run(loop)
    default: for block in step.blocks { run(block.steps) }
    }
  }

  private mutating func run(_ loop: ForEachStep) {
    let outer = locals[loop.name.value]
    define(loop.name)
    if case .table(let name) = loop.source {
      if let table = suite.tables.first(where: { $0.name.value == name.value }) {
        locals[loop.name.value] = .row(table: table)
      } else {
        findings.append(
          .unknown(
            "unknown-table", "table", name, among: suite.tables.map(\.name.value),
            orElse: "declare it in this file: table \(name.value)"))
      }
    }
    run(loop.steps)
    locals[loop.name.value] = outer
  }

  private mutating func define(_ name: Ranged<String>) {
    if BuiltInNames.all.contains(name.value) {
      findings.append(
        Diagnostic(
          code: "reserved-name", "'\(name.value)' is the name of a built-in value",
          at: .init(name.range), help: ["choose another name"]))
    }
    locals[name.value] = .value
  }

  private mutating func define(resultOf call: CallStep) {
    let fragment = suite.fragments.first { $0.name.value == call.fragment.value }
    if let result = call.result {
      define(result)
      if let fragment { locals[result.value] = .result(fragment: fragment) }
    } else if let fragment {
      for name in fragment.givenNames { locals[name] = .value }
    }
  }

  private mutating func noteHiding(_ name: Ranged<String>) {
    guard locals[name.value] == nil else { return }
    guard let key = keepers(of: name.value).first else { return }
    let test = key.spelling(in: suite.name.value)
    findings.append(
      Diagnostic(
        .warning, code: "hidden-name", "'\(name.value)' hides what the test '\(test)' keeps",
        at: .init(name.range), help: ["choose another name, so that both can be told apart"]))
  }

  private func keepers(of name: String) -> [TestKey] {
    (set.keepers[name] ?? []).filter(visible.contains)
  }

  // MARK: - Looking up

  private mutating func check(_ references: [Reference]) {
    for reference in references { check(reference) }
  }

  private mutating func check(_ reference: Reference) {
    let name = reference.name
    if let local = locals[name.value] {
      if let finding = Self.finding(about: reference, local) { findings.append(finding) }
      return
    }
    if BuiltInNames.all.contains(name.value) {
      if let finding = BuiltInNames.finding(about: reference, set.vocabulary) {
        findings.append(finding)
      }
      return
    }
    let keepers = keepers(of: name.value)
    if keepers.count > 1, toldAmbiguous.insert(name.value).inserted {
      let words = keepers.map { "'\($0.spelling(in: suite.name.value))'" }
      findings.append(
        Diagnostic(
          code: "ambiguous-name", "'\(name.value)' is kept by more than one needed test",
          at: .init(name.range), received: "kept by " + words.joined(separator: " and "),
          help: ["keep the values under different names"]))
    }
    guard keepers.isEmpty else { return }
    if let finding = reasons.finding(about: name, known: knownNames, isOpen: isOpen) {
      findings.append(finding)
    }
  }

  private var knownNames: Set<String> {
    visible.reduce(into: Set(locals.keys).union(BuiltInNames.all)) { names, key in
      names.formUnion(set.kept[key].map { Array($0.keys) } ?? [])
    }
  }

  private static func finding(about reference: Reference, _ local: Local) -> Diagnostic? {
    switch local {
    case .value: return nil
    case .row(let table):
      let columns = table.columns.map(\.value)
      guard case .member(let column)? = reference.path.first else {
        return Diagnostic(
          code: "unknown-column", "a row is no value by itself", at: .init(reference.range),
          expected: columns.map { "\(reference.name.value).\($0)" }.joined(separator: ", "),
          received: reference.spelling)
      }
      guard !columns.contains(column) else { return nil }
      return .unknown(
        "unknown-column", "column", Ranged(column, at: reference.range), among: columns,
        orElse: "the table '\(table.name.value)' does not have it")
    case .result(let fragment):
      guard case .member(let member)? = reference.path.first else { return nil }
      let given = fragment.givenNames
      guard !given.contains(member) else { return nil }
      return .unknown(
        "unknown-result", "result", Ranged(member, at: reference.range), among: given,
        orElse: "add 'give \(member) = VALUE' to the fragment '\(fragment.name.value)'")
    }
  }
}

extension Fragment {
  /// The names that it gives, sorted.
  var givenNames: [String] {
    var names: Set<String> = []
    StepWalk.visit(self) { visit in
      if case .give(let name, _) = visit.step.kind { names.insert(name.value) }
    }
    return names.sorted()
  }
}

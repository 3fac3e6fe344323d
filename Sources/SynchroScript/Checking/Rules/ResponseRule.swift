import SynchroText

/// Something has been answered before anything is said about the answer.
enum ResponseRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    suite.tests.flatMap { test in
      var walk = ResponseWalk(suite)
      walk.run(test.steps)
      walk.run(test.always)
      return walk.findings
    } + repetitionFindings(in: suite)
  }

  /// Blocks that repeat need something to repeat.
  private static func repetitionFindings(in suite: Suite) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      let words: String
      let steps: [Step]
      switch visit.step.kind {
      case .pages(let pages): (words, steps) = ("a page is asked for", pages.steps)
      case .eventually(_, _, let inner): (words, steps) = ("something is asked again", inner)
      default: return
      }
      var walk = ResponseWalk(suite)
      walk.run(steps)
      guard !walk.hasResponse else { return }
      findings.append(
        Diagnostic(
          code: "nothing-repeated", "the block makes no request", at: .init(visit.step.head),
          expected: "a request in the block, by which \(words)",
          help: ["move the request into the block"]))
    }
    return findings
  }
}

private struct ResponseWalk {
  private let suite: Suite
  private(set) var hasResponse = false
  private(set) var findings: [Diagnostic] = []
  private var calling: Set<String> = []

  init(_ suite: Suite) {
    self.suite = suite
  }

  mutating func run(_ steps: [Step]) {
    for step in steps { run(step) }
  }

  private mutating func run(_ step: Step) {
    switch step.kind {
    case .request: hasResponse = true
    case .call(let call):
      look(at: step)
      let name = call.fragment.value
      guard calling.insert(name).inserted else { return }
      guard let fragment = suite.fragments.first(where: { $0.name.value == name }) else {
        // Told where calls are checked; what it would have done is not known.
        hasResponse = true
        return
      }
      // A fragment may look at its caller's answer; it is told about at the call, if at all.
      let told = findings
      run(fragment.steps)
      findings = told
      calling.remove(name)
    case .pages(let pages):
      run(pages.steps)
      look(at: step)
    default:
      look(at: step)
      for block in step.blocks { run(block.steps) }
    }
  }

  private mutating func look(at step: Step) {
    // One is enough: the rest of the test has the same cause.
    guard !hasResponse, findings.isEmpty else { return }
    let place: SourceRange?
    if case .gate = step.kind {
      place = step.head
    } else {
      place = step.ownExpressions.flatMap(\.parts).first(where: \.readsResponse)?.range
    }
    guard let place else { return }
    findings.append(
      Diagnostic(
        code: "no-response-yet", "nothing has been asked yet", at: .init(place),
        help: ["put the request above this line"]))
  }
}

extension Expression {
  /// Whether the value itself, not one that it is made from, comes from the current response.
  var readsResponse: Bool {
    switch kind {
    case .fact(let fact): fact != .now
    case .header, .headers: true
    case .query(let query): query.root == nil
    case .literal, .reference, .duration, .size, .count, .members, .words, .join, .s256, .unix,
      .json,
      .parameter,
      .without, .plus, .minus:
      false
    }
  }
}

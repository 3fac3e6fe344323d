import SynchroHTTP
import SynchroText

/// A test that changes something on the target says so, and runs beside no other.
enum OrderedRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    suite.tests.compactMap { test in
      guard test.ordered == nil else { return nil }
      var search = ChangeSearch(suite)
      search.look(through: test)
      guard let change = search.change else { return nil }
      return Diagnostic(
        .warning, code: "ordered-missing", "the test changes what other tests may see",
        at: .init(change.place, change.words),
        related: [.init(test.name.range, "in this test")],
        help: ["add 'ordered' to the head of the test, so that it runs beside no other"])
    }
  }
}

private struct ChangeSearch {
  private let suite: Suite
  private(set) var change: (place: SourceRange, words: String)?
  private var seen: Set<String> = []

  init(_ suite: Suite) {
    self.suite = suite
  }

  mutating func look(through test: Test) {
    var steps: [Step] = []
    StepWalk.visit(test) { steps.append($0.step) }
    for step in steps where change == nil {
      if let words = words(ofChangeBy: step) { change = (step.head, words) }
    }
  }

  private mutating func words(ofChangeBy step: Step) -> String? {
    switch step.kind {
    case .request(let request):
      return request.isChange ? "sends \(request.method.value.name)" : nil
    case .operate: return "lets the operator act"
    case .call(let call):
      guard seen.insert(call.fragment.value).inserted,
        let fragment = suite.fragments.first(where: { $0.name.value == call.fragment.value })
      else { return nil }
      var steps: [Step] = []
      StepWalk.visit(fragment) { steps.append($0.step) }
      for step in steps {
        if let words = words(ofChangeBy: step) { return words }
      }
      return nil
    default: return nil
    }
  }
}

extension RequestStep {
  /// Whether the request changes what other tests may see. Asking for a token (RFC 6749, section
  /// 3.2) is a POST, but makes only what the asker sees.
  fileprivate var isChange: Bool {
    switch method.value {
    case .put, .delete, .patch: return true
    case .post:
      guard case .form(let parameters) = body else { return true }
      return !parameters.contains { $0.name.constant == "grant_type" }
    case .get, .head, .connect, .options, .trace, .other: return false
    }
  }
}

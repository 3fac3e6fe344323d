import SynchroText

/// A step as the walker meets it: in which declaration, inside which blocks, at which rows.
struct StepVisit {
  /// Whose steps are walked.
  enum Owner {
    case test(Test)
    case fragment(Fragment)
  }

  /// A block around the step.
  enum Surrounding: Equatable {
    case block(StepBlock.Kind)
    case always
  }

  var step: Step
  var owner: Owner
  var surroundings: [Surrounding] = []
  /// The tables that loops around the step go through, by the name of the loop's row.
  var rows: [String: Ranged<String>] = [:]

  /// The test, when the step stands in one.
  var test: Test? {
    if case .test(let test) = owner { test } else { nil }
  }

  /// Whether the step prepares or cleans up rather than decides: in a fragment, a control or
  /// `always`.
  var isHelper: Bool {
    test == nil || surroundings.contains(.always) || surroundings.contains(.block(.control))
  }
}

/// Goes through all steps of a suite in the order of the text.
enum StepWalk {
  /// Shows each step of fragments and tests to `body`, a step before the steps of its blocks.
  static func visit(_ suite: Suite, _ body: (StepVisit) -> Void) {
    for fragment in suite.fragments { visit(fragment, body) }
    for test in suite.tests { visit(test, body) }
  }

  /// Shows each step of a fragment to `body`.
  static func visit(_ fragment: Fragment, _ body: (StepVisit) -> Void) {
    for step in fragment.steps { visit(StepVisit(step: step, owner: .fragment(fragment)), body) }
  }

  /// Shows each step of a test to `body`, clean-up last.
  static func visit(_ test: Test, _ body: (StepVisit) -> Void) {
    for step in test.steps { visit(StepVisit(step: step, owner: .test(test)), body) }
    for step in test.always {
      visit(StepVisit(step: step, owner: .test(test), surroundings: [.always]), body)
    }
  }

  private static func visit(_ visit: StepVisit, _ body: (StepVisit) -> Void) {
    body(visit)
    for block in visit.step.blocks {
      var inner = visit
      inner.surroundings.append(.block(block.kind))
      if case .forEach(let loop) = visit.step.kind {
        inner.rows[loop.name.value] = nil
        if case .table(let name) = loop.source { inner.rows[loop.name.value] = name }
      }
      for step in block.steps {
        inner.step = step
        Self.visit(inner, body)
      }
    }
  }
}

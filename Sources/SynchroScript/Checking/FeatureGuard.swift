import SynchroText

/// Lines of a suite that are only judged when the target has something: `when … as "Grants"`.
public struct FeatureGuard: Sendable, Equatable {
  /// What the suite calls it.
  public let feature: String
  /// The suite.
  public let suite: String
  /// The lines that are judged when the target has it, from 1.
  public let lines: ClosedRange<Int>

  /// Every guard of a suite that names its feature.
  public static func all(in source: SuiteSource) -> [FeatureGuard] {
    let suite = source.suite
    var collector = GuardCollector(source: source)
    for fragment in suite.fragments { collector.collect(fragment.steps) }
    for test in suite.tests { collector.collect(test.steps) }
    return collector.guards
  }
}

private struct GuardCollector {
  let source: SuiteSource
  var guards: [FeatureGuard] = []

  mutating func collect(_ steps: [Step]) {
    for (index, step) in steps.enumerated() {
      if case .when(let when) = step.kind, let feature = when.feature?.value {
        // Without a block it guards what follows it in its own.
        add(feature, over: when.steps ?? Array(steps[(index + 1)...]))
      }
      for block in step.blocks { collect(block.steps) }
    }
  }

  private mutating func add(_ feature: String, over steps: [Step]) {
    let lines = steps.flatMap(source.lines)
    guard let first = lines.min(), let last = lines.max() else { return }
    guards.append(
      FeatureGuard(feature: feature, suite: source.suite.name.value, lines: first...last))
  }
}

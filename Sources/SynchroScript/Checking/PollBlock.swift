import SynchroText

/// Lines of a suite that are asked again until they hold: `eventually within 60s every 1s`.
public struct PollBlock: Sendable, Equatable {
  /// The suite.
  public let suite: String
  /// The lines of the block, from 1.
  public let lines: ClosedRange<Int>
  /// Whether a test may come to it more than once, in a loop or a fragment.
  public let isRepeated: Bool

  /// Every such block of a suite.
  public static func all(in source: SuiteSource) -> [PollBlock] {
    var collector = PollCollector(source: source)
    for fragment in source.suite.fragments { collector.collect(fragment.steps, isRepeated: true) }
    for test in source.suite.tests { collector.collect(test.steps, isRepeated: false) }
    return collector.polls
  }
}

private struct PollCollector {
  let source: SuiteSource
  var polls: [PollBlock] = []

  mutating func collect(_ steps: [Step], isRepeated: Bool) {
    for step in steps {
      if case .eventually(_, _, let inner) = step.kind {
        let lines = inner.flatMap(source.lines)
        if let first = lines.min(), let last = lines.max() {
          polls.append(
            PollBlock(
              suite: source.suite.name.value, lines: first...last, isRepeated: isRepeated))
        }
      }
      for block in step.blocks {
        collect(
          block.steps, isRepeated: isRepeated || block.kind == .forEach || block.kind == .pages)
      }
    }
  }
}

extension SuiteSource {
  /// The lines of a step and of those in its blocks.
  func lines(of step: Step) -> [Int] {
    [source.place(at: step.head.start).line] + step.blocks.flatMap { $0.steps.flatMap(lines) }
  }
}

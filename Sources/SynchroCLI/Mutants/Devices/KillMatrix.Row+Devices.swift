import SynchroVerdict

extension KillMatrix.Row {
  /// Reads the plays of devices with one defect, from which is left out what fails with right ones.
  init(_ mutant: Mutant, _ tests: [TestRecord], missed: [String]) {
    let ties = FailureTies(mutant, tests)
    let isKilled = missed.count < mutant.aims.count
    let others = Self.unnamedFailures(tests)
    let hasFailed = !ties.sides.isEmpty || !others.isEmpty
    let words = Self.words(for: mutant, tests, others)
    self.init(
      defect: mutant.id, requirement: mutant.aim,
      outcome: isKilled ? .killed : hasFailed ? .killedElsewhere(words) : .survived(words),
      killers: ties.killers, sides: ties.sides, witnessed: ties.witnessed,
      exit: (isKilled || hasFailed ? ExitCode.failed : .success).rawValue)
    self.missed = isKilled ? missed : []
  }

  /// The checks that failed and speak of no requirement.
  private static func unnamedFailures(_ tests: [TestRecord]) -> [String] {
    tests.flatMap(\.checks).filter { check in
      check.decisions.contains { $0.requirement == nil && $0.verdict.kind == .failed }
    }.map(\.id)
  }

  private static func words(
    for mutant: Mutant, _ tests: [TestRecord], _ others: [String]
  ) -> String {
    guard !tests.isEmpty else { return "no flow tries its requirements with an actor that has it" }
    let flows = counted(tests.count, "flow")
    let trials = tests.flatMap(\.checks).flatMap(\.decisions)
      .filter { $0.requirement.map(mutant.aims.contains) ?? false }.map(\.observations).reduce(0, +)
    let rest = others.isEmpty ? "" : "; failed and speaks of no requirement: \(others[0])"
    return "in \(flows) with \(trials) trials of its requirements none failed\(rest)"
  }
}

import SynchroVerdict

/// What the flows say of right devices: what fails there kills nobody.
struct RightDevices: Sendable {
  /// What failed or could not be played.
  private(set) var troubles: [String] = []
  /// The plays that were played, by their numbers.
  private(set) var played: Set<Int> = []
  private var unsound: Set<Key> = []

  private struct Key: Hashable {
    let check: String
    let requirement: String?
  }

  /// Notes what came of more plays.
  mutating func add(_ tests: [(number: Int, test: TestRecord)]) {
    for (number, test) in tests {
      played.insert(number)
      if let stop = test.stop {
        troubles.append("\(test.id) \(stop.kind.rawValue) \(stop.reason ?? "")")
      }
      for (check, requirement) in test.failedChecks {
        unsound.insert(Key(check: check, requirement: requirement))
        troubles.append("\(check)\(requirement.map { " of \($0)" } ?? "") failed")
      }
    }
  }

  /// A test without the decisions that are the same with right devices.
  func sound(_ test: TestRecord) -> TestRecord {
    guard !unsound.isEmpty else { return test }
    var test = test
    for index in test.checks.indices {
      let id = test.checks[index].id
      test.checks[index].decisions.removeAll {
        unsound.contains(Key(check: id, requirement: $0.requirement))
      }
    }
    return test
  }
}

extension TestRecord {
  /// The checks that failed, each with the requirement that it refutes.
  var failedChecks: [(check: String, requirement: String?)] {
    checks.flatMap { check in
      check.decisions.filter { $0.verdict.kind == .failed || $0.verdict.kind == .warned }
        .map { (check.id, $0.requirement) }
    }
  }

  /// The requirements that a check of it refutes, or warns of where they are disputed.
  var failedRequirements: Set<String> {
    Set(failedChecks.compactMap(\.requirement))
  }
}

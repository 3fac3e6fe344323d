import SynchroVerdict

/// What the flows say of right devices: what fails there kills nobody.
struct RightDevices: Sendable {
  /// What failed or could not be played.
  private(set) var troubles: [String] = []
  /// How many rounds of each play were played, by its number in the plan.
  private var rounds: [Int: Int] = [:]
  private var unsound: Set<Key> = []

  private struct Key: Hashable {
    let check: String
    let requirement: String?
  }

  /// The plays of which so many rounds were not played yet, in their order.
  func due(_ wanted: [Int: Int]) -> [(number: Int, rounds: Int)] {
    wanted.filter { rounds[$0.key] ?? 0 < $0.value }.map { ($0.key, $0.value) }
      .sorted { $0.0 < $1.0 }
  }

  /// Notes what came of a play.
  mutating func add(_ test: TestRecord, _ number: Int, rounds count: Int) {
    rounds[number] = max(count, rounds[number] ?? 0)
    if let stop = test.stop {
      troubles.append("\(test.id) \(stop.kind.rawValue) \(stop.reason ?? "")")
    }
    for (check, requirement) in test.failedChecks {
      let key = Key(check: check, requirement: requirement)
      guard unsound.insert(key).inserted else { continue }
      troubles.append("\(check)\(requirement.map { " of \($0)" } ?? "") failed")
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

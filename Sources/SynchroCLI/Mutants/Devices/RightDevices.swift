import SynchroVerdict

/// What the flows say of right devices: what fails there kills nobody.
struct RightDevices: Sendable {
  /// What failed or stayed unproven.
  let troubles: [String]
  private var unsound: Set<Key> = []

  private struct Key: Hashable {
    let check: String
    let requirement: String?
  }

  init(_ tests: [TestRecord]) {
    var troubles: [String] = []
    for test in tests {
      if let stop = test.stop {
        troubles.append("\(test.id) \(stop.kind.rawValue) \(stop.reason ?? "")")
      }
      for check in test.checks {
        for decision in check.decisions where decision.verdict.kind == .failed {
          unsound.insert(Key(check: check.id, requirement: decision.requirement))
          let about = decision.requirement.map { " of \($0)" } ?? ""
          troubles.append("\(check.id)\(about) failed")
        }
      }
    }
    self.troubles = troubles
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
  /// The requirements that a check of it refutes, or warns of where they are disputed.
  var failedRequirements: Set<String> {
    Set(
      checks.flatMap(\.decisions)
        .filter { $0.verdict.kind == .failed || $0.verdict.kind == .warned }
        .compactMap(\.requirement))
  }
}

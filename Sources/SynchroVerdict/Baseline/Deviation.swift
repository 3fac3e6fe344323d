internal import SynchroText

/// Something in a run that is no proof, and that a baseline may expect.
struct Deviation {
  /// What an entry can name it by.
  enum Key: Hashable {
    case check(String)
    case decision(String, String)
    case test(String)
    case row(String)

    init(_ subject: Baseline.Subject) {
      self =
        switch subject {
        case .check(let id, nil): .check(id)
        case .check(let id, let row?): .decision(id, row)
        case .test(let id): .test(id)
        case .requirement(let id): .row(id)
        }
    }
  }

  let test: String?
  let check: String?
  let requirement: String?
  let verdict: Verdict
  let mismatches: [Mismatch]

  private init(
    test: String? = nil, check: String? = nil, requirement: String? = nil, _ verdict: Verdict,
    mismatches: [Mismatch] = []
  ) {
    self.test = test
    self.check = check
    self.requirement = requirement
    self.verdict = verdict
    self.mismatches = mismatches
  }

  /// Every decision, stopped test and unproven claim of a run that did not come out well.
  static func all(of report: RunReport) -> [Deviation] {
    var all: [Deviation] = []
    for test in report.tests {
      var isSilent = true
      for check in test.checks {
        for decision in check.decisions {
          isSilent = false
          all.append(
            Deviation(
              test: test.id, check: check.id, requirement: decision.requirement, decision.verdict,
              mismatches: decision.mismatches))
        }
      }
      if let stop = test.stop ?? (isSilent ? test.verdict : nil) {
        all.append(Deviation(test: test.id, stop))
      }
    }
    // A claim that no check speaks of is unproven all the same.
    for row in report.requirements where row.isClaimed && row.checks.isEmpty {
      if let verdict = row.verdict { all.append(Deviation(requirement: row.id, verdict)) }
    }
    return all.filter { $0.verdict.kind != .passed && $0.verdict.kind != .notApplicable }
  }

  var keys: [Key] {
    var keys: [Key] = []
    if let test { keys.append(.test(test)) }
    if let check { keys.append(.check(check)) }
    if let requirement { keys.append(.row(requirement)) }
    if let check, let requirement { keys.append(.decision(check, requirement)) }
    return keys
  }

  /// Whether the reason or a difference holds a text.
  func says(_ text: String) -> Bool {
    if verdict.reason?.contains(text) == true { return true }
    return mismatches.contains { mismatch in
      [mismatch.expected, mismatch.received, mismatch.location ?? ""].contains { $0.contains(text) }
    }
  }

  var surprise: BaselineOutcome.Surprise {
    let message = mismatches.first.map { first in
      "expected \(VisibleText.excerpt(first.expected)), received "
        + VisibleText.excerpt(first.received)
        + (first.location.map { " at \(VisibleText.excerpt($0))" } ?? "")
    }
    return .init(
      id: check ?? test ?? "claim", requirement: requirement, verdict: verdict, message: message)
  }
}

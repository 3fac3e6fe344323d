/// What a check says of one row, otherwise than in an earlier run.
public struct CheckChange: Sendable, Equatable {
  /// What one run saw.
  public struct Seen: Sendable, Equatable {
    /// What was decided, with the first differences.
    public let decision: Decision
    /// The numbers of the exchanges that were looked at.
    public let exchanges: [Int]
  }

  /// The check's id in the later run; in the earlier one when it is gone.
  public let id: String
  /// Its id in the earlier run, when its number has moved.
  public let formerID: String?
  /// The check as written.
  public let text: String
  /// What was written there before, when the check was rewritten.
  public let formerText: String?
  /// The row, when the check names one.
  public let requirement: String?
  /// What the earlier run saw; nil when it had no such check.
  public let before: Seen?
  /// What the later run saw; nil when it has no such check.
  public let after: Seen?
  /// Which way it went.
  public let direction: RunComparison.Direction

  /// The test that holds the check.
  public var test: String { CheckRecord.test(of: id) }

  static func all(from old: [TestRecord], to new: [TestRecord]) -> [CheckChange] {
    let before = Dictionary(old.map { ($0.id, $0.checks) }) { first, _ in first }
    let kept = Set(new.map(\.id))
    let present = new.flatMap { test in
      CheckPairs(before[test.id] ?? [], test.checks).all.flatMap { changes(of: $0.old, $0.new) }
    }
    let gone = old.filter { !kept.contains($0.id) }.flatMap { test in
      test.checks.flatMap { changes(of: $0, nil) }
    }
    return present + gone
  }

  /// The decisions of one check that changed, row by row.
  private static func changes(of old: CheckRecord?, _ new: CheckRecord?) -> [CheckChange] {
    let former = Dictionary((old?.decisions ?? []).map { ($0.requirement, $0) }) { first, _ in first
    }
    let after = new?.decisions ?? []
    let kept = Set(after.map(\.requirement))
    var pairs: [(Decision?, Decision?)] = after.map { (former[$0.requirement], $0) }
    for decision in old?.decisions ?? [] where !kept.contains(decision.requirement) {
      pairs.append((decision, nil))
    }
    return pairs.compactMap { CheckChange(old, $0.0, new, $0.1) }
  }

  private init?(
    _ old: CheckRecord?, _ before: Decision?, _ new: CheckRecord?, _ after: Decision?
  ) {
    guard let check = new ?? old,
      let direction = RunComparison.Direction(ofCheck: before?.verdict, to: after?.verdict)
    else { return nil }
    id = check.id
    text = check.text
    formerID = old.flatMap { $0.id == check.id ? nil : $0.id }
    formerText = old.flatMap { $0.text == check.text ? nil : $0.text }
    requirement = (after ?? before)?.requirement
    self.before = before.map { Seen(decision: $0, exchanges: old?.exchanges ?? []) }
    self.after = after.map { Seen(decision: $0, exchanges: new?.exchanges ?? []) }
    self.direction = direction
  }
}

/// A test whose verdict is otherwise for a reason apart from its checks: it was stopped.
public struct TestChange: Sendable, Equatable {
  /// The test's id.
  public let id: String
  /// What the test shows, as the suite puts it.
  public let title: String
  /// How it came out before.
  public let before: Verdict
  /// How it comes out.
  public let after: Verdict
  /// Which way it went.
  public let direction: RunComparison.Direction

  static func all(
    from old: [TestRecord], to new: [TestRecord], apartFrom checks: [CheckChange]
  ) -> [TestChange] {
    let before = Dictionary(old.map { ($0.id, $0) }) { first, _ in first }
    let explained = Set(checks.map(\.test))
    return new.compactMap { test in
      guard let former = before[test.id], !explained.contains(test.id),
        let direction = RunComparison.Direction(ofCheck: former.verdict, to: test.verdict)
      else { return nil }
      return TestChange(
        id: test.id, title: test.title, before: former.verdict, after: test.verdict,
        direction: direction)
    }
  }
}

internal import SynchroCatalog
public import SynchroJSON
public import SynchroVerdict

/// A comparison for programs.
public enum ComparisonJSON {
  /// The whole comparison; the order of members is stable.
  public static func value(_ comparison: RunComparison) -> JSONValue {
    object([
      ("old", side(comparison.old)), ("new", side(comparison.new)),
      ("worse", .bool(comparison.hasWorsened)),
      ("settings", .array(comparison.settings.map(setting))),
      ("requirements", .array(comparison.requirements.map(requirement))),
      ("checks", .array(comparison.checks.map(check))),
      ("tests", .array(comparison.tests.map(test))),
      (
        "totals",
        .array(
          ComparisonLines(comparison: comparison).totals.map { total in
            object([
              ("name", .string(total.name)), ("before", .integer(total.before)),
              ("after", .integer(total.after)),
            ])
          })
      ),
    ])
  }

  private static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
    .object(members.compactMap { name, value in value.map { JSONField(name, $0) } })
  }

  private static func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }

  private static func side(_ side: RunComparison.Side) -> JSONValue {
    object([("run", .string(side.run)), ("exit", .integer(Int(side.exit.rawValue)))])
  }

  private static func setting(_ change: SettingChange) -> JSONValue {
    object([
      ("name", .string(change.name)), ("before", text(change.before)),
      ("after", text(change.after)),
    ])
  }

  private static func requirement(_ change: RequirementChange) -> JSONValue {
    object([
      ("id", .string(change.row.id)), ("level", .string(change.row.level.rawValue)),
      ("direction", .string(change.direction.rawValue)), ("before", standing(change.before)),
      ("after", standing(change.after)),
      ("checks", .array(change.causes.map { .string($0.id) })),
      ("remarks", .array(change.remarks.map { .string($0) })),
    ])
  }

  private static func standing(_ standing: RunComparison.Standing) -> JSONValue? {
    switch standing {
    case .absent: nil
    case .undecided(let reason): object([("undecided", .string(reason))])
    case .decided(let verdict): object(members(of: verdict))
    }
  }

  private static func members(of verdict: Verdict) -> [(String, JSONValue?)] {
    [("verdict", .string(verdict.kind.rawValue)), ("reason", text(verdict.reason))]
  }

  private static func check(_ change: CheckChange) -> JSONValue {
    object([
      ("id", .string(change.id)), ("former_id", text(change.formerID)),
      ("text", .string(change.text)), ("former_text", text(change.formerText)),
      ("requirement", text(change.requirement)),
      ("direction", .string(change.direction.rawValue)), ("before", seen(change.before)),
      ("after", seen(change.after)),
    ])
  }

  private static func seen(_ seen: CheckChange.Seen?) -> JSONValue? {
    guard let seen else { return nil }
    let decision = seen.decision
    return object(
      members(of: decision.verdict) + [
        ("mismatch_count", .integer(decision.mismatchCount)),
        ("mismatches", .array(decision.mismatches.map(mismatch))),
        ("exchanges", .array(seen.exchanges.map { .integer($0) })),
      ])
  }

  private static func mismatch(_ mismatch: Mismatch) -> JSONValue {
    object([
      ("expected", .string(mismatch.expected)), ("received", .string(mismatch.received)),
      ("location", text(mismatch.location)),
      ("exchange", mismatch.exchange.map { .integer($0) }), ("place", text(mismatch.place)),
    ])
  }

  private static func test(_ change: TestChange) -> JSONValue {
    object([
      ("id", .string(change.id)), ("direction", .string(change.direction.rawValue)),
      ("before", object(members(of: change.before))), ("after", object(members(of: change.after))),
    ])
  }
}

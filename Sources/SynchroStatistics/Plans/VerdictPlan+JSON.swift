public import SynchroJSON
import SynchroTiming

extension VerdictPlan {
  /// The plan as a value: the terms, and the limits that follow from them, so that the hash covers
  /// both. Shares are decimals in quotes and times whole nanoseconds: nothing is rounded.
  public var json: JSONValue {
    var fields: [JSONField] = [
      JSONField("plan", "synchroscope-verdict-plan-1"),
      JSONField("row", .string(terms.row)),
      JSONField("more_than", .string(terms.claim.decimal)),
      JSONField("less_than_ns", .integer(Int(terms.limit.wholeNanoseconds))),
      JSONField("method", .string(terms.method.rawValue)),
      JSONField("risk_false_pass", .string(terms.passRisk.decimal)),
      JSONField("risk_false_fail_all_rows", .string(terms.failRisk.decimal)),
      JSONField("rows", .integer(terms.rows)),
      JSONField("minimum_trials", .integer(terms.minimumTrials)),
      JSONField("minimum_hours", .integer(terms.minimumHours)),
      JSONField("minimum_spacing_ns", .integer(Int(terms.minimumSpacing.wholeNanoseconds))),
      JSONField("seed", .string(String(terms.seed))),
      JSONField("void_causes", .array(terms.voidCauses.sorted().map { .string($0) })),
      JSONField("mode", .string(terms.mode.rawValue)),
    ]
    if let trials = terms.trials { fields.append(JSONField("trials", .integer(trials))) }
    if terms.turn > 1 { fields.append(JSONField("turn", .integer(terms.turn))) }
    fields.append(JSONField("limits", limits.json))
    return .object(fields)
  }
}

extension VerdictPlan.Limits {
  fileprivate var json: JSONValue {
    switch self {
    case .fixed(let limits):
      [
        "trials": .integer(limits.trials),
        "pass_at_most": limits.passAtMost.map { .integer($0) } ?? .null,
        "fail_from": limits.failFrom.map { .integer($0) } ?? .null,
      ]
    case .sequential(let limits):
      [
        "first_decision": .integer(limits.firstDecision),
        "maximum_trials": .integer(limits.maximumTrials),
        "pass_from_trials": .array(limits.passTrials.map { .integer($0) }),
        "fail_within_trials": .array(limits.failTrials.map { .integer($0) }),
      ]
    case .atEnd(let duration): ["duration_ns": .integer(Int(duration.wholeNanoseconds))]
    }
  }
}

import SynchroJSON
import SynchroStatistics

extension SampleAnswer {
  /// The answer for programs. Shares and chances lie between 0 and 1, times are seconds; a logarithm
  /// of nothing is null.
  var json: JSONValue {
    var value: JSONValue = [
      "more_than": .number(claim.share.value), "risk_false_pass": .number(risks.falsePass),
      "risk_false_fail": .number(risks.falseFail),
    ]
    if let source = claim.source { value.append("row", .string(source)) }
    if let age = claim.age { value.append("age_seconds", .integer(Int(age.components.seconds))) }
    for plan in plans { value.append(plan.rawValue, json(of: plan)) }
    if let seen { value.append("seen", json(of: seen)) }
    return value
  }

  private func json(of plan: PlanMethod) -> JSONValue {
    switch plan {
    case .quick: return json(of: advice.quick, advice.quickBehaviour)
    case .fixed: return json(of: advice.fixed, advice.fixedBehaviour)
    case .anytime:
      let limits = advice.anytime
      var value: JSONValue = [
        "pass_from_payloads": .array(limits.passTrials.map { .integer($0) }),
        "fail_within_payloads": .array(limits.failTrials.map { .integer($0) }),
        "first_decision": .integer(limits.firstDecision),
        "at_most_payloads": .integer(limits.maximumTrials),
        "chances": json(of: advice.anytimeBehaviour),
      ]
      if let first = limits.passTrials.first { addTimes(first, to: &value) }
      return value
    case .soak:
      var value: JSONValue = ["at_least_payloads": .integer(advice.quick.trials)]
      addTimes(advice.quick.trials, to: &value)
      return value
    }
  }

  private func json(of limits: FixedLimits, _ behaviour: SampleAdvice.Behaviour) -> JSONValue {
    var value: JSONValue = [
      "payloads": .integer(limits.trials),
      "pass_at_most_failures": limits.passAtMost.map { .integer($0) } ?? .null,
      "fail_from_failures": limits.failFrom.map { .integer($0) } ?? .null,
      "chances": json(of: behaviour),
    ]
    addTimes(limits.trials, to: &value)
    return value
  }

  private func addTimes(_ payloads: Int, to value: inout JSONValue) {
    if let seconds = claim.pace.slowest(payloads) {
      value.append("seconds_at_the_limit", .number(seconds))
    }
    if let perDay = claim.pace.perDay { value.append("days", .number(Double(payloads) / perDay)) }
  }

  private func json(of behaviour: SampleAdvice.Behaviour) -> JSONValue {
    [
      "at_the_limit": json(of: behaviour.atLimit),
      "third_of_failures": json(of: behaviour.third), "half_of_failures": json(of: behaviour.half),
      "twice_the_failures": behaviour.double.map { json(of: $0) } ?? .null,
    ]
  }

  private func json(of point: OperatingPoint) -> JSONValue {
    [
      "pass": .number(point.pass), "fail": .number(point.fail),
      "inconclusive": .number(point.inconclusive), "mean_payloads": .number(point.meanTrials),
    ]
  }

  private func json(of seen: SeenCounts) -> JSONValue {
    let (k, n) = (Double(seen.failures), Double(seen.trials))
    let counts = Binomial(trials: seen.trials, chance: claim.share.complement)
    let evidence = seen.logEvidence(for: claim.share)
    return [
      "payloads": .integer(seen.trials), "failures": .integer(seen.failures),
      "highest_failure_rate": .number(
        ClopperPearson.highestFailureRate(failures: k, of: n, risk: risks.falsePass)),
      "lowest_failure_rate": .number(
        ClopperPearson.lowestFailureRate(failures: k, of: n, risk: risks.falseFail)),
      "log_chance_of_no_more_at_the_limit": .number(counts.logAtMost(k)),
      "log_chance_of_no_fewer_at_the_limit": .number(counts.logAtLeast(k)),
      "log_evidence_pass": .number(evidence.pass), "log_evidence_fail": .number(evidence.fail),
      "fixed_plan_says": .string(seen.decision(for: claim.share, risks).rawValue),
      "latency_ranks": .array(
        LatencyPercentiles.reported.map { ranks(of: $0, among: seen.trials) }),
    ]
  }

  private func ranks(of share: Proportion, among count: Int) -> JSONValue {
    guard let bounds = OrderStatisticBounds(of: share, among: count, risk: passRisk) else {
      return .null
    }
    return [
      "percentile": .number(share.value * 100), "rank": .integer(bounds.rank),
      "lower": bounds.lower.map { .integer($0) } ?? .null,
      "upper": bounds.upper.map { .integer($0) } ?? .null,
    ]
  }
}

extension JSONValue {
  /// A number with every digit that it takes to read it back; null for what JSON has no number for.
  fileprivate static func number(_ value: Double) -> JSONValue {
    JSONNumber("\(value)").map(JSONValue.number) ?? .null
  }
}

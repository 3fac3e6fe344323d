import SynchroJSON
import SynchroPXB
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroVerdict

/// What a check can name of a payload besides its attributes.
struct PayloadFacts {
  /// The octets of its body.
  let size: Int
  /// Since it was to be sent.
  let duration: Duration
}

extension FlowPlayer {
  /// What is wrong with a payload that the right party sent to the right one.
  func inspect(
    _ payload: PayloadMessage, _ arrival: Arrival, against expected: Expectation, _ round: Round,
    _ now: PXBTime
  ) -> TrialFailure? {
    if arrival.isReusedID {
      return TrialFailure(
        .repeated, expected: "an id for each payload",
        received: "the id \(payload.header.id) of another", location: "id")
    }
    let kind = forge.kind(of: payload.name)
    guard payload.kind == kind else {
      return TrialFailure(
        .wrongAttributes, expected: "a payload of type \(kind.rawValue)",
        received: "one of type \(payload.kind.rawValue)", location: "type")
    }
    if arrival.isOvertaken {
      return TrialFailure(
        .overtaken, expected: "the payloads of \(payload.from) in their order",
        received: "number \(payload.header.sequence) after a later one", location: "seq")
    }
    if let largest = play.terms(ofStep: expected.step).largest, payload.body.size > largest {
      return TrialFailure(
        .oversize, expected: "at most \(largest) octets",
        received: "\(payload.body.size) octets", location: "app")
    }
    if let fault = pathFault(payload, expected.message, round) { return fault }
    if let fault = forge.clock.fault(of: payload, arrivedAt: now) { return fault }
    return forge.fault(
      in: payload,
      demandsElements: !expected.message.rows.isEmpty && expected.forwarded == nil)
  }

  /// Whether it came through the intermediaries that the target plays, in their order.
  private func pathFault(
    _ payload: PayloadMessage, _ message: MessageStep, _ round: Round
  ) -> TrialFailure? {
    let wanted = message.via.filter { isTarget($0) }.compactMap { round.parties[$0.value]?.actor }
    guard !wanted.isEmpty else { return nil }
    var rest = wanted[...]
    for hop in payload.via where hop.party.actor == rest.first { rest = rest.dropFirst() }
    guard rest.isEmpty else {
      let came = payload.via.map(\.party.description).joined(separator: ", ")
      return TrialFailure(
        .wrongPath, expected: "via " + wanted.joined(separator: ", "),
        received: came.isEmpty ? "no intermediary" : "via " + came, location: "via")
    }
    return nil
  }

  // MARK: - Checks

  /// Judges the checks below a payload: those without an id of their own are part of its trial.
  func judge(
    _ checks: [Step], on subject: JSONValue, _ facts: PayloadFacts, _ round: inout Round,
    _ now: PXBTime, _ step: Int
  ) -> TrialFailure? {
    guard !checks.isEmpty else { return nil }
    let seen = ValueJudge.Subject(
      subject, at: now.timestamp, size: facts.size, duration: facts.duration)
    var failure: TrialFailure?
    for check in checks {
      switch check.kind {
      case .keep(let name, _, let value):
        round.keep(name.value, value, on: subject, facts, now)
      case .check(let claim):
        let outcome = round.values.judge(
          claim.condition, on: seen)
        guard claim.requirements.isEmpty else {
          round.findings.append(StepFinding(step: check.head.start, result: .init(outcome)))
          continue
        }
        switch outcome {
        case .met: break
        case .undecided(let reason):
          round.findings.append(StepFinding(step: check.head.start, result: .undecided(reason)))
        case .unmet(let mismatches, _):
          guard failure == nil, let first = mismatches.first else { continue }
          failure = TrialFailure(
            .wrongAttributes, expected: first.expected, received: first.received,
            location: first.location)
        }
      default: continue
      }
    }
    return failure
  }

  /// Judges the checks on a state; each is a finding of its own.
  func judge(
    _ checks: [Step], of step: Int, on subject: JSONValue, _ round: inout Round, _ now: PXBTime
  ) {
    let seen = ValueJudge.Subject(subject, at: now.timestamp)
    for check in checks {
      switch check.kind {
      case .keep(let name, _, let value): round.keep(name.value, value, on: subject, nil, now)
      case .check(let claim):
        let outcome = round.values.judge(claim.condition, on: seen)
        round.findings.append(StepFinding(step: check.head.start, result: .init(outcome)))
      default: continue
      }
    }
  }
}

extension Round {
  fileprivate mutating func keep(
    _ name: String, _ value: Expression, on subject: JSONValue, _ facts: PayloadFacts?,
    _ now: PXBTime
  ) {
    do throws(ValueJudge.NoValue) {
      let found = try values.value(
        of: value,
        on: .init(subject, at: now.timestamp, size: facts?.size, duration: facts?.duration))
      values.set(name, to: found)
    } catch {
      values.setMissing(name, because: error.reason)
    }
  }
}

extension StepFinding.Result {
  fileprivate init(_ outcome: ValueJudge.Outcome) {
    switch outcome {
    case .met: self = .holds
    case .unmet(let mismatches, _):
      self = .broken(mismatches.first ?? Mismatch(expected: "the check", received: "not met"))
    case .undecided(let reason): self = .undecided(reason)
    }
  }
}

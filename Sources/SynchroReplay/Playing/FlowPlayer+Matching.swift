import SynchroJSON
import SynchroPXB
import SynchroRunner
import SynchroScript
import SynchroVerdict

extension FlowPlayer {
  /// Finds the expectation that a payload meets or breaks; false when there is none.
  func match(
    _ payload: PayloadMessage, _ arrival: Arrival, _ round: inout Round, _ now: PXBTime
  ) -> Bool {
    if arrival.isRepeatedID { return true }
    guard let (index, fault) = expectation(for: payload, in: round) else {
      guard isOfFlow(payload.name) else { return false }
      return blameRepetition(of: payload, in: &round, now)
    }
    var expectation = round.expectations[index]
    if expectation.isForbidden {
      expectation.state = .missed
      expectation.arrival = now
      expectation.failure = TrialFailure(
        .forbidden, expected: "no \(payload.name)", received: "one from \(payload.from)")
      round.expectations[index] = expectation
      return true
    }
    let isLate = expectation.state == .missed
    if !isLate { expectation.state = .met }
    expectation.arrival = now
    if let place = expectation.stimulus {
      // It came before the receipt of what it answers.
      expectation.start = round.sent[place].payload.header.intended
      expectation.stimulus = nil
      round.answer(inPlaceOfReceivers: payload.from, sent: place, now)
    }
    expectation.failure =
      fault ?? inspect(payload, arrival, against: expectation, round, now)
    round.expectations[index] = expectation
    guard !isLate else { return true }
    take(expectation.branch, &round)
    let message = expectation.message
    round.history.append(
      Round.Exchanged(
        name: message.name?.value, from: message.from.value, to: message.to.value,
        id: payload.header.id, sent: nil, time: now))
    if let name = message.name?.value { round.values.set(name, to: payload.attributes) }
    let facts = PayloadFacts(size: payload.body.size, duration: now - expectation.start)
    let failure = naming(expectation.from, as: message.from.value, &round) { round in
      judge(message.checks, on: payload.attributes, facts, &round, now, expectation.step)
    }
    if round.expectations[index].failure == nil { round.expectations[index].failure = failure }
    return true
  }

  /// Judges with the party's name for whoever sent the payload: one of many, where many were asked.
  private func naming<Result>(
    _ sender: Sender, as party: String, _ round: inout Round, _ judge: (inout Round) -> Result
  ) -> Result {
    guard let usual = round.parties[party], usual != sender else { return judge(&round) }
    round.values.set(party, to: fields(of: sender, as: party))
    defer { round.values.set(party, to: fields(of: usual, as: party)) }
    return judge(&round)
  }

  /// The expectation that fits best, and what is wrong with the payload's parties.
  private func expectation(
    for payload: PayloadMessage, in round: Round
  ) -> (index: Int, fault: TrialFailure?)? {
    let named = round.expectations.indices.filter { index in
      let expectation = round.expectations[index]
      guard expectation.message.payload.value == payload.name else { return false }
      // What came too late is late, and not unasked for.
      let isLate = expectation.state == .missed && expectation.arrival == nil
      return expectation.state == .open || isLate
    }
    func first(_ fits: (Expectation) -> Bool) -> Int? {
      named.first { fits(round.expectations[$0]) && round.expectations[$0].state == .open }
        ?? named.first { fits(round.expectations[$0]) }
    }
    if let exact = first({ $0.isMeant(payload) && $0.answers(payload) }) { return (exact, nil) }
    let due = named.filter { !round.expectations[$0].isForbidden }
    func firstDue(_ fits: (Expectation) -> Bool) -> Int? {
      due.first { fits(round.expectations[$0]) && round.expectations[$0].state == .open }
    }
    if answersAnother(payload, in: round) { return nil }
    if let index = firstDue({ $0.isMeant(payload) }) {
      let expected = round.expectations[index].correlation ?? "none"
      return (
        index,
        TrialFailure(
          .wrongCorrelation, expected: "an answer to \(expected)",
          received: payload.correlation.map { "an answer to \($0)" } ?? "an answer to nothing",
          location: "corr")
      )
    }
    guard !isCopy(payload, in: round),
      let index = firstDue({ $0.answers(payload) || $0.from == payload.from })
    else { return nil }
    return (index, partyFault(payload, round.expectations[index]))
  }

  /// Whether a payload goes to another actor that its tables name too: several get a copy each, and
  /// the flow looks at those that it speaks of.
  private func isCopy(_ payload: PayloadMessage, in round: Round) -> Bool {
    guard play.receivers[payload.name]?.contains(payload.to.actor) == true else { return false }
    return !round.expectations.contains { expectation in
      expectation.message.payload.value == payload.name
        && expectation.to.actor == payload.to.actor && expectation.answers(payload)
    }
  }

  /// Whether a payload answers one of the round whose answers no step speaks of.
  private func answersAnother(_ payload: PayloadMessage, in round: Round) -> Bool {
    guard let id = payload.correlation, round.history.contains(where: { $0.id == id }) else {
      return false
    }
    return !round.expectations.contains { expectation in
      expectation.message.payload.value == payload.name && expectation.correlation == id
    }
  }

  private func partyFault(_ payload: PayloadMessage, _ expected: Expectation) -> TrialFailure {
    if payload.from != expected.from {
      return TrialFailure(
        .wrongSender, expected: "from \(expected.from)", received: "from \(payload.from)",
        location: "from")
    }
    return TrialFailure(
      payload.to.actor == expected.to.actor ? .wrongInstance : .wrongActor,
      expected: "to \(expected.to)", received: "to \(payload.to)", location: "to")
  }

  /// A payload that was already there, or that another branch excludes.
  private func blameRepetition(
    of payload: PayloadMessage, in round: inout Round, _ now: PXBTime
  ) -> Bool {
    if isCopy(payload, in: round) || answersAnother(payload, in: round) { return true }
    let places = round.expectations.indices.filter { index in
      round.expectations[index].message.payload.value == payload.name
        && !round.expectations[index].isForbidden
    }
    guard
      let index = places.first(where: {
        round.expectations[$0].state == .met && round.expectations[$0].isMeant(payload)
          && round.expectations[$0].answers(payload)
      }) ?? places.first(where: { round.expectations[$0].state == .met }) ?? places.first
    else {
      // A step speaks of it that has not been reached.
      round.findings.append(
        StepFinding(
          step: play.step(of: payload.name) ?? 0,
          result: .broken(
            Mismatch(
              expected: "no \(payload.name) yet", received: "one from \(payload.from)"))))
      return true
    }
    var expectation = round.expectations[index]
    let isExcluded = expectation.state == .closed && expectation.branch != nil
    let failure = TrialFailure(
      isExcluded ? .forbidden : .repeated,
      expected: isExcluded ? "one alternative" : "one \(payload.name)",
      received: isExcluded ? "\(payload.name) besides another" : "another one")
    if expectation.state == .closed {
      round.findings.append(
        StepFinding(
          step: expectation.step,
          result: .broken(Mismatch(expected: failure.expected, received: failure.received))))
    } else {
      expectation.failure = expectation.failure ?? failure
      round.expectations[index] = expectation
    }
    return true
  }

  /// Takes the branch of what came: nothing else is awaited of the others.
  private func take(_ branch: (block: Int, index: Int)?, _ round: inout Round) {
    guard let branch, round.branches[branch.block] == nil else { return }
    round.branches[branch.block] = branch.index
    for index in round.expectations.indices {
      guard let other = round.expectations[index].branch, other.block == branch.block,
        other.index != branch.index
      else { continue }
      round.expectations[index].state = .closed
    }
  }
}

extension Round {
  /// Somebody else answers for receivers that say nothing: nobody waits for them any more.
  fileprivate mutating func answer(
    inPlaceOfReceivers speaker: Sender, sent place: Int, _ now: PXBTime
  ) {
    let awaited = sent[place].awaited
    guard !awaited.contains(speaker) else { return }
    for receiver in awaited where sent[place].ends[receiver] == nil {
      sent[place].ends[receiver] = SentPayload.End(refused: now)
    }
  }
}

extension FlowPlay {
  /// The first step that speaks of a payload.
  func step(of payload: String) -> Int? {
    func find(_ steps: [FlowStep]) -> Int? {
      for step in steps {
        switch step.kind {
        case .message(let message), .never(let message):
          if message.payload.value == payload { return step.number }
        case .either(let branches):
          if let found = find(Array(branches.joined())) { return found }
        case .keep, .state, .control, .advance, .refused, .again: break
        }
      }
      return nil
    }
    return find(flow.steps)
  }
}

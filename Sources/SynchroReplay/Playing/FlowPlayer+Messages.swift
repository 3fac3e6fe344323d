import SynchroJSON
import SynchroPXB
import SynchroRunner
import SynchroScript
import SynchroText

extension FlowPlayer {
  /// A payload: sent, awaited, or between two parties of one side and so nobody's to see.
  mutating func message(
    _ message: MessageStep, _ step: FlowStep, _ round: inout Round, _ now: PXBTime,
    _ outbox: inout Outbox
  ) {
    if isTarget(message.from) {
      guard !isTarget(message.to) else { return }
      if message.answers == nil { ask(message, step, &round, now, &outbox) }
      lay(out: step, &round, now)
      return
    }
    guard let from = round.parties[message.from.value], let to = address(message, round) else {
      return
    }
    let answered = stimulus(of: message, round)
    let attributes: JSONValue
    do throws(ValueJudge.NoValue) {
      let given = try message.attributes.map { template throws(ValueJudge.NoValue) in
        try round.values.value(of: template)
      }
      // Who is asked is the device, and who answers.
      let device = message.answers == nil ? to.sender ?? from : from
      attributes = forge.attributes(
        of: message.payload.value, given: given, about: device, round: round)
    } catch {
      round.obstacle = .noValue(error.reason)
      return
    }
    if let name = message.name?.value { round.values.set(name, to: attributes) }
    let isHandedOn = !isTarget(message.to) && passesTarget(message)
    let refuser = isHandedOn ? refuser(of: message, round) : nil
    guard isTarget(message.to) || isHandedOn else {
      // Both ends are ours.
      return
    }
    let header = outbox.header(.sender(from), intended: intended(round, now), at: now)
    let terms = play.terms(ofStep: step.number)
    var payload = PayloadMessage(
      header: header, name: message.payload.value, kind: forge.kind(of: message.payload.value),
      from: from, to: to, correlation: message.isConsequence ? nil : answered?.id,
      via: hops(message, round, now),
      expires: message.expires.map { $0.value == .zero ? now - .microseconds(1) : now + $0.value },
      priority: message.priority?.value.binding, attributes: attributes,
      body: forge.body(
        of: message.payload.value, attributes: attributes, size: terms.size,
        round: round.number))
    let utterance: Utterance
    if let spoiling = message.spoiled?.value {
      let spoiled = SpoiledPayload(
        payload, by: spoiling, sent: play.declared?.sent, limit: MessageCodec.maximumLength)
      guard let spoiled else {
        round.obstacle = .noStimulus("the target declares nothing that it only sends")
        return
      }
      utterance = spoiled.utterance
    } else {
      utterance = .message(.payload(payload))
    }
    if case .message(.payload(let changed)) = utterance { payload = changed }
    var sent = SentPayload(
      message: message, step: step.number, payload: payload,
      awaited: isHandedOn ? [refuser].compactMap { $0 } : receivers(message, round),
      patience: terms.patience)
    let limit = terms.limit
    round.lag = max(round.lag, header.issued - header.intended)
    if header.issued - header.intended > max(.milliseconds(50), limit / 20) {
      sent.fault = HarnessFault.lag
    }
    owners[header.id] = round.number
    round.sent.append(sent)
    round.history.append(
      Round.Exchanged(
        name: message.name?.value, from: message.from.value, to: message.to.value,
        id: header.id, sent: round.sent.count - 1, time: now))
    let words = message.spoiled.map { "spoiled: \($0.value.rawValue)" } ?? ""
    round.send(utterance, spoiled: words, at: now, &outbox)
    let isCut = to.sender.map(cut.contains) ?? false
    if isHandedOn, !isCut, refuser == nil {
      lay(out: step, &round, header.intended, forwarding: header.id)
    }
  }

  /// The intermediary that has to refuse a payload instead of handing it on, by the step below it.
  private func refuser(of message: MessageStep, _ round: Round) -> Sender? {
    guard round.next < play.flow.steps.count,
      case .refused(let refusal) = play.flow.steps[round.next].kind,
      refusal.payload == nil || refusal.payload?.value == message.name?.value,
      message.via.contains(where: { $0.value == refusal.party.value }),
      isTarget(refusal.party)
    else { return nil }
    return round.parties[refusal.party.value]
  }

  /// The first payload of a round was planned; the others follow from what comes.
  private func intended(_ round: Round, _ now: PXBTime) -> PXBTime {
    round.sent.isEmpty && round.history.isEmpty && round.next == 1 ? round.start : now
  }

  /// Asks the target to send a payload that answers nothing.
  private mutating func ask(
    _ message: MessageStep, _ step: FlowStep, _ round: inout Round, _ now: PXBTime,
    _ outbox: inout Outbox
  ) {
    guard let to = address(message, round) else { return }
    var given = JSONValue.object([])
    do throws(ValueJudge.NoValue) {
      if let template = message.attributes { given = try round.values.value(of: template) }
    } catch {
      round.obstacle = .noValue(error.reason)
      return
    }
    let arguments: JSONValue = [
      "payload": .string(message.payload.value), "to": to.json, "attributes": given,
    ]
    order(
      .trigger(.send, instance: round.instance(message.from), arguments: arguments),
      "trigger send of \(message.payload.value)", of: step, &round, now, &outbox)
  }

  // MARK: - Parties

  func passesTarget(_ message: MessageStep) -> Bool { message.via.contains { isTarget($0) } }

  func address(_ message: MessageStep, _ round: Round) -> Party? {
    guard let party = round.parties[message.to.value] else { return nil }
    switch message.scope {
    case .one: return Party(party)
    case .everyone: return Party(actor: party.actor, scope: .everyone)
    case .group(let name): return Party(actor: party.actor, scope: .group(name.value))
    }
  }

  /// Who of the target has to consume a payload.
  private func receivers(_ message: MessageStep, _ round: Round) -> [Sender] {
    guard let party = round.parties[message.to.value], let part = play.cast[message.to.value]
    else { return [] }
    switch message.scope {
    case .one: return [party]
    case .everyone: return part.everyone.map { Sender(actor: party.actor, instance: $0) }
    case .group(let name):
      let members = play.cast.groups[name.value] ?? part.instances
      return members.filter(part.everyone.contains)
        .map { Sender(actor: party.actor, instance: $0) }
    }
  }

  /// The intermediaries that we play ourselves: they have handed it on at once.
  private func hops(_ message: MessageStep, _ round: Round, _ now: PXBTime) -> [Hop] {
    message.via.filter { !isTarget($0) }.compactMap { round.parties[$0.value] }
      .map { Hop(party: $0, received: now, sent: now) }
  }

  /// The payload that a step answers.
  func stimulus(of message: MessageStep, _ round: Round) -> Round.Exchanged? {
    switch message.answers {
    case nil: return nil
    case .step(let name): return round.history.last { $0.name == name.value }
    case .latest:
      let (asker, answerer) = (message.to.value, message.from.value)
      return round.history.last { $0.from == asker && $0.to == answerer }
        ?? round.history.last { $0.from == asker }
    }
  }

  // MARK: - What is awaited

  /// Awaits what a step names from now on.
  mutating func lay(
    out step: FlowStep, _ round: inout Round, _ now: PXBTime, forwarding id: String? = nil
  ) {
    switch step.kind {
    case .message(let message):
      expect(message, step, isForbidden: false, nil, &round, now, forwarding: id)
    case .never(let message):
      expect(message, step, isForbidden: true, nil, &round, now)
    case .either(let branches):
      let block = round.blocks
      round.blocks += 1
      for (index, steps) in branches.enumerated() {
        for step in steps {
          guard case .message(let message) = step.kind else { continue }
          expect(message, step, isForbidden: false, (block, index), &round, now)
        }
      }
    case .refused(let refusal):
      let place = round.sent.lastIndex { sent in
        (sent.message.to.value == refusal.party.value
          || sent.message.via.contains { $0.value == refusal.party.value })
          && (refusal.payload == nil || refusal.payload?.value == sent.message.name?.value)
      }
      round.refusals.append(
        .init(
          step: step.number, sent: place, codes: refusal.codes.map(\.value),
          isSilent: refusal.isSilent))
      if let place, refusal.isSilent { round.sent[place].isToBeIgnored = true }
    case .keep, .state, .control, .advance, .again: break
    }
  }

  private func expect(
    _ message: MessageStep, _ step: FlowStep, isForbidden: Bool,
    _ branch: (block: Int, index: Int)?, _ round: inout Round, _ now: PXBTime,
    forwarding id: String? = nil
  ) {
    guard let to = address(message, round), isTarget(message.from) || id != nil,
      !isTarget(message.to)
    else { return }
    let terms = play.terms(ofStep: step.number)
    let answered = stimulus(of: message, round)
    var stimulus: Int?
    var start = now
    if id == nil, let answered {
      start = answered.time
      if let place = answered.sent {
        if let delivered = round.sent[place].delivered {
          start = delivered
        } else if !round.sent[place].awaited.isEmpty {
          stimulus = place
        }
      }
    }
    // What must not come is looked for from here on.
    if isForbidden { (start, stimulus) = (now, nil) }
    let full = terms.patience
    var patience = full
    if isForbidden, let most = play.pace.longestLook {
      patience = min(full / play.pace.compression, most)
    }
    for from in speakers(of: message, answering: answered, isForbidden, round) {
      round.expectations.append(
        Expectation(
          message: message, step: step.number, isForbidden: isForbidden, from: from, to: to,
          correlation: id == nil && !message.isConsequence ? answered?.id : nil, forwarded: id,
          stimulus: stimulus, start: start, patience: patience, fullPatience: full,
          branch: branch))
    }
  }

  /// Who has to send a payload, or must not: the party's instance; where it answers what many got,
  /// each of those; where many are spoken to and it must not come, every instance of the party.
  private func speakers(
    of message: MessageStep, answering answered: Round.Exchanged?, _ isForbidden: Bool,
    _ round: Round
  ) -> [Sender] {
    guard let from = round.parties[message.from.value] else { return [] }
    guard isTarget(message.from), play.flow.reachesMany else { return [from] }
    if isForbidden, let part = play.cast[message.from.value] {
      return part.instances.map { Sender(actor: part.actor, instance: $0) }
    }
    guard let place = answered?.sent, round.sent[place].message.scope != .one,
      round.sent[place].message.to.value == message.from.value
    else { return [from] }
    return round.sent[place].awaited
  }
}

extension MessageStep.Priority {
  /// The priority as the binding has it.
  var binding: SynchroPXB.Priority {
    switch self {
    case .low: .low
    case .medium: .medium
    case .high: .high
    case .emergency: .emergency
    }
  }
}

extension Party {
  /// The party as messages write it.
  var json: JSONValue {
    switch scope {
    case .instance(let instance): ["actor": .string(actor), "inst": .string(instance)]
    case .group(let group): ["actor": .string(actor), "group": .string(group)]
    case .everyone: ["actor": .string(actor), "all": .bool(true)]
    }
  }
}

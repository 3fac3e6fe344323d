import SynchroJSON
import SynchroPXB
import SynchroRunner
import SynchroScript

extension FlowPlayer {
  /// Plays the steps of a round until it has to wait.
  mutating func goOn(_ round: inout Round, _ now: PXBTime, _ outbox: inout Outbox) {
    defer { releaseEarly(&round, now) }
    while !round.isBusy {
      if round.isBroken, round.phase == .steps { round.beginCleaning() }
      switch round.phase {
      case .lingering, .over: return
      case .steps:
        guard round.next < play.flow.steps.count else {
          round.beginCleaning()
          continue
        }
        perform(play.flow.steps, &round, now, &outbox)
      case .cleaning:
        guard round.next < play.flow.always.count else {
          round.phase = .lingering(until: now + play.pace.linger)
          if !round.isReleased { schedule.release(round.lane, at: now - origin) }
          round.isReleased = true
          return
        }
        perform(play.flow.always, &round, now, &outbox)
      }
    }
  }

  /// Lets the lane have its next round while this one only looks whether something comes that must
  /// not: what answers a payload by its id cannot be taken for that of another round.
  private mutating func releaseEarly(_ round: inout Round, _ now: PXBTime) {
    guard play.pace.isHeld, !play.isExclusive, !round.isReleased, round.phase == .steps,
      round.next >= play.flow.steps.count, !round.awaitsSomething
    else { return }
    round.isReleased = true
    schedule.release(round.lane, at: now - origin)
  }

  /// Plays the next step, and lays out what is awaited with it.
  private mutating func perform(
    _ steps: [FlowStep], _ round: inout Round, _ now: PXBTime, _ outbox: inout Outbox
  ) {
    let step = steps[round.next]
    round.next += 1
    switch step.kind {
    case .keep(let name, let value): keep(name.value, value, in: &round, now)
    case .advance(let time): round.pause = now + time.value / play.pace.compression
    case .state(let state):
      // What the harness plays has no state but what the suite says.
      guard isTarget(state.actor) else { break }
      order(
        .state(StateName(rawValue: state.key.value), instance: round.instance(state.actor)),
        "state \(state.key.value)", of: step, &round, now, &outbox)
    case .control(let control, let actor):
      self.control(control, actor.value, step, &round, now, &outbox)
    case .message(let message):
      self.message(message, step, &round, now, &outbox)
    case .again(let name): repeatPayload(name.value, step, &round, now, &outbox)
    case .never, .either, .refused: lay(out: step, &round, now)
    }
    // What stands below is awaited from the same moment on.
    while round.next < steps.count, isAwaited(steps[round.next], round) {
      lay(out: steps[round.next], &round, now)
      round.next += 1
    }
  }

  /// Whether a step only waits.
  private func isAwaited(_ step: FlowStep, _ round: Round) -> Bool {
    switch step.kind {
    case .never, .either, .refused: true
    case .message(let message):
      isTarget(message.from) && !isTarget(message.to)
        && (message.answers != nil || round.order?.isTrigger == true)
    case .keep, .state, .control, .advance, .again: false
    }
  }

  func isTarget(_ party: Ranged<String>) -> Bool { play.cast[party.value]?.isTarget == true }

  // MARK: - Values

  private func keep(
    _ name: String, _ value: Expression, in round: inout Round, _ now: PXBTime
  ) {
    do throws(ValueJudge.NoValue) {
      round.values.set(
        name, to: try round.values.value(of: value, on: .init(nil, at: now.timestamp)))
    } catch {
      round.values.setMissing(name, because: error.reason)
    }
  }

  /// Sends a payload once more, as it was.
  private mutating func repeatPayload(
    _ name: String, _ step: FlowStep, _ round: inout Round, _ now: PXBTime,
    _ outbox: inout Outbox
  ) {
    guard let place = round.sent.lastIndex(where: { $0.message.name?.value == name }) else {
      return
    }
    round.repetition = .init(step: step.number, sent: place, deadline: now + Self.orderPatience)
    var payload = round.sent[place].payload
    payload.header = outbox.header(again: payload.header, .sender(payload.from), at: now)
    round.send(.payload(payload), at: now, &outbox)
  }

  // MARK: - Control

  mutating func control(
    _ control: FlowControl, _ actor: String, _ step: FlowStep, _ round: inout Round,
    _ now: PXBTime, _ outbox: inout Outbox
  ) {
    guard play.cast[actor]?.isTarget == true else {
      // What the harness plays does as it is told without an order; its faults are the suite's steps.
      if case .supply(_, let isUp) = control, let party = round.parties[actor] {
        if isUp { cut.remove(party) } else { cut.insert(party) }
      }
      return
    }
    let instance = round.parties[actor]?.instance
    let verb: ControlVerb
    switch control {
    case .inject(let fault):
      let match = Match(payload: fault.payload?.value, instance: instance)
      verb = .inject(
        FaultInjection(
          FaultName(rawValue: fault.fault.value), match: match, extent: fault.extent,
          amount: fault.amount?.value.amount))
    case .clear(let fault):
      verb = .clear(FaultName(rawValue: fault.value), Match(instance: instance))
    case .trigger(let event, let arguments):
      let found: JSONValue
      do throws(ValueJudge.NoValue) {
        found =
          try arguments.map { template throws(ValueJudge.NoValue) in
            try round.values.value(of: template)
          } ?? .object([])
      } catch {
        round.obstacle = .noValue(error.reason)
        return
      }
      verb = .trigger(EventName(rawValue: event.value), instance: instance, arguments: found)
    case .supply(let supply, let isUp):
      let order: ControlVerb.LinkOrder = isUp ? .up : .down
      let match = Match(instance: instance)
      verb = supply == .link ? .link(order, match) : .power(order, match)
    case .order(let order): return give(order, step, &round, now, &outbox)
    }
    order(verb, step.words(in: play.source), of: step, &round, now, &outbox)
  }

  mutating func order(
    _ verb: ControlVerb, _ words: String, of step: FlowStep, _ round: inout Round,
    _ now: PXBTime, _ outbox: inout Outbox
  ) {
    let header = outbox.header(.control, at: now)
    round.order = PendingOrder(
      step: step, id: header.id, words: words, deadline: now + play.pace.orderPatience)
    orders[header.id] = round.number
    round.send(.control(Control(header: header, verb: verb)), at: now, &outbox)
  }
}

extension FaultStep {
  fileprivate var extent: FaultInjection.Extent {
    if let count { return .count(count.value) }
    if let lasting { return .duration(lasting.value) }
    return .untilCleared
  }
}

extension FaultStep.Amount {
  /// A share as it is, a time in milliseconds, as the binding has it.
  fileprivate var amount: Double? {
    switch self {
    case .number(let number): Double(number.lexeme)
    case .duration(let time): Double(time.wholeMicroseconds) / 1000
    }
  }
}

extension FlowStep {
  /// Whether it lets something happen at a party, which may send a payload for it.
  var isTrigger: Bool {
    if case .control(let control, _) = kind, case .trigger = control { return true }
    return false
  }
}

extension PendingOrder {
  var isTrigger: Bool { step.isTrigger }
}

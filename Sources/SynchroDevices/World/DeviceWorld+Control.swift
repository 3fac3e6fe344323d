import SynchroFlows
import SynchroJSON
import SynchroPXB
import SynchroTiming

/// The control channel: what a tester may do to devices beside their traffic.
extension DeviceWorld {
  /// What became of an order.
  typealias Refusal = (code: PXBErrorCode, detail: String)

  mutating func obey(_ control: Control) {
    if hasAnywhere(.declaredRefused), case .clear = control.verb {
      return conclude(control, unsupported("verb", "clear"))
    }
    switch control.verb {
    case .clock(let order): return conclude(control, .done(turnClock(order)))
    case .reset(let scope):
      reset(scope)
      conclude(control, .done(.object([])))
    case .inject(let injection):
      guard FaultName.known.contains(injection.fault) else {
        return conclude(control, unsupported("fault", injection.fault.rawValue))
      }
      faults.inject(injection, at: stamp)
      conclude(control, .done(.object([])))
    case .clear(let fault, let match):
      faults.clear(fault, match)
      resume()
      conclude(control, .done(.object([])))
    case .trigger(let event, let instance, let arguments):
      conclude(control, trigger(event, instance, Attributes(arguments)))
    case .observe(let since): conclude(control, .done(observed(since: since)))
    case .state(let name, let instance): conclude(control, tell(name, of: instance))
    case .link(let order, let match): conclude(control, link(order, match.instance))
    case .power(let order, let match): conclude(control, power(order, match.instance))
    case .prompt: conclude(control, unsupported("verb", "prompt"))
    case .other(let name): conclude(control, unsupported("verb", name))
    }
  }

  private mutating func conclude(_ control: Control, _ outcome: ControlResult.Outcome) {
    if hasAnywhere(.resultMissing), case .refused = outcome { return }
    for _ in 0..<(hasAnywhere(.resultTwice) ? 2 : 1) {
      outgoing.append(
        .controlResult(
          ControlResult(
            header: controlHeader(), correlation: control.header.id, outcome: outcome)))
    }
  }

  private func unsupported(_ what: String, _ name: String) -> ControlResult.Outcome {
    if hasAnywhere(.undeclaredDone), name.hasPrefix("x-") { return .done(.object([])) }
    return .refused(.controlUnsupported, detail: "there is no \(what) '\(name)' here")
  }

  // MARK: - Clock

  private mutating func turnClock(_ order: ControlVerb.ClockOrder) -> JSONValue {
    switch order {
    case .get: break
    case .freeze: clock.freeze()
    case .advance(let length): run(until: clock.local + length)
    case .runUntil(let moment): run(until: moment)
    }
    return ClockReading(
      now: clock.local, next: timers.first.map { PXBTime(clamping: $0.time) }
    ).result
  }

  /// Fires all timers up to a moment, and those that they set: when this returns all is quiet.
  private mutating func run(until moment: PXBTime) {
    runTimers(until: moment, stampedAt: .epoch)
    clock.move(to: moment)
    stamp = clock.local
  }

  // MARK: - Reset

  private mutating func reset(_ scope: ControlVerb.ResetScope) {
    timers.removeAll()
    forgetQueues()
    guard scope != .queue else { return }
    forgetIDs()
    if hasAnywhere(.numbersRestart) {
      controlSequence = 0
      for place in devices.indices { devices[place].mail.sequence = 0 }
    }
    guard scope == .factory else { return }
    faults.removeAll()
    links.bring(up: nil)
    // Numbers count on until the next greeting.
    let counts = devices.map(\.mail.sequence)
    populate(born: stamp)
    for (place, count) in zip(devices.indices, counts) { devices[place].mail.sequence = count }
  }

  /// What is on its way in one run ends with it: the next one gives the same ids to other messages. What devices do
  /// of their own, such as the end of an event, goes on.
  mutating func forgetRun() {
    var kept = EventHeap<WorldEvent>()
    while let event = timers.pop() {
      if event.payload.isOfDevice { kept.push(event) }
    }
    timers = kept
    forgetQueues()
    forgetIDs()
  }

  private mutating func forgetQueues() {
    forwards = [:]
    watches = [:]
    held = nil
    for place in devices.indices {
      devices[place].mail.isReading = false
      devices[place].mail.forgetQueue()
    }
  }

  private mutating func forgetIDs() {
    for place in devices.indices { devices[place].mail.forgetSession() }
    observations = []
    observed = 0
    lastSent = [:]
    directory.forget()
  }

  // MARK: - Looking

  private func observed(since number: Int) -> JSONValue {
    Observed.result(Array(observations.drop { $0.number < number }.prefix(1000)))
  }

  private func tell(_ name: StateName, of instance: String?) -> ControlResult.Outcome {
    guard let place = self.place(of: instance) else {
      return .refused(.unknownInstance, detail: "there is no instance '\(instance ?? "")' here")
    }
    if hasAnywhere(.undeclaredDone), !StateName.known.contains(name) { return .done(.object([])) }
    guard let state = devices[place].state(name, at: stamp) else {
      return .refused(
        .controlUnsupported, detail: "\(devices[place].me) has no state '\(name.rawValue)'")
    }
    return .done(state)
  }

  /// The device of an instance; of none, the only one or the first.
  func place(of instance: String?) -> Int? {
    guard let instance else { return devices.isEmpty ? nil : 0 }
    return devices.firstIndex { $0.me.instance == instance }
  }

  // MARK: - Links and power

  private mutating func link(
    _ order: ControlVerb.LinkOrder, _ instance: String?
  ) -> ControlResult.Outcome {
    links.take(down: instance)
    switch order {
    case .down: break
    case .up: linkUp(instance)
    case .cycle: schedule(.linkUp(instance), at: stamp + .seconds(1))
    }
    return .done(.object([]))
  }

  mutating func linkUp(_ instance: String?) {
    links.bring(up: instance)
    for place in devices.indices
    where instance == nil || devices[place].me.instance == instance { flush(place) }
    resume()
  }

  private mutating func power(
    _ order: ControlVerb.LinkOrder, _ instance: String?
  ) -> ControlResult.Outcome {
    let chosen = devices.indices.filter { instance == nil || devices[$0].me.instance == instance }
    guard !chosen.isEmpty else {
      return .refused(.unknownInstance, detail: "there is no instance '\(instance ?? "")' here")
    }
    for place in chosen {
      if order != .up { _ = turn(place, at: stamp) { $0.losePower(in: &$1) } }
      if order != .down { _ = turn(place, at: stamp) { $0.regainPower(in: &$1) } }
    }
    return .done(.object([]))
  }
}

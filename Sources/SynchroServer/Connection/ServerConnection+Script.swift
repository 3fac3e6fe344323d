import SynchroWire

/// The steps that are still to be played, and the alarm that plays the next one.
struct WireScript {
  private var steps: ArraySlice<WireStep> = []
  private var alarm: Alarm?

  mutating func load(_ steps: [WireStep]) {
    self.steps = steps[...]
  }

  mutating func next() -> WireStep? {
    steps.popFirst()
  }

  /// Puts a step in front of the others.
  mutating func putBack(_ step: WireStep) {
    steps = [step] + steps
  }

  /// A script has one alarm at a time: whoever waits for it plays nothing else.
  var isAsleep: Bool { alarm != nil }

  mutating func sleep(until moment: Moment, on reactor: Reactor, _ wake: @escaping () -> Void) {
    alarm = reactor.setAlarm(at: moment, wake)
  }

  mutating func wakeUp() {
    alarm = nil
  }

  mutating func cancel(_ reactor: Reactor) {
    if let alarm = alarm.take() { reactor.cancel(alarm) }
    steps = []
  }
}

extension ServerConnection {
  /// Plays steps until one has to wait for time or room, or the script or the connection ends.
  func play() {
    while phase == .playing, pendingOutput.isEmpty, !script.isAsleep {
      guard let step = script.next() else {
        flush()
        guard phase == .playing else { return }
        phase = exchange.isPersistent && !worker.isRetiring ? .reading : .finishing
        return
      }
      perform(step)
    }
  }

  private func perform(_ step: WireStep) {
    switch step {
    case .bytes(let bytes): worker.output += bytes
    case .drip(let bytes, let pause):
      guard let first = bytes.first else { return }
      worker.output.append(first)
      flush()
      guard bytes.count > 1, phase == .playing else { return }
      script.putBack(.drip(Array(bytes.dropFirst()), every: pause))
      sleep(pause)
    case .sleep(let pause):
      flush()
      guard phase == .playing else { return }
      sleep(pause)
    case .reset: end(with: step) { $0.reset() }
    case .truncate: end(with: step) { $0.drop() }
    case .close:
      flush()
      guard phase == .playing else { return }
      phase = .finishing
    case .halfClose:
      end(with: step) { connection in
        if connection.stream.halfClose() != .done { connection.drop() }
      }
    }
  }

  /// What ends a direction waits until everything before it is out.
  private func end(with step: WireStep, _ deed: (ServerConnection) -> Void) {
    flush()
    guard phase == .playing else { return }
    guard pendingOutput.isEmpty else {
      script.putBack(step)
      return
    }
    deed(self)
  }

  private func sleep(_ pause: Duration) {
    script.sleep(until: .now() + pause, on: worker.reactor) { [self] in
      script.wakeUp()
      worker.beginEvent()
      advance(canRead: false)
    }
  }
}

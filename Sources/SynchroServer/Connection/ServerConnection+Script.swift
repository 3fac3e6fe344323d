import SynchroWire
import SynchroTiming

/// The steps that are still to be played, and the alarm that plays the next one.
struct WireScript {
  private var steps: ArraySlice<WireStep> = []
  private var dripping: ArraySlice<UInt8> = []
  private var dripPause = Duration.zero
  private var alarm: Alarm?

  mutating func load(_ steps: [WireStep]) {
    self.steps = steps[...]
    dripping = []
  }

  mutating func drip(_ bytes: [UInt8], every pause: Duration) {
    dripping = bytes[...]
    dripPause = pause
  }

  /// The next byte of a drip, and how long to wait behind it; nil behind the last one.
  mutating func nextDrop() -> (byte: UInt8, pause: Duration?)? {
    guard let byte = dripping.popFirst() else { return nil }
    return (byte, dripping.isEmpty ? nil : dripPause)
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

  mutating func sleep(
    until moment: MonotonicInstant, on reactor: Reactor, _ wake: @escaping () -> Void
  ) {
    alarm = reactor.setAlarm(at: moment, wake)
  }

  mutating func wakeUp() {
    alarm = nil
  }

  mutating func cancel(_ reactor: Reactor) {
    if let alarm = alarm.take() { reactor.cancel(alarm) }
    steps = []
    dripping = []
  }
}

extension ServerConnection {
  /// Plays steps until one has to wait for time or room, or the script or the connection ends.
  func play() {
    while phase == .playing, pendingOutput.isEmpty, !script.isAsleep {
      if let drop = script.nextDrop() {
        worker.output.append(drop.byte)
        flush()
        if let pause = drop.pause, phase == .playing { sleep(pause) }
        continue
      }
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
    case .bytes(let bytes):
      worker.output += bytes
      flushIfLarge()
    case .drip(let bytes, let pause): script.drip(bytes, every: pause)
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
    script.sleep(until: .now() + pause, on: reactor) { [self] in
      script.wakeUp()
      advance(canRead: false)
    }
  }
}

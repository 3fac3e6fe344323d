import SynchroPXB
import SynchroReplay

/// A flow played on the virtual clock of a device: docs/pxb.md, section 9.
///
/// Time goes no further than the earliest thing that either side waits for. After each step the device
/// is asked what time it is; when it answers, it has nothing left to do, and all that it had to say has
/// come.
struct VirtualSession: LiveSession {
  /// How long the device may take to answer an order, on the wall.
  private static let patience = Duration.seconds(60)
  /// More steps than this at one moment, and somebody answers without end.
  private static let burstLimit = 100_000

  /// An order to the device's clock that is not answered yet.
  private struct Order {
    let id: String
    let goal: PXBTime
    let deadline: PXBTime
  }

  let run: String
  var isHeld = false
  private(set) var engine: ReplayEngine
  /// What time it is for both sides.
  private var now = PXBTime.epoch
  private var isBegun = false
  private var order: Order?
  /// When the greeting is given up, on the wall.
  private var greetingDeadline: PXBTime?
  /// When the device's next timer is due.
  private var deviceNext: PXBTime?
  /// Whether something was said since the device was last quiescent.
  private var isUnsettled = true
  private var orders = 0
  private var controls = 0
  private var burst = 0
  private var outgoing: [Utterance] = []

  init(_ engine: ReplayEngine, run: String) {
    self.engine = engine
    self.run = run
  }

  var isFinished: Bool { engine.isFinished && outgoing.isEmpty }

  // MARK: - The time on the wall: only patience depends on it

  var nextWake: PXBTime? {
    if engine.isFinished { return nil }
    guard isBegun else { return .epoch }
    return order?.deadline ?? greetingDeadline
  }

  mutating func wake(at wall: PXBTime) {
    guard !engine.isFinished else { return }
    guard isBegun else {
      isBegun = true
      now = wall
      greetingDeadline = wall + Self.patience
      engine.wake(at: now)
      return collect()
    }
    guard let due = nextWake, due <= wall else { return }
    let words = order == nil ? "the greeting" : "an order to its clock"
    breakOff("the target did not answer \(words) in 60 s", at: wall)
  }

  mutating func receive(_ message: Message, at wall: PXBTime) {
    guard !engine.isFinished else { return }
    if case .controlResult(let result) = message, let order, result.correlation == order.id {
      engine.overhear(message, from: .target, at: order.goal)
      settle(result, order)
    } else {
      // While the clock runs to a goal, what comes was sent when it got there.
      engine.receive(message, at: order?.goal ?? now)
    }
    step(wall)
  }

  mutating func receive(_ fault: PXBFault, at wall: PXBTime) {
    engine.receive(broken: [], fault: fault, at: now)
    step(wall)
  }

  mutating func breakOff(_ reason: String, at wall: PXBTime) {
    engine.breakOff(reason, at: now)
    collect()
  }

  mutating func stop(at wall: PXBTime) {
    engine.stop(at: now)
    collect()
  }

  mutating func takeOutgoing() -> [Message] { takeUtterances().messages }

  mutating func takeUtterances() -> [Utterance] {
    defer { outgoing = [] }
    return outgoing
  }

  // MARK: - The time of the session

  private mutating func settle(_ result: ControlResult, _ order: Order) {
    self.order = nil
    switch result.outcome {
    case .refused(let code, let detail):
      engine.breakOff("the target does not move its clock: \(code.label), \(detail)", at: now)
    case .done(let value):
      guard let reading = ClockReading(value) else {
        engine.breakOff("the target tells of its clock what cannot be read", at: now)
        return
      }
      guard reading.now == order.goal else {
        engine.breakOff(
          "the target's clock does not show \(order.goal), which it was moved to", at: now)
        return
      }
      if reading.now > now { burst = 0 }
      now = reading.now
      deviceNext = reading.next.map { max($0, now) }
    }
  }

  /// Does what can be done until the device has to be waited for.
  private mutating func step(_ wall: PXBTime) {
    collect()
    guard engine.state == .playing else { return }
    greetingDeadline = nil
    while order == nil, !isHeld, engine.state == .playing {
      burst += 1
      guard burst < Self.burstLimit else {
        return breakOff("the target and the harness answer each other without end", at: wall)
      }
      if isUnsettled {
        ask(.get, goal: now, wall)
        return
      }
      let mine = engine.nextWake
      if let deviceNext, deviceNext <= mine ?? deviceNext {
        ask(.runUntil(deviceNext), goal: deviceNext, wall)
      } else if let mine, mine > now {
        ask(.runUntil(mine), goal: mine, wall)
      } else if mine != nil {
        engine.wake(at: now)
        collect()
      } else {
        engine.stop(at: now)
        collect()
      }
    }
  }

  private mutating func ask(_ clock: ControlVerb.ClockOrder, goal: PXBTime, _ wall: PXBTime) {
    orders += 1
    let id = "clock-\(orders)"
    controls += 1
    let header = Header(run: run, id: id, sequence: controls, clock: "h", at: now)
    order = Order(id: id, goal: goal, deadline: wall + Self.patience)
    let message = Message.control(Control(header: header, verb: .clock(clock)))
    outgoing.append(.message(message))
    engine.overhear(message, from: .harness, at: now)
    // All that was said before is handled before the order; what is said from now on is not.
    isUnsettled = false
  }

  /// Takes what the engine wants to send; orders are counted together with those to the clock.
  private mutating func collect() {
    for utterance in engine.takeUtterances() {
      isUnsettled = true
      if case .message(.control(var control)) = utterance {
        controls += 1
        control.header.sequence = controls
        outgoing.append(.message(.control(control)))
      } else {
        outgoing.append(utterance)
      }
    }
  }
}

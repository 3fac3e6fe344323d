public import SynchroPXB
import SynchroFlows
import SynchroJSON
import SynchroTiming

/// Reference devices of any number of actors as one party: a value without sockets and clocks.
///
/// Whoever owns the time calls it (``SynchroPXB/Participant``). Everything that happens later is a
/// timer; the same seed and the same messages at the same times give the same answers, to the byte.
public struct DeviceWorld: Participant, Sendable {
  /// What it is set up with.
  public let settings: DeviceSettings
  let model: DeviceModel
  let cast: [DeviceCast]
  let seed: UInt64

  var devices: [Device] = []
  var places: [Sender: Int] = [:]
  /// The places of the devices of each actor.
  var actors: [String: [Int]] = [:]
  /// Whether any device passes messages on.
  private(set) var hasGateways = false
  var directory = Directory()
  var groups: [String: Set<String>] = [:]
  var clock = WorldClock()
  var timers = EventHeap<WorldEvent>()
  var timersMade: UInt64 = 0
  var outgoing: [Message] = []
  var faults = FaultTable()
  var defects: ActiveDefects
  var links = LinkTable()
  var forwards: [String: Forward] = [:]
  var watches: [String: Watch] = [:]
  /// What the applications of the devices believe to have received; the oldest is forgotten.
  var observations: [Observed] = []
  var observed = 0
  var isBorn: Bool
  var run = ""
  /// A defect has made it give up on the session.
  var isDeaf = false
  /// Whose supply may be interrupted; nil before anybody has said so.
  var hazards: Set<String>?
  var idsMade = 0
  var sessionSequence = 0
  var controlSequence = 0
  /// What messages say the time is: that of the timer that fires, or of the message that came.
  var stamp = PXBTime.epoch
  /// A payload that a defect holds back until the next one has gone out.
  var held: (device: Int, message: PayloadMessage)?
  /// What was sent last under a name, for defects that repeat it.
  var lastSent: [String: PayloadMessage] = [:]
  let noise: CounterRandom

  /// The devices of a cast. Instances and actors that the model does not know are left out.
  ///
  /// Registers count since `born`; without it, since a month before the first greeting.
  public init(
    model: DeviceModel, cast: [DeviceCast], seed: UInt64 = 1, defects: [DeviceDefect] = [],
    settings: DeviceSettings = DeviceSettings(), born: PXBTime? = nil
  ) {
    self.model = model
    self.cast = cast
    self.seed = seed
    self.settings = settings
    let random = CounterRandom(seed: seed)
    noise = random.child(2)
    self.defects = ActiveDefects(defects, random: random.child(3))
    clock.isFrozen = settings.clockMode == .virtual
    clock.frozenAt = born ?? .epoch
    isBorn = born != nil
    directory.name(
      settings.peers.map { Capability.Role(actor: $0.actor, instances: $0.instances) })
    populate(born: born ?? .epoch)
  }

  /// Puts every device into the state that it leaves the factory in.
  mutating func populate(born: PXBTime) {
    devices = []
    places = [:]
    actors = [:]
    hasGateways = false
    groups = [:]
    let random = CounterRandom(seed: seed).child(1)
    for part in cast {
      guard let role = model.roles[part.actor] else { continue }
      for (number, instance) in part.instances.enumerated() {
        let me = Sender(actor: part.actor, instance: instance)
        guard places[me] == nil else { continue }
        places[me] = devices.count
        actors[part.actor, default: []].append(devices.count)
        let stream = random.child(UInt64(devices.count))
        devices.append(Device(me, role: role, number: number, random: stream, born: born))
        if Self.everyLine.contains(part.actor) { hasGateways = true }
        guard role.isField || role == .gateway else { continue }
        groups[number.isMultiple(of: 2) ? "north" : "south", default: []].insert(instance)
      }
    }
  }

  // MARK: - Participant

  /// Takes a message that has arrived; devices act on it a little later.
  public mutating func receive(_ message: Message, at now: PXBTime) {
    clock.note(now)
    runTimers(until: clock.local, stampedAt: clock.local)
    stamp = clock.local
    if run.isEmpty { run = message.header.run }
    guard !isDeaf else { return }
    switch message {
    case .payload(let payload): route(payload)
    case .receipt(let receipt): settle(receipt.correlation, stage: receipt.stage)
    case .error(let error):
      if let id = error.correlation { settle(id, stage: .consumed) }
    case .hello(let hello): greet(hello)
    case .selection(let selection): confirm(selection)
    case .control(let control): obey(control)
    case .bye: outgoing.append(.bye(Bye(header: sessionHeader())))
    case .capability, .confirmation, .controlResult:
      refuse(message, .badEnvelope, "only a target sends this")
    }
  }

  /// Does everything that is due.
  public mutating func wake(at now: PXBTime) {
    clock.note(now)
    runTimers(until: clock.local, stampedAt: clock.local)
  }

  /// When the next timer is due; nil while none is, or while the devices' clock stands still.
  public var nextWake: PXBTime? {
    guard let first = timers.first else { return nil }
    return clock.outside(PXBTime(clamping: first.time))
  }

  /// Hands over what the devices want to send, in order.
  public mutating func takeOutgoing() -> [Message] {
    let messages = outgoing
    outgoing = []
    return messages
  }

  /// Whether any device has a quirk of the binding, which all share.
  func hasAnywhere(_ quirk: DeviceQuirk) -> Bool {
    !defects.defects.isEmpty && actors.keys.contains { defects.has(quirk, at: $0) }
  }

  // MARK: - Timers

  mutating func schedule(_ event: WorldEvent, at time: PXBTime) {
    timersMade += 1
    timers.push(.init(time: time.microseconds, order: timersMade, payload: event))
  }

  /// Fires what is due, each at its own time; messages carry the later of that and `stampedAt`.
  mutating func runTimers(until moment: PXBTime, stampedAt floor: PXBTime) {
    while let first = timers.first, first.time <= moment.microseconds {
      _ = timers.pop()
      let due = PXBTime(clamping: first.time)
      stamp = max(due, floor)
      fire(first.payload, at: due)
    }
    stamp = max(stamp, moment)
  }

  private mutating func fire(_ event: WorldEvent, at due: PXBTime) {
    switch event {
    case .read(let place): read(place, at: due)
    case .send(let place, let send): emit(send, from: place, at: due)
    case .device(let place, let event):
      turn(place, at: due) { device, turn in device.happen(event, in: &turn) }
    case .forward(let id): passOn(id, at: due)
    case .giveUp(let id): giveUp(id, at: due)
    case .unanswered(let id): reportUnanswered(id, at: due)
    case .transmit(let place, let message): transmit(message, from: place)
    case .linkUp(let instance): linkUp(instance)
    }
  }
}

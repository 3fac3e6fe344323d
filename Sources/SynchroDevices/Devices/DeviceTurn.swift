import SynchroFlows
import SynchroJSON
import SynchroPXB
import SynchroTiming

/// What came of an action.
enum ActionOutcome {
  /// The answers go out with these attributes; what follows goes out after a time.
  case done(Attributes, followsAfter: Duration = .seconds(1))
  /// Consumed; nothing answers it now.
  case quiet
  /// Consumed, and it failed: the payload that says so goes out; where there is none, the message
  /// is refused.
  case failed(PXBErrorCode)
  /// The message itself is refused.
  case refused(PXBErrorCode, String)
}

/// A payload that a device wants to send.
struct DeviceSend {
  let name: String
  var attributes = Attributes()
  /// Whom to; nil lets the rows say.
  var to: Party?
  /// The id that it answers.
  var correlation: String?
  /// What caused it; the rows choose the receivers by its sender.
  var cause: PayloadMessage?
  /// Whether it is for whoever keeps the books, rather than for a gateway that handed the cause on.
  var isForBooks = false
  /// How long from now; nil takes a share of the bound.
  var delay: Duration?
  var priority: Priority?
  var expires: PXBTime?
  /// When it was to go out, where a defect makes it late.
  var planned: PXBTime?
}

/// What a device has asked to be woken for.
enum DeviceEvent: Sendable {
  case switchMoves(String)
  case valveMoves(String)
  case loadStarts(String)
  case loadEnds(String)
  case firmwareActivates(String)
  case creditRunsOut
  case restore(Bool)
  case forget
}

/// One turn of a device: what it may look at, and what it wants to happen.
struct DeviceTurn {
  /// The device's time.
  let now: PXBTime
  let me: Sender
  let model: DeviceModel
  let settings: DeviceSettings
  let defects: ActiveDefects
  /// Whether a fault is injected here now; asking counts as a strike.
  var faults: FaultTable
  /// The next random numbers of the device.
  var random: DeviceRandom
  private(set) var sends: [DeviceSend] = []
  private(set) var wakes: [(event: DeviceEvent, at: PXBTime)] = []

  init(
    now: PXBTime, me: Sender, model: DeviceModel, settings: DeviceSettings,
    defects: ActiveDefects, faults: FaultTable, random: DeviceRandom
  ) {
    self.now = now
    self.me = me
    self.model = model
    self.settings = settings
    self.defects = defects
    self.faults = faults
    self.random = random
  }

  func has(_ quirk: DeviceQuirk) -> Bool { defects.has(quirk, at: me.actor) }

  mutating func send(_ send: DeviceSend) { sends.append(send) }

  mutating func wake(_ event: DeviceEvent, at time: PXBTime) { wakes.append((event, time)) }

  /// Whether a fault strikes this device.
  mutating func strikes(_ fault: FaultName, _ payload: String? = nil) -> Bool {
    faults.strike(fault, payload: payload, instance: me.instance, at: now) != nil
  }
}

/// The random numbers of one device, one after the other.
struct DeviceRandom: Sendable {
  private let stream: CounterRandom
  private var drawn: UInt64 = 0

  init(_ stream: CounterRandom) { self.stream = stream }

  /// A number above 0, at most 1.
  mutating func unit() -> Double {
    drawn += 1
    return stream.unit(drawn)
  }

  /// A duration from nothing to a longest.
  mutating func upTo(_ longest: Duration) -> Duration {
    .microseconds(Int64(Double(longest.wholeMicroseconds) * unit()))
  }

  /// A number that is the same whenever it is asked for.
  func fixed(_ index: UInt64) -> Double { stream.child(index).unit(0) }
}

import SynchroFlows
import SynchroJSON
import SynchroPXB
import SynchroTiming

/// One device: who it is, and the parts that it has. Actors of every class are made of the same
/// parts; the payloads that an actor receives decide which of them it ever uses.
struct Device: Sendable {
  let me: Sender
  let role: DeviceRole
  /// Its EUI-64.
  let mac: String
  /// Its number among the instances of its actor, from 0.
  let number: Int
  /// Who has spoken to it, by actor.
  var acquaintances: [String: String] = [:]
  var random: DeviceRandom
  var mail = Mailbox()
  var hasPower = true
  /// Whether it belongs to a home network.
  var isJoined = false
  /// What a customer reads on it.
  var display = ""
  /// The mode in which the customer's energy is limited.
  var isCapped = false
  var programs: [String: [String]] = [:]

  var register: EnergyRegister
  var service = ServiceSwitch()
  var load: LoadProgram
  var prices = PriceBook()
  var software = Software()
  var store = MessageStore()
  var feeder = FeederState()
  var appliance = ApplianceState()
  var office = OfficeState()
  var documents = DocumentBook()

  init(
    _ me: Sender, role: DeviceRole, number: Int, random: CounterRandom, born: PXBTime
  ) {
    self.me = me
    self.role = role
    self.number = number
    mac = me.usualAddress
    self.random = DeviceRandom(random.child(1))
    register = EnergyRegister(
      kinds: Self.readings(of: me.actor), since: born, pattern: random.child(2))
    load = LoadProgram(watts: (500 + 2500 * random.child(3).unit(0)).rounded())
  }

  private static func readings(of actor: String) -> [EnergyRegister.Kind] {
    actor.contains("Gas") || actor.contains("Water")
      ? [.volume] : [.delivered, .received, .demand, .voltage]
  }

  /// Whether its valve or its switch is the customer's supply.
  var hasValve: Bool { me.actor.contains("Gas") }

  // MARK: - What happens to it

  /// Does what a payload asks for.
  mutating func act(
    _ action: DeviceAction, on payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    let asked = Attributes(of: payload)
    switch action {
    case .readRegister, .readIntervals, .readBulk, .readAccount:
      return read(action, asked, in: &turn)
    case .operateSwitch, .cancelOperation, .tellSwitch, .operateValve, .tellValve:
      return operate(action, asked, payload, in: &turn)
    case .configurePrepayment, .enroll, .unenroll, .show, .cap, .uncap:
      return serve(action, asked, payload, in: &turn)
    case .manageLoad, .shedLoad, .noteOptOut:
      return manage(action, asked, payload, in: &turn)
    case .setPrice:
      return price(asked, payload, in: &turn)
    case .join, .leave, .negotiateCharge:
      return connect(action, asked, payload, in: &turn)
    case .updateFirmware, .updateProgram:
      return update(asked, payload, in: &turn)
    case .readSensor, .tellFeeder, .open, .close, .operate, .stepUp, .stepDown, .configure:
      return switchFeeder(action, asked, payload, in: &turn)
    case .tellStorage, .discharge, .setChargeRate:
      return charge(action, asked, payload, in: &turn)
    case .c5Register, .c5Select, .c5Record, .c5Complete, .c5ConfigureRequest, .c5Configured:
      return keepBooks(action, asked, payload, in: &turn)
    case .c5Commission, .c5Identify, .c5Authenticated:
      return commission(action, asked, payload, in: &turn)
    case .c5Bind, .c5Authenticate, .c5Configure:
      return register(action, asked, payload, in: &turn)
    case .c5Group, .c5MessageRequest, .c5Acknowledged, .c5Override, .c5Activity:
      return broadcast(action, asked, payload, in: &turn)
    case .c5Event, .c5Price, .c5Condition, .c5Public, .c5BillingCycle:
      return take(action, asked, payload, in: &turn)
    case .derTake, .derAsk:
      return file(action, asked, payload, in: &turn)
    case .c5Usage, .store:
      return .quiet
    }
  }

  /// Does what it asked to be woken for.
  mutating func happen(_ event: DeviceEvent, in turn: inout DeviceTurn) {
    switch event {
    case .switchMoves(let id): moveSwitch(id, in: &turn)
    case .valveMoves(let id): moveSwitch(id, in: &turn)
    case .loadStarts(let id): startLoad(id, in: &turn)
    case .loadEnds(let id): endLoad(id, in: &turn)
    case .firmwareActivates(let component): activate(component, in: &turn)
    case .creditRunsOut: runOutOfCredit(in: &turn)
    case .restore(let reports): restore(reports: reports, in: &turn)
    case .forget: forget(in: &turn)
    }
  }

  // MARK: - What it is asked in private

  /// A state as the control channel tells it; nil when it has no such state.
  func state(_ name: StateName, at now: PXBTime) -> JSONValue? {
    switch name {
    case .store: return store.state(at: now)
    case .switch: return switchState(at: now)
    case .load: return role.hasLoad ? load.state : nil
    case .program: return programState
    case .price: return role.hasLoad ? prices.state(at: now) : nil
    case .display: return displayState(at: now)
    case .reading: return readingState(at: now)
    case .firmware: return software.state
    default: return nil
    }
  }

  private func switchState(at now: PXBTime) -> JSONValue? {
    switch role {
    case .meter:
      [
        "state": .string(service.word(valve: hasValve)), "supplies": .bool(service.supplies),
        "pending": .bool(service.pending != nil), "capped": .bool(isCapped),
        "credit": service.credit.map { .decimal($0, digits: 2) } ?? .null,
      ]
    case .feeder, .storage: feeder.state
    default: nil
    }
  }

  private var programState: JSONValue {
    [
      "joined": .bool(isJoined), "programs": .array(appliance.programs.map { .string($0) }),
      "group": .string(appliance.group), "alert_level": .string(appliance.alertLevel),
      "cycle_start": appliance.cycleStart.map { .exactly($0) } ?? .null,
      "language": .string(appliance.language),
      "registration": .string(appliance.step.rawValue),
      "enrolled": .object(
        programs.sorted { $0.key < $1.key }.map { account, codes in
          JSONField(account, .array(codes.map { .string($0) }))
        }),
      "devices": office.state,
    ]
  }

  private func displayState(at now: PXBTime) -> JSONValue {
    [
      "text": .string(display), "price": prices.state(at: now)["price"] ?? .null,
      "messages": store.state(at: now)["messages"] ?? .array([]),
      "event": load.active.map { .string($0.id) } ?? .null,
    ]
  }

  private func readingState(at now: PXBTime) -> JSONValue {
    .object(
      register.kinds.map {
        JSONField($0.rawValue, .decimal(register.value($0, at: now), digits: 3))
      } + [JSONField("energy_kwh", .decimal(register.total(at: now), digits: 3))])
  }
}

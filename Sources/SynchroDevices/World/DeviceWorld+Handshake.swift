import SynchroJSON
import SynchroPXB
import SynchroTiming

/// Greeting, the statement of what can be tested, and the consent to what will be.
extension DeviceWorld {
  mutating func greet(_ hello: Hello) {
    if hello.header.run != run { forgetRun() }
    run = hello.header.run
    begin(at: hello.time)
    guard hello.versions.contains(MessageCodec.version) else {
      return refuse(.hello(hello), .badVersion, "version 1 is spoken here")
    }
    outgoing.append(.capability(capability(answering: hello)))
  }

  mutating func confirm(_ selection: Selection) {
    for role in selection.roles {
      for instance in role.instances
      where places[Sender(actor: role.actor, instance: instance)] == nil {
        return refuse(
          .selection(selection), .unknownInstance, "there is no \(role.actor)/\(instance) here")
      }
    }
    if !selection.peers.isEmpty { directory.name(selection.peers) }
    hazards = Set(selection.hazards)
    outgoing.append(
      .confirmation(
        Confirmation(header: sessionHeader(), correlation: selection.header.id)))
  }

  /// A greeting begins the counters anew; the first one tells devices what time it is.
  private mutating func begin(at time: PXBTime) {
    if settings.clockMode == .virtual { clock.stand(at: time) }
    if !isBorn {
      isBorn = true
      populate(born: clock.local - Self.age)
    }
    stamp = clock.local
    sessionSequence = 0
    controlSequence = 0
    for place in devices.indices { devices[place].mail.sequence = 0 }
  }

  /// How long devices have been in service when a session begins.
  private static let age: Duration = .seconds(30 * 86_400)

  private mutating func capability(answering hello: Hello) -> Capability {
    var statement = Capability(
      header: sessionHeader(), correlation: hello.header.id,
      implementation: .init(vendor: "Synchroscope", product: "reference devices", version: "1"),
      roles: roles, payloads: payloads,
      clock: .init(
        name: settings.clockName, mode: settings.clockMode,
        synchronisation: settings.clockMode == .real ? .shared : .none, error: .zero),
      control: control)
    statement.storeHours = settings.storeHours
    statement.testing = testing
    return statement
  }

  private var roles: [Capability.Role] {
    var seen: Set<String> = []
    return devices.map(\.me.actor).filter { seen.insert($0).inserted }.map { actor in
      Capability.Role(
        actor: actor, instances: devices.filter { $0.me.actor == actor }.map(\.me.instance))
    }
  }

  private var payloads: [Capability.PayloadSupport] {
    roles.map(\.actor).flatMap { actor in
      model.received(by: actor).map { Self.support($0, .receives, actor) }
        + model.sent(by: actor).map { Self.support($0, .sends, actor) }
    }
  }

  private static func support(
    _ payload: DevicePayload, _ direction: Capability.Direction, _ actor: String
  ) -> Capability.PayloadSupport {
    let routes = payload.routes.filter {
      direction == .receives ? $0.to.contains(actor) : $0.from.contains(actor)
    }
    var seen: Set<String> = []
    let sections = routes.compactMap { $0.requirement.split(separator: "/").first }
      .map(String.init)
    return .init(
      name: payload.name, direction: direction, actor: actor,
      scenarios: sections.filter { seen.insert($0).inserted })
  }

  private var control: Capability.ControlSupport {
    .init(
      verbs: [
        "reset", "inject", "clear", "trigger", "clock", "observe", "state", "link", "power",
      ],
      faults: FaultName.known.map(\.rawValue), events: EventName.known.map(\.rawValue),
      states: StateName.known.map(\.rawValue))
  }

  private var testing: Capability.TestingInformation {
    let hazards = devices.filter { $0.role == .meter }.map(\.me.instance)
    let keys = devices.compactMap { device in
      device.publicKey.map { JSONField(device.me.instance, .string($0)) }
    }
    return .init(
      timers: [
        .init(name: "switching", length: settings.switching),
        .init(name: "patience", length: settings.patience),
        .init(name: "restoration-spread", length: settings.restorationSpread),
      ],
      groups: groups.sorted { $0.key < $1.key }.map {
        .init(name: $0.key, instances: $0.value.sorted())
      }, hazards: hazards,
      more: keys.isEmpty ? .object([]) : ["document_keys": .object(keys)])
  }
}

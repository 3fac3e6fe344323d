import SynchroJSON

extension MessageCodec {
  static func write(_ message: Capability, to writer: inout LineWriter) {
    writer.member("version", message.version)
    writer.member("implementation") { writer in
      writer.member("vendor", message.implementation.vendor)
      writer.member("product", message.implementation.product)
      writer.member("version", message.implementation.version)
    }
    write(message.roles, "roles", to: &writer)
    writer.key("payloads")
    writer.array(message.payloads) { writer, payload in
      writer.object { writer in
        writer.member("name", payload.name)
        writer.member("dir", payload.direction.rawValue)
        if let actor = payload.actor { writer.member("actor", actor) }
        if !payload.scenarios.isEmpty { writer.member("scenarios", payload.scenarios) }
      }
    }
    writer.member("receipts", message.receipts)
    write(message.clock, to: &writer)
    writer.member("ctl") { writer in
      writer.member("verbs", message.control.verbs)
      writer.member("faults", message.control.faults)
      writer.member("events", message.control.events)
      writer.member("states", message.control.states)
    }
    write(message.limits, to: &writer)
    if let hours = message.storeHours {
      writer.member("store") { $0.member("hours", hours) }
    }
    if let seconds = message.pollSeconds {
      writer.member("poll") { $0.member("period_s", seconds) }
    }
    writer.member("sec") { writer in
      writer.member("mtls", message.security.mutualTLS)
      writer.member("mac", message.security.messageCodes)
    }
    writer.member("ixit", value(of: message.testing))
  }

  private static func write(_ clock: Capability.Clock, to writer: inout LineWriter) {
    writer.member("clock") { writer in
      writer.member("name", clock.name)
      writer.member("mode", clock.mode.rawValue)
      writer.member("resolution_us", Int(clock.resolution.wholeMicroseconds))
      writer.member("sync", clock.synchronisation.rawValue)
      if let error = clock.error { writer.member("err_us", Int(error.wholeMicroseconds)) }
    }
  }

  private static func write(_ limits: Capability.Limits, to writer: inout LineWriter) {
    writer.member("limits") { writer in
      writer.member("octets", limits.octets)
      if let rate = limits.rate { writer.member("rate", rate) }
      if let outstanding = limits.outstanding { writer.member("outstanding", outstanding) }
    }
  }

  private static func value(of testing: Capability.TestingInformation) -> JSONValue {
    let timers = testing.timers.map { timer in
      JSONField(timer.name, .integer(Int(timer.length.wholeMicroseconds)))
    }
    let groups = testing.groups.map { group in
      JSONField(group.name, .array(group.instances.map { .string($0) }))
    }
    var fields = [
      JSONField("timers_us", .object(timers)), JSONField("groups", .object(groups)),
      JSONField("hazards", .array(testing.hazards.map { .string($0) })),
    ]
    if case .object(let more) = testing.more {
      fields += more.filter { !ownKeys.contains($0.key) }
    }
    return .object(fields)
  }

  private static let ownKeys: Set<String> = ["timers_us", "groups", "hazards"]

  // MARK: - Reading

  static func capability(
    _ header: Header, _ reader: ObjectReader
  ) throws(PXBFault) -> Capability {
    let implementation = try reader.object("implementation")
    var capability = Capability(
      header: header, correlation: try reader.token("corr"),
      version: try reader.integer("version", in: 1...999),
      implementation: .init(
        vendor: try implementation.text("vendor"), product: try implementation.text("product"),
        version: try implementation.text("version")),
      roles: try roles("roles", reader), payloads: try reader.list("payloads", payloadSupport),
      clock: try clock(try reader.object("clock")))
    if reader.has("receipts") { capability.receipts = try reader.flag("receipts") }
    if reader.has("ctl") { capability.control = try controlSupport(try reader.object("ctl")) }
    if reader.has("limits") { capability.limits = try limits(try reader.object("limits")) }
    if reader.has("store") {
      capability.storeHours = try reader.object("store").count("hours")
    }
    if reader.has("poll") {
      capability.pollSeconds = try reader.object("poll").count("period_s", from: 1)
    }
    if reader.has("sec") {
      let security = try reader.object("sec")
      capability.security.mutualTLS = try security.optional("mtls", security.flag) ?? false
      capability.security.messageCodes = try security.optional("mac", security.flag) ?? false
    }
    if reader.has("ixit") { capability.testing = try testing(try reader.object("ixit")) }
    return capability
  }

  static func roles(
    _ key: String, _ reader: ObjectReader
  ) throws(PXBFault) -> [Capability.Role] {
    try reader.list(key) { role throws(PXBFault) in
      Capability.Role(actor: try role.name("actor"), instances: try role.tokens("insts"))
    }
  }

  private static func payloadSupport(
    _ reader: ObjectReader
  ) throws(PXBFault) -> Capability.PayloadSupport {
    Capability.PayloadSupport(
      name: try reader.name("name"), direction: try reader.word("dir"),
      actor: try reader.optional("actor", reader.name),
      scenarios: try reader.optional("scenarios", reader.names) ?? [])
  }

  private static func clock(_ reader: ObjectReader) throws(PXBFault) -> Capability.Clock {
    var clock = Capability.Clock(name: try reader.token("name"), mode: try reader.word("mode"))
    if reader.has("resolution_us") { clock.resolution = try reader.microseconds("resolution_us") }
    if reader.has("sync") { clock.synchronisation = try reader.word("sync") }
    if reader.has("err_us") { clock.error = try reader.microseconds("err_us") }
    return clock
  }

  private static func controlSupport(
    _ reader: ObjectReader
  ) throws(PXBFault) -> Capability.ControlSupport {
    Capability.ControlSupport(
      verbs: try reader.optional("verbs", reader.names) ?? [],
      faults: try reader.optional("faults", reader.names) ?? [],
      events: try reader.optional("events", reader.names) ?? [],
      states: try reader.optional("states", reader.names) ?? [])
  }

  private static func limits(_ reader: ObjectReader) throws(PXBFault) -> Capability.Limits {
    var limits = Capability.Limits()
    if reader.has("octets") {
      limits.octets = try reader.integer("octets", in: 1024...maximumLength)
    }
    if reader.has("rate") { limits.rate = try reader.count("rate", from: 1) }
    if reader.has("outstanding") {
      limits.outstanding = try reader.count("outstanding", from: 1)
    }
    return limits
  }

  private static func testing(
    _ reader: ObjectReader
  ) throws(PXBFault) -> Capability.TestingInformation {
    var testing = Capability.TestingInformation()
    if reader.has("timers_us") {
      let timers = try reader.object("timers_us")
      for member in timers.node.members {
        testing.timers.append(
          .init(name: member.key, length: try timers.microseconds(member.key)))
      }
    }
    if reader.has("groups") {
      let groups = try reader.object("groups")
      for member in groups.node.members {
        guard Token.isValid(member.key) else {
          throw groups.fault(member.key, "the name of a group is to be \(Token.rule)")
        }
        testing.groups.append(
          .init(name: member.key, instances: try groups.tokens(member.key)))
      }
    }
    testing.hazards = try reader.optional("hazards", reader.tokens) ?? []
    let more = reader.node.members.filter { !ownKeys.contains($0.key) }
    testing.more = .object(more.map { JSONField($0.key, $0.value.value) })
    return testing
  }
}

import SynchroJSON

extension MessageCodec {
  static func write(_ message: Control, to writer: inout LineWriter) {
    writer.member("verb", message.verb.name)
    switch message.verb {
    case .reset(let scope): writer.member("scope", scope.rawValue)
    case .inject(let injection): write(injection, to: &writer)
    case .clear(let fault, let match):
      if let fault { writer.member("fault", fault.rawValue) }
      write(match, to: &writer)
    case .trigger(let event, let instance, let arguments):
      writer.member("event", event.rawValue)
      if let instance { writer.member("inst", instance) }
      writer.member("args", arguments)
    case .clock(let order): write(order, to: &writer)
    case .observe(let since): writer.member("since", since)
    case .state(let state, let instance):
      writer.member("key", state.rawValue)
      if let instance { writer.member("inst", instance) }
    case .link(let order, let match), .power(let order, let match):
      writer.member("op", order.rawValue)
      write(match, to: &writer)
    case .prompt(let prompt):
      writer.member("prompt", prompt.id)
      writer.member("text", prompt.text)
      writer.member("params", prompt.parameters)
      writer.member("timeout_us", Int(prompt.timeout.wholeMicroseconds))
    case .other: break
    }
    if let sent = message.trafficSent { writer.member("sent", sent) }
  }

  private static func write(_ injection: FaultInjection, to writer: inout LineWriter) {
    writer.member("fault", injection.fault.rawValue)
    write(injection.match, to: &writer)
    switch injection.extent {
    case .untilCleared: break
    case .count(let count): writer.member("count", count)
    case .duration(let duration):
      writer.member("duration_us", Int(duration.wholeMicroseconds))
    }
    // JSON has no infinities; neither has any fault.
    if let amount = injection.amount, amount.isFinite,
      let number = JSONNumber("\(amount)")
    {
      writer.member("amount", .number(number))
    }
  }

  private static func write(_ match: Match, to writer: inout LineWriter) {
    guard match != .everything else { return }
    writer.member("match") { writer in
      if let payload = match.payload { writer.member("payload", payload) }
      if let instance = match.instance { writer.member("inst", instance) }
    }
  }

  private static func write(_ order: ControlVerb.ClockOrder, to writer: inout LineWriter) {
    switch order {
    case .get: writer.member("op", "get")
    case .freeze: writer.member("op", "freeze")
    case .advance(let duration):
      writer.member("op", "advance")
      writer.member("us", Int(duration.wholeMicroseconds))
    case .runUntil(let time):
      writer.member("op", "run-until")
      writer.member("t", time)
    }
  }

  static func write(_ message: ControlResult, to writer: inout LineWriter) {
    switch message.outcome {
    case .done(let result):
      writer.member("ok", true)
      writer.member("result", result)
    case .refused(let code, let detail):
      writer.member("ok", false)
      writer.member("code", code.rawValue)
      writer.member("detail", detail)
    }
    if let sent = message.trafficSent { writer.member("sent", sent) }
  }

  // MARK: - Reading

  static func control(_ header: Header, _ reader: ObjectReader) throws(PXBFault) -> Control {
    Control(
      header: header, verb: try verb(try reader.name("verb"), reader),
      trafficSent: try trafficSent(reader))
  }

  private static func verb(
    _ name: String, _ reader: ObjectReader
  ) throws(PXBFault) -> ControlVerb {
    switch name {
    case "reset": return .reset(try reader.word("scope"))
    case "inject": return .inject(try injection(reader))
    case "clear":
      let fault = try reader.optional("fault", reader.name)
      return .clear(fault.map(FaultName.init), try match(reader))
    case "trigger":
      let event = EventName(rawValue: try reader.name("event"))
      let arguments = reader.has("args") ? try reader.value("args", .object) : .object([])
      return .trigger(event, instance: try instance(reader), arguments: arguments)
    case "clock": return .clock(try clockOrder(reader))
    case "observe": return .observe(since: try reader.count("since"))
    case "state":
      return .state(StateName(rawValue: try reader.name("key")), instance: try instance(reader))
    case "link": return .link(try reader.word("op"), try match(reader))
    case "power": return .power(try reader.word("op"), try match(reader))
    case "prompt":
      let parameters = reader.has("params") ? try reader.value("params", .object) : .object([])
      return .prompt(
        Prompt(
          id: try reader.token("prompt"), text: try reader.text("text"), parameters: parameters,
          timeout: try reader.microseconds("timeout_us")))
    default: return .other(name)
    }
  }

  private static func instance(_ reader: ObjectReader) throws(PXBFault) -> String? {
    try reader.optional("inst", reader.token)
  }

  private static func injection(_ reader: ObjectReader) throws(PXBFault) -> FaultInjection {
    var injection = FaultInjection(
      FaultName(rawValue: try reader.name("fault")), match: try match(reader))
    switch (reader.has("count"), reader.has("duration_us")) {
    case (true, true):
      throw reader.fault("duration_us", "a fault ends by 'count' or by 'duration_us', not by both")
    case (true, false): injection.extent = .count(try reader.count("count", from: 1))
    case (false, true): injection.extent = .duration(try reader.microseconds("duration_us"))
    case (false, false): break
    }
    if reader.has("amount") {
      guard case .number(let number) = try reader.value("amount", .number),
        let amount = Double(number.lexeme), amount.isFinite
      else { throw reader.fault("amount", "'amount' is to be a number of a sensible size") }
      injection.amount = amount
    }
    return injection
  }

  private static func match(_ reader: ObjectReader) throws(PXBFault) -> Match {
    guard reader.has("match") else { return .everything }
    let match = try reader.object("match")
    return Match(
      payload: try match.optional("payload", match.name),
      instance: try match.optional("inst", match.token))
  }

  private static func clockOrder(
    _ reader: ObjectReader
  ) throws(PXBFault) -> ControlVerb.ClockOrder {
    switch try reader.text("op") {
    case "get": return .get
    case "freeze": return .freeze
    case "advance": return .advance(try reader.microseconds("us"))
    case "run-until": return .runUntil(try reader.time("t"))
    default:
      throw reader.fault("op", "'op' is to be one of 'get', 'freeze', 'advance', 'run-until'")
    }
  }

  static func controlResult(
    _ header: Header, _ reader: ObjectReader
  ) throws(PXBFault) -> ControlResult {
    let outcome: ControlResult.Outcome
    if try reader.flag("ok") {
      outcome = .done(reader.has("result") ? try reader.value("result", .object) : .object([]))
    } else {
      outcome = .refused(try errorCode(reader), detail: try reader.text("detail"))
    }
    return ControlResult(
      header: header, correlation: try reader.token("corr"), outcome: outcome,
      trafficSent: try trafficSent(reader))
  }

  private static func trafficSent(_ reader: ObjectReader) throws(PXBFault) -> Int? {
    try reader.optional("sent") { key throws(PXBFault) in try reader.count(key) }
  }
}

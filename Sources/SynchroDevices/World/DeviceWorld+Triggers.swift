import SynchroJSON
import SynchroPXB

/// Events that make a device originate a payload.
extension DeviceWorld {
  mutating func trigger(
    _ event: EventName, _ instance: String?, _ arguments: Attributes
  ) -> ControlResult.Outcome {
    guard let place = self.place(of: instance) else {
      return .refused(.unknownInstance, detail: "there is no instance '\(instance ?? "")' here")
    }
    let refusal: PXBErrorCode?
    switch event {
    case .userOptOut: refusal = optOut(place, arguments, overrides: false)
    case .userOverride: refusal = optOut(place, arguments, overrides: true)
    case .lastGasp: refusal = turn(place, at: stamp) { $0.losePower(in: &$1) }
    case .restoration: refusal = turn(place, at: stamp) { $0.regainPower(in: &$1) }
    case .scheduledRead: refusal = readOnSchedule(place, arguments)
    case .switchManual: refusal = switchByHand(place)
    case .join: refusal = joinByHand(place)
    case .event: refusal = notice(arguments, at: place)
    case .send: refusal = send(arguments, from: place)
    default:
      if hasAnywhere(.undeclaredDone) { return .done(.object([])) }
      return .refused(.controlUnsupported, detail: "there is no event '\(event.rawValue)' here")
    }
    guard let refusal else { return .done(.object([])) }
    return .refused(refusal, detail: "\(devices[place].me) cannot do this now")
  }

  private mutating func optOut(
    _ place: Int, _ arguments: Attributes, overrides: Bool
  ) -> PXBErrorCode? {
    guard devices[place].role.hasLoad else { return .controlUnsupported }
    let id = arguments.text("event_id")
    return turn(place, at: stamp) { $0.optOut(of: id, overrides: overrides, in: &$1) }
  }

  /// A meter reports its register, or with `intervals` the quarters of an hour of the last hours.
  private mutating func readOnSchedule(_ place: Int, _ arguments: Attributes) -> PXBErrorCode? {
    let actor = devices[place].me.actor
    let wantsIntervals = arguments["intervals"] == true || arguments.number("hours") != nil
    let name =
      wantsIntervals
      ? "Mtr-read_multi-interval-data_resp-data" : "Mtr-read_data_resp-data"
    guard model.payloads[name]?.isSent(by: actor) ?? false else { return .controlUnsupported }
    let hours = min(max(arguments.number("hours") ?? 4, 1), 48)
    turn(place, at: stamp) { device, turn in
      let length = Duration.seconds(Int64(hours) * 3600)
      var send = DeviceSend(name: name)
      send.attributes = device.intervals(from: turn.now - length, length: length, nil, in: turn)
      if !wantsIntervals, let kind = device.register.kinds.first {
        send.attributes["reading"] = .decimal(device.register.value(kind, at: turn.now))
      }
      turn.send(send)
    }
    return nil
  }

  private mutating func switchByHand(_ place: Int) -> PXBErrorCode? {
    switch devices[place].role {
    case .meter:
      turn(place, at: stamp) { device, turn in
        device.set(supplies: !device.service.supplies, cause: nil, in: &turn)
      }
    case .feeder:
      devices[place].feeder.isClosed.toggle()
      let alert = first(sentBy: devices[place].me.actor, like: "_status_change_alert")
      if let alert { originate(alert, ["alert_code": 1], at: place) }
    default: return .controlUnsupported
    }
    return nil
  }

  private mutating func joinByHand(_ place: Int) -> PXBErrorCode? {
    switch devices[place].role {
    case .vehicle:
      let vin = "1SYNCHRO" + String(devices[place].mac.prefix(9))
      originate(
        "PHEV_Vin_data_cmd", ["vin": .string(vin), "command_parameter": "settle"], at: place)
    case .appliance, .home, .meter: devices[place].isJoined = true
    default: return .controlUnsupported
    }
    return nil
  }

  /// The device notices something: `{"type": "security"}`; the payload is the first that it sends
  /// whose name has the word in it.
  private mutating func notice(_ arguments: Attributes, at place: Int) -> PXBErrorCode? {
    let words: [String: String] = [
      "audit": "Audit_Application_Event", "configuration": "Configuration_Event",
      "fault": "Fault_Error_Alarm_Event", "power-quality": "Power_Quality_Event",
      "security": "Security_Event", "alarm": "_alarm", "deviation": "_deviation_alert",
      "status-change": "_status_change_alert", "operate-failure": "_Operate_failure",
      "lock-out": "fault_lock_out_alarm", "self-status": "self-init_status",
      "island": "_in-island-mode_alarm", "island-end": "_out-of-island-mode_alert",
      "battery": "batt_pwr_notification", "activity": "c5.activity_report",
    ]
    let type = arguments.text("type") ?? "alarm"
    if type == "credit-exhausted" {
      devices[place].service.credit = 0
      devices[place].service.creditEnds = stamp
      turn(place, at: stamp) { $0.runOutOfCredit(in: &$1) }
      return nil
    }
    if devices[place].set(type, arguments) { return nil }
    guard let part = words[type],
      let name = first(sentBy: devices[place].me.actor, like: part)
    else { return .controlUnsupported }
    if type == "island" { devices[place].feeder.isIslanded = true }
    if type == "island-end" { devices[place].feeder.isIslanded = false }
    let code = arguments["code"] ?? 1
    var attributes: [String: JSONValue] = [
      "alarm_code": code, "alert_code": code, "event_code": code,
      "response_data": .string(devices[place].feeder.position),
    ]
    for (key, value) in arguments.values where key != "type" { attributes[key] = value }
    if type == "activity" { attributes.merge(devices[place].activity(at: stamp)) { $1 } }
    originate(name, attributes, at: place)
    return nil
  }

  private func first(sentBy actor: String, like part: String) -> String? {
    model.sent(by: actor).map(\.name).first { $0.contains(part) }
  }

  /// Sends what the arguments say: `{"payload": NAME, "to": {"actor": A, "inst": I}, …}`.
  private mutating func send(_ arguments: Attributes, from place: Int) -> PXBErrorCode? {
    guard let name = arguments.text("payload"), let payload = model.payloads[name] else {
      return .payloadNotSupported
    }
    guard payload.isSent(by: devices[place].me.actor) else { return .wrongDirection }
    var send = DeviceSend(name: name)
    if let attributes = arguments["attributes"], case .object(let fields) = attributes {
      for field in fields { send.attributes[field.key] = field.value }
    }
    send.to = party(arguments["to"])
    send.correlation = arguments.text("corr")
    send.delay = .zero
    send.priority = arguments.integer("prio").flatMap(Priority.init(rawValue:))
    send.expires = arguments.moment("exp")
    noteEvents(of: send, at: place)
    turn(place, at: stamp) { _, turn in turn.send(send) }
    return nil
  }

  /// Who sends a request for load management knows when its event ends.
  private mutating func noteEvents(of send: DeviceSend, at place: Int) {
    guard let id = send.attributes.text("event_id"),
      let length = send.attributes.seconds("duration_s")
    else { return }
    let start = send.attributes.moment("start") ?? stamp
    devices[place].office.eventEnds[id] = start + length
  }

  private func party(_ value: JSONValue?) -> Party? {
    guard let value, case .string(let actor)? = value["actor"] else { return nil }
    if case .string(let group)? = value["group"] {
      return Party(actor: actor, scope: .group(group))
    }
    if value["all"] == true { return Party(actor: actor, scope: .everyone) }
    guard case .string(let instance)? = value["inst"] else { return nil }
    return Party(actor: actor, scope: .instance(instance))
  }

  private mutating func originate(
    _ name: String, _ attributes: [String: JSONValue], at place: Int
  ) {
    var send = DeviceSend(name: name)
    send.attributes = Attributes(attributes)
    turn(place, at: stamp) { _, turn in turn.send(send) }
  }
}

extension Attributes {
  init(_ value: JSONValue) {
    self.init()
    guard case .object(let fields) = value else { return }
    for field in fields { self[field.key] = field.value }
  }
}

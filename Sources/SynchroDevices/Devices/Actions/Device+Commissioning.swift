import SynchroJSON
import SynchroPXB

/// The network management system takes an appliance in (C5, scenario 3.1, steps 6 to 13).
extension Device {
  mutating func commission(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard let id = asked.text("device_id"), !id.isEmpty else {
      return .refused(.badAttribute, "device_id names the appliance")
    }
    switch action {
    case .c5Commission: return bind(id, asked, payload, in: &turn)
    case .c5Identify: return identify(id, asked, payload, in: &turn)
    default: return conclude(id, asked, payload, in: &turn)
    }
  }

  /// Steps 6 and 7.
  private mutating func bind(
    _ id: String, _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    var known = OfficeState.Known()
    known.type = asked.text("device_type") ?? ""
    known.request = payload
    office.devices[id] = known
    var send = DeviceSend(name: "c5.bind_cmd")
    send.attributes = Attributes([
      "device_id": .string(id), "meter_id": asked["premise_id"] ?? "-",
    ])
    send.to = appliance(id)
    turn.send(send)
    return .quiet
  }

  /// Steps 8 to 10: the appliance must be the one that was announced, or nothing is sent to it.
  private mutating func identify(
    _ id: String, _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    // The id that answers is looked up by who answers: it may claim to be another.
    let announced = office.devices[payload.from.instance] ?? office.devices[id]
    guard let announced, let request = announced.request else {
      return .refused(.unknownEvent, "no appliance '\(id)' was announced")
    }
    let isSame = id == payload.from.instance && announced.type == asked.text("device_type")
    guard isSame || turn.has(.identityUnchecked) else {
      var failure = DeviceSend(name: "c5.auth_failed")
      failure.attributes = Attributes([
        "device_id": .string(payload.from.instance),
        "failure_code": .integer(PXBErrorCode.unknownEvent.rawValue),
      ])
      failure.to = Party(request.from)
      failure.correlation = request.header.id
      turn.send(failure)
      return .quiet
    }
    office.devices[payload.from.instance]?.step = "identified"
    var send = DeviceSend(name: "c5.auth_params")
    send.attributes = Attributes([
      "device_id": .string(payload.from.instance), "auth_params": .string("k-" + payload.header.id),
    ])
    send.to = Party(payload.from)
    turn.send(send)
    if turn.has(.completesUnauthenticated) { complete(id, request, in: &turn) }
    return .quiet
  }

  /// Steps 12 and 13.
  private mutating func conclude(
    _ id: String, _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard let known = office.devices[id], let request = known.request else {
      return .refused(.unknownEvent, "no appliance '\(id)' was announced")
    }
    guard asked.number("ack_code") == 0 else { return .quiet }
    office.devices[id]?.step = "authenticated"
    if !turn.has(.completesUnauthenticated) { complete(id, request, in: &turn) }
    return .quiet
  }

  private func complete(_ id: String, _ request: PayloadMessage, in turn: inout DeviceTurn) {
    var send = DeviceSend(name: "c5.auth_complete")
    send.attributes = Attributes(["device_id": .string(id), "result": "authenticated"])
    send.to = Party(request.from)
    send.correlation = request.header.id
    turn.send(send)
  }
}

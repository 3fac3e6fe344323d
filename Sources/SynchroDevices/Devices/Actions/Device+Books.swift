import SynchroFlows
import SynchroJSON
import SynchroPXB

/// The customer service system and the system that makes messages: what they know of appliances
/// while these are registered (C5, scenario 3.1, steps 1 to 6 and 13 to 17).
extension Device {
  mutating func keepBooks(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard let id = asked.text("device_id"), !id.isEmpty else {
      return .refused(.badAttribute, "device_id names the appliance")
    }
    switch action {
    case .c5Register: return announce(id, asked, in: turn)
    case .c5Select: return select(id, asked, payload, in: &turn)
    case .c5Record:
      office.devices[id, default: .init()].program = asked.text("program_code") ?? ""
      office.devices[id]?.language = asked.text("language") ?? "en"
      return .quiet
    case .c5Complete:
      office.devices[id, default: .init()].step = "authenticated"
      askForConfiguration(id, in: &turn)
      return .quiet
    case .c5ConfigureRequest: return requestConfiguration(id, asked, payload, in: &turn)
    default: return confirmConfiguration(id, asked, in: &turn)
    }
  }

  /// Steps 1 to 3: the type of appliance has to be one that the utility has approved.
  private mutating func announce(
    _ id: String, _ asked: Attributes, in turn: DeviceTurn
  ) -> ActionOutcome {
    let type = asked.text("device_type") ?? ""
    guard OfficeState.approved.contains(type) || turn.has(.approvalUnchecked) else {
      return .failed(.badAttribute)
    }
    var known = OfficeState.Known()
    known.type = type
    known.account = asked.text("account_id") ?? ""
    office.devices[id] = known
    return .done(Attributes(["program_codes": "price-saver peak-saver", "languages": "en es"]))
  }

  /// Steps 4 to 6: the choice is recorded here and where messages are made, and the network is asked
  /// to take the appliance in.
  private mutating func select(
    _ id: String, _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard let known = office.devices[id] else { return .failed(.unknownEvent) }
    office.devices[id]?.program = asked.text("program_code") ?? ""
    office.devices[id]?.language = asked.text("language") ?? "en"
    var record = DeviceSend(name: "c5.program_record")
    record.attributes = asked
    turn.send(record)
    var commission = DeviceSend(name: "c5.commission_req")
    commission.attributes = Attributes([
      "premise_id": asked["premise_id"] ?? .string("p-" + known.account),
      "device_id": .string(id), "device_type": .string(known.type),
    ])
    turn.send(commission)
    return .done(Attributes())
  }

  /// Step 14.
  private func askForConfiguration(_ id: String, in turn: inout DeviceTurn) {
    let known = office.devices[id] ?? .init()
    var send = DeviceSend(name: "c5.config_req")
    send.attributes = Attributes([
      "device_id": .string(id),
      "group_code": .string(known.program.isEmpty ? "registered" : known.program),
      "price_config": "tou", "language": .string(known.language),
    ])
    turn.send(send)
  }

  /// Step 15.
  private mutating func requestConfiguration(
    _ id: String, _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    office.devices[id, default: .init()].request = payload
    if let language = asked.text("language") { office.devices[id]?.language = language }
    var send = DeviceSend(name: "c5.config_cmd")
    send.attributes = asked
    send.to = appliance(id)
    turn.send(send)
    if turn.has(.confirmsUnconfigured) { confirm(id, payload, 0, in: &turn) }
    return .quiet
  }

  /// Step 17.
  private mutating func confirmConfiguration(
    _ id: String, _ asked: Attributes, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard let request = office.devices[id]?.request else {
      return .refused(.unknownEvent, "nobody asked for '\(id)' to be configured")
    }
    office.devices[id]?.step = "configured"
    if !turn.has(.confirmsUnconfigured) {
      confirm(id, request, asked.integer("ack_code") ?? 0, in: &turn)
    }
    return .quiet
  }

  private func confirm(
    _ id: String, _ request: PayloadMessage, _ code: Int, in turn: inout DeviceTurn
  ) {
    var send = DeviceSend(name: "c5.config_done")
    send.attributes = Attributes(["device_id": .string(id), "ack_code": .integer(code)])
    send.to = Party(request.from)
    send.correlation = request.header.id
    turn.send(send)
  }

  func appliance(_ id: String) -> Party { Party(actor: "Smart Appliance", scope: .instance(id)) }
}

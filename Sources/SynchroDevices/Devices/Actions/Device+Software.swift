import SynchroJSON
import SynchroPXB

/// Firmware and programs: taken at once, in force when their time has come, and confirmed then.
extension Device {
  mutating func update(
    _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    let component = Self.component(of: payload.name)
    let version = asked.text("version") ?? "2.0.0"
    let due = asked.moment("cut_over").map { max($0, turn.now) } ?? turn.now
    software.waiting[component] = .init(
      component: component, version: version, activation: due, cause: payload)
    if turn.has(.firmwareNever) { return .quiet }
    turn.wake(.firmwareActivates(component), at: turn.has(.firmwareEarly) ? turn.now : due)
    return .quiet
  }

  mutating func activate(_ component: String, in turn: inout DeviceTurn) {
    guard let update = software.waiting[component],
      update.activation <= turn.now || turn.has(.firmwareEarly)
    else { return }
    software.waiting[component] = nil
    let failed = turn.strikes(.storeFull)
    if !failed { software.running[component] = update.version }
    for name in turn.model.reactions[update.cause.name]?.answers ?? [] {
      var send = DeviceSend(name: name)
      send.attributes = Attributes([
        "device_id": .string(me.instance),
        "result": failed ? "fail" : "success",
        "revision": .string(software.version(component)),
        "ack_code": .integer(failed ? 4 : 0),
      ])
      send.cause = update.cause
      send.isForBooks = true
      send.correlation = update.cause.header.id
      turn.send(send)
    }
  }

  /// `metrology_firmware` of `metrology_firmware_update_broadcast_cmd`.
  static func component(of payload: String) -> String {
    guard let end = payload.firstRange(of: "_update") else { return payload }
    return String(payload[..<end.lowerBound])
  }
}

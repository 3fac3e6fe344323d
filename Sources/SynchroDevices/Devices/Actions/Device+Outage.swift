import SynchroJSON
import SynchroPXB
import SynchroTiming

/// Loss of mains power: a last gasp, and a word when power is back.
extension Device {
  mutating func losePower(in turn: inout DeviceTurn) -> PXBErrorCode? {
    guard hasPower else { return .stateConflict }
    hasPower = false
    register.set(flows: false, at: turn.now)
    guard role != .gateway else {
      turn.send(battery("off", in: turn))
      return nil
    }
    let lost = turn.has(.lastGaspOfSome) ? turn.defects.share(of: .lastGaspOfSome) : 0
    guard turn.random.unit() <= 1 - lost else { return nil }
    if turn.has(.restorationFirst) { restore(reports: true, in: &turn) }
    var send = DeviceSend(name: "otg_ntf_evnt_data")
    send.attributes = Attributes(["event_code": 1])
    // A meter has a moment's energy: it does not wait for its turn.
    send.delay = turn.random.upTo(.milliseconds(500)) + .milliseconds(1)
    turn.send(send)
    return nil
  }

  /// Power is back: reported after a random while, so that a whole feeder does not speak at once.
  mutating func regainPower(in turn: inout DeviceTurn) -> PXBErrorCode? {
    if hasPower, !turn.has(.restorationUnasked) { return .stateConflict }
    let wait = role == .gateway ? .zero : turn.random.upTo(turn.settings.restorationSpread)
    turn.wake(.restore(true), at: turn.now + wait)
    return nil
  }

  mutating func restore(reports: Bool, in turn: inout DeviceTurn) {
    hasPower = true
    register.set(flows: service.supplies, at: turn.now)
    guard reports else { return }
    guard role != .gateway else {
      turn.send(battery("on", in: turn))
      return
    }
    var send = DeviceSend(name: "svc_rst_ntf_evnt_data")
    send.attributes = Attributes(["alert_code": 2])
    turn.send(send)
  }

  private func battery(_ mains: String, in turn: DeviceTurn) -> DeviceSend {
    var send = DeviceSend(name: "batt_pwr_notification")
    send.attributes = Attributes(["mains": .string(mains)])
    return send
  }
}

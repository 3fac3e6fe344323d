import SynchroJSON
import SynchroPXB

/// Devices on the feeder and storage behind the meter.
extension Device {
  mutating func switchFeeder(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    switch action {
    case .readSensor:
      if turn.strikes(.metrologyFail) { return .refused(.hardwareFault, "the sensor is silent") }
      return .done(Attributes(["response_data": .string(measurement(in: turn))]))
    case .tellFeeder:
      return .done(
        Attributes([
          "response_data": .string(feeder.position), "sensor_status": "ok",
          "condition": "ok", "history": "none",
        ]))
    case .open: return set(closed: false, in: &turn)
    case .close: return set(closed: true, in: &turn)
    case .operate:
      guard let word = asked.text("command_code"), word == "open" || word == "close" else {
        return .refused(.badAttribute, "the command is open or close")
      }
      return set(closed: word == "close", in: &turn)
    case .stepUp: return step(1, in: &turn)
    case .stepDown: return step(-1, in: &turn)
    default:
      feeder.configuration = asked.text("config") ?? asked.text("command_code") ?? "changed"
      return .done(Attributes())
    }
  }

  private func measurement(in turn: DeviceTurn) -> String {
    let volts = 7200 + Int(60 * turn.random.fixed(UInt64(turn.now.microseconds / 1_000_000)))
    return "V=\(volts) A=\(feeder.isClosed ? 120 : 0)"
  }

  private mutating func set(closed: Bool, in turn: inout DeviceTurn) -> ActionOutcome {
    if turn.strikes(.switchStuck) {
      return turn.has(.stuckReportedDone) ? .done(Attributes()) : .failed(.hardwareFault)
    }
    if feeder.isClosed == closed, !turn.has(.conflictAcknowledged) {
      return .refused(.stateConflict, "it is \(feeder.position) already")
    }
    feeder.isClosed = closed
    return .done(Attributes())
  }

  private mutating func step(_ direction: Int, in turn: inout DeviceTurn) -> ActionOutcome {
    if turn.strikes(.switchStuck) {
      return turn.has(.stuckReportedDone) ? .done(Attributes()) : .failed(.hardwareFault)
    }
    let tap = feeder.tap + direction
    guard FeederState.taps.contains(tap) || turn.has(.tapRunsOver) else {
      return .refused(.stateConflict, "the tap is at its end")
    }
    feeder.tap = tap
    return .done(Attributes())
  }

  mutating func charge(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    switch action {
    case .tellStorage:
      let charge = Int(feeder.charge.rounded())
      return .done(Attributes(["response_data": .string("\(charge)% \(feeder.mode)")]))
    case .discharge:
      if feeder.charge <= FeederState.reserve, !turn.has(.dischargesEmpty) {
        return .refused(.stateConflict, "there is nothing left to give")
      }
      feeder.mode = "discharging"
      return .done(Attributes())
    default:
      guard let rate = asked.number("charge_rate_w"), rate >= 0 else {
        return .refused(.badAttribute, "charge_rate_w is a number of watts")
      }
      guard rate <= FeederState.largestRate || turn.has(.chargesTooFast) else {
        return .refused(.badAttribute, "it charges with at most 5000 W")
      }
      feeder.chargeRate = rate
      feeder.mode = rate > 0 ? "charging" : "idle"
      return .done(Attributes())
    }
  }
}

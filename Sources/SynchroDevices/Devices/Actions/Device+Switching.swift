import SynchroJSON
import SynchroPXB

/// The service switch of an electric meter and the valve of a gas meter.
extension Device {
  mutating func operate(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    switch action {
    case .tellSwitch:
      let word = service.word(valve: false)
      return .done(
        Attributes([
          "sw_state": .string(word), "voltage": .decimal(240, digits: 1),
          "amps": .decimal(service.supplies ? load.watts / 240 : 0, digits: 2),
        ]))
    case .tellValve:
      return .done(Attributes(["valve_state": .string(service.word(valve: true))]))
    case .cancelOperation: return cancelOperation(in: &turn)
    case .operateValve: return move(valve: true, asked, payload, in: &turn)
    default: return move(valve: false, asked, payload, in: &turn)
    }
  }

  private mutating func move(
    valve: Bool, _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard let word = asked.text("command_code"), word == "open" || word == "close" else {
      return .failed(.badAttribute)
    }
    let supplies = (word == "open") == valve
    if supplies, service.isOutOfCredit, !turn.has(.suppliesWithoutCredit) {
      return .failed(.stateConflict)
    }
    if turn.strikes(.switchStuck) {
      // Nothing moves; the defect says that it did.
      return turn.has(.stuckReportedDone) ? .done(Attributes()) : .failed(.hardwareFault)
    }
    if service.pending != nil { return .failed(.stateConflict) }
    if service.supplies == supplies, !turn.has(.conflictAcknowledged) {
      return .failed(.stateConflict)
    }
    let at = asked.moment("scheduled").map { max($0, turn.now) } ?? turn.now
    service.pending = .init(id: payload.header.id, supplies: supplies, cause: payload)
    turn.wake(
      valve ? .valveMoves(payload.header.id) : .switchMoves(payload.header.id),
      at: at + turn.settings.switching)
    return .done(Attributes())
  }

  /// Cancels what has not happened yet: either it is cancelled or it happens, never both.
  private mutating func cancelOperation(in turn: inout DeviceTurn) -> ActionOutcome {
    guard service.pending != nil else {
      // Both commands are acknowledged: this one with the code for "too late".
      return .done(Attributes(["ack_code": 2]))
    }
    if !turn.has(.operatesAfterCancel) { service.pending = nil }
    return .done(Attributes())
  }

  mutating func moveSwitch(_ id: String, in turn: inout DeviceTurn) {
    guard let operation = service.pending, operation.id == id else { return }
    service.pending = nil
    set(supplies: operation.supplies, cause: operation.cause, in: &turn)
  }

  /// Moves the switch, and tells whom it concerns.
  mutating func set(supplies: Bool, cause: PayloadMessage?, in turn: inout DeviceTurn) {
    service.supplies = supplies
    register.set(flows: supplies && hasPower, at: turn.now)
    guard !hasValve, !turn.has(.postInfoMissing) else { return }
    var send = DeviceSend(name: "SW_post-oper-info_resp-data")
    send.attributes = Attributes([
      "state": .string(service.word(valve: false)), "oper_time": .moment(turn.now),
    ])
    send.cause = cause
    send.correlation = cause?.header.id
    turn.send(send)
  }
}

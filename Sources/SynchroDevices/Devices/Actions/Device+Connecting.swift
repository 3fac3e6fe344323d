import SynchroJSON
import SynchroPXB

/// The home network, and a vehicle that charges.
extension Device {
  /// A vehicle charges no faster than this.
  static let fastestCharge = 6600.0

  mutating func connect(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    switch action {
    case .join:
      if isJoined, !turn.has(.joinsTwice) { return .failed(.stateConflict) }
      if turn.strikes(.rejectAuthentication) || asked.text("security_material") == "" {
        return .failed(.notAuthenticated)
      }
      isJoined = true
      return .done(Attributes())
    case .leave:
      if !isJoined, !turn.has(.leavesTwice) { return .failed(.stateConflict) }
      isJoined = false
      return .done(Attributes())
    default: return negotiate(asked, payload, in: &turn)
    }
  }

  /// A vehicle tells its charge; a rate that is too high for it is answered with its own. What comes
  /// back to the utility ends the talk.
  private mutating func negotiate(
    _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard role == .vehicle else { return .quiet }
    guard let offer = asked.number("charge_rate_w"), offer >= 0 else {
      return .refused(.badAttribute, "charge_rate_w is a number of watts")
    }
    let rate = turn.has(.chargesTooFast) ? offer : min(offer, Self.fastestCharge)
    feeder.chargeRate = rate
    feeder.mode = rate > 0 ? "charging" : "idle"
    if rate < offer {
      var send = DeviceSend(name: payload.name)
      send.attributes = asked
      send.attributes["charge_rate_w"] = .decimal(rate, digits: 0)
      send.to = Party(payload.from)
      send.cause = payload
      send.correlation = payload.header.id
      turn.send(send)
    }
    return .done(Attributes(["charge_pct": .decimal(feeder.charge, digits: 0)]))
  }
}

import SynchroJSON
import SynchroPXB

/// An appliance is taken into the network (C5, scenario 3.1, steps 7, 8, 11, 12 and 16).
extension Device {
  mutating func register(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    switch action {
    case .c5Bind:
      appliance.step = .bound
      appliance.parameters = ""
      isJoined = true
      return .done(
        Attributes([
          "device_id": .string(appliance.claims ?? me.instance),
          "device_type": .string(appliance.type),
          "key_material": .string(mac + mac),
        ]))
    case .c5Authenticate:
      guard appliance.step != .connected else {
        return .refused(.stateConflict, "it is not bound")
      }
      let parameters = asked.text("auth_params") ?? ""
      guard !parameters.isEmpty else { return .refused(.badAttribute, "there are no parameters") }
      guard parameters != appliance.parameters else {
        return .refused(.replay, "these parameters were used before")
      }
      appliance.parameters = parameters
      if appliance.step == .bound { appliance.step = .authenticated }
      return .done(Attributes())
    default:
      guard appliance.isRegistered || turn.has(.configuresUnauthenticated) else {
        return .refused(.stateConflict, "it is not authenticated")
      }
      appliance.step = .configured
      appliance.group = asked.text("group_code") ?? ""
      appliance.language = asked.text("language") ?? "en"
      appliance.programs = appliance.group.isEmpty ? [] : [appliance.group]
      return .done(Attributes())
    }
  }

  /// What a customer sets at the device, and what goes on in it; false when it is no such thing.
  mutating func set(_ what: String, _ values: Attributes) -> Bool {
    switch what {
    case "alert-limit":
      appliance.alertLevel = values.text("level") ?? appliance.alertLevel
      appliance.alertPrice = values.number("price") ?? appliance.alertPrice
    case "busy": load.isBusy = true
    case "idle": load.isBusy = false
    case "charge": feeder.charge = min(max(values.number("percent") ?? 70, 0), 100)
    case "tap": feeder.tap = Int(min(max(values.number("tap") ?? 0, -16), 16))
    case "type": appliance.type = values.text("device_type") ?? appliance.type
    case "identity": appliance.claims = values.text("device_id")
    default: return false
    }
    return true
  }
}

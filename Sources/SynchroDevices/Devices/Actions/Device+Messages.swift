import SynchroJSON
import SynchroPXB

/// Messages reach an appliance, are kept and shown, and some are acted on (C5, scenario 3.2).
extension Device {
  mutating func take(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    let isPublic = asked.text("audience") == "public"
    if !isPublic, !appliance.isRegistered, !turn.has(.privateToStrangers) {
      return .refused(.stateConflict, "it is not registered, and the message is private")
    }
    if isPublic, !appliance.isRegistered, turn.has(.publicNeedsRegistration) {
      return .refused(.stateConflict, "it is not registered")
    }
    if turn.strikes(.storeFull, payload.name) { return .refused(.hardwareFault, "no room") }
    appliance.received += 1
    keep(asked, payload, in: &turn)
    switch action {
    case .c5Event: return followEvent(asked, payload, in: &turn)
    case .c5Price: learnPrices(asked, in: turn)
    case .c5Condition:
      let value = asked.number("value").map { " \($0)" } ?? ""
      appliance.conditions.append((asked.text("message_kind") ?? "condition") + value)
      if appliance.conditions.count > 64 { appliance.conditions.removeFirst() }
    case .c5Public: if asked.text("message_kind") == "end-of-alert" { display = "" }
    default:
      if !turn.has(.billingCycleIgnored) {
        appliance.cycleStart = asked.moment("cycle_start") ?? turn.now
      }
    }
    return .done(Attributes())
  }

  // MARK: - Store

  private mutating func keep(
    _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) {
    let level = asked.text("level") ?? "low"
    let isOverPrice: Bool =
      if let limit = appliance.alertPrice, let price = asked.number("price") {
        price > limit
      } else {
        false
      }
    let isAlert = Self.rank(level) >= Self.rank(appliance.alertLevel) || isOverPrice
    let text = asked.text("text") ?? ""
    store.add(
      .init(
        id: asked.text("message_id") ?? payload.header.id,
        kind: asked.text("message_kind") ?? payload.name, text: text,
        language: asked.text("language") ?? "en", audience: asked.text("audience") ?? "",
        level: level, stored: turn.now, isAlert: isAlert && !turn.has(.alertLimitIgnored)))
    display = text
    turn.wake(.forget, at: turn.now + keeping(in: turn))
  }

  private static func rank(_ level: String) -> Int {
    ["low": 0, "medium": 1, "high": 2][level] ?? 0
  }

  /// How long messages are kept.
  private func keeping(in turn: DeviceTurn) -> Duration {
    if turn.has(.storeQuarterDay) { return .seconds(6 * 3600) }
    if turn.has(.storeHalfDay) { return .seconds(12 * 3600 + 60) }
    // A minute more: what is promised for 24 hours is there after 24 hours.
    return .seconds(turn.settings.storeHours * 3600 + 60)
  }

  mutating func forget(in turn: inout DeviceTurn) {
    store.forget(before: turn.now - keeping(in: turn) + .microseconds(1))
  }

  // MARK: - Acting

  private mutating func followEvent(
    _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard let id = asked.text("event_id"), id != "-" else { return .done(Attributes()) }
    if asked.text("message_kind") == "end-of-event" {
      if !turn.has(.endOfEventIgnored), load.events[id] != nil {
        load.events[id]?.status = .completed
      }
      return .done(Attributes())
    }
    guard let length = asked.number("duration_s"), length > 0, !turn.has(.notExecuted) else {
      return .done(Attributes())
    }
    let outcome = accept(asked, payload, in: &turn)
    appliance.history.append("event " + id)
    if appliance.history.count > 64 { appliance.history.removeFirst() }
    return outcome
  }

  private mutating func learnPrices(_ asked: Attributes, in turn: DeviceTurn) {
    let from = asked.moment("effective_from") ?? turn.now
    if asked.text("message_kind") == "day-ahead-prices" {
      let prices = (asked.text("prices") ?? "").split(separator: " ").compactMap { Double($0) }
      for (hour, price) in prices.prefix(24).enumerated() {
        add(price, from: from + .seconds(3600 * hour), in: turn)
      }
      return
    }
    if let price = asked.number("price") { add(price, from: turn.now, in: turn) }
    if let next = asked.number("next_price"), from > turn.now, !turn.has(.nextPriceLost) {
      add(next, from: from, in: turn)
    }
  }

  private mutating func add(_ price: Double, from: PXBTime, in turn: DeviceTurn) {
    if turn.has(.stalePriceKept), prices.current(at: turn.now) != nil { return }
    prices.add(.init(tariff: "C5", price: price, from: from, until: nil), at: turn.now)
  }

  /// What an appliance reports of itself (step 8).
  func activity(at now: PXBTime) -> [String: JSONValue] {
    let settings = "language=\(appliance.language) alert-level=\(appliance.alertLevel)"
    return [
      "messages": .integer(appliance.received), "settings": .string(settings),
      "energy_kwh": .decimal(register.total(at: now)),
      "conditions": .string(appliance.conditions.suffix(4).joined(separator: "; ")),
      "history": .string(appliance.history.suffix(4).joined(separator: "; ")),
    ]
  }
}

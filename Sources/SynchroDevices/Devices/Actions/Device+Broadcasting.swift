import SynchroJSON
import SynchroPXB

/// The system that makes messages and hands on what appliances report (C5, scenario 3.2).
extension Device {
  mutating func broadcast(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    switch action {
    case .c5Group:
      guard let group = asked.text("group_code"), let members = asked.texts("device_ids") else {
        return .refused(.badAttribute, "group_code and device_ids are needed")
      }
      office.groups[group] = members
      return .done(Attributes())
    case .c5MessageRequest: return makeMessages(asked, in: &turn)
    case .c5Override:
      if !turn.has(.overrideNotForwarded) { hand(on: "c5.override_notice", asked, in: &turn) }
      return .quiet
    case .c5Activity:
      if !turn.has(.activityNotForwarded) { hand(on: "c5.activity_forward", asked, in: &turn) }
      return .quiet
    default: return .quiet
    }
  }

  private func hand(on name: String, _ asked: Attributes, in turn: inout DeviceTurn) {
    var send = DeviceSend(name: name)
    send.attributes = asked
    turn.send(send)
  }

  private static let payloads = [
    "event": "c5.event_msg", "price": "c5.price_msg", "condition": "c5.condition_msg",
    "public": "c5.public_msg", "billing": "c5.billing_cycle_msg",
  ]

  /// One message for each appliance that is meant, in the language of its customer.
  private func makeMessages(_ asked: Attributes, in turn: inout DeviceTurn) -> ActionOutcome {
    guard let name = asked.text("category").flatMap({ Self.payloads[$0] }) else {
      return .refused(
        .badAttribute, "the category is event, price, condition, public or billing")
    }
    var words = asked
    if turn.has(.audienceLost) { words["audience"] = "" }
    if turn.has(.levelLost) { words["level"] = "low" }
    let everyone = asked.text("audience") == "public" && targets(asked, in: turn) == nil
    for target in everyone ? [nil] : (targets(asked, in: turn) ?? registered).map({ $0 }) {
      var send = DeviceSend(name: name)
      send.attributes = words
      send.attributes["device_id"] = .string(target ?? "all")
      let language = target.flatMap { office.devices[$0]?.language } ?? "en"
      send.attributes["language"] = .string(language)
      if language == "es", let text = asked["text_es"], !turn.has(.languageIgnored) {
        send.attributes["text"] = text
      }
      send.to =
        target.map { appliance($0) } ?? Party(actor: "Smart Appliance", scope: .everyone)
      send.priority = asked.text("level").flatMap { Self.priorities[$0] }
      turn.send(send)
    }
    return .done(Attributes())
  }

  private static let priorities: [String: Priority] = [
    "low": .low, "medium": .medium, "high": .high,
  ]

  private var registered: [String] { office.devices.keys.sorted() }

  /// Those that are named; nil when nobody is.
  private func targets(_ asked: Attributes, in turn: DeviceTurn) -> [String]? {
    if let one = asked.text("target_device"), !one.isEmpty, one != "-" { return [one] }
    guard let group = asked.text("target_group"), !group.isEmpty, group != "-" else { return nil }
    if turn.has(.groupIgnored) { return registered }
    return office.groups[group]
      ?? registered.filter { office.devices[$0]?.program == group }
  }
}

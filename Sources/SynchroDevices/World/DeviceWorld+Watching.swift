import SynchroJSON
import SynchroPXB

/// Who asks expects an answer; where the rows have a payload that says there was none, it is sent.
extension DeviceWorld {
  mutating func watch(_ message: PayloadMessage, from place: Int) {
    guard let reaction = model.reactions[message.name], let name = reaction.unreachable,
      let payload = model.payloads[name], payload.isSent(by: message.from.actor),
      let receiver = message.to.sender
    else { return }
    watches[message.header.id] = Watch(place: place, sent: message)
    let limit =
      model.payloads[message.name]?.route(from: message.from.actor, to: receiver.actor)?.limit
      ?? .seconds(15)
    schedule(.unanswered(message.header.id), at: stamp + limit + settings.patience)
  }

  /// An answer ends the watch over what it answers.
  mutating func settleAnswer(_ payload: PayloadMessage) {
    if let id = payload.correlation { watches[id] = nil }
  }

  mutating func reportUnanswered(_ id: String, at due: PXBTime) {
    guard let watch = watches.removeValue(forKey: id),
      let name = model.reactions[watch.sent.name]?.unreachable
    else { return }
    reportUnreachable(name, watch.sent, by: watch.place, code: .timedOut, at: due)
  }

  /// Says that a payload could not be carried.
  mutating func reportUnreachable(
    _ name: String, _ payload: PayloadMessage, by place: Int, code: PXBErrorCode, at due: PXBTime
  ) {
    guard !defects.has(.noCommunicationError, at: devices[place].me.actor) else { return }
    var send = DeviceSend(name: name)
    send.attributes = Attributes(["failure_code": .integer(code.rawValue)])
    send.attributes["meter_id"] =
      payload.attributes["meter_id"]
      ?? payload.to.sender.map {
        .string($0.instance)
      }
    send.attributes["device_id"] =
      payload.attributes["device_id"]
      ?? payload.to.sender.map {
        .string($0.instance)
      }
    send.cause = payload
    send.correlation = payload.header.id
    plan(send, from: place, at: due)
  }
}

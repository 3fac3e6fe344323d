import SynchroJSON
import SynchroPXB

/// What a defect or a fault makes of a payload before it goes out.
extension DeviceWorld {
  mutating func spoil(
    _ message: inout PayloadMessage, _ payload: DevicePayload, _ route: DevicePayload.Route?
  ) {
    let name = message.name
    let actor = message.from.actor
    guard !defects.defects.isEmpty || !faults.isEmpty else { return }
    if let route, defects.strike(.oversize, name, at: actor) != nil {
      message.body = FillBody.make(size: route.largest + max(1, route.largest / 4), seed: seed)
    }
    if defects.strike(.wrongReceiver, name, at: actor) != nil,
      let other = payload.routes.flatMap({ $0.to + $0.from }).first(where: {
        $0 != message.to.actor
      })
    {
      message.to.actor = other
    }
    if defects.strike(.wrongCorrelation, name, at: actor) != nil {
      message.correlation = lastSent[name]?.correlation.map { $0 + "x" } ?? "unknown"
    }
    if defects.strike(.noCorrelation, name, at: actor) != nil { message.correlation = nil }
    if let defect = defects.strike(.missingAttribute, name, at: actor) {
      change(&message) { $0.removeAll { $0.key == defect.attribute } }
    }
    if let defect = defects.strike(.wrongValue, name, at: actor) {
      change(&message) { fields in
        for index in fields.indices where fields[index].key == defect.attribute {
          fields[index].value = defect.value ?? .null
        }
      }
    }
    if defects.strike(.staleValue, name, at: actor) != nil, let last = lastSent[name] {
      message.attributes = last.attributes
      message.body = last.body
    }
    if defects.strike(.wrongKind, name, at: actor) != nil {
      message.kind = message.kind == .acknowledgement ? .responseData : .acknowledgement
    }
    if defects.strike(.wrongName, name, at: actor) != nil { message.name = name.lowercased() + "_" }
    let instance = message.from.instance
    if faults.strike(.corrupt, payload: name, instance: instance, at: stamp) != nil {
      change(&message) { fields in
        if !fields.isEmpty { fields[0].value = .string("\u{FFFD}") }
      }
    }
  }

  /// What a defect makes of a message's id, number and sender.
  mutating func number(_ message: inout PayloadMessage, _ place: Int) {
    guard !defects.defects.isEmpty else { return }
    let name = message.name
    let actor = message.from.actor
    if defects.strike(.repeatedId, name, at: actor) != nil, let last = lastSent[name] {
      message.header.id = last.header.id
    }
    if defects.strike(.sequenceGap, name, at: actor) != nil {
      devices[place].mail.sequence += 1
      message.header.sequence += 1
    }
    if defects.strike(.wrongActor, name, at: actor) != nil {
      message.from.actor = model.actors.first { $0 != actor } ?? actor
    }
    if defects.strike(.wrongInstance, name, at: actor) != nil { message.from.instance += "-x" }
  }

  private func change(_ message: inout PayloadMessage, _ edit: (inout [JSONField]) -> Void) {
    guard case .object(var fields) = message.attributes else { return }
    edit(&fields)
    message.attributes = .object(fields)
    if message.body.mode == .packed,
      let body = try? AttributePacking.pack(message.attributes, size: message.body.size)
    {
      message.body = body
    }
  }
}

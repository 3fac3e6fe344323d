import SynchroJSON
import SynchroPXB

/// A message that a gateway has taken and whose receiver has not confirmed it.
struct Forward: Sendable {
  var message: PayloadMessage
  /// The gateways that it passes, first to last.
  let gateways: [Int]
  let received: PXBTime
  var wasSent = false
  var isWaiting = false
  let order: UInt64
}

/// Gateways pass messages on with a hop of theirs, keep what the outage of a link holds up, report
/// what they cannot deliver, and never deliver what has expired or what they have reported.
extension DeviceWorld {
  /// The gateways of this world that a message passes, in its direction.
  private func gateways(for payload: PayloadMessage) -> [Int] {
    let all = devices.indices.filter { devices[$0].role == .gateway }
    guard !all.isEmpty, let known = model.payloads[payload.name] else { return [] }
    if !known.via.isEmpty {
      return known.via.compactMap { actor in all.first { devices[$0].me.actor == actor } }
    }
    var chain: [Int] = []
    for actors in Self.chain {
      if let place = all.first(where: { actors.contains(devices[$0].me.actor) }) {
        chain.append(place)
      }
    }
    let southbound = model.roles[payload.to.actor]?.isField ?? true
    if chain.isEmpty { chain = [all[0]] }
    return southbound ? chain : chain.reversed()
  }

  /// From the office to the field: each message passes one of each line that is there.
  private static let chain: [[String]] = [
    ["AMI Head-End(j)", "Distr. SCADA FEP"], ["DAPjm", "FAN gateway - field", "FAN gateway - sub"],
    ["ESI - In Meter", "ESI - Utility", "ESI - 3rd Party", "EVSE / EUMD", "SmartConnect Meter"],
  ]

  func canCarry(_ payload: PayloadMessage) -> Bool {
    places[payload.from] == nil && !gateways(for: payload).isEmpty
  }

  /// A gateway takes a message that is for somebody behind it.
  mutating func take(_ payload: PayloadMessage) {
    let path = gateways(for: payload)
    guard let first = path.first else { return }
    let letter = Mailbox.Letter(payload: payload, received: stamp, order: timersMade)
    if devices[first].mail.hasSeen(payload.header.id) {
      return receipt(.duplicate, letter, at: first)
    }
    receipt(.accepted, letter, at: first)
    forwards[payload.header.id] = Forward(
      message: payload, gateways: path, received: stamp, order: timersMade)
    var delay = Duration.zero
    for place in path {
      let span = settings.forwarding
      delay += span.lowerBound
      delay += devices[place].random.upTo(span.upperBound - span.lowerBound)
    }
    if defects.has(.forwardsSlowly, at: devices[first].me.actor) {
      delay += model.payloads[payload.name]?.routes.map(\.limit).min() ?? .seconds(60)
    }
    schedule(.forward(payload.header.id), at: stamp + delay)
    if case .instance = payload.to.scope {
      schedule(.giveUp(payload.header.id), at: stamp + delay + settings.patience)
    }
  }

  private func isCut(_ forward: Forward) -> Bool {
    if let receiver = forward.message.to.sender, links.isDown(receiver.instance) { return true }
    return forward.gateways.contains { links.isDown(devices[$0].me.instance) }
  }

  mutating func passOn(_ id: String, at due: PXBTime) {
    guard var forward = forwards[id] else { return }
    let last = forward.gateways[forward.gateways.count - 1]
    let actor = devices[last].me.actor
    if let receiver = forward.message.to.sender,
      faults.strike(.noComms, payload: forward.message.name, instance: receiver.instance, at: stamp)
        != nil
    {
      forward.isWaiting = true
      forwards[id] = forward
      return
    }
    if isCut(forward) {
      forward.isWaiting = true
      forwards[id] = forward
      return
    }
    if let expires = forward.message.expires, expires < stamp,
      !defects.has(.forwardsExpired, at: actor)
    {
      forwards[id] = nil
      return refuse(.payload(forward.message), .expired, "it has expired", by: last)
    }
    if defects.strike(.lost, forward.message.name, at: actor) != nil { return }
    forward.wasSent = true
    forward.isWaiting = false
    forwards[id] = forward
    outgoing.append(.payload(carried(forward, by: actor)))
    if defects.has(.forwardsTwice, at: actor) {
      var twin = carried(forward, by: actor)
      twin.header.id = newId()
      outgoing.append(.payload(twin))
    }
    if case .instance = forward.message.to.scope { return }
    forwards[id] = nil
  }

  /// The message with the hops that it has passed.
  private func carried(_ forward: Forward, by actor: String) -> PayloadMessage {
    var message = forward.message
    if !defects.has(.hopMissing, at: actor) {
      let whole = (stamp - forward.received).wholeMicroseconds
      let count = Int64(forward.gateways.count)
      for (index, place) in forward.gateways.enumerated() {
        let from = forward.received + .microseconds(whole * Int64(index) / count)
        let until = forward.received + .microseconds(whole * Int64(index + 1) / count)
        message.via.append(Hop(party: devices[place].me, received: from, sent: until))
      }
    }
    if defects.has(.forwardsElsewhere, at: actor), case .instance(let instance) = message.to.scope {
      message.to.scope = .instance(instance + "-x")
    }
    if defects.has(.forwardsAltered, at: actor), case .object(var fields) = message.attributes,
      !fields.isEmpty
    {
      fields[fields.count - 1].value = "altered"
      message.attributes = .object(fields)
    }
    return message
  }

  /// The receiver has answered for a message: it needs no care any more.
  mutating func settle(_ id: String, stage: Receipt.Stage) {
    guard stage != .accepted else { return }
    forwards[id] = nil
  }

  /// Nobody has confirmed a message. A command is reported and dropped; what is not a command waits
  /// for the link.
  mutating func giveUp(_ id: String, at due: PXBTime) {
    guard let forward = forwards[id] else { return }
    let unreachable = model.reactions[forward.message.name]?.unreachable
    let reporter = unreachable.flatMap { name in
      forward.gateways.last { place in
        model.payloads[name]?.isSent(by: devices[place].me.actor) ?? false
      }
    }
    if let unreachable, let reporter {
      if !defects.has(.replaysAfterOutage, at: devices[reporter].me.actor) || !forward.isWaiting {
        forwards[id] = nil
      }
      return reportUnreachable(
        unreachable, forward.message, by: reporter,
        code: forward.isWaiting ? .linkDown : .timedOut, at: due)
    }
    guard forward.message.kind == .command || !forward.isWaiting else { return }
    forwards[id] = nil
    let place = forward.gateways[forward.gateways.count - 1]
    guard !defects.has(.noCommunicationError, at: devices[place].me.actor) else { return }
    refuse(
      .payload(forward.message), forward.isWaiting ? .linkDown : .timedOut,
      "\(forward.message.to) cannot be reached", by: place)
  }

  /// A payload for a device of this world that nothing reaches: a gateway here says so.
  mutating func undelivered(_ payload: PayloadMessage, to place: Int) {
    guard let name = model.reactions[payload.name]?.unreachable,
      let reporter = devices.indices.first(where: {
        devices[$0].role == .gateway
          && (model.payloads[name]?.isSent(by: devices[$0].me.actor) ?? false)
      })
    else { return }
    reportUnreachable(
      name, payload, by: reporter, code: .timedOut, at: stamp + settings.patience)
  }

  /// A link is there again: what has waited goes on, in the order in which it came.
  mutating func resume() {
    var waiting = forwards.values.filter { $0.isWaiting && !isCut($0) }
      .sorted { $0.order < $1.order }
    let actor = waiting.first.map { devices[$0.gateways[0]].me.actor } ?? ""
    if defects.has(.bufferReversed, at: actor) { waiting.reverse() }
    for (index, forward) in waiting.enumerated() {
      let id = forward.message.header.id
      if defects.has(.bufferLost, at: actor) {
        forwards[id] = nil
      } else {
        schedule(.forward(id), at: stamp + .milliseconds(5 * (index + 1)))
      }
    }
  }
}

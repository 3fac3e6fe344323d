import SynchroJSON
import SynchroPXB
import SynchroTiming

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
  /// The gateways of this world that a message passes, in its direction; none when both ends are on
  /// one side of them.
  ///
  /// `place` is the sender where it is a device of this world. A message from outside that a gateway
  /// here has already handed on passes none again.
  func gateways(for payload: PayloadMessage, from place: Int?) -> [Int] {
    guard hasGateways, let known = model.payloads[payload.name] else { return [] }
    guard let sender = model.roles[payload.from.actor], let receiver = model.roles[payload.to.actor]
    else { return [] }
    guard sender.isField != receiver.isField, sender != .gateway, receiver != .gateway else {
      return []
    }
    let isSouthbound = receiver.isField
    let end = isSouthbound ? receiver : sender
    let lines = known.via.isEmpty ? Self.lines(to: end) : known.via.map { [$0] }
    let far = isSouthbound ? payload.to.sender : payload.from
    let number = far.flatMap { party in
      places[party].map { devices[$0].number } ?? directory.number(of: party)
    }
    var chain: [Int] = []
    for actors in lines {
      let found = actors.lazy.compactMap { self.actors[$0] }.first { !$0.isEmpty }
      guard let found else { continue }
      let gateway = found[(number ?? 0) % found.count]
      if payload.via.contains(where: { $0.party == devices[gateway].me }) { continue }
      chain.append(gateway)
    }
    return isSouthbound ? chain : chain.reversed()
  }

  /// From the office to the field: a message passes one gateway of each line that is there.
  private static func lines(to end: DeviceRole) -> [[String]] {
    switch end {
    case .feeder, .storage:
      [["Distr. SCADA FEP"], ["FAN gateway - field", "FAN gateway - sub"]]
    case .meter: [["AMI Head-End(j)"], ["DAPjm"]]
    default:
      [
        ["AMI Head-End(j)"], ["DAPjm"],
        ["ESI - In Meter", "ESI - Utility", "ESI - 3rd Party", "EVSE / EUMD"],
      ]
    }
  }

  static let everyLine = [
    "AMI Head-End(j)", "DAPjm", "Distr. SCADA FEP", "FAN gateway - field", "FAN gateway - sub",
    "ESI - In Meter", "ESI - Utility", "ESI - 3rd Party", "EVSE / EUMD", "SmartConnect Meter",
  ]

  /// A gateway takes a message from outside.
  mutating func take(_ payload: PayloadMessage, by path: [Int]) {
    let letter = Mailbox.Letter(payload: payload, received: stamp, order: timersMade)
    guard let first = path.first else { return }
    if devices[first].mail.hasSeen(payload.header.id),
      defects.strike(.duplicateActed, payload.name, at: devices[first].me.actor) == nil
    {
      // Who receives it in the end says that it is a duplicate.
      return payload.to.sender.flatMap { places[$0] } == nil
        ? receipt(.duplicate, letter, at: first) : arrive(payload)
    }
    receipt(.accepted, letter, at: first)
    carry(payload, by: path)
  }

  /// Gateways carry a message on: after their time, or when their links are up.
  mutating func carry(_ payload: PayloadMessage, by path: [Int]) {
    timersMade += 1
    let id = payload.header.id
    forwards[id] = Forward(
      message: payload, gateways: path, received: stamp, order: timersMade)
    var delay = Duration.zero
    for place in path {
      let span = settings.forwarding
      delay += span.lowerBound
      delay += devices[place].random.upTo(span.upperBound - span.lowerBound)
      let instance = devices[place].me.instance
      if let fault = faults.strike(
        .delay, payload: payload.name, instance: instance, at: stamp)
      {
        delay += .milliseconds(Int64(min(max(fault.amount ?? 1000, 0), 1e9)))
      }
      if defects.has(.forwardsSlowly, at: devices[place].me.actor) {
        delay += model.payloads[payload.name]?.routes.map(\.limit).min() ?? .seconds(60)
      }
    }
    schedule(.forward(id), at: stamp + delay)
    if case .instance = payload.to.scope {
      schedule(.giveUp(id), at: stamp + delay + settings.patience)
    }
  }

  private func isCut(_ forward: Forward) -> Bool {
    if let receiver = forward.message.to.sender,
      links.isDown(receiver.instance)
        || faults.holds(
          .noComms, payload: forward.message.name, instance: receiver.instance, at: stamp)
    {
      return true
    }
    return forward.gateways.contains { links.isDown(devices[$0].me.instance) }
  }

  mutating func passOn(_ id: String, at due: PXBTime) {
    guard var forward = forwards[id], let last = forward.gateways.last else { return }
    let actor = devices[last].me.actor
    if isCut(forward) {
      forward.isWaiting = true
      forwards[id] = forward
      return
    }
    if let expires = forward.message.expires, expires < stamp,
      !defects.has(.forwardsExpired, at: actor)
    {
      return refuse(.payload(forward.message), .expired, "it has expired", by: last)
    }
    let name = forward.message.name
    let isLost =
      defects.strike(.lost, name, at: actor) != nil
      || forward.gateways.contains { place in
        faults.strike(.drop, payload: name, instance: devices[place].me.instance, at: stamp) != nil
      }
    forward.wasSent = true
    forward.isWaiting = false
    forwards[id] = forward
    if isLost { return }
    let message = carried(forward, by: actor)
    handOver(message)
    if defects.has(.forwardsTwice, at: actor) {
      var twin = message
      twin.header.id = newId()
      handOver(twin)
    }
    if case .instance = message.to.scope { return }
    forwards[id] = nil
  }

  /// Behind the last gateway: to a device here, or out.
  private mutating func handOver(_ message: PayloadMessage) {
    let isHere =
      message.to.sender.map { places[$0] != nil && !directory.plays($0) }
      ?? (actors[message.to.actor] != nil)
    if isHere { arrive(message) } else { outgoing.append(.payload(message)) }
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
    // What a device has in its mailbox has arrived.
    if let place = forward.message.to.sender.flatMap({ places[$0] }), forward.wasSent,
      devices[place].mail.unread.contains(where: { $0.payload.header.id == id })
    {
      return
    }
    let isCommand = forward.message.kind == .command
    if forward.isWaiting, !isCommand, forward.message.kind != .negotiation { return }
    let unreachable = model.reactions[forward.message.name]?.unreachable
    let reporter = unreachable.flatMap { name in
      forward.gateways.last { place in
        model.payloads[name]?.isSent(by: devices[place].me.actor) ?? false
      }
    }
    let code: PXBErrorCode = forward.isWaiting ? .linkDown : .timedOut
    guard let place = reporter ?? forward.gateways.last else { return }
    let actor = devices[place].me.actor
    if !defects.has(.replaysAfterOutage, at: actor) || !forward.isWaiting { forwards[id] = nil }
    if let unreachable, reporter != nil {
      reportUnreachable(unreachable, forward.message, by: place, code: code, at: due)
    } else if isCommand, !defects.has(.noCommunicationError, at: actor) {
      refuse(
        .payload(forward.message), code, "\(forward.message.to) cannot be reached", by: place)
    }
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

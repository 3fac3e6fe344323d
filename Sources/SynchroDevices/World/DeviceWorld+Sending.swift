import SynchroFlows
import SynchroJSON
import SynchroPXB
import SynchroTiming

/// From what a device wants to say to messages for the parties that the rows name.
extension DeviceWorld {
  /// Chooses the receivers and the time; the payload goes out by a timer.
  mutating func plan(_ send: DeviceSend, from place: Int, at now: PXBTime) {
    let me = devices[place].me
    guard let payload = model.payloads[send.name] else { return }
    for party in receivers(of: payload, send, from: place) {
      var copy = send
      copy.to = party
      let route = payload.route(from: me.actor, to: party.actor) ?? payload.routes.first
      let delay = send.delay ?? reaction(within: route?.limit ?? .seconds(60), at: place)
      copy.planned = now + delay
      schedule(.send(place, copy), at: now + delay + lateness(copy, route, me))
    }
  }

  /// A share of the bound, by the seed.
  private mutating func reaction(within limit: Duration, at place: Int) -> Duration {
    let share = settings.reactionShare
    let part =
      share.lowerBound + (share.upperBound - share.lowerBound) * devices[place].random.unit()
    let time = Duration.microseconds(Int64(Double(limit.wholeMicroseconds) * part))
    return min(time, settings.longestReaction)
  }

  /// How much later than right a defect makes it: past the bound.
  private mutating func lateness(
    _ send: DeviceSend, _ route: DevicePayload.Route?, _ me: Sender
  ) -> Duration {
    guard let route, defects.strike(.late, send.name, at: me.actor) != nil else { return .zero }
    let bound = max(route.limit, route.lastCount ?? .zero)
    return bound + .microseconds(bound.wholeMicroseconds / 5) + .seconds(1)
  }

  /// Whom the rows name. An answer goes to whoever asked, with copies to the others of that group
  /// who are known to be there; where whoever asked is in no group, to one that is known and asks for
  /// nothing itself, or to the group in the same place as theirs. What nobody asked for goes to everybody of a group who is known, or to its first.
  private func receivers(
    of payload: DevicePayload, _ send: DeviceSend, from place: Int
  ) -> [Party] {
    if let to = send.to { return [to] }
    let actor = devices[place].me.actor
    let routes = payload.routes.filter { $0.from.contains(actor) }
    guard !routes.isEmpty else { return [] }
    guard let cause = send.cause else {
      return group(routes.first { isKnown($0, near: place) } ?? routes[0], near: place)
    }
    // Who could have asked for it too gets only the answers to what it asks.
    let bystanders = routes.filter { route in
      !route.to.contains { model.payloads[cause.name]?.isSent(by: $0) ?? false }
    }
    let keeper = bystanders.first { isKnown($0, near: place) }
    let asker = cause.from.actor
    // A head-end that hands an update on keeps no books of it.
    let isForBooks = send.isForBooks && model.roles[asker] == .gateway && keeper != nil
    // An answer goes to whoever asked, also where the rows pair the asker with another device.
    if !isForBooks,
      let route = routes.first(where: { $0.to.contains(asker) })
        ?? payload.routes.first(where: { $0.to.contains(asker) })
    {
      let others = route.to.filter { $0 != asker }
        .compactMap { party(of: $0, near: place) }
      return [Party(cause.from)] + others
    }
    if let keeper { return group(keeper, near: place) }
    let fitting = bystanders.isEmpty ? routes : bystanders
    return group(fitting[min(position(of: cause), fitting.count - 1)], near: place)
  }

  private func isKnown(_ route: DevicePayload.Route, near place: Int) -> Bool {
    route.to.contains { instance(of: $0, near: place) != nil }
  }

  /// The instance of an actor that a device speaks to: the one that spoke to it, the one that it was
  /// told of, or one of this world.
  func instance(of actor: String, near place: Int) -> String? {
    let number = devices[place].number
    if let known = devices[place].acquaintances[actor]
      ?? directory.instance(of: actor, for: number)
    {
      return known
    }
    guard let hosted = actors[actor], !hosted.isEmpty else { return nil }
    return devices[hosted[number % hosted.count]].me.instance
  }

  private func party(of actor: String, near place: Int) -> Party? {
    instance(of: actor, near: place).map { Party(actor: actor, scope: .instance($0)) }
  }

  /// The place of a message's sender among the alternatives of its payload.
  private func position(of message: PayloadMessage) -> Int {
    var groups: [[String]] = []
    for route in model.payloads[message.name]?.routes ?? [] where !groups.contains(route.from) {
      groups.append(route.from)
    }
    return groups.firstIndex { $0.contains(message.from.actor) } ?? 0
  }

  private func group(_ route: DevicePayload.Route, near place: Int) -> [Party] {
    let known = route.to.compactMap { party(of: $0, near: place) }
    guard known.isEmpty, let first = route.to.first else { return known }
    return [Party(actor: first, scope: .instance(Directory.usualName(of: first)))]
  }

  // MARK: - Out

  /// Makes the message; defects of payloads are here.
  mutating func emit(_ send: DeviceSend, from place: Int, at due: PXBTime) {
    let me = devices[place].me
    guard let payload = model.payloads[send.name], let to = send.to else { return }
    if defects.strike(.lost, send.name, at: me.actor) != nil { return }
    if faults.strike(.drop, payload: send.name, instance: me.instance, at: stamp) != nil {
      return
    }
    let route = payload.route(from: me.actor, to: to.actor) ?? payload.routes.first
    let fields = attributes(of: payload, send, at: place)
    let body = body(of: fields, size: route?.size ?? 100, place)
    var message = PayloadMessage(
      header: Header(
        run: run, id: "", sequence: 0, clock: settings.clockName,
        intended: send.planned ?? due, issued: due),
      name: send.name, kind: PayloadType(rawValue: payload.kind.rawValue) ?? .responseData,
      from: me, to: to, correlation: send.correlation, via: [], expires: send.expires,
      priority: send.priority, attributes: fields, body: body)
    spoil(&message, payload, route)
    if let fault = faults.strike(
      .delay, payload: send.name, instance: me.instance, at: stamp)
    {
      let length = Duration.milliseconds(Int64(min(max(fault.amount ?? 1000, 0), 1e9)))
      return schedule(.transmit(place, message), at: stamp + length)
    }
    transmit(message, from: place)
  }

  /// The attributes in the order of the catalogue: what the device said, what the cause named, and
  /// what is known of the device anyway.
  private func attributes(
    of payload: DevicePayload, _ send: DeviceSend, at place: Int
  ) -> JSONValue {
    let asked = send.cause.map { Attributes(of: $0) } ?? Attributes()
    let answering = send.cause != nil
    return .object(
      payload.keys.map { key in
        JSONField(
          key.name,
          send.attributes[key.name] ?? own(key, place, answering: answering)
            ?? asked[key.name] ?? Self.plain(key, at: stamp))
      })
  }

  /// What a device says of itself, whatever it was asked.
  private func own(_ key: AttributeKey, _ place: Int, answering: Bool) -> JSONValue? {
    let role = devices[place].role
    switch key.name {
    case "mac": return .string(devices[place].mac)
    case "meter_id" where role == .meter: return .string(devices[place].me.instance)
    case "device_id" where role.isField || (role == .gateway && !answering):
      return .string(devices[place].me.instance)
    case "sending_device_id": return .string(devices[place].me.instance)
    case "ack_code": return 0
    default: return nil
    }
  }

  /// A value where nobody has said anything.
  private static func plain(_ key: AttributeKey, at now: PXBTime) -> JSONValue {
    switch key.kind {
    case .id, .text, .image: "-"
    case .ids, .macs: .array([])
    case .mac: "0000000000000000"
    case .code, .percent, .number, .numbers, .seconds: 0
    case .time: .moment(now)
    }
  }

  private func body(of attributes: JSONValue, size: Int, _ place: Int) -> PackedBody {
    // A row's size may be too small for what its payload lists; then only the size is kept.
    (try? AttributePacking.pack(attributes, size: size))
      ?? FillBody.make(size: size, seed: seed &+ UInt64(place))
  }

  /// Sends a finished message, or keeps it while the link is down.
  mutating func transmit(_ message: PayloadMessage, from place: Int) {
    let me = devices[place].me
    guard !isSilent(place, message) else {
      if !defects.has(.eventsLostInOutage, at: me.actor), message.name != "otg_ntf_evnt_data" {
        devices[place].mail.waiting.append(message)
      }
      return
    }
    var message = message
    let planned = message.header.intended
    message.header = header(from: place, intended: planned)
    number(&message, place)
    put(message, from: place)
    lastSent[message.name] = message
    if defects.strike(.duplicated, message.name, at: me.actor) != nil
      || faults.strike(.duplicate, payload: message.name, instance: me.instance, at: stamp) != nil
    {
      var twin = message
      twin.header = header(from: place, intended: planned)
      put(twin, from: place)
    }
    watch(message, from: place)
  }

  /// Whether nothing leaves a device now.
  private func isSilent(_ place: Int, _ message: PayloadMessage) -> Bool {
    let instance = devices[place].me.instance
    return links.isDown(instance)
      || faults.holds(.noComms, payload: message.name, instance: instance, at: stamp)
  }

  /// Into the outgoing messages, or to a device of this world whom the harness does not play; one
  /// that is to be overtaken waits for the next.
  private mutating func put(_ message: PayloadMessage, from place: Int) {
    let me = devices[place].me
    let overtaken =
      defects.strike(.reordered, message.name, at: me.actor) != nil
      || faults.strike(.reorder, payload: message.name, instance: me.instance, at: stamp) != nil
    if overtaken, held == nil {
      held = (place, message)
      return
    }
    if let receiver = message.to.sender, let target = places[receiver],
      !directory.plays(receiver)
    {
      deliver(message, to: target)
    } else {
      let path = gateways(for: message, from: place)
      if path.isEmpty { outgoing.append(.payload(message)) } else { carry(message, by: path) }
    }
    if let waiting = held {
      held = nil
      outgoing.append(.payload(waiting.message))
    }
  }

  /// What waited while a link was down goes out, in order.
  mutating func flush(_ place: Int) {
    let waiting = devices[place].mail.waiting
    devices[place].mail.waiting = []
    // One after the other, and not in the moment in which the link comes up.
    for (index, message) in waiting.enumerated() {
      schedule(.transmit(place, message), at: stamp + .milliseconds(5 * (index + 1)))
    }
  }
}

import SynchroFlows
import SynchroJSON
import SynchroPXB
import SynchroTiming

/// From a payload that arrives to the device that acts on it.
extension DeviceWorld {
  mutating func route(_ payload: PayloadMessage) {
    directory.hear(payload.from)
    let isHosted = actors[payload.to.actor] != nil
    let isKnown =
      payload.to.sender.map { places[$0] != nil } ?? isHosted
    let path = gateways(for: payload, from: nil)
    if !path.isEmpty, isKnown || !isHosted { return take(payload, by: path) }
    if isKnown { return arrive(payload) }
    refuseAddress(payload, hosted: isHosted)
  }

  /// A payload is where its receivers are.
  mutating func arrive(_ payload: PayloadMessage) {
    switch payload.to.scope {
    case .instance(let instance):
      guard let place = places[Sender(actor: payload.to.actor, instance: instance)] else { return }
      deliver(payload, to: place)
    case .group(let group): deliver(payload, toGroup: group)
    case .everyone: deliver(payload) { _ in true }
    }
  }

  private mutating func refuseAddress(_ payload: PayloadMessage, hosted: Bool) {
    if hosted, defects.strike(.strangerAnswered, payload.name, at: payload.to.actor) != nil,
      let place = actors[payload.to.actor]?.first
    {
      return deliver(payload, to: place)
    }
    refuse(
      .payload(payload), hosted ? .unknownInstance : .unknownActor,
      "there is no \(payload.to) here")
  }

  private mutating func deliver(_ payload: PayloadMessage, toGroup group: String) {
    let actor = payload.to.actor
    // Who is not meant keeps silent, and so does everybody where nobody is in the group.
    let members = groups[group] ?? []
    if members.isEmpty, defects.has(.nobodyAnswers, at: actor) {
      return refuse(.payload(payload), .unknownInstance, "there is no group \(group) here")
    }
    let leaks = defects.has(.groupLeaks, at: actor)
    deliver(payload) { instance in members.contains(instance) || leaks }
  }

  /// Delivers to those instances of the actor that a condition chooses.
  private mutating func deliver(
    _ payload: PayloadMessage, where belongs: (String) -> Bool
  ) {
    let misses = defects.has(.broadcastOfSome, at: payload.to.actor)
    for place in actors[payload.to.actor] ?? [] where belongs(devices[place].me.instance) {
      if defects.has(.oneForAll, at: payload.to.actor) { return deliver(payload, to: place) }
      if misses, devices[place].random.unit() <= defects.share(of: .broadcastOfSome) { continue }
      deliver(payload, to: place)
    }
  }

  /// Puts a payload into a device's mailbox, unless nothing reaches it.
  mutating func deliver(_ payload: PayloadMessage, to place: Int) {
    guard isReachable(place, for: payload.name) else { return }
    let letter = Mailbox.Letter(payload: payload, received: stamp, order: timersMade)
    devices[place].mail.put(letter)
    guard !devices[place].mail.isReading else { return }
    devices[place].mail.isReading = true
    let span = settings.processing
    let extra = devices[place].random.upTo(span.upperBound - span.lowerBound)
    schedule(.read(place), at: stamp + span.lowerBound + extra)
  }

  private mutating func isReachable(_ place: Int, for payload: String) -> Bool {
    let instance = devices[place].me.instance
    if !devices[place].hasPower, devices[place].role != .gateway { return false }
    if links.isDown(instance) { return false }
    return faults.strike(.noComms, payload: payload, instance: instance, at: stamp) == nil
  }

  /// A device reads one letter, and the next one when it is done with it.
  mutating func read(_ place: Int, at due: PXBTime) {
    let ignoresPriority = defects.has(.priorityIgnored, at: devices[place].me.actor)
    guard let letter = devices[place].mail.take(byPriority: !ignoresPriority) else {
      devices[place].mail.isReading = false
      return
    }
    consume(letter, at: place, due)
    if devices[place].mail.unread.isEmpty {
      devices[place].mail.isReading = false
    } else {
      schedule(.read(place), at: due + settings.processing.lowerBound)
    }
  }

  private mutating func consume(_ letter: Mailbox.Letter, at place: Int, _ now: PXBTime) {
    let payload = letter.payload
    let me = devices[place].me
    if devices[place].mail.hasSeen(payload.header.id),
      defects.strike(.duplicateActed, payload.name, at: me.actor) == nil
    {
      return receipt(.duplicate, letter, at: place)
    }
    if let (code, detail) = objection(to: payload, at: place) {
      if defects.has(.observesRefused, at: me.actor) { observe(payload, by: me) }
      return refuse(.payload(payload), code, detail, by: place)
    }
    guard defects.strike(.receiptLies, payload.name, at: me.actor) == nil else {
      return receipt(.consumed, letter, at: place)
    }
    let idle = defects.strike(.ackWithoutActing, payload.name, at: me.actor) != nil
    let outcome = idle ? pretend(payload, at: place, now) : act(on: payload, at: place, now)
    if case .refused(let code, let detail) = outcome {
      return refuse(.payload(payload), code, detail, by: place)
    }
    let reaction = model.reactions[payload.name]
    if case .failed(let code) = outcome, reaction?.fails == nil {
      return refuse(.payload(payload), code, "the device cannot do it", by: place)
    }
    receipt(.consumed, letter, at: place)
    devices[place].acquaintances[payload.from.actor] = payload.from.instance
    observe(payload, by: me)
    settleAnswer(payload)
    answer(payload, with: outcome, at: place, now)
  }

  private mutating func observe(_ payload: PayloadMessage, by me: Sender) {
    guard !defects.has(.observesNothing, at: me.actor) else { return }
    observed += 1
    observations.append(
      Observed(
        number: observed, id: payload.header.id, name: payload.name, instance: me.instance,
        time: stamp))
    if observations.count > 2 * Self.observationLimit {
      observations.removeFirst(Self.observationLimit)
    }
  }

  /// So many of the latest observations can be asked for.
  private static let observationLimit = 10_000

  /// Why a payload is not even looked at.
  private mutating func objection(
    to payload: PayloadMessage, at place: Int
  ) -> (PXBErrorCode, String)? {
    let me = devices[place].me
    guard let known = model.payloads[payload.name] else {
      return (.payloadNotSupported, "'\(payload.name)' is not in the catalogue")
    }
    guard known.isReceived(by: me.actor) else {
      return known.isSent(by: me.actor) && !defects.has(.directionMiscoded, at: me.actor)
        ? (.wrongDirection, "\(me.actor) sends this payload")
        : (.payloadNotSupported, "\(me.actor) does not know this payload")
    }
    if !known.goes(from: payload.from.actor, to: me.actor),
      defects.strike(.spoofAccepted, payload.name, at: me.actor) == nil
    {
      return (.notEntitled, "\(payload.from.actor) does not send this payload to \(me.actor)")
    }
    if Hazards.payloads.contains(payload.name), let hazards, !hazards.contains(me.instance),
      !defects.has(.hazardIgnored, at: me.actor)
    {
      return (.hazardRefused, "nobody has allowed to interrupt the supply of \(me.instance)")
    }
    if payload.expires != nil, defects.has(.expiryMisread, at: me.actor) {
      return (.expired, "it expires")
    }
    if let expires = payload.expires, expires < stamp,
      defects.strike(.expiredActed, payload.name, at: me.actor) == nil
    {
      return (.expired, "it has expired")
    }
    if faults.strike(.busy, payload: payload.name, instance: me.instance, at: stamp) != nil {
      return (.busy, "too much to do")
    }
    if payload.name != "han_dev_join_cmd",
      faults.strike(
        .rejectAuthentication, payload: payload.name, instance: me.instance, at: stamp) != nil
    {
      return (.notAuthenticated, "authentication is refused")
    }
    return misaddressed(payload, known, to: me)
  }

  /// A payload for one instance must not name another one inside.
  private func misaddressed(
    _ payload: PayloadMessage, _ known: DevicePayload, to me: Sender
  ) -> (PXBErrorCode, String)? {
    guard payload.kind == .command, case .instance = payload.to.scope,
      !defects.has(.wrongMeterAnswers, at: me.actor), !payload.name.hasPrefix("c5."),
      devices[places[me] ?? 0].role.isField
    else { return nil }
    for key in ["meter_id", "device_id"] where known.keys.contains(where: { $0.name == key }) {
      if case .string(let id)? = payload.attributes[key], id != me.instance {
        return (.badAttribute, "\(key) is '\(id)', and this is \(me.instance)")
      }
    }
    return nil
  }

  // MARK: - Acting

  private mutating func act(
    on payload: PayloadMessage, at place: Int, _ now: PXBTime
  ) -> ActionOutcome {
    guard let reaction = model.reactions[payload.name] else { return .quiet }
    return turn(place, at: now) { device, turn in
      device.act(reaction.action, on: payload, in: &turn)
    }
  }

  /// The outcome of acting, on a copy that is thrown away.
  private func pretend(
    _ payload: PayloadMessage, at place: Int, _ now: PXBTime
  ) -> ActionOutcome {
    var copy = self
    copy.defects = ActiveDefects([], random: noise)
    return copy.act(on: payload, at: place, now)
  }

  /// Lets a device take a turn, and does what it wants.
  @discardableResult
  mutating func turn<Result>(
    _ place: Int, at now: PXBTime, _ body: (inout Device, inout DeviceTurn) -> Result
  ) -> Result {
    var turn = DeviceTurn(
      now: now, me: devices[place].me, model: model, settings: settings, defects: defects,
      faults: faults, random: devices[place].random)
    let result = body(&devices[place], &turn)
    devices[place].random = turn.random
    faults = turn.faults
    for wake in turn.wakes { schedule(.device(place, wake.event), at: wake.at) }
    for send in turn.sends { plan(send, from: place, at: now) }
    return result
  }

  /// Sends what says how it went, and what follows from it.
  private mutating func answer(
    _ payload: PayloadMessage, with outcome: ActionOutcome, at place: Int, _ now: PXBTime
  ) {
    guard let reaction = model.reactions[payload.name] else { return }
    switch outcome {
    case .quiet, .refused: break
    case .failed(let code):
      if let name = reaction.fails { reply(name, failing(code), to: payload, place, now) }
    case .done(let attributes, let wait):
      var names = reaction.answers
      if names.isEmpty, defects.has(.broadcastAcknowledged, at: devices[place].me.actor) {
        names = acknowledgements(of: payload.name)
      }
      for name in names { reply(name, attributes, to: payload, place, now) }
      if let first = names.first,
        defects.has(.secondAcknowledgement, at: devices[place].me.actor)
      {
        reply(first, attributes, to: payload, place, now)
      }
      if let name = reaction.fails,
        let first = names.first,
        defects.strike(.twoOutcomes, first, at: devices[place].me.actor) != nil
      {
        reply(name, failing(.hardwareFault), to: payload, place, now)
      }
      // A meter tells of its switch itself, when that has moved.
      for name in reaction.follows where name != "SW_post-oper-info_resp-data" {
        reply(name, attributes, to: payload, place, now + wait)
      }
    }
  }

  private func failing(_ code: PXBErrorCode) -> Attributes {
    let number: JSONValue = .integer(code.rawValue)
    return Attributes([
      "failure_code": number, "error_code": number,
      "alarm_code": .integer(code.rawValue % 100), "ack_code": .integer(code.rawValue % 100),
    ])
  }

  /// The acknowledgement that a broadcast must not get: that of the unicast payload.
  private func acknowledgements(of name: String) -> [String] {
    let plain = name.hasSuffix("_brdcst") ? String(name.dropLast(7)) : name
    return model.reactions[plain]?.answers ?? []
  }

  private mutating func reply(
    _ name: String, _ attributes: Attributes, to payload: PayloadMessage, _ place: Int,
    _ now: PXBTime
  ) {
    var send = DeviceSend(name: name)
    send.attributes = attributes
    send.cause = payload
    send.correlation = payload.header.id
    plan(send, from: place, at: now)
  }
}

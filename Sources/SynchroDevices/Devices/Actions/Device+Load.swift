import SynchroJSON
import SynchroPXB

/// Load management: events with a randomised start and end, duty, opting out.
extension Device {
  mutating func manage(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    switch action {
    case .noteOptOut: return noteOptOut(asked, in: turn)
    case .shedLoad:
      return accept(
        asked.completed(by: ["event_id": .string(payload.header.id), "load_adj_pct": -50]),
        payload, in: &turn)
    default: return accept(asked, payload, in: &turn)
    }
  }

  /// Takes an event into the book; ``startLoad(_:in:)`` begins it.
  mutating func accept(
    _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard let id = asked.text("event_id") else {
      return .refused(.badAttribute, "an event has an event_id")
    }
    guard let length = asked.seconds("duration_s"), length > .zero else {
      return .refused(.badAttribute, "duration_s is a number of seconds above 0")
    }
    let start = asked.moment("start") ?? turn.now
    let end = start + length
    if end <= turn.now, !turn.has(.endedEventAccepted) {
      return .refused(.stateConflict, "the event is over")
    }
    if turn.has(.supersedingIgnored), load.events[id] != nil { return .quiet }
    if let old = load.events[id], old.status == .optedOut || old.status == .completed {
      return .refused(.stateConflict, "the event is over for this device")
    }
    let starts = start + delay(upTo: asked.seconds("rand_start_s"), 11, in: &turn)
    var ends = end + delay(upTo: asked.seconds("rand_stop_s"), 12, in: &turn)
    if turn.has(.endsEarly) { ends = start + .microseconds(length.wholeMicroseconds / 2) }
    let duty = turn.has(.dutyIgnored) ? 100 : asked.number("max_duty_pct") ?? 100
    let adjustment = turn.has(.dutyIgnored) ? 0 : asked.number("load_adj_pct") ?? 0
    let event = LoadProgram.Event(
      id: id, start: max(starts, turn.now), end: ends, adjustment: adjustment, duty: duty,
      status: .pending, asked: payload)
    load.add(event)
    turn.wake(.loadStarts(id), at: event.start)
    if !turn.has(.neverEnds) { turn.wake(.loadEnds(id), at: event.end) }
    let reduction = load.watts * max(-adjustment, 100 - duty) / 100
    return .done(
      Attributes([
        "event_id": .string(id), "est_reduction_w": .decimal(reduction, digits: 0),
      ]))
  }

  /// The random part of a start or an end.
  private func delay(
    upTo longest: Duration?, _ stream: UInt64, in turn: inout DeviceTurn
  ) -> Duration {
    guard let longest, longest > .zero, !turn.has(.randomizationIgnored) else { return .zero }
    if turn.has(.randomizationShared) {
      return .microseconds(longest.wholeMicroseconds / 2)
    }
    return turn.random.upTo(longest)
  }

  mutating func startLoad(_ id: String, in turn: inout DeviceTurn) {
    guard var event = load.events[id], event.start <= turn.now else { return }
    let goesOn = event.status == .optedOut && turn.has(.actsAfterOptOut)
    guard event.status == .pending || goesOn else { return }
    if load.isBusy, !turn.has(.unsafeStop) {
      // A programme that must not be broken off runs to its end first.
      turn.wake(.loadStarts(id), at: turn.now + .seconds(60))
      return
    }
    if let running = load.active { load.events[running.id]?.status = .superseded }
    event.status = .active
    load.events[id] = event
  }

  mutating func endLoad(_ id: String, in turn: inout DeviceTurn) {
    guard let event = load.events[id], event.end <= turn.now else { return }
    if event.status == .active || event.status == .pending {
      load.events[id]?.status = .completed
    }
  }

  /// The customer leaves an event. Who is in none any more changes nothing, and nobody is told.
  mutating func optOut(
    of id: String?, overrides: Bool, in turn: inout DeviceTurn
  ) -> PXBErrorCode? {
    guard let event = id.map({ load.events[$0] }) ?? (load.open ?? load.latest) else {
      return .unknownEvent
    }
    let isOpen = event.status == .active || event.status == .pending
    guard isOpen || turn.has(.optOutAfterEnd) else { return nil }
    if !turn.has(.actsAfterOptOut) || event.status == .pending {
      load.events[event.id]?.status = overrides ? .overridden : .optedOut
    }
    if overrides, turn.has(.overrideUnreported) { return nil }
    if !overrides, turn.has(.optOutUnreported) { return nil }
    report(event, overrides: overrides, in: &turn)
    return nil
  }

  /// Tells whoever asked for the event that the customer has left it.
  private func report(
    _ event: LoadProgram.Event, overrides: Bool, in turn: inout DeviceTurn
  ) {
    let isC5 = event.asked.name.hasPrefix("c5.")
    var send = DeviceSend(name: isC5 ? "c5.override_report" : "Load_mgm_opt_out")
    send.attributes = Attributes([
      "device_ids": .array([.string(me.instance)]), "macs": .array([.string(mac)]),
      "event_ids": .array([.string(event.id)]), "event_id": .string(event.id),
      "override_time": .moment(turn.now),
    ])
    send.to = Party(event.asked.from)
    send.cause = event.asked
    turn.send(send)
  }

  /// The utility's side: an opt-out is noted while its event is known and not over.
  private func noteOptOut(_ asked: Attributes, in turn: DeviceTurn) -> ActionOutcome {
    guard let events = asked.texts("event_ids") ?? asked.text("event_ids").map({ [$0] }),
      !events.isEmpty
    else { return .refused(.badAttribute, "event_ids names the events") }
    for id in events {
      if let end = office.eventEnds[id], end <= turn.now, !turn.has(.optOutAfterEnd) {
        return .refused(.stateConflict, "the event is over")
      }
    }
    return .quiet
  }
}

extension Attributes {
  fileprivate func completed(by values: [String: JSONValue]) -> Attributes {
    completed(by: Attributes(values))
  }
}

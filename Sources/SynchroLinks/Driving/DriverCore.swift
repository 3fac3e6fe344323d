import SynchroPXB
import SynchroSystem
import SynchroTiming
import SynchroWire

/// The part of a driver that lives on its thread.
///
/// Unchecked: everything but the constants is touched on the loop's thread only.
final class DriverCore<Party: LinkAware & Sendable>: @unchecked Sendable {
  let outcome = DriverOutcome<(party: Party, report: DriverReport)>()
  private let links: [LinkAttachment]
  private let clock: RealClock
  private let loop: LinkLoop
  private let observer: (@Sendable (DriverEvent) -> Void)?
  private var party: Party
  private var router: MessageRouter
  private var report = DriverReport()
  private var timer: WakeTimer?
  private var isPumping = false
  private var isOver = false
  /// The latest time that the participant was told: what it wants to happen before that was not planned.
  private var told = PXBTime.epoch

  /// How often in a row a participant is woken before its links get a turn.
  private static var wakesInARow: Int { 64 }
  private static var departuresKept: Int { 100 }

  init(
    _ party: Party, _ links: [LinkAttachment], _ clock: RealClock, _ loop: LinkLoop,
    _ observer: (@Sendable (DriverEvent) -> Void)?
  ) {
    self.party = party
    self.links = links
    self.clock = clock
    self.loop = loop
    self.observer = observer
    router = MessageRouter(links)
  }

  func begin(_ reactor: Reactor) {
    do throws(SystemError) {
      timer = try WakeTimer(reactor) { [unowned self] in pump() }
    } catch {
      for index in links.indices { report.ends[index] = LinkEnd(.reset(error)) }
      return end()
    }
    for (index, attachment) in links.enumerated() {
      attachment.link.start(on: loop) { [self] event in happened(event, at: index) }
    }
    pump()
  }

  func perform<Result>(_ body: (inout Party, PXBTime) -> Result) -> Result? {
    guard !isOver else { return nil }
    told = max(told, clock.now)
    let result = body(&party, told)
    pump()
    return result
  }

  func finish() {
    guard !isOver else { return }
    pump()
    for attachment in links { attachment.link.close() }
  }

  // MARK: - Links

  private func happened(_ event: LinkEvent, at index: Int) {
    guard !isOver else { return }
    let now = clock.now
    observer?(.link(index, event, at: now))
    switch event {
    case .opened(let peer, _): router.opened(RoutePlace(link: index, peer: peer))
    case .received(let arrival): receive(arrival, at: index)
    case .throttled: report.throttled += 1
    case .lost(_, let count, _): report.lost += UInt64(count)
    case .closed(let peer, let end):
      let place = RoutePlace(link: index, peer: peer)
      router.closed(place)
      if report.departures.count < Self.departuresKept { report.departures.append(end) }
      // Who is forgotten has not left, and goes on where it was when it asks again.
      if end.reason == .forgotten { break }
      told = max(told, now)
      party.peerLeft(place, end, at: told)
    case .ended(let linkEnd):
      report.ends[index] = linkEnd
      told = max(told, now)
      party.linkEnded(linkEnd, at: told)
      if report.ends.count == links.count { return end() }
    }
    pump()
  }

  private func receive(_ arrival: Arrival, at index: Int) {
    told = max(told, clock.time(at: arrival.instant))
    let place = RoutePlace(link: index, peer: arrival.peer)
    party.expect(from: place)
    if arrival.isAside { party.expectAside() }
    switch arrival.outcome {
    case .success(let message):
      report.received += 1
      router.learn(message, from: place)
      party.receive(message, at: told)
    case .failure(let fault):
      report.refused += 1
      party.receive(fault, at: told)
    }
  }

  // MARK: - Time

  /// Sends what is to be sent, wakes the participant for what is due, and sets the timer for the rest.
  private func pump() {
    // A link that is handed a message may tell something at once.
    guard !isPumping, !isOver else { return }
    isPumping = true
    defer { isPumping = false }
    for _ in 0..<Self.wakesInARow {
      for utterance in party.takeUtterances() { send(utterance) }
      guard let due = party.nextWake else {
        timer?.set(.never)
        return
      }
      let now = clock.now
      guard due <= now else {
        timer?.set(clock.instant(of: due))
        return
      }
      report.wakeLateness.record(now - max(due, told))
      told = max(told, now)
      party.wake(at: told)
    }
    for utterance in party.takeUtterances() { send(utterance) }
    timer?.set(.now())
  }

  // MARK: - Sending

  private func send(_ utterance: Utterance) {
    let message: Message
    let outgoing: OutgoingMessage
    switch utterance {
    case .message(let sent): (message, outgoing) = (sent, OutgoingMessage(sent))
    case .spoiled(let octets, let original, let isSealed):
      message = original
      outgoing = OutgoingMessage(raw: octets, isSealed: isSealed)
    }
    let now = clock.now
    if case .payload(let payload) = message {
      report.sendLateness.record(now - payload.header.intended)
    }
    let places = router.places(for: message)
    guard !places.isEmpty else {
      return hand(message, outgoing, to: router.waitingLink(for: message), nil, now)
    }
    for place in places { hand(message, outgoing, to: place.link, place.peer, now) }
  }

  private func hand(
    _ message: Message, _ outgoing: OutgoingMessage, to index: Int, _ peer: LinkPeer?,
    _ now: PXBTime
  ) {
    let outcome = links[index].link.send(outgoing, to: peer)
    if outcome == .queued {
      report.sent += 1
      observer?(.sent(link: index, peer, message, octets: outgoing.octets, at: now))
    } else {
      report.lost += 1
      observer?(.unsent(link: index, message, outcome, at: now))
    }
  }

  // MARK: - The end

  private func end() {
    guard !isOver else { return }
    isOver = true
    timer?.stop()
    timer = nil
    report.drift = clock.drift
    outcome.settle((party, report))
    loop.stop()
  }
}

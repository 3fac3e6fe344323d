import SynchroLinks
import SynchroPXB

/// The harness's side of a connection: one session after another.
///
/// A greeting begins everything anew, so a connection can be used again; what belongs to an earlier
/// session and comes late is passed over.
struct SessionParty: LinkAware, Sendable {
  private var session: (any LiveSession)?
  private var completion: (@Sendable (any LiveSession) -> Void)?
  private var past: Set<String> = []
  /// What words are put behind the reason of a break: where it can be seen.
  private let place: @Sendable () -> String
  /// Whether a peer that leaves can end the session although its link goes on: it is one that called.
  private let isCalled: Bool
  /// Who sent what comes next.
  private var sender: RoutePlace?
  /// The peers that have spoken in the session: those that it runs over. Anybody can call.
  private var speakers: Set<RoutePlace> = []
  /// Those of earlier sessions, of each link until somebody speaks there in this one.
  private var earlierSpeakers: Set<RoutePlace> = []
  /// Whether orders and other messages could overtake each other, and have to be counted.
  private let isApart: Bool
  /// How many messages that are no orders went and came, since the connection was opened.
  private var traffic = (sent: 0, heard: 0)
  /// Whether what comes next is no part of the traffic that is counted.
  private var isAside = false
  /// Results of orders that came before what they say was sent before them.
  private var early: [ControlResult] = []
  /// Has done what the device cannot do; nil when nobody has.
  let desk: StimulusDesk?
  var ladder = StimulusLadder()
  /// Orders that are being carried out, by whomever.
  var stimuli: [String: PendingStimulus] = [:]
  /// Those that a person at the device was asked for.
  var prompted: Set<String> = []
  /// Those during which the session's own time stands still.
  private var held: Set<String> = []
  /// Orders that go to the device after all.
  var late: [Control] = []
  /// Whether the device has agreed to the session.
  private var isConfirmed = false
  /// How many orders went to the device in this session.
  private var orders = 0
  /// How the connection ended, when it has.
  private(set) var end: LinkEnd?

  init(
    isCalled: Bool, isApart: Bool, desk: StimulusDesk? = nil,
    place: @escaping @Sendable () -> String
  ) {
    self.desk = desk
    ladder = desk?.ladder ?? StimulusLadder()
    self.isCalled = isCalled
    self.isApart = isApart
    self.place = place
  }

  /// Begins a session; `completion` is told on the driver's thread when it is over.
  mutating func begin(
    _ session: any LiveSession, at now: PXBTime,
    completion: @escaping @Sendable (any LiveSession) -> Void
  ) {
    if let earlier = self.session { past.insert(earlier.run) }
    (stimuli, prompted, held, late, orders) = ([:], [], [], [], 0)
    isConfirmed = false
    earlierSpeakers.formUnion(speakers)
    speakers = []
    var session = session
    if let end { session.breakOff(words(end), at: now) }
    self.session = session
    self.completion = completion
    tellIfOver()
  }

  mutating func stop(at now: PXBTime) {
    session?.stop(at: now)
  }

  // MARK: - Participant

  var nextWake: PXBTime? { completion == nil ? nil : session?.nextWake }

  mutating func wake(at now: PXBTime) { session?.wake(at: now) }

  mutating func expectAside() { isAside = true }

  mutating func expect(from place: RoutePlace) { sender = place }

  mutating func receive(_ message: Message, at now: PXBTime) {
    defer { isAside = false }
    noteSpeaker(of: message)
    if case .controlResult(var result) = message {
      guard let final = settle(result, now) else { return }
      result = final
      guard let sent = result.trafficSent, isApart, sent > traffic.heard, early.count < 1000 else {
        return hand(.controlResult(result), now)
      }
      early.append(result)
      return
    }
    if !isAside { traffic.heard += 1 }
    hand(message, now)
    release(now)
  }

  /// Remembers over whom the session runs. A message of another run is no sign of that.
  private mutating func noteSpeaker(of message: Message) {
    guard isCalled, let sender, message.header.run == session?.run else { return }
    guard speakers.insert(sender).inserted else { return }
    earlierSpeakers = earlierSpeakers.filter { $0.link != sender.link }
  }

  mutating func hand(_ message: Message, _ now: PXBTime) {
    guard completion != nil, !past.contains(message.header.run) else { return }
    // What a device had to say to a harness that was killed is no business of the next one.
    guard isConfirmed || message.header.run == session?.run else { return }
    if case .capability(let capability) = message { ladder.support = capability.control }
    if case .confirmation = message { isConfirmed = true }
    session?.receive(message, at: now)
  }

  /// Lets the session's own time stand still, or go on.
  mutating func hold(for order: String, _ isHeld: Bool) {
    if isHeld { held.insert(order) } else { held.remove(order) }
    session?.isHeld = !held.isEmpty
  }

  private mutating func release(_ now: PXBTime) {
    while let first = early.first, first.trafficSent ?? 0 <= traffic.heard {
      early.removeFirst()
      hand(.controlResult(first), now)
    }
  }

  mutating func receive(_ fault: PXBFault, at now: PXBTime) {
    defer { isAside = false }
    if !isAside { traffic.heard += 1 }
    if completion != nil { session?.receive(fault, at: now) }
    release(now)
  }

  mutating func linkEnded(_ end: LinkEnd, at now: PXBTime) {
    self.end = self.end ?? end
    guard completion != nil else { return }
    breakOff(end, now)
  }

  mutating func peerLeft(_ place: RoutePlace, _ end: LinkEnd, at now: PXBTime) {
    let hasSpoken = speakers.remove(place) != nil
    let hadSpoken = earlierSpeakers.remove(place) != nil
    // Whoever never had a part in a session may come and go.
    guard hasSpoken || hadSpoken, completion != nil else { return }
    breakOff(end, now)
  }

  private mutating func breakOff(_ end: LinkEnd, _ now: PXBTime) {
    let reason = words(end)
    session?.breakOff(reason, at: now)
    tellIfOver()
  }

  mutating func takeOutgoing() -> [Message] { takeUtterances().messages }

  mutating func takeUtterances() -> [Utterance] {
    let said = session?.takeUtterances() ?? []
    var utterances: [Utterance] = []
    for utterance in late.map({ Utterance.message(.control($0)) }) + said {
      guard case .message(.control(let order)) = utterance else {
        traffic.sent += 1
        utterances.append(utterance)
        continue
      }
      let isLate = stimuli[order.header.id] != nil
      guard var control = isLate ? order : place(order) else { continue }
      // What somebody else carries out leaves no gap.
      orders += 1
      control.header.sequence = orders
      if isApart { control.trafficSent = traffic.sent }
      utterances.append(.message(.control(control)))
    }
    late = []
    tellIfOver()
    return utterances
  }

  private mutating func tellIfOver() {
    guard let session, session.isFinished, let tell = completion.take() else { return }
    past.insert(session.run)
    tell(session)
  }

  private func words(_ end: LinkEnd) -> String {
    let place = place()
    return place.isEmpty ? "\(end)" : "\(end), \(place)"
  }
}

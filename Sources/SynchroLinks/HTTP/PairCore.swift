import SynchroHTTP
import SynchroPXB
import SynchroServer
import SynchroTiming
import SynchroTransport
import SynchroWire
import Synchronization

/// The part of an HTTP pair that lives on its loop.
///
/// Unchecked: `client` and `server` are set before anybody else knows it; the queue and the loop have their
/// locks; everything else is touched on the loop's thread only.
final class PairCore: @unchecked Sendable {
  let configuration: PairConfiguration
  let limits: LinkLimits
  let queue: OutgoingQueue
  var client: HTTPClient?
  weak var server: HTTPServer?
  private let loop = Mutex<LinkLoop?>(nil)

  var gate: MessageGate
  var deliver: (@Sendable (LinkEvent) -> Void)?
  var reactor: Reactor?
  var meter: RateMeter?
  private var keeper: Alarm?
  private var closing: Alarm?

  // Who is there: the called side, and everybody who asks or posts.
  var peers: [String: KnownPeer] = [:]
  private var names: [LinkPeer: String] = [:]
  private var peersMade: UInt64 = 0
  var mail = Mailboxes()
  /// How many octets of the mail the queue counts.
  private var countedMail = 0
  /// Requests for messages that are being held, by box.
  var askers: [String: HeldRequest] = [:]
  /// Orders whose result is awaited, by the order's id.
  var orders: [String: HeldRequest] = [:]
  var capability: [UInt8]?

  private var traffic = PairLane()
  private var control = PairLane()
  /// Since when the called side has not answered.
  var silentSince: MonotonicInstant?
  /// Whether the called side has ever answered.
  var wasAnswered = false
  var asking: ExchangeHandle?

  var isClosing = false
  private(set) var isOver = false

  /// A peer, and when it was last heard.
  struct KnownPeer {
    let peer: LinkPeer
    var heard: MonotonicInstant
  }

  /// A request that is answered later, and the alarm for when that has to be.
  struct HeldRequest {
    let responder: Responder
    let alarm: Alarm
  }

  /// The name of the called side among those of boxes, which are tokens.
  static let called = "/"

  init(_ configuration: PairConfiguration, _ limits: LinkLimits, _ security: LinkSecurity) {
    self.configuration = configuration
    self.limits = limits
    queue = OutgoingQueue(limit: limits.queuedOctets)
    gate = MessageGate(security)
    capability = configuration.capability
  }

  // MARK: - From any thread

  func start(on loop: LinkLoop, deliver: @escaping @Sendable (LinkEvent) -> Void) {
    let isFirst = self.loop.withLock { started in
      defer { started = loop }
      return started == nil
    }
    precondition(isFirst, "a link is started once")
    loop.events.post { [self] reactor in
      self.deliver = deliver
      self.reactor = reactor
      meter = RateMeter(limits, at: reactor.now)
      keeper = reactor.setAlarm(at: .never) { [self] in withExtendedLifetime(self) {} }
      if let destination = configuration.calling {
        _ = peer(Self.called, place: destination.origin.description)
        if configuration.asks { ask() }
      }
      drain()
    }
  }

  func send(_ message: OutgoingMessage, to peer: LinkPeer?) -> SendOutcome {
    let (outcome, isFirst) = queue.add(message, for: peer)
    if isFirst { post { core, _ in core.drain() } }
    return outcome
  }

  /// Runs work on the loop; false before the start and after the end.
  @discardableResult
  func post(_ work: @escaping @Sendable (PairCore, Reactor) -> Void) -> Bool {
    guard let loop = loop.withLock({ $0 }) else { return false }
    return loop.events.post { [self] reactor in work(self, reactor) }
  }

  /// A lane by its kind.
  subscript(_ kind: PairLane.Kind) -> PairLane {
    get { kind == .traffic ? traffic : control }
    set { if kind == .traffic { traffic = newValue } else { control = newValue } }
  }

  // MARK: - Peers

  /// A peer by its name, which is told of when it is new; nil when there are too many.
  func peer(_ name: String, place: @autoclosure () -> String, certificate: String? = nil)
    -> LinkPeer?
  {
    let now = MonotonicInstant.now()
    if let known = peers[name]?.peer {
      peers[name]?.heard = now
      return known
    }
    guard !Self.isMadeUp(name) || hasRoom(at: now) else {
      deliver?(.lost(nil, count: 0, LinkEnd(.turnedAway)))
      return nil
    }
    let peer = LinkPeer(number: peersMade)
    peersMade += 1
    peers[name] = KnownPeer(peer: peer, heard: now)
    names[peer] = name
    if name != Self.called { mail.open(name) }
    deliver?(.opened(peer, PeerFacts(place: place(), certificate: certificate)))
    trimMail()
    return peer
  }

  /// Whether somebody else chose the name: of the others there are two at most, who are never forgotten.
  private static func isMadeUp(_ name: String) -> Bool {
    name != called && name != Mailboxes.anonymous
  }

  /// Whether there is room for one more who asks. Whoever asks may just never come again, and nothing tells
  /// of that; so the one that was away the longest makes room, if it was away long enough.
  private func hasRoom(at now: MonotonicInstant) -> Bool {
    guard peers.count >= limits.peers else { return true }
    let away = peers.lazy.filter { name, known in
      Self.isMadeUp(name) && self.askers[name] == nil
        && now - known.heard >= self.limits.absencePatience
    }
    guard let longest = away.min(by: { $0.value.heard < $1.value.heard }) else { return false }
    forget(longest.key, longest.value.peer)
    return true
  }

  private func forget(_ name: String, _ peer: LinkPeer) {
    peers[name] = nil
    names[peer] = nil
    let left = mail.close(name)
    countMail()
    let end = LinkEnd(.forgotten)
    if !left.isEmpty { deliver?(.lost(peer, count: left.count, end)) }
    deliver?(.closed(peer, end))
  }

  // MARK: - Sending

  func drain() {
    for (message, peer) in queue.takeAll() {
      let name = peer.flatMap { names[$0] }
      // What was for somebody who is forgotten is for nobody else.
      if isOver || (peer != nil && name == nil) {
        queue.release(message.octets.count + 1)
        deliver?(.lost(peer, count: 1, LinkEnd(isOver ? .closedByPeer : .forgotten)))
      } else {
        put(message, name)
      }
    }
    pump()
  }

  private func put(_ message: OutgoingMessage, _ name: String?) {
    if message.kind == .capability { capability = message.octets }
    if message.kind == .controlResult, answerOrder(message) { return }
    if configuration.calling != nil, name ?? Self.called == Self.called {
      if message.kind == .control {
        control.add(message)
      } else {
        traffic.add(message)
      }
      return
    }
    let boxes = mail.put(message, only: name)
    // From now on it counts as mail, once for each box.
    queue.release(message.octets.count + 1)
    for box in boxes { serveAsker(of: box) }
    trimMail()
  }

  /// Drops the mail of those who do not ask for it, before it leaves no room for what is for others.
  private func trimMail() {
    for (box, count, octets) in mail.trim(to: limits.queuedOctets / 2) {
      deliver?(.lost(peers[box]?.peer, count: count, LinkEnd(.behind(octets: octets))))
    }
    countMail()
  }

  /// Makes the queue count the mail as it is now.
  func countMail() {
    queue.hold(mail.octets - countedMail)
    countedMail = mail.octets
  }

  // MARK: - The end

  func finish() {
    guard !isOver, !isClosing else { return }
    drain()
    isClosing = true
    queue.close()
    closing = reactor?.setAlarm(at: .now() + limits.closingPatience) { [weak self] in
      self?.over(LinkEnd(.finished))
    }
    asking?.cancel()
    for box in Array(askers.keys) { serveAsker(of: box, orEnd: true) }
    overIfDone()
  }

  func overIfDone() {
    guard isClosing, !isOver, traffic.isIdle, control.isIdle else { return }
    over(LinkEnd(.finished))
  }

  func over(_ end: LinkEnd) {
    guard !isOver else { return }
    isOver = true
    isClosing = true
    queue.close()
    if let alarm = closing.take() { reactor?.cancel(alarm) }
    asking?.cancel()
    for held in [askers, orders].flatMap(\.values) {
      reactor?.cancel(held.alarm)
      held.responder.respond(.response(.serviceUnavailable))
    }
    askers = [:]
    orders = [:]
    let left = traffic.count + control.count + mail.waiting
    if left > 0 { deliver?(.lost(nil, count: left, end)) }
    let (client, server) = (client, server)
    // Owned by nobody, but it ends: the server within its time, the client at once.
    Task { [self] in
      await server?.stop(within: .milliseconds(200))
      await client?.stop()
      let isPosted = post { core, _ in core.told(end) }
      if !isPosted { deliver = nil }
    }
  }

  private func told(_ end: LinkEnd) {
    let deliver = deliver.take()
    deliver?(.ended(end))
    if let keeper = keeper.take() { reactor?.cancel(keeper) }
  }
}

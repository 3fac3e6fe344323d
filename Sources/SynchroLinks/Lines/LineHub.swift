import SynchroPXB
import SynchroSystem
import SynchroTiming
import SynchroWire
import Synchronization

/// What all links that carry lines share: their peers, the queue, the gate.
///
/// Unchecked: `send` goes through the queue; everything else is touched on the loop's thread only.
final class LineHub: @unchecked Sendable {
  private let limits: LinkLimits
  private let queue: OutgoingQueue
  private var gate: MessageGate
  private let loop = Mutex<LinkLoop?>(nil)
  private var deliver: (@Sendable (LinkEvent) -> Void)?
  private var channels: [UInt64: (channel: LineChannel, facts: PeerFacts, isReady: Bool)] = [:]
  private var waiting: [OutgoingMessage] = []
  private var peersMade: UInt64 = 0
  private(set) var isClosing = false
  private(set) var isOver = false
  /// Small, so that no reading brings so many lines that others have to wait for them.
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)
  /// Told when a peer is gone.
  var peerEnded: (LinkPeer, LinkEnd.Reason) -> Void = { _, _ in }
  /// Whoever brings the peers; lives as long as the hub, which it does not own.
  var companion: AnyObject?
  /// Keeps the hub alive on its loop from the start of the link to its end, or to that of the loop.
  private var keeper: Alarm?
  private(set) var reactor: Reactor?

  init(limits: LinkLimits, security: LinkSecurity) {
    self.limits = limits
    queue = OutgoingQueue(limit: limits.queuedOctets)
    gate = MessageGate(security)
  }

  deinit {
    input.deallocate()
  }

  // MARK: - From any thread

  func start(
    on loop: LinkLoop, deliver: @escaping @Sendable (LinkEvent) -> Void,
    then begin: @escaping @Sendable (Reactor) -> Void
  ) {
    let isFirst = self.loop.withLock { started in
      defer { started = loop }
      return started == nil
    }
    precondition(isFirst, "a link is started once")
    loop.events.post { [self] reactor in
      self.deliver = deliver
      self.reactor = reactor
      keeper = reactor.setAlarm(at: .never) { [self] in withExtendedLifetime(self) {} }
      begin(reactor)
      drain()
    }
  }

  func send(_ message: OutgoingMessage, to peer: LinkPeer?) -> SendOutcome {
    let (outcome, isFirst) = queue.add(message, for: peer)
    if isFirst { post { [self] _ in drain() } }
    return outcome
  }

  /// Runs work on the loop; before the start, never.
  func post(_ work: @escaping @Sendable (Reactor) -> Void) {
    loop.withLock { $0 }?.events.post(work)
  }

  // MARK: - On the loop

  var peerCount: Int { channels.count }

  /// Takes a connection as a peer; `facts` are asked for once it is ready.
  @discardableResult
  func adopt(_ endpoint: any ByteEndpoint, facts: @escaping () -> PeerFacts) -> LinkPeer? {
    guard let reactor, !isOver else {
      endpoint.close()
      return nil
    }
    let number = peersMade
    peersMade += 1
    let peer = LinkPeer(number: number)
    let channel = LineChannel(
      endpoint, reactor: reactor, limits: limits, lineLimit: gate.lineLimit(limits.lineOctets),
      input: input
    ) { [weak self] happening in
      self?.happened(happening, at: peer, facts)
    }
    channels[number] = (channel, PeerFacts(place: ""), false)
    channel.start()
    return peer
  }

  /// Asks all peers to end, and refuses messages from now on.
  func finishAll() {
    guard !isClosing else { return }
    drain()
    isClosing = true
    queue.close()
    for entry in Array(channels.values) { entry.channel.finish() }
  }

  func end(_ peer: LinkPeer, _ reason: LinkEnd.Reason) {
    channels[peer.number]?.channel.end(reason)
  }

  /// Reads what every peer had written before it ended.
  func readToTheEnd() {
    for entry in Array(channels.values) { entry.channel.readToTheEnd() }
  }

  /// The last event.
  func over(_ end: LinkEnd) {
    guard !isOver else { return }
    queue.close()
    for entry in Array(channels.values) { entry.channel.end(end.reason) }
    isOver = true
    drain()
    if !waiting.isEmpty { lose(waiting, nil, end) }
    waiting = []
    let deliver = deliver.take()
    deliver?(.ended(end))
    if let keeper = keeper.take() { reactor?.cancel(keeper) }
  }

  func tell(_ event: LinkEvent) {
    deliver?(event)
  }

  private func happened(
    _ happening: LineChannel.Happening, at peer: LinkPeer, _ facts: () -> PeerFacts
  ) {
    switch happening {
    case .ready:
      let found = facts()
      channels[peer.number]?.facts = found
      channels[peer.number]?.isReady = true
      deliver?(.opened(peer, found))
      let held = waiting
      waiting = []
      for message in held { put(message, peer) }
      channels[peer.number]?.channel.flush()
    case .line(let line, let instant):
      let opened = gate.open(line, certificate: channels[peer.number]?.facts.certificate)
      deliver?(
        .received(
          Arrival(peer: peer, instant: instant, octets: opened.octets, outcome: opened.outcome)))
    case .tooLong(let instant):
      let fault = PXBFault(
        .tooLarge, "the line is longer than \(limits.lineOctets) octets", offset: limits.lineOctets)
      deliver?(
        .received(Arrival(peer: peer, instant: instant, octets: [], outcome: .failure(fault))))
    case .throttled: deliver?(.throttled(peer))
    case .released(let octets): queue.release(octets)
    case .ended(let reason):
      let wasReady = channels.removeValue(forKey: peer.number)?.isReady == true
      if wasReady { deliver?(.closed(peer, LinkEnd(reason))) }
      peerEnded(peer, reason)
    }
  }

  private func drain() {
    var touched: Set<UInt64> = []
    var lost: [OutgoingMessage] = []
    for (message, peer) in queue.takeAll() {
      if isOver {
        lost.append(message)
      } else if let peer = peer ?? firstPeer {
        guard channels[peer.number]?.isReady == true else {
          lost.append(message)
          continue
        }
        put(message, peer)
        touched.insert(peer.number)
      } else {
        waiting.append(message)
      }
    }
    if !lost.isEmpty { lose(lost, nil, LinkEnd(.closedByPeer)) }
    for number in touched { channels[number]?.channel.flush() }
  }

  private var firstPeer: LinkPeer? {
    channels.lazy.filter(\.value.isReady).map(\.key).min().map(LinkPeer.init(number:))
  }

  private func put(_ message: OutgoingMessage, _ peer: LinkPeer) {
    let line = message.isSealed ? gate.line(message.octets) : message.octets
    queue.hold(line.count - message.octets.count)
    channels[peer.number]?.channel.send(line)
  }

  private func lose(_ messages: [OutgoingMessage], _ peer: LinkPeer?, _ end: LinkEnd) {
    queue.release(messages.reduce(0) { $0 + $1.octets.count + 1 })
    deliver?(.lost(peer, count: messages.count, end))
  }
}

import SynchroHTTP
import SynchroWire
import SynchroTiming

/// One connection of a server, as a state machine that its worker's loop drives.
///
/// Every event enters through `ready`, `deliver`, `deadlinePassed` or an alarm of a script's or a
/// turn's, and each of these ends in `settle`: then the worker's shared buffers are empty again,
/// and the interest and the deadline fit the phase.
final class ServerConnection {
  /// What the connection is doing.
  enum Phase {
    /// TLS is being agreed on.
    case handshaking
    /// A request is awaited or half read.
    case reading
    /// A handler has taken the request and answers later.
    case waiting
    /// The steps of a wire script are being played.
    case playing
    /// The last response is being written.
    case finishing
    /// FIN is sent; what still comes is thrown away, lest RST overtake the response.
    case draining
    /// It is over.
    case closed
  }

  let number: UInt64
  let worker: Worker
  let reactor: Reactor
  let stream: ByteStream
  private let peer: SocketAddress?
  private(set) lazy var facts = ServerRequest.Connection(
    number: number, worker: worker.index, peer: peer, tls: stream.tlsFacts)

  var phase = Phase.reading
  private var watch: Watch?
  private var interest: Interest = []
  private var alarm: Alarm?
  private var alarmMoment = MonotonicInstant.never
  private var deadline = MonotonicInstant.never
  /// TLS may have to write before it can read.
  var readWaitsToWrite = false

  /// The far end has sent its FIN, which may lie behind bytes.
  var hasHungUp = false
  /// The socket may hold bytes whose arrival was reported already.
  var isUnread = false
  /// The other connections want their turn too, however fast this one brings bytes.
  var readsLeft = 0
  private var awaitsTurn = false
  /// OpenSSL reads ahead of us, so only plain connections know when they have read everything.
  private let readInterest: Interest

  // The request that is being read.
  var reader: HTTPRequestReader
  var leftover: [UInt8] = []
  var sawEnd = false
  var head: HTTPRequestHead?
  var body: [UInt8] = []
  /// How long the content of this request may be.
  var bodyLimit = 0
  var trailers: HTTPFields = [:]
  var isRequestTimed = false

  // The response that is being made.
  var pendingOutput: [UInt8] = []
  var pendingStart = 0
  var lingers = false
  var drained = 0
  var exchange = Exchange()
  var script = WireScript()

  init(number: UInt64, worker: Worker, stream: ByteStream, peer: SocketAddress?) {
    self.number = number
    self.worker = worker
    reactor = worker.reactor
    readInterest = worker.tls == nil ? [.read, .arrivals] : .read
    self.stream = stream
    self.peer = peer
    reader = HTTPRequestReader(limits: worker.configuration.limits)
  }

  /// Begins to serve.
  func open() {
    do {
      interest = readInterest
      watch = try reactor.watch(stream.raw, for: interest) { [self] in ready($0) }
    } catch {
      worker.observe(.exhausted(error))
      drop()
      return
    }
    guard let tls = worker.tls else {
      settle()
      return
    }
    do {
      try stream.startTLS(tls)
      phase = .handshaking
      setDeadline(reactor.now + worker.configuration.handshakeTimeout)
    } catch {
      worker.observe(.tlsFailed(error, nil))
      drop()
    }
  }

  /// The descriptor is ready.
  func ready(_ readiness: Readiness) {
    if readiness.hasHungUp { hasHungUp = true }
    switch phase {
    case .closed: return
    case .handshaking: shakeHands()
    case .waiting, .playing:
      // Nothing is asked for but room to write, so a hang-up would come again and again.
      guard !readiness.hasFailed, !(readiness.hasHungUp && pendingOutput.isEmpty) else {
        worker.observe(.peerLeft(peer))
        drop()
        return
      }
      advance(canRead: false)
    case .reading, .finishing, .draining:
      advance(canRead: readiness.canRead || readWaitsToWrite)
    }
  }

  /// Closes if nothing has begun; what has begun is finished and then closed.
  func retire() {
    switch phase {
    case .handshaking: drop()
    case .reading where head == nil && leftover.isEmpty && pendingOutput.isEmpty: close()
    default: break
    }
  }

  // MARK: - The handshake

  private func shakeHands() {
    let outcome = stream.handshake()
    switch outcome {
    case .wouldBlock(let direction): watchFor(direction.interest)
    case .done:
      phase = .reading
      advance(canRead: true)
    case .truncated, .reset:
      worker.observe(.peerLeft(peer))
      drop()
    case .tlsFault(let fault):
      worker.observe(.tlsFailed(fault, stream.tlsFacts))
      drop()
    }
  }

  // MARK: - Progress

  /// Goes as far as it can without waiting.
  func advance(canRead: Bool) {
    var mayRead = canRead
    readsLeft = 4
    var goesOn = writePending()
    while goesOn {
      goesOn = false
      switch phase {
      case .reading:
        if !leftover.isEmpty || sawEnd { take(UnsafeRawBufferPointer(start: nil, count: 0)) }
        if mayRead || isUnread || stream.hasBufferedInput { receive() }
        mayRead = false
        goesOn = phase == .playing
      case .playing:
        play()
        goesOn =
          phase == .reading
          && (!leftover.isEmpty || sawEnd || isUnread || stream.hasBufferedInput)
      case .draining:
        if mayRead { receive() }
      case .finishing, .waiting, .handshaking, .closed: break
      }
      flush()
      goesOn = goesOn && pendingOutput.isEmpty
    }
    settle()
  }

  /// Goes on reading in the loop's next turn: no event may tell of what is there already.
  func awaitTurn() {
    guard !awaitsTurn else { return }
    awaitsTurn = true
    _ = reactor.setAlarm(at: reactor.now) { [self] in
      awaitsTurn = false
      if phase == .reading || phase == .draining { advance(canRead: true) }
    }
  }

  /// Makes interest and deadline fit what the connection is doing now.
  func settle() {
    if phase == .finishing, pendingOutput.isEmpty { finish() }
    let now = reactor.now
    switch phase {
    case .closed, .handshaking: return
    case .reading where pendingOutput.isEmpty:
      if worker.isRetiring, head == nil, leftover.isEmpty {
        close()
        return
      }
      // Bytes that cannot be read before something is written would be reported without end.
      watchFor(readWaitsToWrite ? .write : readInterest)
      let isUnderWay = head != nil || !leftover.isEmpty
      if !isUnderWay {
        isRequestTimed = false
        setDeadline(now.advanced(byNanoseconds: worker.idleNanoseconds))
      } else if !isRequestTimed {
        isRequestTimed = true
        setDeadline(now.advanced(byNanoseconds: worker.requestNanoseconds))
      }
    case .reading, .finishing:
      watchFor(.write)
      setDeadline(now.advanced(byNanoseconds: worker.idleNanoseconds))
    case .waiting, .playing:
      watchFor(pendingOutput.isEmpty ? [] : .write)
      setDeadline(
        pendingOutput.isEmpty ? .never : now.advanced(byNanoseconds: worker.idleNanoseconds))
    case .draining: watchFor(readInterest)
    }
  }

  private func watchFor(_ interest: Interest) {
    // By number: comparing option sets of another module is a call per look.
    guard interest.rawValue != self.interest.rawValue, let watch else { return }
    do {
      try reactor.change(watch, to: interest)
      self.interest = interest
    } catch {
      worker.observe(.exhausted(error))
      drop()
    }
  }

  // MARK: - Time

  /// One alarm per connection, moved only when the deadline comes nearer: a request that is
  /// answered at once costs no work on the heap.
  func setDeadline(_ moment: MonotonicInstant) {
    deadline = moment
    guard moment < alarmMoment else { return }
    alarmMoment = moment
    if let alarm, reactor.move(alarm, to: moment) { return }
    alarm = reactor.setAlarm(at: moment) { [self] in alarmRang() }
  }

  private func alarmRang() {
    alarm = nil
    alarmMoment = .never
    guard deadline <= reactor.now else {
      setDeadline(deadline)
      return
    }
    deadlinePassed()
  }

  private func deadlinePassed() {
    switch phase {
    case .closed: return
    case .handshaking:
      worker.observe(.handshakeTimedOut(peer))
      drop()
    case .reading where isRequestTimed && pendingOutput.isEmpty:
      worker.observe(.requestTimedOut(peer))
      refuse(with: .requestTimeout, "the request took too long")
      flush()
      settle()
    case .reading where pendingOutput.isEmpty:
      worker.observe(.idleTimedOut(peer))
      close()
    case .reading, .finishing, .waiting, .playing:
      worker.observe(.idleTimedOut(peer))
      drop()
    case .draining: close()
    }
  }

  // MARK: - Ends

  /// The last response is out.
  private func finish() {
    // RFC 9112, section 9.6: a close with unread bytes becomes RST and can destroy the response.
    let mustLinger = (lingers || !leftover.isEmpty) && !sawEnd
    if mustLinger || stream.isSecure {
      switch stream.halfClose() {
      case .done: break
      case .wouldBlock(let direction):
        // close_notify needs room like any byte; without it the response would look cut off.
        watchFor(direction.interest)
        setDeadline(reactor.now.advanced(byNanoseconds: worker.idleNanoseconds))
        return
      case .truncated, .reset, .tlsFault:
        drop()
        return
      }
    }
    guard mustLinger else {
      close()
      return
    }
    phase = .draining
    leftover = []
    watchFor(readInterest)
    setDeadline(reactor.now + .seconds(2))
    if isUnread { receive() }
  }

  /// Closes in order.
  func close() {
    guard leave() else { return }
    stream.close()
    worker.remove(self)
  }

  /// Closes without ceremony.
  func drop() {
    guard leave() else { return }
    stream.abandon()
    worker.remove(self)
  }

  /// Ends with RST.
  func reset() {
    guard leave() else { return }
    stream.reset()
    worker.remove(self)
  }

  func observePeerLeft() {
    worker.observe(.peerLeft(peer))
  }

  func observeRefusal(_ finding: WireFinding) {
    worker.observe(.refused(finding, peer))
  }

  private func leave() -> Bool {
    guard phase != .closed else { return false }
    phase = .closed
    dropBody()
    if let watch = watch.take() { reactor.forget(watch) }
    if let alarm = alarm.take() { reactor.cancel(alarm) }
    script.cancel(reactor)
    worker.output.removeAll(keepingCapacity: true)
    pendingOutput = []
    leftover = []
    return true
  }
}

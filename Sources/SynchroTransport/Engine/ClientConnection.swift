internal import SynchroHTTP
internal import SynchroTiming
internal import SynchroWire
import SynchroSystem

/// One connection from its opening to its end, and the exchange that it carries. Belongs to the
/// loop.
///
/// It is watched for reading once and for all; an exchange costs one write, one read and no system
/// call of the poller's or the heap's. Opener, watch and alarm hold the connection; `close` makes
/// each let go, and nothing else ends a connection.
final class ClientConnection {
  private enum State {
    case new
    case opening(ConnectionOpener.Ticket)
    case handshaking
    case busy
    case idle
    case closed
  }

  let id: UInt64
  private(set) var facts: ConnectionFacts?
  private let pool: ConnectionPool
  private let core: ClientCore
  private var state = State.new
  private var transfer: Transfer?
  private var stream: ByteStream?
  private var watch: Watch?
  private var opened: OpenedConnection?
  private var connectDue = MonotonicInstant.never
  private lazy var alarm = LazyAlarm(reactor: core.reactor) { [self] in timeIsUp() }
  /// The turn of the loop in which the connection fell idle.
  private var idleSince = MonotonicInstant.never
  private var exchangeCount = 0
  private var reader: HTTPResponseReader?

  init(id: UInt64, pool: ConnectionPool, core: ClientCore) {
    self.id = id
    self.pool = pool
    self.core = core
  }

  // MARK: - Opening

  /// Opens the connection for an exchange, which it will carry first.
  func open(for transfer: Transfer) {
    self.transfer = transfer
    transfer.connection = self
    let now = MonotonicInstant.now()
    transfer.times.started = now
    transfer.phase = .lookup
    if let reason = pool.destination.unusable {
      refuse(.unusable(reason))
      return
    }
    connectDue = now + transfer.request.options.connectTimeout
    let started = core.opener.open(OpenRequest(transfer.request)) { [self] result in
      openingEnded(result)
    }
    switch started {
    case .success(let ticket):
      state = .opening(ticket)
      alarm.set(transfer.deadline)
    case .failure(let fault): refuse(fault)
    }
  }

  /// Fails, but not from inside `open`: the caller's completion might submit the next exchange, and
  /// that one the next, without end.
  private func refuse(_ fault: TransportFault) {
    core.later { [self] in fail(fault) }
  }

  private func openingEnded(_ result: Result<OpenedConnection, OpenFailure>) {
    guard let transfer else { return }
    switch result {
    case .failure(let failure):
      note(failure.times, in: transfer)
      facts = ConnectionFacts(
        id: id, peer: "", local: "", proxyReply: failure.proxyReply, tls: nil)
      fail(failure.fault)
    case .success(let opened):
      note(opened.times, in: transfer)
      self.opened = opened
      let stream = ByteStream(Descriptor(owning: opened.descriptor))
      self.stream = stream
      do {
        watch = try core.reactor.watch(stream.raw, for: .read) { [self] readiness in
          ready(readiness)
        }
      } catch {
        fail(.harness(error.description))
        return
      }
      if pool.destination.isSecure { startTLS(on: stream) } else { established() }
    }
  }

  private func note(_ times: OpenTimes, in transfer: Transfer) {
    guard let started = transfer.times.started else { return }
    transfer.times.resolved = times.lookup.map { started.advanced(by: $0) }
    transfer.times.connected = times.connect.map { started.advanced(by: $0) }
    transfer.times.tunnelled = times.tunnel.map { started.advanced(by: $0) }
  }

  private func startTLS(on stream: ByteStream) {
    state = .handshaking
    transfer?.phase = .tls
    alarm.set(min(connectDue, transfer?.deadline ?? .never))
    do {
      let context = try core.context(for: pool.destination.tls)
      try stream.startTLS(context, host: pool.destination.host)
    } catch {
      fail(.unusable(.tls(error.description)))
      return
    }
    continueHandshake()
  }

  private func continueHandshake() {
    guard let stream, let transfer else { return }
    switch stream.handshake() {
    case .wouldBlock(let direction): watch(for: direction.interest)
    case .done:
      transfer.times.secured = .now()
      watch(for: .read)
      established()
      // The poller does not tell of what OpenSSL has read along with the handshake.
      if let transfer = self.transfer, stream.hasBufferedInput { receive(transfer) }
    case .truncated: fail(.closed(.tls))
    case .reset: fail(.reset(.tls))
    case .tlsFault(let fault): fail(.tls(fault, .tls))
    }
  }

  private func established() {
    noteFacts()
    guard let transfer else { return }
    begin(transfer, isReused: false)
  }

  private func noteFacts() {
    guard facts == nil, let opened else { return }
    facts = ConnectionFacts(
      id: id, peer: opened.peer, local: opened.local, proxyReply: opened.proxyReply,
      tls: stream?.tlsFacts)
  }

  // MARK: - Carrying an exchange

  /// Starts an exchange on a connection that stands and carries no other.
  func begin(_ transfer: Transfer, isReused: Bool) {
    self.transfer = transfer
    transfer.connection = self
    transfer.isReused = isReused
    transfer.phase = .request
    state = .busy
    transfer.takeReader(&reader)
    let now = MonotonicInstant.now()
    if isReused { transfer.times.started = now }
    transfer.times.requestBegun = now
    alarm.set(transfer.deadline)
    send(transfer)
  }

  private func send(_ transfer: Transfer) {
    guard let stream, transfer.sendFault == nil else { return }
    var writesLeft = 64
    while transfer.sentCount < transfer.sendLimit {
      // The other connections want their turn too, however fast this one takes bytes.
      guard writesLeft > 0 else {
        watch(for: [.read, .write])
        return
      }
      writesLeft -= 1
      let outcome = transfer.request.bytes.withUnsafeBytes { bytes in
        stream.write(
          UnsafeRawBufferPointer(rebasing: bytes[transfer.sentCount..<transfer.sendLimit]))
      }
      switch outcome {
      case .bytes(let count):
        transfer.sentCount += count
      case .wouldBlock(let direction):
        watch(for: [.read, direction.interest])
        return
      case .end, .truncated: transfer.sendFault = .closed(.request)
      case .reset: transfer.sendFault = .reset(.request)
      case .tlsFault(let fault): transfer.sendFault = .tls(fault, .request)
      }
      // The answer that explains the refusal may be on its way: go on reading.
      if transfer.sendFault != nil { break }
    }
    watch(for: .read)
    guard transfer.sentCount == transfer.sendLimit else { return }
    if transfer.holdsContent {
      transfer.continueDue = MonotonicInstant.now() + transfer.request.options.continueWait
      alarm.set(min(transfer.deadline, transfer.continueDue))
    } else if transfer.times.requestSent == nil {
      transfer.times.requestSent = .now()
    }
  }

  /// Lets the content go that waited for 100 (Continue).
  private func sendContent(_ transfer: Transfer) {
    transfer.holdsContent = false
    transfer.continueDue = .never
    send(transfer)
  }

  private func ready(_ readiness: Readiness) {
    switch state {
    case .handshaking: continueHandshake()
    case .idle: closeUnlessSilent()
    case .busy:
      guard let transfer else { return }
      // Under TLS a write may have waited for bytes to read.
      if transfer.sentCount < transfer.sendLimit { send(transfer) }
      if readiness.canRead || stream?.isSecure == true { receive(transfer) }
    case .new, .opening, .closed: break
    }
  }

  private func receive(_ transfer: Transfer) {
    guard let stream else { return }
    // The other connections want their turn too, however fast this one brings bytes.
    for _ in 0..<16 {
      let outcome = stream.read(into: core.scratch)
      switch outcome {
      case .bytes(let count):
        let now = MonotonicInstant.now()
        if transfer.received.isEmpty { transfer.times.firstByte = now }
        transfer.lastRead = now
        let bytes = UnsafeRawBufferPointer(rebasing: core.scratch[..<count])
        guard handle(transfer.receive(bytes), of: transfer) else { return }
        // A plain socket that gave less than was asked for is empty; the poller tells of more.
        if stream.isSecure ? !stream.hasBufferedInput : count < core.scratch.count { return }
      case .wouldBlock(let direction):
        let isSending = transfer.sentCount < transfer.sendLimit && transfer.sendFault == nil
        // Bytes that cannot be read before something is written would be reported without end.
        watch(for: direction == .write ? .write : isSending ? [.read, .write] : .read)
        return
      case .end:
        _ = handle(transfer.receiveEnd(), of: transfer)
        return
      case .truncated:
        transfer.endedWithoutCloseNotify = true
        _ = handle(transfer.receiveEnd(), of: transfer)
        return
      case .reset:
        fail(.reset(transfer.currentPhase))
        return
      case .tlsFault(let fault):
        fail(.tls(fault, transfer.currentPhase))
        return
      }
    }
    // The poller tells of what waits in the socket, but not of what OpenSSL has read already.
    guard stream.hasBufferedInput else { return }
    core.later { [self] in
      if self.transfer === transfer { receive(transfer) }
    }
  }

  /// Whether the exchange goes on.
  private func handle(_ result: ReadingResult, of transfer: Transfer) -> Bool {
    switch result {
    case .goesOn:
      return true
    case .contentWanted:
      sendContent(transfer)
      return true
    case .complete(let isPersistent):
      complete(transfer, isPersistent: isPersistent)
      return false
    case .failed(let fault):
      fail(fault)
      return false
    }
  }

  private func complete(_ transfer: Transfer, isPersistent: Bool) {
    if let stream, stream.hasBufferedInput,
      case .bytes(let count) = stream.read(into: core.scratch)
    {
      transfer.received.append(contentsOf: UnsafeRawBufferPointer(rebasing: core.scratch[..<count]))
    }
    let isSilent = !transfer.noteBytesAfterResponse()
    transfer.findings = transfer.takeFindings()
    reader = transfer.reader.take()
    let isWhole = transfer.sentCount == transfer.request.bytes.count
    exchangeCount += 1
    self.transfer = nil
    let keeps =
      isPersistent && isSilent && isWhole && transfer.request.options.keepsConnection
      && !core.isStopping
    if keeps {
      state = .idle
      idleSince = core.reactor.now
      alarm.set(core.reactor.now + core.options.idleTimeout)
      pool.release(self)
    } else {
      close()
    }
    core.finish(transfer, .completed)
  }

  // MARK: - Idle

  /// Whether nothing has happened to an idle connection that the loop has not yet been told of.
  ///
  /// A connection that fell idle in this very turn was just read empty, so the common case of load
  /// generation costs no system call.
  func isStillIdle() -> Bool {
    if idleSince == core.reactor.now { return true }
    return closeUnlessSilent()
  }

  /// Reads an idle connection: silence is all that belongs there.
  @discardableResult
  private func closeUnlessSilent() -> Bool {
    guard let stream else { return false }
    switch stream.read(into: core.scratch) {
    case .wouldBlock: return true
    case .bytes(let count):
      if let facts {
        core.note(
          IdleFinding(
            connection: facts, origin: pool.destination.origin, exchangeCount: exchangeCount,
            bytes: Array(core.scratch[..<min(count, 4096)])))
      }
    case .end, .truncated, .reset, .tlsFault: break
    }
    close()
    return false
  }

  // MARK: - Time

  private func timeIsUp() {
    let now = core.reactor.now
    if case .idle = state {
      close()
      return
    }
    guard let transfer else { return }
    if transfer.deadline <= now {
      giveUp { .deadline($0) }
    } else if transfer.holdsContent, transfer.continueDue <= now, transfer.head == nil {
      alarm.set(transfer.deadline)
      sendContent(transfer)
    } else if case .handshaking = state {
      fail(.connectTimeout(.tls))
    } else {
      alarm.set(transfer.deadline)
    }
  }

  // MARK: - Ends

  /// Ends the exchange from our side, at whatever stage it is.
  func giveUp(_ fault: (ExchangePhase) -> TransportFault) {
    guard let transfer else { return }
    if case .opening(let ticket) = state, let (phase, times) = core.opener.cancel(ticket) {
      note(times, in: transfer)
      transfer.phase = phase
    }
    fail(fault(transfer.currentPhase))
  }

  private func fail(_ fault: TransportFault) {
    guard let transfer else { return }
    noteFacts()
    self.transfer = nil
    transfer.lastRead = nil
    close()
    if transfer.mayRetry(after: fault), !core.isStopping {
      transfer.beginRetry(after: fault)
      pool.serve(transfer)
    } else {
      core.finish(transfer, .failed(fault))
    }
  }

  /// Closes the connection, whatever it does; an exchange on it must have been taken away.
  func close() {
    if case .closed = state { return }
    state = .closed
    alarm.cancel()
    if let watch { core.reactor.forget(watch) }
    stream?.close()
    core.closed(self, of: pool)
  }

  private func watch(for interest: Interest) {
    guard let watch else { return }
    do {
      try core.reactor.change(watch, to: interest)
    } catch {
      fail(.harness(error.description))
    }
  }
}

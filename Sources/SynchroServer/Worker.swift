import SynchroHTTP
import SynchroWire
import SynchroTiming
import SynchroSystem

/// One thread of a server: its own listener, its own connections, and the buffers they share.
final class Worker: @unchecked Sendable {
  // Unchecked: apart from the constants, every member is touched on the loop's thread only.
  let index: Int
  let configuration: ServerConfiguration
  let tls: TLSContext?
  let handler: HTTPServer.Handler
  let idleNanoseconds: Int64
  let requestNanoseconds: Int64
  private let lifecycle: ServerLifecycle
  private let loop: EventLoop

  private var listener: Listener?
  private var listenerWatch: Watch?
  private var loopReactor: Reactor?
  private var connections: [UInt64: ServerConnection] = [:]
  private var nextNumber: UInt64 = 0
  private(set) var isRetiring = false
  private var hasEnded = false

  /// How many bytes of unfinished requests the connections hold.
  var heldBytes = 0

  /// Where connections read into; holds nothing between two events.
  let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  /// Where connections gather what they write; holds nothing between two events.
  var output: [UInt8] = []
  private var date = DateLine()

  init(
    index: Int, listener: consuming Listener, configuration: ServerConfiguration,
    tls: TLSContext?, lifecycle: ServerLifecycle, handler: @escaping HTTPServer.Handler
  ) throws(SystemError) {
    self.index = index
    self.configuration = configuration
    self.tls = tls
    self.lifecycle = lifecycle
    self.handler = handler
    idleNanoseconds = configuration.idleTimeout.wholeNanoseconds
    requestNanoseconds = configuration.requestTimeout.wholeNanoseconds
    self.listener = consume listener
    loop = try EventLoop(name: "http-worker-\(index)")
    output.reserveCapacity(64 << 10)
  }

  deinit {
    input.deallocate()
  }

  /// The loop's reactor. Asked for on the loop's thread only, where it always exists.
  var reactor: Reactor {
    guard let loopReactor else { preconditionFailure("a worker is used before it started") }
    return loopReactor
  }

  func observe(_ event: @autoclosure () -> ServerEvent) {
    configuration.observer?(event())
  }

  // MARK: - Called from any thread

  func start() {
    loop.post { [self] reactor in
      loopReactor = reactor
      listen()
      if let lifetime = configuration.lifetime {
        _ = reactor.setAlarm(at: reactor.now + lifetime) { [self] in beginRetiring(.seconds(1)) }
      }
    }
  }

  /// Ends a worker that was never started.
  func discard() {
    loop.stop()
    loop.join()
  }

  func retire(within limit: Duration) {
    loop.post { [self] _ in beginRetiring(limit) }
  }

  func join() {
    loop.join()
  }

  /// A responder for the request that a connection waits with.
  func responder(for connection: ServerConnection, exchange: UInt64) -> Responder {
    let number = connection.number
    // Weak: a handler may keep responders for ever, and the worker keeps the handler.
    return Responder { [weak self] reply in
      guard let self else { return false }
      return loop.post { [self] _ in
        connections[number]?.deliver(reply, exchange: exchange)
      }
    }
  }

  // MARK: - Connections

  func remove(_ connection: ServerConnection) {
    guard connections.removeValue(forKey: connection.number) != nil else { return }
    lifecycle.release()
    if isRetiring, connections.isEmpty { end() }
  }

  /// The Date field line of this turn.
  func dateLine() -> [UInt8] {
    date.refresh(turn: reactor.now)
    return date.bytes
  }

  private func listen() {
    guard !isRetiring, let raw = listener?.raw else { return }
    do {
      listenerWatch = try reactor.watch(raw, for: .read) { [self] _ in acceptAll() }
    } catch {
      observe(.exhausted(error))
      listenAgainLater()
    }
  }

  /// Accepting has failed for want of resources: level-triggered readiness would spin, so look
  /// away.
  private func listenAgainLater() {
    if let watch = listenerWatch.take() { reactor.forget(watch) }
    _ = reactor.setAlarm(at: reactor.now + .milliseconds(100)) { [self] in listen() }
  }

  private func acceptAll() {
    // A bound, so that a flood of connections does not starve those that are open.
    for _ in 0..<64 {
      guard let arrival = listener?.accept() else { return }
      switch consume arrival {
      case .connection(let descriptor): welcome(descriptor)
      case .none: return
      case .vanished: continue
      case .exhausted(let error):
        observe(.exhausted(error))
        listenAgainLater()
        return
      case .failed(let error):
        observe(.exhausted(error))
        listenAgainLater()
        return
      }
    }
  }

  private func welcome(_ descriptor: consuming Descriptor) {
    let raw = descriptor.raw
    let stream = ByteStream(descriptor)
    guard lifecycle.admit(limit: configuration.maximumConnections) else {
      turnAway(stream)
      return
    }
    // Without the option small responses may wait for an acknowledgement; nothing else is lost.
    try? Socket.sendPromptly(raw)
    nextNumber += 1
    let connection = ServerConnection(
      number: nextNumber, worker: self, stream: stream,
      peer: try? Socket.peerAddress(raw))
    connections[nextNumber] = connection
    connection.open()
  }

  private func turnAway(_ stream: ByteStream) {
    observe(.turnedAway)
    if tls == nil {
      let words =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
      // A fresh socket has room for this; if not, the client sees the close alone.
      _ = Array(words.utf8).withUnsafeBytes { stream.write($0) }
      _ = stream.halfClose()
    }
    stream.close()
  }

  // MARK: - The end

  private func beginRetiring(_ limit: Duration) {
    guard !hasEnded else { return }
    if !isRetiring {
      isRetiring = true
      if let watch = listenerWatch.take() { reactor.forget(watch) }
      listener = nil
      for connection in Array(connections.values) { connection.retire() }
    }
    if connections.isEmpty {
      end()
      return
    }
    _ = reactor.setAlarm(at: .now() + limit) { [self] in
      for connection in Array(connections.values) { connection.drop() }
      end()
    }
  }

  private func end() {
    guard !hasEnded else { return }
    hasEnded = true
    reactor.stop()
    lifecycle.workerEnded()
  }
}

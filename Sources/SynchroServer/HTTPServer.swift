import SynchroHTTP
public import SynchroWire
import Synchronization

/// A small, strict HTTP/1.1 server for mocks and tests, which can misbehave on demand.
///
/// It serves from the moment it exists until it is stopped or dropped. The handler runs on a
/// worker's thread and must not wait; `ServerReply.deferred` is for answers that take time.
public final class HTTPServer: Sendable {
  /// Answers a request; called on the threads of all workers at once.
  public typealias Handler = @Sendable (ServerRequest) -> ServerReply

  /// Where the server listens, with the port that the kernel chose.
  public let address: SocketAddress
  private let workers: [Worker]
  private let lifecycle: ServerLifecycle

  /// Starts a server.
  public init(
    _ configuration: ServerConfiguration = .init(), handler: @escaping Handler
  ) throws(ServerError) {
    let context: TLSContext?
    do {
      context = try configuration.tls.map { tls throws(TLSFault) in try TLSContext(server: tls) }
    } catch {
      throw .tls(error)
    }
    let count = max(1, configuration.workers)
    let lifecycle = ServerLifecycle(workers: count)
    var workers: [Worker] = []
    var address = configuration.address
    do {
      // The workers share a port, and the system would let another server of this user share it too.
      if address.port != 0 { _ = try Listener(at: address) }
      // Nobody is served before all listeners exist, so a failure leaves nothing behind.
      for index in 0..<count {
        let listener = try Listener(at: address, sharingPort: true)
        address = listener.address
        workers.append(
          try Worker(
            index: index, listener: listener, configuration: configuration, tls: context,
            lifecycle: lifecycle, handler: handler))
      }
    } catch {
      for worker in workers { worker.discard() }
      throw .system(error)
    }
    for worker in workers { worker.start() }
    self.address = address
    self.workers = workers
    self.lifecycle = lifecycle
  }

  deinit {
    for worker in workers { worker.retire(within: .zero) }
  }

  /// How many connections are open.
  public var connectionCount: Int { lifecycle.connectionCount }

  /// Stops gracefully: takes no more connections, finishes what has begun, closes. What is not
  /// finished within the time is cut off. Returns when everything is closed.
  public func stop(within limit: Duration = .seconds(5)) async {
    for worker in workers { worker.retire(within: limit) }
    await lifecycle.ended()
  }

  /// The same for callers that are no tasks: it blocks.
  public func stopAndWait(within limit: Duration = .seconds(5)) {
    for worker in workers { worker.retire(within: limit) }
    for worker in workers { worker.join() }
  }

  /// Returns when the server has stopped, whoever stopped it.
  public func ended() async {
    await lifecycle.ended()
  }
}

/// What the workers of one server share: two counters and who waits for the end.
final class ServerLifecycle: Sendable {
  private struct State {
    var runningWorkers: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let connections = Atomic(0)
  private let state: Mutex<State>

  init(workers: Int) {
    state = Mutex(State(runningWorkers: workers))
  }

  var connectionCount: Int { connections.load(ordering: .relaxed) }

  /// Counts a connection in, unless there are too many.
  func admit(limit: Int) -> Bool {
    guard connections.add(1, ordering: .relaxed).newValue > limit else { return true }
    connections.subtract(1, ordering: .relaxed)
    return false
  }

  func release() {
    connections.subtract(1, ordering: .relaxed)
  }

  func workerEnded() {
    let resumed = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.runningWorkers -= 1
      guard state.runningWorkers == 0 else { return [] }
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in resumed { continuation.resume() }
  }

  func ended() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state -> Bool in
        if state.runningWorkers > 0 { state.waiting.append(continuation) }
        return state.runningWorkers == 0
      }
      if isOver { continuation.resume() }
    }
  }
}

internal import SynchroWire

/// What the client's loop thread owns: pools, connections, the opener. Never touched by another.
final class ClientCore: ExchangeCore {
  let reactor: Reactor
  let options: HTTPClient.Options
  /// Received bytes pass through here on their way into the evidence.
  let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  private(set) var isStopping = false
  let opener: ConnectionOpener
  private var pools: [Destination: ConnectionPool] = [:]
  private var connections: [ObjectIdentifier: ClientConnection] = [:]
  private var contexts: [(configuration: TLSClientConfiguration, context: TLSContext)] = []
  private var lastConnection: UInt64 = 0

  init(reactor: Reactor, options: HTTPClient.Options) {
    self.reactor = reactor
    self.options = options
    opener = ConnectionOpener(reactor: reactor)
  }

  deinit {
    scratch.deallocate()
  }

  // MARK: - Exchanges

  func start(_ transfer: Transfer) {
    if isStopping {
      finish(transfer, .failed(.stopped(.queued)))
    } else if transfer.isCancelled {
      later { [self] in finish(transfer, .failed(.cancelled(.queued))) }
    } else {
      pool(for: transfer.request.destination).serve(transfer)
    }
  }

  func cancel(_ transfer: Transfer) {
    transfer.isCancelled = true
    end(transfer) { .cancelled($0) }
  }

  /// Hands the exchange to whoever waits for it.
  func finish(_ transfer: Transfer, _ outcome: ExchangeOutcome) {
    forgetDeadline(of: transfer)
    transfer.finish(outcome)
  }

  /// Ends an exchange that waits or is under way.
  private func end(_ transfer: Transfer, _ fault: @escaping (ExchangePhase) -> TransportFault) {
    // With neither it is over or not submitted yet, and then still its caller's to touch.
    if let connection = transfer.connection {
      connection.giveUp(fault)
    } else if transfer.queueAlarm != nil {
      finish(transfer, .failed(fault(.queued)))
    }
  }

  /// Ends everything. The reactor stops afterwards.
  func stop() {
    guard !isStopping else { return }
    isStopping = true
    for pool in pools.values { pool.stop() }
    for connection in connections.values {
      connection.giveUp { .stopped($0) }
      connection.close()
    }
    pools = [:]
  }

  // MARK: - Waiting exchanges

  func watchDeadline(of transfer: Transfer) {
    transfer.queueAlarm = reactor.setAlarm(at: transfer.deadline) { [unowned self] in
      end(transfer) { .deadline($0) }
    }
  }

  func forgetDeadline(of transfer: Transfer) {
    guard let alarm = transfer.queueAlarm else { return }
    reactor.cancel(alarm)
    transfer.queueAlarm = nil
  }

  /// Runs something at the end of this turn or in the next.
  func later(_ body: @escaping () -> Void) {
    _ = reactor.setAlarm(at: reactor.now, body)
  }

  // MARK: - Connections

  private func pool(for destination: Destination) -> ConnectionPool {
    if let pool = pools[destination] { return pool }
    let pool = ConnectionPool(
      destination, limit: max(1, options.connectionsPerDestination), core: self)
    pools[destination] = pool
    return pool
  }

  func makeConnection(in pool: ConnectionPool) -> ClientConnection {
    lastConnection += 1
    let connection = ClientConnection(id: lastConnection, pool: pool, core: self)
    connections[ObjectIdentifier(connection)] = connection
    return connection
  }

  func closed(_ connection: ClientConnection, of pool: ConnectionPool) {
    pool.remove(connection)
    connections[ObjectIdentifier(connection)] = nil
    guard !isStopping else { return }
    later { [self] in
      pool.refill()
      if pool.isEmpty, pools[pool.destination] === pool { pools[pool.destination] = nil }
    }
  }

  /// The context for a configuration, made once: loading the system's authorities takes 40 ms.
  func context(for configuration: TLSClientConfiguration) throws(TLSFault) -> TLSContext {
    for known in contexts where known.configuration.isEqual(to: configuration) {
      return known.context
    }
    let context = try TLSContext(client: configuration)
    if contexts.count >= 64 { contexts.removeFirst() }
    contexts.append((configuration, context))
    return context
  }

  func note(_ finding: IdleFinding) {
    options.onIdleFinding?(finding)
  }
}

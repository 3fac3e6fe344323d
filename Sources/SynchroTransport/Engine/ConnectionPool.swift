internal import SynchroWire

/// The connections to one destination, and the exchanges that wait for one. Belongs to the loop.
final class ConnectionPool {
  let destination: Destination
  private let limit: Int
  private let core: ClientCore
  /// Kept for its own sake: a pool's idle connections and busy ones.
  private(set) var connections: Set<ObjectIdentifier> = []
  /// The one that was used last is used first: the others may time out.
  private var idle: [ClientConnection] = []
  private var waiting: [Transfer] = []
  private var firstWaiting = 0

  init(_ destination: Destination, limit: Int, core: ClientCore) {
    self.destination = destination
    self.limit = limit
    self.core = core
  }

  var isEmpty: Bool { connections.isEmpty && firstWaiting == waiting.count }

  /// Finds or opens a connection for an exchange, or lets it wait for one.
  func serve(_ transfer: Transfer) {
    if transfer.request.options.usesIdleConnection, transfer.earlierAttempts.isEmpty {
      while let connection = idle.popLast() {
        guard connection.isStillIdle() else { continue }
        connection.begin(transfer, isReused: true)
        return
      }
    }
    if connections.count < limit {
      open(for: transfer)
      return
    }
    if let oldest = idle.first {
      // This exchange wants a connection of its own, and there is room for no other.
      oldest.close()
      open(for: transfer)
      return
    }
    core.watchDeadline(of: transfer)
    waiting.append(transfer)
  }

  private func open(for transfer: Transfer) {
    let connection = core.makeConnection(in: self)
    connections.insert(ObjectIdentifier(connection))
    connection.open(for: transfer)
  }

  /// Takes back a connection that is ready for the next exchange.
  func release(_ connection: ClientConnection) {
    guard let transfer = nextWaiting() else {
      idle.append(connection)
      return
    }
    if transfer.request.options.usesIdleConnection, transfer.earlierAttempts.isEmpty {
      connection.begin(transfer, isReused: true)
    } else {
      connection.close()
      open(for: transfer)
    }
  }

  /// Forgets a connection that is closed; an exchange that waits gets its place.
  func remove(_ connection: ClientConnection) {
    connections.remove(ObjectIdentifier(connection))
    if let index = idle.lastIndex(where: { $0 === connection }) { idle.remove(at: index) }
  }

  /// Opens connections for waiting exchanges while there is room.
  func refill() {
    while connections.count < limit, let transfer = nextWaiting() { open(for: transfer) }
  }

  /// The first exchange that still waits; those that ended meanwhile are left behind here.
  private func nextWaiting() -> Transfer? {
    while firstWaiting < waiting.count {
      let transfer = waiting[firstWaiting]
      firstWaiting += 1
      if firstWaiting == waiting.count {
        waiting.removeAll(keepingCapacity: true)
        firstWaiting = 0
      } else if firstWaiting > 1024, firstWaiting * 2 > waiting.count {
        waiting.removeFirst(firstWaiting)
        firstWaiting = 0
      }
      guard transfer.completion != nil else { continue }
      core.forgetDeadline(of: transfer)
      return transfer
    }
    return nil
  }

  /// Ends everything that waits and closes everything that is idle.
  func stop() {
    while let transfer = nextWaiting() { core.finish(transfer, .failed(.stopped(.queued))) }
    for connection in idle { connection.close() }
  }
}

import Synchronization

/// What any thread has handed to a link and its loop has not taken yet, and how much the link holds in all.
final class OutgoingQueue: Sendable {
  /// A message and whom it is for.
  typealias Entry = (message: OutgoingMessage, peer: LinkPeer?)

  private struct State {
    var entries: [Entry] = []
    var heldOctets = 0
    var isOpen = true
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes a message; `isFirst` asks the caller to wake the loop.
  func add(
    _ message: OutgoingMessage, for peer: LinkPeer?
  ) -> (outcome: SendOutcome, isFirst: Bool) {
    state.withLock { state in
      guard state.isOpen else { return (.closed, false) }
      let size = message.octets.count + 1
      guard state.heldOctets + size <= limit else { return (.full, false) }
      state.heldOctets += size
      state.entries.append((message, peer))
      return (.queued, state.entries.count == 1)
    }
  }

  func takeAll() -> [Entry] {
    state.withLock { state in
      defer { state.entries = [] }
      return state.entries
    }
  }

  /// Counts octets that became more, as when they were sealed, or fewer.
  func hold(_ octets: Int) {
    state.withLock { $0.heldOctets += octets }
  }

  /// Octets that are written or dropped.
  func release(_ octets: Int) {
    state.withLock { $0.heldOctets -= octets }
  }

  /// Refuses what comes from now on.
  func close() {
    state.withLock { $0.isOpen = false }
  }
}

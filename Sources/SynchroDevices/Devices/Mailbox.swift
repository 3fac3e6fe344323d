import SynchroPXB

/// What a device has received and not yet read, what waits to go out, and what it has seen before.
struct Mailbox: Sendable {
  struct Letter: Sendable {
    let payload: PayloadMessage
    let received: PXBTime
    let order: UInt64
  }

  private(set) var unread: [Letter] = []
  var isReading = false
  /// Ids in the order in which they came, so that the oldest can be forgotten.
  private var ids: [String] = []
  private var seen: Set<String> = []
  /// What could not go out while the link was down.
  var waiting: [PayloadMessage] = []
  var sequence = 0

  /// Ids further back than this are not remembered.
  static let memory = 4096

  mutating func put(_ letter: Letter) { unread.append(letter) }

  /// Takes the most urgent letter; of the same urgency, the first that came.
  mutating func take(byPriority: Bool) -> Letter? {
    guard var best = unread.indices.first else { return nil }
    if byPriority {
      for index in unread.indices.dropFirst() where unread[index].isBefore(unread[best]) {
        best = index
      }
    }
    return unread.remove(at: best)
  }

  /// Whether an id came before; from now on it did.
  mutating func hasSeen(_ id: String) -> Bool {
    guard seen.insert(id).inserted else { return true }
    ids.append(id)
    if ids.count > Self.memory * 2 {
      seen.subtract(ids.prefix(Self.memory))
      ids.removeFirst(Self.memory)
    }
    return false
  }

  mutating func forgetSession() {
    ids = []
    seen = []
    forgetQueue()
  }

  mutating func forgetQueue() {
    unread = []
    waiting = []
  }
}

extension Mailbox.Letter {
  fileprivate func isBefore(_ other: Mailbox.Letter) -> Bool {
    let mine = payload.priority ?? .medium
    let others = other.payload.priority ?? .medium
    return mine != others ? mine > others : order < other.order
  }
}

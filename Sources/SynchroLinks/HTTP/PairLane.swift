import SynchroPXB

/// Messages on their way to the called side: one request at a time, so that they keep their order.
struct PairLane {
  /// What a lane is for; they do not wait for each other.
  enum Kind: Sendable {
    case traffic
    case control
  }

  private var waiting: [OutgoingMessage] = []
  var isBusy = false

  var isIdle: Bool { waiting.isEmpty && !isBusy }
  var count: Int { waiting.count }

  mutating func add(_ message: OutgoingMessage) {
    waiting.append(message)
  }

  /// The messages of the next request; nil while one is on its way, or when there are none.
  mutating func takeBatch(_ most: Int) -> [OutgoingMessage]? {
    guard !isBusy, !waiting.isEmpty else { return nil }
    let count = waiting.batchCount(limit: most, octets: MessageCodec.maximumLength)
    defer { waiting.removeFirst(count) }
    isBusy = true
    return Array(waiting[..<count])
  }
}

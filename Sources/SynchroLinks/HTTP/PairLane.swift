import SynchroPXB

/// Messages on their way to the called side: one request at a time, so that they keep their order.
struct PairLane {
  /// What a lane is for; they do not wait for each other.
  enum Kind: Sendable {
    case traffic
    case control
  }

  private var waiting: [OutgoingMessage] = []
  private var underWay: [OutgoingMessage] = []

  var isIdle: Bool { waiting.isEmpty && underWay.isEmpty }
  /// How many have not been heard, as far as anybody knows.
  var count: Int { waiting.count + underWay.count }

  mutating func add(_ message: OutgoingMessage) {
    waiting.append(message)
  }

  /// The messages of the next request; nil while one is on its way, or when there are none.
  mutating func takeBatch(_ most: Int) -> [OutgoingMessage]? {
    guard underWay.isEmpty, !waiting.isEmpty else { return nil }
    let count = waiting.batchCount(limit: most, octets: MessageCodec.maximumLength)
    defer { waiting.removeFirst(count) }
    underWay = Array(waiting[..<count])
    return underWay
  }

  /// The request is over.
  mutating func settle() { underWay = [] }

  /// Nobody was there for the request: its messages are the next ones again.
  mutating func putBack() {
    waiting = underWay + waiting
    underWay = []
  }
}

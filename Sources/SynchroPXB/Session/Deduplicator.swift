/// Remembers the latest ids that were consumed, up to a number.
public struct Deduplicator: Sendable {
  private struct Key: Hashable {
    let sender: Sender
    let id: String
  }

  private var known: Set<Key> = []
  /// The ids in the order they came; the oldest is at ``oldest`` once it is full.
  private var ring: [Key] = []
  private var oldest = 0
  private let capacity: Int

  /// Remembers so many ids, at least one. The binding asks for 4096 of each sender.
  public init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 1)
  }

  /// Whether a sender's id is remembered.
  public func contains(_ id: String, from sender: Sender) -> Bool {
    known.contains(Key(sender: sender, id: id))
  }

  /// Remembers a sender's id; false when it is remembered already.
  public mutating func insert(_ id: String, from sender: Sender) -> Bool {
    let key = Key(sender: sender, id: id)
    guard known.insert(key).inserted else { return false }
    if ring.count < capacity {
      ring.append(key)
    } else {
      known.remove(ring[oldest])
      ring[oldest] = key
      oldest = (oldest + 1) % capacity
    }
    return true
  }

  /// Forgets everything.
  public mutating func removeAll() {
    known.removeAll()
    ring.removeAll()
    oldest = 0
  }
}

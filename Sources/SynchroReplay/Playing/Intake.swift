import SynchroPXB

/// What can be said of a payload before anybody knows what it is for.
struct Arrival: Equatable {
  /// The same id has been seen before, with the same content.
  var isRepeatedID = false
  /// The same id has been seen before, with another content.
  var isReusedID = false
  /// A later one of the same sender, no more urgent, came before it.
  var isOvertaken = false
}

/// Watches ids and sequence numbers of what the target sends.
struct Intake {
  /// Older ids are forgotten: a payload that is repeated so late finds nobody who expects it.
  private static let memory = 4096

  private struct Key: Hashable {
    let sender: Sender
    let id: String
  }

  private var digests: [Key: Int] = [:]
  private var order: [Key] = []
  private var tracker = SequenceTracker()
  private var latest: [Sender: Priority] = [:]

  /// How many messages of the target never came.
  var missingCount: Int { tracker.missingCount }

  /// Notes a payload.
  mutating func note(_ payload: PayloadMessage) -> Arrival {
    var arrival = Arrival()
    let key = Key(sender: payload.from, id: payload.header.id)
    let digest = Self.digest(of: payload)
    if let known = digests[key] {
      guard known != digest else {
        arrival.isRepeatedID = true
        return arrival
      }
      arrival.isReusedID = true
    } else {
      remember(key, digest)
    }
    let priority = payload.priority ?? .medium
    switch tracker.observe(payload.header.sequence, of: .sender(payload.from)) {
    case .late: arrival.isOvertaken = (latest[payload.from] ?? .medium) <= priority
    case .inOrder, .gap, .repeated, .restarted, .untracked: latest[payload.from] = priority
    }
    return arrival
  }

  /// Notes the number of any other message.
  mutating func note(_ message: Message) { _ = tracker.observe(message) }

  private mutating func remember(_ key: Key, _ digest: Int) {
    digests[key] = digest
    order.append(key)
    guard order.count >= 2 * Self.memory else { return }
    for old in order.prefix(Self.memory) { digests[old] = nil }
    order.removeFirst(Self.memory)
  }

  private static func digest(of payload: PayloadMessage) -> Int {
    var hasher = Hasher()
    hasher.combine(payload.name)
    hasher.combine(payload.to)
    hasher.combine(payload.correlation)
    hasher.combine(payload.attributes)
    hasher.combine(payload.body)
    return hasher.finalize()
  }
}

import SynchroTiming

/// Values that are kept for a while, by name: at most so many, the oldest of which make room.
///
/// All live equally long, so the order in which they came is the order in which they go.
struct ExpiringTable<Value: Sendable & Codable>: Sendable, Codable {
  private enum CodingKeys: String, CodingKey {
    case entries, order, done, lifetime, limit
  }

  private struct Entry: Sendable, Codable {
    var value: Value
    let end: Timestamp
  }

  private var entries: [String: Entry] = [:]
  /// The names in the order in which they came; some may have been taken away since.
  private var order: [String] = []
  /// How many names at the front of `order` are done with.
  private var done = 0
  private let lifetime: Duration
  private let limit: Int

  init(lifetime: Duration, limit: Int) {
    self.lifetime = lifetime
    self.limit = limit
  }

  /// Refuses what this type has never written.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    entries = try container.decode([String: Entry].self, forKey: .entries)
    order = try container.decode([String].self, forKey: .order)
    done = try container.decode(Int.self, forKey: .done)
    lifetime = try container.decode(Duration.self, forKey: .lifetime)
    limit = try container.decode(Int.self, forKey: .limit)
    guard (0...order.count).contains(done) else {
      throw DecodingError.dataCorruptedError(
        forKey: .done, in: container,
        debugDescription: "'done' must be from 0 to the number of names in 'order'")
    }
    guard lifetime > .zero, limit > 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .limit, in: container,
        debugDescription: "'lifetime' and 'limit' must be greater than 0")
    }
  }

  var count: Int { entries.count }

  /// Every value, in no order, even when its time is over.
  var values: some Sequence<Value> { entries.values.lazy.map(\.value) }

  /// The value of that name, unless its time is over.
  func value(_ name: String, at now: Timestamp) -> Value? {
    guard let entry = entries[name], entry.end > now else { return nil }
    return entry.value
  }

  /// Puts a value in, under a name that has never been used.
  mutating func insert(_ value: Value, as name: String, at now: Timestamp) {
    makeRoom(at: now)
    entries[name] = Entry(value: value, end: now.advanced(by: lifetime))
    order.append(name)
  }

  /// Changes the value of that name where it is.
  mutating func update(_ name: String, _ change: (inout Value) -> Void) {
    guard let index = entries.index(forKey: name) else { return }
    change(&entries.values[index].value)
  }

  /// Takes the value of that name away.
  mutating func remove(_ name: String) { entries[name] = nil }

  /// Makes room for one more among the values that are meant, of which there may be so many: takes
  /// the oldest of them away.
  mutating func makeRoom(among limit: Int, where isMeant: (Value) -> Bool) {
    guard entries.count >= limit else { return }
    let meant = order[done...].filter { name in entries[name].map { isMeant($0.value) } ?? false }
    for name in meant.dropLast(limit - 1) { entries[name] = nil }
  }

  private mutating func makeRoom(at now: Timestamp) {
    while done < order.count {
      let entry = entries[order[done]]
      if let entry, entry.end > now, entries.count < limit { break }
      entries[order[done]] = nil
      done += 1
    }
    // Names that were taken away behind one that stays for long are dropped, too.
    if order.count - done > 2 * entries.count + 16 {
      order = order[done...].filter { entries[$0] != nil }
      done = 0
    }
    guard done > order.count / 2 else { return }
    order.removeFirst(done)
    done = 0
  }
}

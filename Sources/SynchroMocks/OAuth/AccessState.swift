import SynchroTiming

/// What the token endpoint keeps beside the tokens themselves.
struct AccessState: Sendable, Codable {
  /// Wrong secrets that were shown in the name of a client.
  struct Guesses: Sendable, Codable {
    let since: Timestamp
    let count: Int
  }

  /// By client; those of clients that have shown the right secret since are gone.
  var guesses: [String: Guesses] = [:]
  /// When tokens are forgotten: those that expire after an hour, and those that live longer.
  var shortLived = ForgettingQueue()
  var longLived = ForgettingQueue()
  /// Until when no token is given out, because there are too many.
  var fullUntil: Timestamp?
}

/// Tokens in the order in which they are to be forgotten.
struct ForgettingQueue: Sendable, Codable {
  struct Entry: Sendable, Codable {
    let token: String
    let registration: String
    let time: Timestamp
  }

  private enum CodingKeys: String, CodingKey {
    case entries, start
  }

  private var entries: [Entry] = []
  /// Where it begins: what is in front of it has been taken.
  private var start = 0

  init() {}

  /// Refuses what this type has never written.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    entries = try container.decode([Entry].self, forKey: .entries)
    start = try container.decode(Int.self, forKey: .start)
    guard (0...entries.count).contains(start) else {
      throw DecodingError.dataCorruptedError(
        forKey: .start, in: container,
        debugDescription: "'start' must be from 0 to the number of 'entries'")
    }
  }

  var count: Int { entries.count - start }

  mutating func append(_ entry: Entry) { entries.append(entry) }

  /// Takes what is due.
  mutating func due(at now: Timestamp) -> ArraySlice<Entry> {
    guard start < entries.count, entries[start].time <= now else { return [] }
    let first = start
    while start < entries.count, entries[start].time <= now { start += 1 }
    let due = entries[first..<start]
    if start > entries.count / 2 {
      entries.removeFirst(start)
      start = 0
    }
    return due
  }

  /// Drops the entries of tokens that are forgotten already.
  mutating func keep(where isKept: (Entry) -> Bool) {
    entries = entries[start...].filter(isKept)
    start = 0
  }
}

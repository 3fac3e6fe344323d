import SynchroTiming

/// The moments at which time changes grants, the earliest in front, so that a request asks for
/// nothing but the first.
struct GrantSchedule: Sendable, Codable {
  private struct Entry: Sendable, Codable {
    let time: Timestamp
    let grant: String
  }

  /// A binary heap: the children of entry `n` are at `2n + 1` and `2n + 2`, and none is earlier.
  private var entries: [Entry] = []

  /// Notes a moment of a grant.
  mutating func add(_ time: Timestamp, _ grant: String) {
    entries.append(Entry(time: time, grant: grant))
    var index = entries.count - 1
    while index > 0, entries[index].time < entries[(index - 1) / 2].time {
      entries.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  /// Takes out the earliest moment that has come, and names its grant.
  mutating func next(at now: Timestamp) -> (time: Timestamp, grant: String)? {
    guard let first = entries.first, first.time <= now else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      sink()
    }
    return (first.time, first.grant)
  }

  private mutating func sink() {
    var index = 0
    while 2 * index + 1 < entries.count {
      let children = (2 * index + 1)..<min(2 * index + 3, entries.count)
      guard let least = children.min(by: { entries[$0].time < entries[$1].time }),
        entries[least].time < entries[index].time
      else { return }
      entries.swapAt(index, least)
      index = least
    }
  }
}

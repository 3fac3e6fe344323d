/// The queue in front of one link of one collector: first come, first served.
struct LinkQueue {
  /// When the link has sent everything that waits now.
  private(set) var free: Int64 = 0
  /// When each of them has been sent; a ring that grows up to the limit.
  private var departures: ContiguousArray<Int64> = []
  private var head = 0
  private(set) var count = 0

  /// Forgets everything, for the next collector.
  mutating func reset() {
    free = 0
    head = 0
    count = 0
  }

  /// Takes a payload that arrives and answers when it begins to be sent; nil when there is no room.
  @inline(__always)
  mutating func enter(at time: Int64, for duration: Int64, limit: Int) -> Int64? {
    while count > 0, departures[head] <= time {
      head = head + 1 == departures.count ? 0 : head + 1
      count -= 1
    }
    guard count < limit else { return nil }
    let start = max(time, free)
    free = start + duration
    if count == departures.count { grow() }
    let tail = head + count
    departures[tail < departures.count ? tail : tail - departures.count] = free
    count += 1
    return start
  }

  private mutating func grow() {
    let inOrder = departures[head...] + departures[..<head]
    departures = ContiguousArray(inOrder)
    head = 0
    departures.append(contentsOf: repeatElement(0, count: max(16, departures.count)))
  }
}

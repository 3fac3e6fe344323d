/// Things that happen at a time; the earliest comes out first.
package struct EventHeap<Payload> {
  package struct Event {
    /// When, in the unit of whoever owns the clock.
    package let time: Int64
    /// Which of two at the same time comes first.
    package let order: UInt64
    package let payload: Payload

    package init(time: Int64, order: UInt64, payload: Payload) {
      self.time = time
      self.order = order
      self.payload = payload
    }

    @inline(__always)
    func precedes(_ other: Event) -> Bool {
      time != other.time ? time < other.time : order < other.order
    }
  }

  private var events: ContiguousArray<Event> = []

  package init() {}

  package var isEmpty: Bool { events.isEmpty }
  package var count: Int { events.count }
  /// The earliest.
  package var first: Event? { events.first }

  package mutating func removeAll() { events.removeAll(keepingCapacity: true) }

  package mutating func push(_ event: Event) {
    events.append(event)
    events.withUnsafeMutableBufferPointer { Self.siftUp($0, from: $0.count - 1) }
  }

  package mutating func pop() -> Event? {
    guard let first = events.first, let last = events.popLast() else { return nil }
    if !events.isEmpty {
      events.withUnsafeMutableBufferPointer { Self.siftDown($0, last) }
    }
    return first
  }

  /// Puts an event in the place of the earliest, for half the price of taking one and adding one.
  package mutating func replaceFirst(with event: Event) {
    guard !events.isEmpty else { return push(event) }
    events.withUnsafeMutableBufferPointer { Self.siftDown($0, event) }
  }

  // MARK: - Order

  @inline(__always)
  private static func siftUp(_ events: UnsafeMutableBufferPointer<Event>, from start: Int) {
    var hole = start
    let event = events[hole]
    while hole > 0 {
      let parent = (hole - 1) / 2
      guard event.precedes(events[parent]) else { break }
      events[hole] = events[parent]
      hole = parent
    }
    events[hole] = event
  }

  @inline(__always)
  private static func siftDown(_ events: UnsafeMutableBufferPointer<Event>, _ event: Event) {
    var hole = 0
    let count = events.count
    while true {
      var child = 2 * hole + 1
      guard child < count else { break }
      if child + 1 < count, events[child + 1].precedes(events[child]) { child += 1 }
      guard events[child].precedes(event) else { break }
      events[hole] = events[child]
      hole = child
    }
    events[hole] = event
  }
}

extension EventHeap: Sendable where Payload: Sendable {}
extension EventHeap.Event: Sendable where Payload: Sendable {}

/// Things that happen at a time; the earliest comes out first.
///
/// Public and inlinable throughout, so that other modules get a heap of their own payload; what is
/// `package` is not specialised across modules, and a simulated day took five times as long.
public struct EventHeap<Payload> {
  /// Something that happens, and when.
  public struct Event {
    /// When, in the unit of whoever owns the clock.
    public let time: Int64
    /// Which of two at the same time comes first.
    public let order: UInt64
    /// What happens.
    public let payload: Payload

    /// An event that has not been put into a heap yet.
    @inlinable
    public init(time: Int64, order: UInt64, payload: Payload) {
      self.time = time
      self.order = order
      self.payload = payload
    }

    @inlinable
    @inline(__always)
    func precedes(_ other: Event) -> Bool {
      time != other.time ? time < other.time : order < other.order
    }
  }

  @usableFromInline
  var events: ContiguousArray<Event> = []

  /// Nothing happens yet.
  @inlinable
  public init() {}

  /// Whether nothing is left.
  @inlinable
  public var isEmpty: Bool { events.isEmpty }

  /// How many are left.
  @inlinable
  public var count: Int { events.count }

  /// The earliest.
  @inlinable
  public var first: Event? { events.first }

  /// Forgets everything, and keeps the room for it.
  @inlinable
  public mutating func removeAll() { events.removeAll(keepingCapacity: true) }

  /// Adds one.
  @inlinable
  public mutating func push(_ event: Event) {
    events.append(event)
    events.withUnsafeMutableBufferPointer { Self.siftUp($0, from: $0.count - 1) }
  }

  /// Takes the earliest.
  @inlinable
  public mutating func pop() -> Event? {
    guard let first = events.first, let last = events.popLast() else { return nil }
    if !events.isEmpty {
      events.withUnsafeMutableBufferPointer { Self.siftDown($0, last) }
    }
    return first
  }

  /// Puts an event in the place of the earliest, for half the price of taking one and adding one.
  @inlinable
  public mutating func replaceFirst(with event: Event) {
    guard !events.isEmpty else { return push(event) }
    events.withUnsafeMutableBufferPointer { Self.siftDown($0, event) }
  }

  // MARK: - Order

  @inlinable
  @inline(__always)
  static func siftUp(_ events: UnsafeMutableBufferPointer<Event>, from start: Int) {
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

  @inlinable
  @inline(__always)
  static func siftDown(_ events: UnsafeMutableBufferPointer<Event>, _ event: Event) {
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

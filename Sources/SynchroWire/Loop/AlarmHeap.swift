import SynchroTiming

/// Names an alarm that was set; worthless once it rang or was cancelled.
package struct Alarm: Sendable, Hashable {
  let slot: UInt32
  let generation: UInt32
}

/// Alarms by time: a binary heap whose entries know their place, so that each can be moved or
/// cancelled in O(log n).
struct AlarmHeap {
  private struct Slot {
    var generation: UInt32 = 0
    var position: Int = -1
    var body: (() -> Void)?
  }

  private var slots: [Slot] = []
  private var free: [UInt32] = []
  private var heap: [(moment: MonotonicInstant, slot: UInt32)] = []

  /// The next moment at which something is due.
  var next: MonotonicInstant { heap.first?.moment ?? .never }

  var count: Int { heap.count }

  mutating func set(at moment: MonotonicInstant, _ body: @escaping () -> Void) -> Alarm {
    let slot: UInt32
    if let reused = free.popLast() {
      slot = reused
    } else {
      slot = UInt32(slots.count)
      slots.append(Slot())
    }
    slots[Int(slot)].body = body
    heap.append((moment, slot))
    slots[Int(slot)].position = heap.count - 1
    rise(from: heap.count - 1)
    return Alarm(slot: slot, generation: slots[Int(slot)].generation)
  }

  /// False when the alarm has rung or was cancelled.
  @discardableResult
  mutating func cancel(_ alarm: Alarm) -> Bool {
    guard let position = position(of: alarm) else { return false }
    _ = take(at: position)
    return true
  }

  /// False when the alarm has rung or was cancelled.
  @discardableResult
  mutating func move(_ alarm: Alarm, to moment: MonotonicInstant) -> Bool {
    guard let position = position(of: alarm) else { return false }
    let earlier = moment < heap[position].moment
    heap[position].moment = moment
    if earlier { rise(from: position) } else { sink(from: position) }
    return true
  }

  /// Takes out the earliest alarm if it is due.
  mutating func popDue(_ now: MonotonicInstant) -> (() -> Void)? {
    guard let first = heap.first, first.moment <= now else { return nil }
    return take(at: 0)
  }

  private func position(of alarm: Alarm) -> Int? {
    guard Int(alarm.slot) < slots.count else { return nil }
    let slot = slots[Int(alarm.slot)]
    return slot.generation == alarm.generation && slot.position >= 0 ? slot.position : nil
  }

  private mutating func take(at position: Int) -> (() -> Void)? {
    let slot = Int(heap[position].slot)
    let last = heap.count - 1
    if position != last { swapEntries(position, last) }
    heap.removeLast()
    if position < heap.count {
      rise(from: position)
      sink(from: position)
    }
    let body = slots[slot].body
    slots[slot].body = nil
    slots[slot].position = -1
    slots[slot].generation &+= 1
    free.append(UInt32(slot))
    return body
  }

  private mutating func rise(from start: Int) {
    var position = start
    while position > 0 {
      let parent = (position - 1) / 2
      guard heap[position].moment < heap[parent].moment else { return }
      swapEntries(position, parent)
      position = parent
    }
  }

  private mutating func sink(from start: Int) {
    var position = start
    while true {
      var least = position
      for child in (2 * position + 1)...(2 * position + 2)
      where child < heap.count && heap[child].moment < heap[least].moment {
        least = child
      }
      guard least != position else { return }
      swapEntries(position, least)
      position = least
    }
  }

  private mutating func swapEntries(_ left: Int, _ right: Int) {
    heap.swapAt(left, right)
    slots[Int(heap[left].slot)].position = left
    slots[Int(heap[right].slot)].position = right
  }
}

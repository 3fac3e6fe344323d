/// Follows the sequence numbers of one side: what is lost, late, repeated or begun anew.
///
/// Memory is bounded: a counter remembers so many stretches of missing numbers and forgets the
/// oldest, and so many counters are followed at all.
public struct SequenceTracker: Sendable {
  /// What a number tells.
  public enum Finding: Sendable, Hashable {
    /// The number that was due.
    case inOrder
    /// Numbers are missing before it; they may still come.
    case gap(ClosedRange<Int>)
    /// It was missing: its message was overtaken.
    case late
    /// Its message was seen before, or was given up as missing long ago.
    case repeated
    /// One again, after greater ones: the sender has forgotten its count.
    case restarted
    /// There are more senders than are followed.
    case untracked
  }

  private struct Counter {
    var next = 1
    var missing: [ClosedRange<Int>] = []
  }

  private var counters: [SequenceCounter: Counter] = [:]
  private let counterLimit: Int
  private let gapLimit: Int

  /// A tracker that has seen nothing.
  public init(counterLimit: Int = 100_000, gapLimit: Int = 32) {
    self.counterLimit = counterLimit
    self.gapLimit = gapLimit
  }

  /// How many numbers are missing now.
  public var missingCount: Int {
    counters.values.reduce(0) { sum, counter in
      counter.missing.reduce(sum) { $0 + $1.count }
    }
  }

  /// The stretches that a counter misses now, in order.
  public func missing(of counter: SequenceCounter) -> [ClosedRange<Int>] {
    counters[counter]?.missing ?? []
  }

  /// Takes the number of a message that has arrived and is no repetition by its id.
  public mutating func observe(_ message: Message) -> Finding {
    observe(message.header.sequence, of: message.counter)
  }

  /// Takes a number of a counter.
  public mutating func observe(_ sequence: Int, of counter: SequenceCounter) -> Finding {
    guard var state = counters[counter] ?? makeCounter() else { return .untracked }
    let finding = observe(sequence, &state)
    counters[counter] = state
    return finding
  }

  private func makeCounter() -> Counter? {
    counters.count < counterLimit ? Counter() : nil
  }

  private func observe(_ sequence: Int, _ counter: inout Counter) -> Finding {
    if sequence == counter.next {
      counter.next += 1
      return .inOrder
    }
    if sequence > counter.next {
      let gap = counter.next...(sequence - 1)
      counter.missing.append(gap)
      if counter.missing.count > gapLimit { counter.missing.removeFirst() }
      counter.next = sequence + 1
      return .gap(gap)
    }
    if let index = counter.missing.firstIndex(where: { $0.contains(sequence) }) {
      let gap = counter.missing[index]
      var rest: [ClosedRange<Int>] = []
      if gap.lowerBound < sequence { rest.append(gap.lowerBound...(sequence - 1)) }
      if sequence < gap.upperBound { rest.append((sequence + 1)...gap.upperBound) }
      counter.missing.replaceSubrange(index...index, with: rest)
      return .late
    }
    guard sequence == 1 else { return .repeated }
    counter = Counter(next: 2)
    return .restarted
  }
}

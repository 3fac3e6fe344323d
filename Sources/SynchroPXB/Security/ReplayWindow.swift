/// Refuses a code that was seen before or is too old.
///
/// In real time a code is good for five minutes around its time, once. Memory is bounded: when too
/// many codes fall into the window, the oldest are forgotten and everything as old as they is
/// refused. In virtual time codes have no age that means anything; the sequence numbers tell then.
public struct ReplayWindow: Sendable {
  /// How a code is held against those before.
  public enum Mode: Sendable, Hashable {
    /// By its time and nonce.
    case real
    /// By the sequence number of its message.
    case virtual
  }

  /// How far the time of a code may be from now.
  public static let width = Duration.seconds(300)

  private struct Mark: Hashable {
    let key: String
    let nonce: String
  }

  private let mode: Mode
  private let capacity: Int
  private var seen: Set<Mark> = []
  private var order: [(mark: Mark, time: PXBTime)] = []
  private var oldest = 0
  /// Codes of this time and before are refused: some of them are forgotten.
  private var floor: PXBTime?
  private var sequences: SequenceTracker

  /// A window that remembers so many codes.
  public init(_ mode: Mode, capacity: Int = 1 << 16) {
    self.init(mode, capacity: capacity, sequences: SequenceTracker())
  }

  init(_ mode: Mode, capacity: Int = 1 << 16, sequences: SequenceTracker) {
    self.mode = mode
    self.capacity = max(capacity, 1)
    self.sequences = sequences
  }

  /// Takes a code that fits its message, or refuses it as a replay.
  public mutating func admit(
    _ seal: MessageSeal, of message: Message, at now: PXBTime
  ) throws(PXBFault) {
    switch mode {
    case .virtual:
      switch sequences.observe(message) {
      case .inOrder, .gap, .late: return
      case .repeated, .restarted:
        throw Self.replay("the sequence number \(message.header.sequence) was used before")
      case .untracked:
        throw Self.replay("too many others have sent to know its sequence number from a replay")
      }
    case .real: try admit(seal, at: now)
    }
  }

  private mutating func admit(_ seal: MessageSeal, at now: PXBTime) throws(PXBFault) {
    let distance = seal.time > now ? seal.time - now : now - seal.time
    guard distance <= Self.width else {
      throw Self.replay("its time is more than five minutes from now")
    }
    if let floor, seal.time <= floor {
      throw Self.replay("too many codes came since its time to know it from a replay")
    }
    let mark = Mark(key: seal.key, nonce: seal.nonce)
    guard seen.insert(mark).inserted else { throw Self.replay("its nonce was used before") }
    if order.count < capacity {
      order.append((mark, seal.time))
    } else {
      let gone = order[oldest]
      seen.remove(gone.mark)
      // What is out of the window anyway need not raise the floor.
      if now - gone.time <= Self.width { floor = max(floor ?? .epoch, gone.time) }
      order[oldest] = (mark, seal.time)
      oldest = (oldest + 1) % capacity
    }
  }

  private static func replay(_ detail: String) -> PXBFault { PXBFault(.replay, detail) }
}

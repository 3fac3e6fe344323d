import SynchroPXB

/// What the harness wants to send, each message with its id and its place in its sender's count.
struct Outbox {
  private let run: String
  private let clock: String
  private var counts: [SequenceCounter: Int] = [:]
  private var ids = 0
  private var utterances: [Utterance] = []

  init(run: String, clock: String) {
    self.run = run
    self.clock = clock
  }

  /// The header of the next message of a counter.
  mutating func header(
    _ counter: SequenceCounter, intended: PXBTime? = nil, at now: PXBTime
  ) -> Header {
    ids += 1
    counts[counter, default: 0] += 1
    return Header(
      run: run, id: "h\(ids)", sequence: counts[counter] ?? 1, clock: clock,
      intended: intended ?? now, issued: now)
  }

  /// The header of a message that goes out once more: a new number and the time, all else as it was.
  mutating func header(again header: Header, _ counter: SequenceCounter, at now: PXBTime) -> Header
  {
    counts[counter, default: 0] += 1
    var header = header
    header.sequence = counts[counter] ?? 1
    header.issued = now
    return header
  }

  /// Appends a message.
  mutating func send(_ message: Message) { utterances.append(.message(message)) }

  /// Appends what may be wrong on purpose.
  mutating func send(_ utterance: Utterance) { utterances.append(utterance) }

  /// Hands everything over.
  mutating func take() -> [Utterance] {
    defer { utterances.removeAll(keepingCapacity: true) }
    return utterances
  }
}

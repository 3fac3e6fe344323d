/// The payloads that one side sent, and what became of each.
struct PayloadExchanges: Sendable {
  /// A payload and its fate.
  struct Entry: Sendable {
    let message: PayloadMessage
    let line: Int
    /// Whether an error payload has answered it.
    var isEnded = false
    /// Whether its receiver has consumed it, when it is for one alone.
    var isConsumed = false
  }

  /// The payloads that went over a wire which the harness had disturbed, or were answered by an
  /// error payload instead of a receipt.
  private var exempt: Set<String> = []
  private(set) var entries: [String: Entry] = [:]
  var ledger = ReceiptLedger(capacity: capacity)
  private var order: [String] = []
  private var oldest = 0
  private static let capacity = 1 << 18

  /// Notes a payload; answers the first one when it was sent before.
  mutating func send(_ message: PayloadMessage, line: Int) -> Entry? {
    ledger.send(message)
    if let known = entries[message.header.id] { return known }
    let id = message.header.id
    entries[id] = Entry(message: message, line: line)
    if order.count < Self.capacity {
      order.append(id)
    } else {
      entries[order[oldest]] = nil
      exempt.remove(order[oldest])
      order[oldest] = id
      oldest = (oldest + 1) % Self.capacity
    }
    return nil
  }

  mutating func end(_ id: String) { entries[id]?.isEnded = true }

  mutating func exempt(_ id: String) { exempt.insert(id) }

  mutating func consume(_ id: String, by receiver: Sender) {
    guard entries[id]?.message.to.sender == receiver else { return }
    entries[id]?.isConsumed = true
  }

  /// The payloads to one receiver that have no outcome, in the order of their lines.
  var open: [Entry] {
    ledger.outstanding.subtracting(exempt).compactMap { entries[$0] }.sorted { $0.line < $1.line }
  }
}

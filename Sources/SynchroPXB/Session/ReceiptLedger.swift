/// Holds receipts and errors against the payloads that were sent: for each transmission and each
/// receiver exactly one of consumed, duplicate and error, and `accepted` only before.
///
/// Payloads that are settled are remembered for a while, so that a second receipt is told from one
/// that fits nothing; memory is bounded.
public struct ReceiptLedger: Sendable {
  /// What a receipt or error tells.
  public enum Finding: Sendable, Hashable {
    /// Queued at the receiver; the outcome is still to come.
    case accepted
    /// The outcome.
    case settled
    /// An outcome, after as many as there were transmissions.
    case secondOutcome
    /// Accepted, after the outcome or a second time.
    case acceptedTooLate
    /// Said to be a duplicate, but sent once.
    case falseDuplicate
    /// Nothing with this id was sent, or so long ago that it is forgotten.
    case unknownPayload
    /// From somebody for whom the payload was not.
    case wrongReceiver
    /// The check number is not that of the body.
    case wrongCRC
  }

  private struct Entry {
    var to: Party
    var body: PackedBody
    var transmissions = 1
    /// By receiver: how many outcomes, and whether it was accepted.
    var outcomes: [Sender: Outcome] = [:]
  }

  private struct Outcome {
    var count = 0
    var isAccepted = false
    var isConsumed = false
  }

  private var entries: [String: Entry] = [:]
  private var order: [String] = []
  private var oldest = 0
  private let capacity: Int
  /// Payloads for one receiver that have no outcome yet.
  public private(set) var outstanding: Set<String> = []

  /// A ledger that remembers so many payloads.
  public init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 1)
  }

  /// Notes a payload that goes out, the first time or again.
  public mutating func send(_ message: PayloadMessage) {
    let id = message.header.id
    if entries[id] != nil {
      entries[id]?.transmissions += 1
      return
    }
    entries[id] = Entry(to: message.to, body: message.body)
    if order.count < capacity {
      order.append(id)
    } else {
      entries[order[oldest]] = nil
      outstanding.remove(order[oldest])
      order[oldest] = id
      oldest = (oldest + 1) % capacity
    }
    if message.to.sender != nil { outstanding.insert(id) }
  }

  /// Takes a receipt that has arrived.
  public mutating func take(_ receipt: Receipt) -> Finding {
    guard var entry = entries[receipt.correlation] else { return .unknownPayload }
    guard Self.isReceiver(receipt.from, entry.to) else { return .wrongReceiver }
    var outcome = entry.outcomes[receipt.from] ?? Outcome()
    let finding = Self.finding(receipt, entry, &outcome)
    entry.outcomes[receipt.from] = outcome
    entries[receipt.correlation] = entry
    if outcome.count > 0 { outstanding.remove(receipt.correlation) }
    return finding
  }

  /// Takes an error that has arrived.
  public mutating func take(_ error: ErrorMessage) -> Finding {
    guard let id = error.correlation, var entry = entries[id] else { return .unknownPayload }
    // A receiver that is not known here cannot speak for itself: somebody else says so.
    let speaker = error.from ?? entry.to.sender ?? Sender(actor: entry.to.actor, instance: "")
    var outcome = entry.outcomes[speaker] ?? Outcome()
    outcome.count += 1
    let isSecond = outcome.count > entry.transmissions
    entry.outcomes[speaker] = outcome
    entries[id] = entry
    outstanding.remove(id)
    return isSecond ? .secondOutcome : .settled
  }

  private static func finding(
    _ receipt: Receipt, _ entry: Entry, _ outcome: inout Outcome
  ) -> Finding {
    if receipt.stage == .accepted {
      let isLate = outcome.count >= entry.transmissions || outcome.isAccepted
      outcome.isAccepted = true
      return isLate && entry.transmissions == 1 ? .acceptedTooLate : .accepted
    }
    outcome.count += 1
    if outcome.count > entry.transmissions { return .secondOutcome }
    if receipt.stage == .duplicate {
      return entry.transmissions == 1 ? .falseDuplicate : .settled
    }
    defer { outcome.isConsumed = true }
    if outcome.isConsumed { return .secondOutcome }
    if let crc = receipt.crc, crc != entry.body.crc { return .wrongCRC }
    return .settled
  }

  private static func isReceiver(_ sender: Sender, _ party: Party) -> Bool {
    guard sender.actor == party.actor else { return false }
    // Who belongs to a group is for the capability statement to say.
    guard case .instance(let instance) = party.scope else { return true }
    return instance == sender.instance
  }
}

/// Holds receipts and errors against the payloads that were sent: for each transmission and each
/// receiver exactly one of consumed, duplicate and error, and `accepted` only before.
///
/// Payloads that are settled are remembered for a while, so that a second receipt is told from one
/// that fits nothing. Memory is bounded: so many payloads are remembered, and so many receivers of
/// those that have several; anybody can claim to be one more.
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
    /// It is from one more receiver than are followed.
    case untracked
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
  /// The receivers of all payloads beyond the first of each, and how many of them are followed.
  private var moreReceivers = 0
  private let receiverLimit: Int
  /// Payloads for one receiver that have no outcome yet.
  public private(set) var outstanding: Set<String> = []

  /// A ledger that remembers so many payloads, and so many receivers beyond the first of each.
  public init(capacity: Int = 1 << 16, receiverLimit: Int = 1 << 18) {
    self.capacity = max(capacity, 1)
    self.receiverLimit = max(receiverLimit, 0)
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
      let gone = entries.removeValue(forKey: order[oldest])
      moreReceivers -= max((gone?.outcomes.count ?? 0) - 1, 0)
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
    guard var outcome = outcome(of: receipt.from, entry) else {
      if receipt.stage != .accepted { outstanding.remove(receipt.correlation) }
      return .untracked
    }
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
    guard var outcome = outcome(of: speaker, entry) else {
      outstanding.remove(id)
      return .untracked
    }
    outcome.count += 1
    let isSecond = outcome.count > entry.transmissions
    entry.outcomes[speaker] = outcome
    entries[id] = entry
    outstanding.remove(id)
    return isSecond ? .secondOutcome : .settled
  }

  /// What is known of a receiver, who is about to be noted; nil when there are too many.
  private mutating func outcome(of receiver: Sender, _ entry: Entry) -> Outcome? {
    if let known = entry.outcomes[receiver] { return known }
    guard !entry.outcomes.isEmpty else { return Outcome() }
    guard moreReceivers < receiverLimit else { return nil }
    moreReceivers += 1
    return Outcome()
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

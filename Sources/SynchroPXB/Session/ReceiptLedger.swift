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

  private struct Sent {
    let to: Party
    let body: PackedBody
    var transmissions = 1
  }

  /// Changed in place: a copy of the outcomes for each receipt would take too long with many receivers.
  private struct Entry {
    var sent: Sent
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
      entries[id]?.sent.transmissions += 1
      return
    }
    entries[id] = Entry(sent: Sent(to: message.to, body: message.body))
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
    let id = receipt.correlation
    guard let sent = entries[id]?.sent else { return .unknownPayload }
    guard Self.isReceiver(receipt.from, sent.to) else { return .wrongReceiver }
    guard var outcome = outcome(of: receipt.from, id) else {
      if receipt.stage != .accepted { outstanding.remove(id) }
      return .untracked
    }
    let finding = Self.finding(receipt, sent, &outcome)
    entries[id]?.outcomes[receipt.from] = outcome
    if outcome.count > 0 { outstanding.remove(id) }
    return finding
  }

  /// Takes an error that has arrived.
  public mutating func take(_ error: ErrorMessage) -> Finding {
    guard let id = error.correlation, let sent = entries[id]?.sent else { return .unknownPayload }
    // A receiver that is not known here cannot speak for itself: somebody else says so.
    let speaker = error.from ?? sent.to.sender ?? Sender(actor: sent.to.actor, instance: "")
    guard var outcome = outcome(of: speaker, id) else {
      outstanding.remove(id)
      return .untracked
    }
    outcome.count += 1
    entries[id]?.outcomes[speaker] = outcome
    outstanding.remove(id)
    return outcome.count > sent.transmissions ? .secondOutcome : .settled
  }

  /// What is known of a receiver, who is about to be noted; nil when there are too many.
  private mutating func outcome(of receiver: Sender, _ id: String) -> Outcome? {
    if let known = entries[id]?.outcomes[receiver] { return known }
    guard entries[id]?.outcomes.isEmpty == false else { return Outcome() }
    guard moreReceivers < receiverLimit else { return nil }
    moreReceivers += 1
    return Outcome()
  }

  private static func finding(
    _ receipt: Receipt, _ sent: Sent, _ outcome: inout Outcome
  ) -> Finding {
    if receipt.stage == .accepted {
      let isLate = outcome.count >= sent.transmissions || outcome.isAccepted
      outcome.isAccepted = true
      return isLate && sent.transmissions == 1 ? .acceptedTooLate : .accepted
    }
    outcome.count += 1
    if outcome.count > sent.transmissions { return .secondOutcome }
    if receipt.stage == .duplicate {
      return sent.transmissions == 1 ? .falseDuplicate : .settled
    }
    defer { outcome.isConsumed = true }
    if outcome.isConsumed { return .secondOutcome }
    if let crc = receipt.crc, crc != sent.body.crc { return .wrongCRC }
    return .settled
  }

  private static func isReceiver(_ sender: Sender, _ party: Party) -> Bool {
    guard sender.actor == party.actor else { return false }
    // Who belongs to a group is for the capability statement to say.
    guard case .instance(let instance) = party.scope else { return true }
    return instance == sender.instance
  }
}

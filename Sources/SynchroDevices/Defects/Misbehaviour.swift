/// What can be wrong with any payload; which one is said beside it.
public enum Misbehaviour: String, Sendable, CaseIterable {
  // What a device sends
  /// It comes after its bound.
  case late
  /// It never comes.
  case lost
  /// It comes twice, under two ids.
  case duplicated
  /// The next one overtakes it.
  case reordered
  /// It is larger than its bound.
  case oversize
  /// It claims to come from another actor.
  case wrongActor = "wrong-actor"
  /// It claims to come from another instance.
  case wrongInstance = "wrong-instance"
  /// It goes to another actor than asked.
  case wrongReceiver = "wrong-receiver"
  /// It answers another message.
  case wrongCorrelation = "wrong-correlation"
  /// It answers nothing.
  case noCorrelation = "no-correlation"
  /// An attribute is missing.
  case missingAttribute = "missing-attribute"
  /// An attribute has another value.
  case wrongValue = "wrong-value"
  /// It repeats the attributes of the one before it.
  case staleValue = "stale-value"
  /// It is of another kind than its name.
  case wrongKind = "wrong-kind"
  /// Its name is spelt otherwise.
  case wrongName = "wrong-name"
  /// It has the id of the message before it.
  case repeatedId = "repeated-id"
  /// Its number leaves one out.
  case sequenceGap = "sequence-gap"
  /// The payload that says it failed goes out as well.
  case twoOutcomes = "two-outcomes"
  // What a device does with what it receives
  /// It is acknowledged, and nothing happens.
  case ackWithoutActing = "ack-without-acting"
  /// No receipt says that it was consumed.
  case noReceipt = "no-receipt"
  /// Two receipts say so.
  case doubleReceipt = "double-receipt"
  /// The receipt says so, but the payload never reaches the application.
  case receiptLies = "receipt-lies"
  /// The receipt's checksum is that of other bytes.
  case wrongChecksum = "wrong-checksum"
  /// A payload that came before is acted on again.
  case duplicateActed = "duplicate-acted"
  /// What has expired is acted on.
  case expiredActed = "expired-acted"
  /// Whoever says so is believed to be the sender.
  case spoofAccepted = "spoof-accepted"
  /// It is answered for an instance that does not exist.
  case strangerAnswered = "stranger-answered"
}

/// What a participant wants to send: a message, or on purpose something that is none.
public enum Utterance: Sendable, Hashable {
  /// A message.
  case message(Message)
  /// Octets that were made of a message and are wrong; they go where it would go. Whether the link puts
  /// its authentication code on them is said too.
  case spoiled([UInt8], of: Message, isSealed: Bool)

  /// The octets as they go out, without a line feed and without an authentication code.
  public var octets: [UInt8] {
    switch self {
    case .message(let message): MessageCodec.encode(message)
    case .spoiled(let octets, _, _): octets
    }
  }
}

extension [Utterance] {
  /// The messages among them.
  public var messages: [Message] {
    compactMap { utterance in
      if case .message(let message) = utterance { message } else { nil }
    }
  }
}

extension Participant {
  /// Hands over what it wants to send, in order; each once. Few send anything but messages.
  public mutating func takeUtterances() -> [Utterance] {
    takeOutgoing().map { .message($0) }
  }

  /// Nothing happens: most participants are only driven by whoever can read.
  public mutating func receive(_ fault: PXBFault, at now: PXBTime) {}
}
